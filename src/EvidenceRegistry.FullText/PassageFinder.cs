namespace EvidenceRegistry.FullText;

/// <summary>
/// Chooses what to quote from a stored text: a sentence-like stretch of about 80–300 UTF-16 units that holds as much of the
/// question as any, begins where a thought begins where it can, and keeps a quotation whole. Linear in the text.
/// </summary>
/// <remarks>Made once per question; safe on many threads.</remarks>
public sealed class PassageFinder
{
    private const int Shortest = 80;
    private const int Longest = 300;
    private const int LongestPiece = Longest / 2;

    /// <summary>A repeated word adds little beside a new one.</summary>
    private const double Repeated = 0.02;

    private readonly TextAnalysis _analysis;
    private readonly Question _question;
    private readonly AskedWords _asked;
    private readonly SoughtWords _sought;
    private readonly PassageRegion?[] _regions;

    public PassageFinder(TextAnalysis analysis, ParsedQuery query)
    {
        _analysis = analysis;
        _question = Question.Of(query, analysis);
        _asked = new AskedWords(_question);
        _sought = new SoughtWords(_asked, SentencePieces.Openers, LongestPiece);
        _regions = _question.Quotes.Count > 0 ? [] : [PassageRegion.OfTyped(_question), PassageRegion.OfOthers(_question)];
    }

    /// <summary>What a passage that holds the whole question weighs (<see cref="Passage.Weight"/>).</summary>
    public double Heaviest => Held(_asked.Count) + (_question.Quotes.Count > 0 ? 1 : 0);

    /// <summary>Null when nothing of the question stands in the text.</summary>
    /// <param name="text">The text as stored, to the letter.</param>
    public Passage? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (PassageRegion? where in _regions)
        {
            if (where?.In(text, Longest) is { } region && FindIn(text[region.Start..region.End]) is { } found)
            {
                int before = new CodePoints(text).At(region.Start);
                return found with { Start = found.Start + before, End = found.End + before };
            }
        }

        return FindIn(text);
    }

    private Passage? FindIn(string text)
    {
        IReadOnlyList<Token> tokens = _analysis.WordsOf(text, _sought);
        var matches = PassageMatches.Of(_asked, text, tokens);
        if (matches.Words.Count == 0 && matches.Quotes.Count == 0)
        {
            return null;
        }

        List<(int Start, int End)> pieces = SentencePieces.Of(text, tokens, LongestPiece);
        (int start, int end) = matches.Quotes.Count > 0 ? AroundQuote(matches, pieces) : Best(text, matches, pieces);
        return Cut(text, start, end, matches);
    }

    /// <summary>The best run of pieces that is not too long: two ends that only move forward.</summary>
    private static (int Start, int End) Best(string text, PassageMatches matches, List<(int Start, int End)> pieces)
    {
        var window = new WordWindow(matches);
        (double Value, int First, int Last) best = (-1, 0, 0);
        int first = 0;
        for (int last = 0; last < pieces.Count; last++)
        {
            window.AddUpTo(pieces[last].End);
            while (first < last && pieces[last].End - pieces[first].Start > Longest)
            {
                first++;
                window.RemoveBefore(pieces[first].Start);
            }

            if (window.Value(Repeated) > best.Value + 1e-9)
            {
                best = (window.Value(Repeated), first, last);
            }
        }

        (int start, int end) = Fit(text, matches, pieces, best.First, best.Last);
        return end - start <= 2 * Longest ? (start, end) : Around(text, matches, start, end);
    }

    /// <summary>A piece that runs on over signs no word ends: what stands around its first match is enough.</summary>
    private static (int Start, int End) Around(string text, PassageMatches matches, int start, int end)
    {
        (int matchStart, int matchEnd) = matches.Words.Where(word => word.Start >= start && word.End <= end).Select(word => (word.Start, word.End)).FirstOrDefault((start, start));
        int from = Math.Max(start, matchStart - (Longest / 2));
        int to = Math.Min(end, Math.Max(matchEnd, from + Longest));
        return (from > 0 && char.IsLowSurrogate(text[from]) ? from + 1 : from, to < text.Length && char.IsLowSurrogate(text[to]) ? to - 1 : to);
    }

    /// <summary>Gives back pieces at the ends that hold nothing, unless the passage would become too short or lose its beginning.</summary>
    private static (int Start, int End) Fit(string text, PassageMatches matches, List<(int Start, int End)> pieces, int first, int last)
    {
        int firstMatch = matches.Words.Where(word => word.Start >= pieces[first].Start).Select(word => word.Start).FirstOrDefault(pieces[first].Start);
        int lastMatch = matches.Words.Where(word => word.End <= pieces[last].End).Select(word => word.End).DefaultIfEmpty(pieces[last].End).Max();
        for (int later = last; later > first; later--)
        {
            if (pieces[later].Start <= firstMatch && SentencePieces.BeginsSentence(text, pieces[later].Start))
            {
                first = later;
            }
        }

        while (first < last && pieces[first].End <= firstMatch && pieces[last].End - pieces[first + 1].Start >= Shortest)
        {
            first++;
        }

        while (last > first && pieces[last].Start >= lastMatch && pieces[last - 1].End - pieces[first].Start >= Shortest)
        {
            last--;
        }

        return Widen(pieces, first, last);
    }

    private static (int Start, int End) AroundQuote(PassageMatches matches, List<(int Start, int End)> pieces)
    {
        (int Start, int End) quote = matches.Quotes[0];
        int first = pieces.FindLastIndex(piece => piece.Start <= quote.Start);
        int last = pieces.FindIndex(piece => piece.End >= quote.End);
        (int start, int end) = first < 0 || last < 0 ? quote : Widen(pieces, first, last);
        return end - start <= Longest || quote.End - quote.Start > Longest
            ? (Math.Min(start, quote.Start), Math.Max(end, quote.End))
            : quote;
    }

    /// <summary>Takes neighbours in, those that follow first, until the passage says enough to be understood.</summary>
    private static (int Start, int End) Widen(List<(int Start, int End)> pieces, int first, int last)
    {
        bool grown = true;
        while (grown && pieces[last].End - pieces[first].Start < Shortest)
        {
            grown = false;
            if (last + 1 < pieces.Count && pieces[last + 1].End - pieces[first].Start <= Longest)
            {
                last++;
                grown = true;
            }
            else if (first > 0 && pieces[last].End - pieces[first - 1].Start <= Longest)
            {
                first--;
                grown = true;
            }
        }

        return (pieces[first].Start, pieces[last].End);
    }

    private Passage Cut(string text, int start, int end, PassageMatches matches)
    {
        var points = new CodePoints(text);
        int from = points.At(start);
        var inside = matches.Words.Where(word => word.Start >= start && word.End <= end).ToList();
        var marks = new List<PassageMark>();
        foreach ((int markStart, int markEnd) in inside.Select(word => (word.Start, word.End))
            .Concat(matches.Quotes.Where(quote => quote.Start >= start && quote.End <= end)).Order())
        {
            var mark = new PassageMark(points.At(markStart) - from, points.At(markEnd) - from);
            if (marks.Count > 0 && mark.From <= marks[^1].To)
            {
                marks[^1] = new PassageMark(marks[^1].From, Math.Max(marks[^1].To, mark.To));
            }
            else
            {
                marks.Add(mark);
            }
        }

        return new Passage(from, points.At(end), text[start..end], marks, Held(inside.Select(word => word.Word).Distinct().Count()) + (matches.Quotes.Count > 0 ? 1 : 0));
    }

    /// <summary>Part of the question that so many of its words are; words that only help add to it.</summary>
    private double Held(int words) => words / (double)Math.Max(1, _question.Words.Count + _question.QuotedWords.Count);
}
