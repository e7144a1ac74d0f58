using System.Text;

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

    /// <summary><see cref="Text"/> with the quotations as words where they stood.</summary>
    public required string InOrder { get; init; }

    /// <summary>All of the question in the order typed.</summary>
    public IReadOnlyList<QuestionPart> Parts { get; init; } = [];

    /// <summary>Quoted runs: found to the letter (case and digits folded, white space as one space).</summary>
    public IReadOnlyList<string> Quotes { get; init; } = [];

    /// <summary>Words or quotes that must not occur (<c>-คำ</c>, <c>-"สองคำ"</c>).</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary><c>field:value</c> for the facet names, as typed, lists too; the application takes them apart and checks the values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Names of one thing that the caller knows (places and their short forms): met by any of its names, as good as the typed one.</summary>
    public IReadOnlyList<NamedThing> Things { get; init; } = [];

    /// <summary>Nothing was typed: the question lists everything.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Typed);

    /// <summary>The question to be asked with its filters given in another way: words, quotations and exclusions as typed.</summary>
    public string WithoutFilters => Parts.Any(part => part.Kind == QuestionPartKind.Filter) ? Written(Parts.Where(part => part.Kind != QuestionPartKind.Filter)) : Typed.Trim();

    public static ParsedQuery Of(string typed, IReadOnlyList<QuestionPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new ParsedQuery
        {
            Typed = typed,
            Parts = parts,
            Text = string.Join(' ', parts.Where(part => part.Kind == QuestionPartKind.Words).Select(part => part.Value)),
            InOrder = string.Join(' ', parts.Where(part => part.Kind is QuestionPartKind.Words or QuestionPartKind.Quote).Select(part => part.Value)),
            Quotes = [.. Said(parts, QuestionPartKind.Quote).Select(part => part.Value)],
            Excluded = [.. Said(parts, QuestionPartKind.Exclusion).Select(part => part.Value)],
            Filters = Said(parts, QuestionPartKind.Filter).GroupBy(part => part.Field!, part => part.Value, StringComparer.Ordinal)
                .ToDictionary(field => field.Key, field => (IReadOnlyList<string>)[.. field], StringComparer.Ordinal),
        };
    }

    /// <summary>The whole question with other words.</summary>
    /// <param name="words">As many as <see cref="Text"/> has between its spaces.</param>
    internal string With(IReadOnlyList<string> words)
    {
        int at = 0;
        return Written(Parts.Select(part =>
        {
            if (part.Kind != QuestionPartKind.Words)
            {
                return part;
            }

            int from = at;
            at += part.Value.Split(' ').Length;
            string said = string.Join(' ', words.Take(from..at));
            return said == part.Value ? part : part with { Written = said };
        }));
    }

    private static IEnumerable<QuestionPart> Said(IReadOnlyList<QuestionPart> parts, QuestionPartKind kind) => parts.Where(part => part.Kind == kind && !string.IsNullOrWhiteSpace(part.Value));

    private static string Written(IEnumerable<QuestionPart> parts)
    {
        var written = new StringBuilder();
        foreach (QuestionPart part in parts)
        {
            written.Append(part.Apart && written.Length > 0 ? " " : "").Append(part.Written);
        }

        return written.ToString();
    }
}

/// <param name="Typed">As it stands in <see cref="ParsedQuery.Text"/>.</param>
/// <param name="Names">Other names.</param>
public sealed record NamedThing(string Typed, IReadOnlyList<string> Names);
