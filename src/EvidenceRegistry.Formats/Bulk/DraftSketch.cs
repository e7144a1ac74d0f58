using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Pdf;
using JsonValue = System.Text.Json.Nodes.JsonValue;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>
/// A draft in the making from a format that is not the registry's own: members by API name, each with the place it stood at. Checked
/// at the end by the same rules as JSON is, so that nothing gets in by one format that another would refuse.
/// </summary>
/// <param name="locator">Place of the entry, for what has none of its own.</param>
/// <param name="lenient">
/// Wrong values of members a record can do without are set aside in <c>extra</c>, as they stood: a bibliography nobody can mend any
/// more is worth more than its worst field.
/// </param>
internal sealed class DraftSketch(string locator, bool lenient)
{
    private readonly JsonObject _root = [];
    private readonly Dictionary<string, (string Place, string? Text)> _places = new(StringComparer.Ordinal);
    private readonly List<DraftProblem> _problems = [];
    private readonly HashSet<string> _erased = new(StringComparer.Ordinal);

    /// <summary>Marks that erase what is known, in any member.</summary>
    public static bool IsEraseMark(string text) => text.Trim() is "[ลบ]" or "[erase]";

    public bool Has(string path) => Find(path) is not null;

    public void Set(string path, string? text, string place)
    {
        if (text is null || Sound(path, text, place) is not { Length: > 0 } sound)
        {
            return;
        }

        if (IsEraseMark(sound))
        {
            _erased.Add(path);
            return;
        }

        Put(path, JsonValue.Create(sound), place, sound);
    }

    public void Set(string path, JsonNode value, string place, string? text = null) => Put(path, value, place, text);

    /// <summary>Thai where it holds Thai letters, English else; what stands there already is not replaced.</summary>
    public void SetLocal(string path, string? text, string place)
    {
        if (text is not null)
        {
            var part = IsEraseMark(text) ? path : $"{path}.{(text.Any(c => c is >= 'ก' and <= '๛') ? "th" : "en")}";
            if (!Has(part))
            {
                Set(part, text, place);
            }
        }
    }

    public void Add(string path, string? text, string place)
    {
        if (text is not null && Sound(path, text, place) is { Length: > 0 } sound)
        {
            if (IsEraseMark(sound))
            {
                _erased.Add(path);
                return;
            }

            Add(path, JsonValue.Create(sound), place, sound);
        }
    }

    public void Add(string path, JsonNode entry, string place, string? text = null)
    {
        if (Find(path) is not JsonArray list)
        {
            Put(path, list = [], place, text);
        }

        _places.TryAdd($"$.{path}[{list.Count}]", (place, text));
        list.Add(entry);
    }

    /// <summary>Something the source says for which there is no member, under the name of its format.</summary>
    public void Aside(string format, string name, string? text, string place)
    {
        if (text is null || Sound($"extra.{format}", text, place) is not { Length: > 0 } sound)
        {
            return;
        }

        var extra = _root["extra"] as JsonObject ?? [];
        _root["extra"] ??= extra;
        var inner = extra[format] as JsonObject ?? [];
        extra[format] ??= inner;
        inner[name] = inner[name] is JsonValue before ? JsonValue.Create($"{before.GetValue<string>()}\n{sound}") : JsonValue.Create(sound);
    }

    public void Wrong(string code, string place, string? text, params string[] details) =>
        _problems.Add(new DraftProblem(code, place, Cut(text)) { Details = details });

    public void Warn(string code, string place, string? text, params string[] details) =>
        _problems.Add(new DraftProblem(code, place, Cut(text), Refuses: false) { Details = details });

    /// <param name="basis">Ordinal, line, locator, rule and raw text of the entry.</param>
    public BulkEntry Finish(BulkEntry basis, DraftKind? kind, BulkOptions options, string format)
    {
        if (options.Agency is { } agency && !Has("agency") && !_erased.Contains("agency"))
        {
            _root["agency"] = agency;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(_root, BulkJson.Relaxed);
        var reading = DraftJson.ReadPart(bytes, kind, options.Source);
        foreach (var problem in reading.Problems)
        {
            Note(problem, reading.Draft, format);
        }

        return basis with
        {
            Address = reading.Draft is { Source.Length: > 0, SourceId.Length: > 0 } draft ? new DraftAddress(draft.Source, draft.SourceId) : null,
            Draft = reading.Draft,
            Erased = [.. _erased],
            Problems = _problems,
            ReportFiles = [.. (reading.Draft?.Files ?? []).Where(file => file.Name.Length > 0).Select(file => new ReportFile(file.Name))],
        };
    }

    private void Note(DraftProblem problem, RecordDraft? draft, string format)
    {
        var (place, text) = PlaceOf(problem.Place);
        var refuses = problem.Refuses && !(lenient && draft is not null && CanDoWithout(problem.Place));
        if (problem.Refuses && !refuses && text is not null)
        {
            SetAside(draft!.Content, format, problem.Place[2..].Split('.', '[')[0], text);
        }

        _problems.Add(problem with { Place = place, Refuses = refuses });
    }

    // What finds the record again must be right; anything else can wait for a curator.
    private static bool CanDoWithout(string path) => path.StartsWith("$.", StringComparison.Ordinal) && path[2..].Split('.', '[')[0] is not ("source" or "sourceId" or "kind" or "title" or "access" or "embargoUntil");

    private static void SetAside(RecordContent content, string format, string name, string text)
    {
        content.Extra ??= [];
        var inner = content.Extra[format] as JsonObject ?? [];
        content.Extra[format] ??= inner;
        inner.TryAdd(name, JsonValue.Create(text));
    }

    private (string Place, string? Text) PlaceOf(string path)
    {
        for (var prefix = path; prefix.Length > 1; prefix = prefix[..Math.Max(0, prefix.LastIndexOfAny(['.', '[']))])
        {
            if (_places.TryGetValue(prefix, out var known))
            {
                return ($"{known.Place} {path}", known.Text);
            }
        }

        return ($"{locator} {path}", null);
    }

    private void Put(string path, JsonNode value, string place, string? text)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var (owner, name) = (_root, path);
        if (dot >= 0)
        {
            owner = _root[path[..dot]] as JsonObject ?? [];
            _root[path[..dot]] ??= owner;
            name = path[(dot + 1)..];
        }

        owner[name] = value;
        _places[$"$.{path}"] = (place, text ?? (value is JsonValue ? value.ToString() : null));
    }

    private JsonNode? Find(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? _root[path] : (_root[path[..dot]] as JsonObject)?[path[(dot + 1)..]];
    }

    private string? Sound(string path, string text, string place)
    {
        if (text.Contains(TextEncodings.Undecodable))
        {
            Wrong(BulkProblems.WrongEncoding, $"{place} $.{path}", text.Replace(TextEncodings.Undecodable, '\uFFFD'));
            return null;
        }

        // A NUL is left for the checks of drafts, which name it.
        return text.Contains('\0') ? text.Trim() : StorableText.From(text).Trim();
    }

    private static string? Cut(string? text) => text is { Length: > 200 } ? text[..200] : text;
}
