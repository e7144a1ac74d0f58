using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>One layout of a table: which column holds which field, and in what form. Read from <c>mappings/sources</c>; see <c>docs/formats.md</c>.</summary>
public sealed record FieldMap
{
    public required string Name { get; init; }

    public LocalText? Title { get; init; }

    /// <summary>What a row is unless its own <c>kind</c> column says.</summary>
    public DraftKind Kind { get; init; }

    /// <summary>Name of the sheet of a workbook; null: the first that has the columns.</summary>
    public string? Sheet { get; init; }

    /// <summary>The sign between columns of a text file; null: found from its first lines.</summary>
    public char? Separator { get; init; }

    /// <summary>Rows of headings, 1 or 2; of two, a heading is known by both (<c>ผู้วิจัย / ชื่อ</c>) or by the lower one.</summary>
    public int HeaderRows { get; init; } = 1;

    /// <summary>Wrong values of fields a record can do without are set aside in <c>extra</c> instead of refusing the row.</summary>
    public bool Lenient { get; init; }

    /// <summary>Columns the map does not know are passed over; else they are kept in <c>extra</c>.</summary>
    public bool IgnoreOthers { get; init; }

    /// <summary>Texts that stand for a field no row gives, by API name.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    public required IReadOnlyList<MappedField> Fields { get; init; }

    /// <summary>Of <see cref="Fields"/>, those a heading names; a heading may serve several.</summary>
    public IEnumerable<MappedField> Named(string heading) =>
        ColumnNames.Key(heading) is { Length: > 0 } key ? Fields.Where(field => field.Keys.Contains(key)) : [];
}

/// <param name="Field">A name of <see cref="TableFields"/>.</param>
/// <param name="Columns">Headings it is known by; the first is the one a template shows.</param>
public sealed record MappedField(string Field, IReadOnlyList<string> Columns)
{
    internal HashSet<string> Keys { get; } = [.. Columns.Select(ColumnNames.Key)];

    /// <summary>What the source writes → what the API says; compared as headings are.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Signs between the entries of a list, each of them.</summary>
    public string Split { get; init; } = ";";

    /// <summary>Years are Buddhist even where that cannot be seen (66 for 2566).</summary>
    public bool Buddhist { get; init; }

    /// <summary>An amount is given in so many baht.</summary>
    public decimal Times { get; init; } = 1;

    /// <summary>The value stands where <c>{}</c> does: <c>https://example.org/{}</c>.</summary>
    public string? Pattern { get; init; }

    /// <summary>What a person who fills the template should know.</summary>
    public LocalText? Note { get; init; }

    public string? Example { get; init; }

    internal string? ValueOf(string text) =>
        (_values ??= Values.GroupBy(v => ColumnNames.Key(v.Key)).ToDictionary(g => g.Key, g => g.First().Value)).GetValueOrDefault(ColumnNames.Key(text));

    private Dictionary<string, string>? _values;
}
