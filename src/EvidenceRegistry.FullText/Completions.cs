using Lucene.Net.Index;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// What could follow what is typed: titles that begin so, and the typed text with its last word (or the last few, which a
/// half-typed Thai word falls into) completed by words of open metadata, the commonest first.
/// </summary>
internal sealed class Completions(IndexView view, TextAnalysis analysis, IReadOnlySet<int> leftOut)
{
    /// <summary>Terms looked at per beginning; a single Thai consonant begins a few thousand words.</summary>
    private const int MostTerms = 5000;

    /// <summary>A word is offered when at least so many records hold it.</summary>
    public const int Frequent = 2;

    /// <summary>Nobody is waiting for the end of a longer text.</summary>
    public const int LongestTyped = 200;

    /// <summary>Tokens from the end that may be pieces of the word being typed.</summary>
    private const int LastPieces = 3;

    public IReadOnlyList<string> Of(string typed, int size)
    {
        string folded = CompletionKey.Fold(typed);
        if (folded.Length is 0 or > LongestTyped)
        {
            return [];
        }

        IEnumerable<string> titles = Terms(IndexFields.Completion, folded)
            .Where(term => IsShown(IndexFields.Completion, term.Text))
            .Select(term => CompletionKey.Title(term.Text));
        return [.. Words(typed.TrimStart()).Take((size + 1) / 2).Concat(titles.Take(size)).Distinct(StringComparer.Ordinal).Take(size)];
    }

    private IEnumerable<string> Words(string typed) => Beginnings(typed, analysis)
        .SelectMany(start => Terms(IndexFields.Vocabulary, CompletionKey.Fold(typed[start..]))
            .Where(term => term.Frequency >= Frequent && term.Text.Length > typed.Length - start)
            .Select(term => (Start: start, term.Text, term.Frequency)))
        .OrderBy(found => found.Start)
        .ThenByDescending(found => found.Frequency)
        .ThenBy(found => found.Text, StringComparer.Ordinal)
        .Where(found => IsShown(IndexFields.Vocabulary, found.Text))
        .Select(found => typed[..found.Start] + found.Text);

    /// <summary>Where the word that is being typed may begin.</summary>
    public static IEnumerable<int> Beginnings(string typed, TextAnalysis analysis) => typed.Length == 0 || char.IsWhiteSpace(typed[^1])
        ? []
        : analysis.Words(typed).Select(word => word.Start).Distinct().TakeLast(LastPieces);

    private IEnumerable<(string Text, int Frequency)> Terms(string field, string beginning)
    {
        TermsEnum? terms = MultiFields.GetTerms(view.RecordReader, field)?.GetEnumerator();
        var prefix = new BytesRef(beginning);
        if (terms is null || terms.SeekCeil(prefix) == TermsEnum.SeekStatus.END)
        {
            yield break;
        }

        int looked = 0;
        do
        {
            if (!StringHelper.StartsWith(terms.Term, prefix))
            {
                yield break;
            }

            yield return (terms.Term.Utf8ToString(), terms.DocFreq);
        }
        while (++looked < MostTerms && terms.MoveNext());
    }

    /// <summary>At least one record that is still there, and not left out, holds it.</summary>
    private bool IsShown(string field, string text) =>
        LiveTerms.Documents(view.RecordReader, new Term(field, text)).Any(doc => !leftOut.Contains(doc));
}
