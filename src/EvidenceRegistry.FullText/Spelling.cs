namespace EvidenceRegistry.FullText;

/// <summary>
/// Better spellings of a question: for a run of Thai letters that nothing holds, the likeliest run one slip away; for each word that open text hardly knows, the commonest
/// word close to it.
/// </summary>
internal sealed class Spelling(IKnownWords known, TextAnalysis analysis, Held held)
{
    /// <summary>Words of up to this many UTF-16 units may differ in one place, longer ones in two.</summary>
    private const int ShortWord = 5;

    /// <summary>Longer runs without a space hold several words.</summary>
    private const int LongestWord = 24;

    /// <summary>Shorter words are close to too many.</summary>
    private const int Shortest = 3;

    private const int MostEdits = 2;

    /// <summary>A question with more unknown words than this is in another language or none; each look-up walks the vocabulary.</summary>
    private const int MostRare = 6;

    /// <summary>Look-ups for one question, whatever it holds.</summary>
    private const int MostLookUps = 12;

    /// <summary>Parts of a question that are all looked at although each of its words is known.</summary>
    private const int FewParts = 4;

    /// <summary>A known word gives way only to one that so many times more records hold.</summary>
    private const int MuchCommoner = 20;

    /// <summary>Runs one slip away that are looked for in the index, to the letter and by their words.</summary>
    private const int MostSlips = 24, MostLoose = 4;

    private readonly Dictionary<string, string?> _nearest = new(StringComparer.Ordinal);

    /// <summary>The whole question with its unknown words as the other keyboard layout would have written them; null where there are none.</summary>
    public string? Switched(ParsedQuery query, IReadOnlyList<QuestionWord> words)
    {
        QuestionWord[] rare = Rare(words);
        string[] parts = query.Text.Split(' ');
        string[] switched = [.. parts.Select(part => Inside(part, rare).Any() && KeyboardLayout.Other(part) is { } other ? other : part)];
        return switched.SequenceEqual(parts) ? null : query.With(switched);
    }

    /// <summary>The whole question; null when nothing has a better one.</summary>
    public async Task<string?> OfAsync(ParsedQuery query, IReadOnlyList<QuestionWord> words)
    {
        QuestionWord[] rare = Rare(words);
        string[] parts = query.Text.Split(' ');
        if (rare.Length > MostRare || (rare.Length == 0 && parts.Length > FewParts))
        {
            return null;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            // A slip may leave nothing but pieces that are words by themselves: then every short run is looked at.
            if (rare.Length == 0 && await held.RunAsync(parts[i]))
            {
                continue;
            }

            QuestionWord[] inside = [.. Inside(parts[i], rare)];
            parts[i] = (rare.Length == 0 || inside.Length > 0 ? await SlipAsync(query, parts, i, inside) : null)
                ?? (rare.Length == 0 ? await WholeAsync(parts[i]) ?? parts[i] : await MendedAsync(parts[i], inside));
        }

        return string.Join(' ', parts) == query.Text ? null : query.With(parts);
    }

    private QuestionWord[] Rare(IReadOnlyList<QuestionWord> words) =>
        [.. words.Where(word => word.Year is null && Records(word) <= 1 && !word.Others.Any(form => form.Terms.All(term => known.Records(term) > 1)))];

    private static IEnumerable<QuestionWord> Inside(string part, QuestionWord[] rare) => rare.Where(word => part.Contains(word.Typed, StringComparison.Ordinal));

    /// <summary>
    /// Of a run that nothing holds to the letter, the most probable one slip away that records do; where none does, one by which records hold all words; else the first that
    /// is likelier than what was typed and holds known words alone.
    /// </summary>
    private async Task<string?> SlipAsync(ParsedQuery query, string[] parts, int at, QuestionWord[] rare)
    {
        ThaiSlips.Meant[] slips = [.. ThaiSlips.Of(parts[at], [.. rare.Select(word => word.Typed)], analysis.Segmenter).Take(MostSlips)];
        if (slips.Length == 0 || (rare.Length > 0 && await held.RunAsync(parts[at])))
        {
            return null;
        }

        var meant = new List<ThaiSlips.Meant>();
        foreach (ThaiSlips.Meant other in slips)
        {
            if (await held.AllAsync(analysis.Words(other.Run).GroupBy(token => token.Position).Select(word => word.Select(token => token.Text).Distinct(StringComparer.Ordinal))))
            {
                if (await held.LeadsAsync($"\"{other.Run}\""))
                {
                    return other.Run;
                }

                meant.Add(other);
            }
        }

        foreach (ThaiSlips.Meant other in parts.Length > FewParts ? [] : meant.Take(MostLoose))
        {
            if (await held.LeadsAsync(query.With([.. parts[..at], other.Run, .. parts[(at + 1)..]])))
            {
                return other.Run;
            }
        }

        return meant.Where(other => other.Likelier).Select(other => other.Run).FirstOrDefault();
    }

    /// <summary>A misspelt Thai word falls into pieces that say nothing alone: a short run is looked for as one word first, then a piece with its neighbours.</summary>
    private async Task<string> MendedAsync(string part, QuestionWord[] rare)
    {
        if (rare.Length == 0 || await WholeAsync(part) is not { } whole)
        {
            foreach (QuestionWord word in rare)
            {
                part = await AroundAsync(part, word) ?? await AloneAsync(part, word);
            }

            return part;
        }

        return whole;
    }

    private async Task<string?> WholeAsync(string run) => run.Length <= LongestWord ? await NearestAsync(run.ToLowerInvariant(), 0) : null;

    private async Task<string> AloneAsync(string run, QuestionWord word) => await NearestAsync(word.Variants[0], Records(word)) is { } nearest
        ? run.Replace(word.Typed, nearest, StringComparison.Ordinal)
        : run;

    /// <summary>The piece with the word before and after it, then with one of them.</summary>
    private async Task<string?> AroundAsync(string run, QuestionWord word)
    {
        (int Start, int End)[] pieces = [.. analysis.Words(run).GroupBy(token => token.Position).Select(group => (group.Min(token => token.Start), group.Max(token => token.End)))];
        int at = Array.FindIndex(pieces, piece => run[piece.Start..piece.End] == word.Typed);
        foreach ((int before, int after) in at < 0 || Records(word) > 0 ? [] : new[] { (1, 1), (1, 0), (0, 1), (2, 0), (0, 2) })
        {
            if (at - before < 0 || at + after >= pieces.Length)
            {
                continue;
            }

            (int start, int end) = (pieces[at - before].Start, pieces[at + after].End);
            if (end - start <= LongestWord && await NearestAsync(run[start..end].ToLowerInvariant(), 0) is { } nearest)
            {
                return string.Concat(run.AsSpan(0, start), nearest, run.AsSpan(end));
            }
        }

        return null;
    }

    private async Task<string?> NearestAsync(string word, long records)
    {
        if (!_nearest.TryGetValue(word, out string? nearest))
        {
            _nearest[word] = nearest = _nearest.Count < MostLookUps && word.Length >= Shortest ? await LookAsync(word, records) : null;
        }

        return nearest;
    }

    private async Task<string?> LookAsync(string word, long records)
    {
        IReadOnlyList<NearWord> near = await known.NearAsync(word, word.Length <= ShortWord ? 1 : 2);
        IEnumerable<string> best = near
            .Where(other => other.Text != word && other.Records >= Math.Max(1, records * MuchCommoner))
            .OrderByDescending(other => Closeness(word, other.Text))
            .ThenByDescending(other => other.Records)
            .ThenBy(other => other.Text, StringComparer.Ordinal)
            .Select(other => other.Text);
        foreach (string other in best)
        {
            if (await known.IsShownAsync(other))
            {
                return other;
            }
        }

        return null;
    }

    private long Records(QuestionWord word) => word.Variants.Max(known.Records);

    /// <summary>1 less the edits as a part of the shorter word.</summary>
    private static double Closeness(string word, string other) => 1 - (EditDistance.Of([.. word.Select(unit => (int)unit)], [.. other.Select(unit => (int)unit)], MostEdits) / (double)Math.Min(word.Length, other.Length));
}
