using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>A large run taken back, compared record by record: what is kept, and what the index is given of it.</summary>
public sealed class HarvestUndoTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>The proof takes 2,000 (make prove); CI a part of them.</summary>
    private static readonly int Kept = int.TryParse(Environment.GetEnvironmentVariable("REGISTRY_UNDO_DATASETS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 300;

    private static readonly int Vanished = Kept / 20, Added = Kept / 40;

    private readonly HarvestDesk _desk = new() { DatasetsAtOnce = 100 };

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Many_changes_taken_back_leave_the_same_canonical_content_and_the_same_index_documents()
    {
        _desk.Fill(Kept);
        var source = await _desk.SourceAsync();
        await _desk.HarvestAsync(source);
        var (before, facets) = (await StandingAsync(), await FacetsAsync());
        Assert.Equal(Kept, before.Count);

        for (var number = 0; number < Kept + Added; number++)
        {
            _desk.Put(number, revision: 1);
        }

        for (var number = 0; number < Vanished; number++)
        {
            _desk.Portal.Datasets.Remove(HarvestDesk.IdOf(number));
        }

        var plan = await _desk.HarvestAsync(source);
        Assert.Equal(("done", Added, Kept - Vanished, Vanished), ((string?)plan["state"], (int)plan["add"]!, (int)plan["change"]!, (int)plan["remove"]!));
        var during = await StandingAsync();
        Assert.Equal(Kept + Added, during.Count);
        Assert.All(before, b => Assert.NotEqual(b.Value.Document, during[b.Key].Document));
        Assert.NotEqual(facets, await FacetsAsync());

        await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/runs/{plan["run"]}/undo", null), HttpStatusCode.Accepted);
        await _desk.DrainAsync();
        Assert.Equal("undone", (string?)(await _desk.PlanAsync((string)plan["id"]!))["state"]);
        var after = await StandingAsync();
        Assert.All(before, b => Assert.Equal(b.Value, after[b.Key]));
        Assert.All(after.Keys.Except(before.Keys), id => Assert.Null(after[id].Document));
        Assert.Equal(facets, await FacetsAsync());
        output.WriteLine($"{plan["change"]} changed, {plan["add"]} added and {plan["remove"]} marked as gone, all taken back: {before.Count} records compared, {before.Count(b => after[b.Key] == b.Value)} equal in state, content and index document");
    }

    [Fact]
    public async Task A_dataset_that_was_merged_since_is_left_and_named_with_its_entry()
    {
        _desk.Fill(3);
        var source = await _desk.SourceAsync();
        var plan = await _desk.HarvestAsync(source);
        var kept = await _desk.KeptAsync();
        var (gone, into) = (kept[HarvestDesk.IdOf(0)].RecordId, kept[HarvestDesk.IdOf(1)].RecordId);
        await using var db = _desk.App.Databases.Open();
        db.DuplicatePairs.Add(new DuplicatePair { First = into, Second = gone, Score = 1, FoundAt = db.Now });
        await db.SaveChangesAsync();
        using var curator = await _desk.App.AsAsync(Role.Curator);
        var pair = await db.DuplicatePairs.SingleAsync();
        using var merged = await curator.PostAsJsonAsync($"/api/v1/duplicates/{pair.Id}", new { decision = "same", into });
        await HarvestDesk.ReadAsync(merged, HttpStatusCode.OK);

        await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/runs/{plan["run"]}/undo", null), HttpStatusCode.Accepted);
        await _desk.DrainAsync();
        var item = Assert.Single((await _desk.RunAsync(plan))["items"]!.AsArray())!;
        Assert.Equal((HarvestDesk.IdOf(0), "merged"), ((string?)item["datasetId"], (string?)item["undone"]));
        Assert.Equal((RecordState.Live, into), ((await _desk.KeptAsync())[HarvestDesk.IdOf(0)].State, (await _desk.KeptAsync())[HarvestDesk.IdOf(0)].RecordId));
        Assert.Equal([HarvestDesk.IdOf(0)], await db.HarvestEntries.Select(e => e.DatasetId).ToListAsync());
    }

    /// <summary>Record id → state, canonical content, and the index document without what counts changes; null where there is none.</summary>
    private async Task<Dictionary<string, (RecordState State, string Content, string? Document)>> StandingAsync()
    {
        await using var db = _desk.App.Databases.Open();
        var records = await db.Records.AsNoTracking().ToDictionaryAsync(r => r.Id, r => (r.State, Content: DraftHash.Canonical(r.Content)), StringComparer.Ordinal);
        var documents = new Dictionary<string, string?>(StringComparer.Ordinal);
        await foreach (var part in _desk.App.Services.GetRequiredService<IndexDocuments>().OfAsync([.. records.Keys], CancellationToken.None))
        {
            foreach (var write in part.Writes)
            {
                documents[write.Id] = write.Document is { } document ? JsonSerializer.Serialize(document with { Revision = 0, ChangedAt = 0 }) : null;
            }
        }

        return records.ToDictionary(r => r.Key, r => (r.Value.State, r.Value.Content, documents[r.Key]), StringComparer.Ordinal);
    }

    /// <summary>What the index itself counts, once it has carried everything.</summary>
    private async Task<string> FacetsAsync()
    {
        await _desk.App.Services.GetRequiredService<IndexFeed>().DrainAsync(CancellationToken.None);
        var answer = await HarvestDesk.ReadAsync(await _desk.Reader.GetAsync("/api/v1/search?facets=true&size=100&sort=title"), HttpStatusCode.OK);
        return $"{answer["total"]} {answer["facets"]!.ToJsonString()} {string.Join(' ', answer["hits"]!.AsArray().Select(h => $"{h!["id"]} {h["title"]!.ToJsonString()}"))}";
    }
}
