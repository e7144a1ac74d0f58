using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// Generations: a pair of indices, one for records and one for pages, behind aliases to read and to write. Settings and mappings are
/// templates from <c>mappings/elasticsearch</c>, so that no index of ours is ever made without them.
/// </summary>
internal sealed class ElasticGenerations
{
    /// <summary>The name of the generation that the first process makes; one that is made in a lost one's place has a number after it.</summary>
    private const string First = "first";

    /// <summary>The server's own limit (<c>index.merge.policy.max_merged_segment</c>).</summary>
    private const long LargestSegment = 5L << 30;

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>While a generation is filled nobody searches it: merging comes once, at the end.</summary>
    private static readonly JsonObject Filling = new() { ["segments_per_tier"] = 50, ["max_merge_at_once"] = 50 };

    private readonly ElasticClient _client;
    private readonly ElasticNames _names;
    private readonly ElasticOptions _options;
    private readonly string _analysis;
    private readonly string[] _bodies;
    private readonly string _mapping;
    private readonly TimeProvider _time;
    private readonly ElasticSweep _sweep;
    private bool _follows;
    private long? _refused;

    /// <exception cref="IOException">The mappings cannot be read.</exception>
    public ElasticGenerations(ElasticClient client, ElasticNames names, ElasticOptions options, TextAnalysis analysis, TimeProvider time)
    {
        (_client, _names, _options, _analysis, _time) = (client, names, options, analysis.Version, time);
        _sweep = new ElasticSweep(client, names);
        _bodies = [Body("records"), Body("pages")];
        _mapping = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(_bodies))))[..12];

        string Body(string name) => File.ReadAllText(Path.Combine(options.MappingsFolder, "elasticsearch", $"{name}.json"));
    }

    /// <summary>The live generation; made empty where there is none, or half of one.</summary>
    public async Task<GenerationMeta> LiveAsync(CancellationToken cancel)
    {
        if (await ReadAsync(cancel) is { } live)
        {
            await FollowAsync(cancel);
            return live;
        }

        await TemplatesAsync(cancel);
        await MakeAsync(cancel);
        _follows = true;
        return await ReadAsync(cancel) ?? throw new IndexUnavailableException("The search server keeps no index that was just made.");
    }

    /// <summary>An empty generation beside the live one; what was begun and never finished before goes.</summary>
    public async Task<string> BeginAsync(CancellationToken cancel)
    {
        await TemplatesAsync(cancel);
        string generation = _time.GetUtcNow().UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture) + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3));
        string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await CreateAsync(_names.PagesOf(generation), generation, [], key, cancel);
        await CreateAsync(_names.RecordsOf(generation), generation, [], key, cancel);
        return generation;
    }

    /// <summary>
    /// Puts a generation in the live one's place in one call, which is taken only where that is the live one still. The last one stays a while, for the
    /// searches that are under way in it.
    /// </summary>
    /// <param name="fenced">As of <see cref="IIndexBuild.SwitchAsync(Func{Func{Task}, Task}, CancellationToken)"/>.</param>
    public async Task SwitchAsync(string generation, string old, Func<Func<Task>, Task> fenced, CancellationToken cancel)
    {
        // Before, not after: once the switch is made nothing may fail any more that would make it look as if it were not.
        await fenced(() => SweepAsync(old, generation, cancel));
        var actions = new JsonArray();
        foreach ((string alias, string write, string index, string before) in new[]
        {
            (_names.Records, _names.RecordsToWrite, _names.RecordsOf(generation), _names.RecordsOf(old)),
            (_names.Pages, _names.PagesToWrite, _names.PagesOf(generation), _names.PagesOf(old)),
        })
        {
            foreach (string name in new[] { alias, write })
            {
                actions.Add(new JsonObject { ["remove"] = new JsonObject { ["index"] = before, ["alias"] = name, ["must_exist"] = true } });
                actions.Add(new JsonObject { ["add"] = new JsonObject { ["index"] = index, ["alias"] = name } });
            }
        }

        await fenced(() => TakeOverAsync(generation, actions));
    }

    private async Task TakeOverAsync(string generation, JsonArray actions)
    {
        try
        {
            // Not broken off: whoever does that does not know what came of it.
            (await _client.PostAsync("_aliases", new JsonObject { ["actions"] = actions }, CancellationToken.None)).Taken();
        }
        catch (IndexUnavailableException)
        {
            // An answer may be lost on its way; asked again the server says that the old one is not live.
            if ((await ReadAsync(CancellationToken.None))?.Generation != generation)
            {
                throw;
            }
        }
    }

    /// <summary>
    /// Begins to make few large segments of a generation that was just filled: a search looks every word up in each segment, and what the server keeps for
    /// its own recovery goes with the merge, three quarters of the size. Segments stay below the server's own limit, so that later changes are merged as always,
    /// from now on as the template says.
    /// </summary>
    /// <returns>What is under way, by the names of the server's tasks.</returns>
    public async Task<IReadOnlyList<string>> BeginMergeAsync(string generation, CancellationToken cancel)
    {
        var tasks = new List<string>();
        foreach ((int at, string index) in new[] { _names.RecordsOf(generation), _names.PagesOf(generation) }.Index())
        {
            JsonNode policy = JsonNode.Parse(_bodies[at])!["settings"]!["index"]!["merge"]!["policy"]!;
            (await _client.PutAsync($"{index}/_settings", Merging(policy.DeepClone()), cancel)).Taken();
            (await _client.PostAsync($"{index}/_flush", null, cancel)).Taken();
            JsonElement stats = (await _client.GetAsync($"{index}/_stats/store", cancel)).Taken();
            long bytes = stats.GetProperty("_all").GetProperty("primaries").GetProperty("store").GetProperty("size_in_bytes").GetInt64();
            long segments = 1 + (bytes / LargestSegment);
            string merge = string.Create(CultureInfo.InvariantCulture, $"{index}/_forcemerge?max_num_segments={segments}&wait_for_completion=false");
            tasks.Add((await _client.PostAsync(merge, null, cancel)).Taken().GetProperty("task").GetString()!);
        }

        return tasks;
    }

    /// <summary>A node that left the cluster took its tasks with it.</summary>
    public async Task<bool> IsMergingAsync(string task, CancellationToken cancel)
    {
        ElasticAnswer answer = await _client.GetAsync($"_tasks/{task}", cancel);
        return answer.Status != 404 && !answer.Taken().GetProperty("completed").GetBoolean();
    }

    /// <summary>Removes a generation that was begun, unless it has become the live one after all: the answer to a switch may have been lost.</summary>
    public async Task GiveUpAsync(string generation)
    {
        if (await ReadAsync(CancellationToken.None) is not { } live)
        {
            await _sweep.RemoveAsync(generation, CancellationToken.None);
        }
        else if (live.Generation != generation)
        {
            await _sweep.RemoveBesideAsync([generation], live.Generation, CancellationToken.None);
        }
    }

    /// <summary>Removes every generation but these, and none that lives: what a switch, or a build whose process died, left.</summary>
    public Task SweepAsync(string live, string? kept, CancellationToken cancel) => _sweep.AllButAsync(live, kept, cancel);

    /// <summary>
    /// Makes an empty pair in the place of what was lost. Processes that do it at the same time make the same one: its name follows from what is there,
    /// an index is born with its aliases, and pages go first, so that whoever comes later finds a pair begun and ends it. What is left of the lost pair
    /// goes before the records' alias comes; what bears the name of an alias, and keeps it from being one, goes before all.
    /// </summary>
    private async Task MakeAsync(CancellationToken cancel)
    {
        Dictionary<string, HashSet<string>> there = await _sweep.AllAsync(cancel);
        foreach (string index in there.Keys.Where(_names.IsAlias))
        {
            await RemoveIndexAsync(index, cancel);
        }

        string generation = there.Where(index => index.Value.IsSupersetOf(_names.PagesAliases)).Select(index => _names.GenerationOf(index.Key)).OfType<string>().Max(StringComparer.Ordinal)
            ?? Enumerable.Range(1, int.MaxValue).Select(Numbered).First(name => !there.ContainsKey(_names.RecordsOf(name)) && !there.ContainsKey(_names.PagesOf(name)));
        string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await CreateAsync(_names.PagesOf(generation), generation, _names.PagesAliases, key, cancel);
        foreach ((string index, HashSet<string> aliases) in there.Where(index => _names.GenerationOf(index.Key) is not null))
        {
            bool stays = index == _names.PagesOf(generation) || (index == _names.RecordsOf(generation) ? aliases.IsSupersetOf(_names.RecordsAliases) : !aliases.Any(_names.IsAlias));
            if (!stays)
            {
                await RemoveIndexAsync(index, cancel);
            }
        }

        await CreateAsync(_names.RecordsOf(generation), generation, _names.RecordsAliases, key, cancel);

        static string Numbered(int number) => number == 1 ? First : string.Create(CultureInfo.InvariantCulture, $"{First}-{number}");
    }

    /// <summary>One that is gone already, or has become an alias meanwhile, is left alone by the server.</summary>
    private async Task RemoveIndexAsync(string index, CancellationToken cancel) => await _client.DeleteAsync($"{index}?ignore_unavailable=true", null, cancel);

    private static JsonObject Merging(JsonNode policy) => Index("merge", new JsonObject { ["policy"] = policy });

    private static JsonObject Index(string name, JsonNode value) => new() { ["index"] = new JsonObject { [name] = value } };

    /// <summary>
    /// Templates and the copies of indices of earlier starts become those of this one; once, so that an operator may give them others meanwhile. A cluster that may
    /// be searched but not changed now is left as it is, and told a minute later.
    /// </summary>
    private async Task FollowAsync(CancellationToken cancel)
    {
        if (_follows || (_refused is { } at && _time.GetElapsedTime(at) < Again))
        {
            return;
        }

        try
        {
            await TemplatesAsync(cancel);
            (await _client.PutAsync($"{_names.Records},{_names.Pages}/_settings", Index("number_of_replicas", _options.Replicas), cancel)).Taken();
            _follows = true;
        }
        catch (IndexUnavailableException)
        {
            _refused = _time.GetTimestamp();
        }
    }

    private async Task TemplatesAsync(CancellationToken cancel)
    {
        foreach ((int at, string name) in new[] { _names.Records, _names.Pages }.Index())
        {
            JsonNode body = JsonNode.Parse(_bodies[at])!;
            body["settings"]!["index"]!["number_of_replicas"] = _options.Replicas;

            // A write that meets no index makes none: it would bear the name of the alias that it went by, for good.
            var template = new JsonObject { ["index_patterns"] = Clause.List([$"{name}-*"]), ["priority"] = 500, ["allow_auto_create"] = false, ["template"] = body };
            (await _client.PutAsync($"_index_template/{name}", template, cancel)).Taken();
        }
    }

    /// <param name="aliases">Born with it where it is to live at once, empty beside a database that may not be; none: it is to be filled first.</param>
    private async Task CreateAsync(string index, string generation, IReadOnlyList<string> aliases, string key, CancellationToken cancel)
    {
        bool lives = aliases.Count > 0;
        var body = new JsonObject
        {
            ["settings"] = lives ? [] : Merging(Filling.DeepClone()),
            ["aliases"] = new JsonObject(aliases.Select(alias => KeyValuePair.Create<string, JsonNode?>(alias, new JsonObject()))),
            ["mappings"] = new JsonObject
            {
                ["_meta"] = new JsonObject { ["generation"] = generation, ["analysis"] = _analysis, ["mapping"] = _mapping, ["new"] = lives, ["cursors"] = key },
            },
        };
        ElasticAnswer answer = await _client.PutAsync($"{index}?wait_for_active_shards=1", body, cancel);
        if (answer.Error != "resource_already_exists_exception")
        {
            answer.Taken();
        }
    }

    /// <summary>Null unless there is one pair, whole, that is read and written.</summary>
    private async Task<GenerationMeta?> ReadAsync(CancellationToken cancel)
    {
        JsonElement found = (await _client.GetAsync($"{_names.Records},{_names.Pages}?ignore_unavailable=true&filter_path=*.aliases,*.mappings._meta", cancel)).Taken();
        Dictionary<string, JsonElement> indices = found.EnumerateObject().ToDictionary(index => index.Name, index => index.Value, StringComparer.Ordinal);
        string? generation = indices.Keys.Select(_names.GenerationOf).Distinct().Count() == 1 ? _names.GenerationOf(indices.Keys.First()) : null;
        if (generation is null || !Goes(_names.RecordsOf(generation), _names.RecordsAliases) || !Goes(_names.PagesOf(generation), _names.PagesAliases))
        {
            return null;
        }

        JsonElement meta = indices[_names.RecordsOf(generation)].GetProperty("mappings").GetProperty("_meta");
        return new GenerationMeta(
            generation,
            meta.GetProperty("analysis").GetString()!,
            meta.GetProperty("mapping").GetString() == _mapping,
            meta.GetProperty("new").GetBoolean(),
            meta.GetProperty("cursors").GetBytesFromBase64());

        bool Goes(string index, IReadOnlyList<string> by) =>
            indices.TryGetValue(index, out JsonElement said) && said.TryGetProperty("aliases", out JsonElement aliases) && by.All(alias => aliases.TryGetProperty(alias, out _));
    }
}
