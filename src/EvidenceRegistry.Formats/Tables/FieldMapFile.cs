using System.Text.Json;
using System.Text.Json.Serialization;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>Reads and checks a file of <c>mappings/sources</c>. Never throws.</summary>
public static class FieldMapFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <param name="name">Of the file, without its ending; it names the map.</param>
    /// <returns>The map, or what is wrong with the file: each with its place.</returns>
    public static (FieldMap? Map, IReadOnlyList<DraftProblem> Problems) Read(string name, ReadOnlyMemory<byte> utf8)
    {
        Layout? layout;
        try
        {
            layout = JsonSerializer.Deserialize<Layout>(utf8.Span, Options);
        }
        catch (JsonException wrong)
        {
            return (null, [new DraftProblem(BadMap, $"{name} {wrong.Path ?? "$"}", wrong.Message)]);
        }

        var problems = Faults(name, layout).ToList();
        return problems.Count > 0 ? (null, problems) : (Map(name, layout!), problems);
    }

    /// <summary>The file is no field map.</summary>
    public const string BadMap = "bad-field-map";

    private static IEnumerable<DraftProblem> Faults(string name, Layout? layout)
    {
        if (layout?.Fields is not { Count: > 0 } fields)
        {
            yield return new DraftProblem(BadMap, $"{name} $.fields", "no fields");
            yield break;
        }

        foreach (var (field, column) in fields)
        {
            if (TableFields.FormOf(field, layout.Kind) is not { } form)
            {
                yield return new DraftProblem(ProblemCodes.UnknownMember, $"{name} $.fields.{field}", field) { Details = NearestName.Of(field, TableFields.Names) is { } near ? [near] : [] };
            }
            else if (form == FieldForm.Word && column.Values?.Values.FirstOrDefault(word => !IsWord(field, word)) is { } unknown)
            {
                yield return new DraftProblem(ProblemCodes.NotOneOf, $"{name} $.fields.{field}.values", unknown);
            }

            if (column.Columns is not { Count: > 0 } && layout.Defaults?.ContainsKey(field) != true)
            {
                yield return new DraftProblem(BadMap, $"{name} $.fields.{field}", "no columns");
            }

            if (column.Split is { Length: 0 } || column.Pattern?.Contains("{}", StringComparison.Ordinal) == false)
            {
                yield return new DraftProblem(BadMap, $"{name} $.fields.{field}", "split or pattern");
            }
        }

        foreach (var field in (layout.Defaults ?? []).Keys.Where(field => TableFields.FormOf(field, layout.Kind) is null))
        {
            yield return new DraftProblem(ProblemCodes.UnknownMember, $"{name} $.defaults.{field}", field);
        }

        if (layout.HeaderRows is not (1 or 2) || layout.Separator is { Length: not 1 })
        {
            yield return new DraftProblem(BadMap, $"{name} $", "headerRows or separator");
        }
    }

    private static bool IsWord(string field, string word) => Words(field).Contains(word, StringComparer.Ordinal);

    /// <summary>The words of the API a field of <see cref="FieldForm.Word"/> may hold; none for other fields.</summary>
    public static IReadOnlyList<string> Words(string field) => field switch
    {
        "kind" => Names<DraftKind>(),
        "access" => Names<AccessRights>(),
        "status" => Names<RecordStatus>(),
        "researchType" => Names<ResearchType>(),
        "design" => Names<StudyDesign>(),
        "dataType" => Names<DataType>(),
        _ => [],
    };

    private static IReadOnlyList<string> Names<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(JsonForms.NameOf)];

    private static FieldMap Map(string name, Layout layout) => new()
    {
        Name = name,
        Title = layout.Title,
        Kind = layout.Kind,
        Sheet = layout.Sheet,
        Separator = layout.Separator?[0],
        HeaderRows = layout.HeaderRows,
        Lenient = layout.Lenient,
        IgnoreOthers = layout.IgnoreOthers,
        Defaults = layout.Defaults ?? [],
        Fields = [.. layout.Fields!.Select(entry => new MappedField(entry.Key, entry.Value.Columns ?? [])
        {
            Values = entry.Value.Values ?? [],
            Split = entry.Value.Split ?? ";",
            Buddhist = entry.Value.Buddhist,
            Times = entry.Value.Times ?? 1,
            Pattern = entry.Value.Pattern,
            Note = entry.Value.Note,
            Example = entry.Value.Example,
        })],
    };

    private sealed class Layout
    {
        public LocalText? Title { get; init; }

        public DraftKind Kind { get; init; }

        public string? Sheet { get; init; }

        public string? Separator { get; init; }

        public int HeaderRows { get; init; } = 1;

        public bool Lenient { get; init; }

        public bool IgnoreOthers { get; init; }

        public Dictionary<string, string>? Defaults { get; init; }

        public Dictionary<string, Column>? Fields { get; init; }
    }

    private sealed class Column
    {
        public List<string>? Columns { get; init; }

        public Dictionary<string, string>? Values { get; init; }

        public string? Split { get; init; }

        public bool Buddhist { get; init; }

        public decimal? Times { get; init; }

        public string? Pattern { get; init; }

        public LocalText? Note { get; init; }

        public string? Example { get; init; }
    }
}
