namespace EvidenceRegistry.FullText;

/// <summary>
/// A question taken apart. Made by <c>QueryParser.Parse</c>, which never fails: what is not understood is a word.
/// </summary>
public sealed record ParsedQuery
{
    /// <summary>The question as typed, cut at the length the caller allows.</summary>
    public required string Typed { get; init; }

    /// <summary>Free text, all of its words wanted.</summary>
    public required string Text { get; init; }

    /// <summary><see cref="Text"/> with the quotations as words where they stood; null where the text was changed since.</summary>
    public string? InOrder { get; init; }

    /// <summary>Quoted runs: found to the letter (case and digits folded, white space as one space).</summary>
    public IReadOnlyList<string> Quotes { get; init; } = [];

    /// <summary>Words or quotes that must not occur (<c>-คำ</c>, <c>-"สองคำ"</c>).</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary><c>field:value</c> for the facet names, as typed; the application checks the values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Names of one thing that the caller knows (places and their short forms): met by any of its names, as good as the typed one.</summary>
    public IReadOnlyList<NamedThing> Things { get; init; } = [];

    /// <summary>Nothing was typed: the question lists everything.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Typed);
}

/// <param name="Typed">As it stands in <see cref="ParsedQuery.Text"/>.</param>
/// <param name="Names">Other names.</param>
public sealed record NamedThing(string Typed, IReadOnlyList<string> Names);
