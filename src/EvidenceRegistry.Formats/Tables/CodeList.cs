namespace EvidenceRegistry.Formats.Tables;

/// <summary>The codes one field may hold: offered by a template, and taken by name when a table is read.</summary>
/// <param name="Field">API name: <c>targets</c>, <c>areas</c> …</param>
public sealed record CodeList(string Field, IReadOnlyList<CodeLabel> Entries)
{
    private readonly Lazy<Dictionary<string, string>> _byName = new(() => ByName(Entries));

    /// <summary>As a template offers it, code first: <c>TH-50 เชียงใหม่</c>.</summary>
    public static string Shown(CodeLabel entry) => $"{entry.Code} {entry.Label}";

    /// <summary>The code of a name, of a code, or of both as <see cref="Shown"/> writes them; null where none has that name.</summary>
    public string? CodeOf(string text) => _byName.Value.GetValueOrDefault(Key(text));

    private static Dictionary<string, string> ByName(IReadOnlyList<CodeLabel> entries)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            foreach (var name in (string[])[entry.Code, entry.Label, Shown(entry), .. entry.Others])
            {
                names.TryAdd(Key(name), entry.Code);
            }
        }

        return names;
    }

    private static string Key(string name) => ColumnNames.Key(name);
}

/// <param name="Label">Name in Thai, where there is one.</param>
public sealed record CodeLabel(string Code, string Label)
{
    /// <summary>Other spellings and languages.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
}
