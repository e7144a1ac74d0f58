using System.Globalization;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;

namespace EvidenceRegistry.Searching;

/// <summary>Reads the parameters of a search and collects everything that is wrong with them.</summary>
internal sealed class QuestionReader(HttpContext http, PlanTree tree, TextAnalysis analysis, IReadOnlyCollection<(string Facet, string Value)> unknown)
{
    /// <summary>UTF-16 units: a pasted title with its subtitle stays well below.</summary>
    public const int LongestQuestion = 2_000;

    private static readonly string[] TagWords = ["claimed", "proposed", "confirmed", "disputed", "rejected"];
    private static readonly LocalText TooLong = new("คำถามยาว {0} ตัวอักษร รับได้ไม่เกิน {1}", "The question has {0} characters; at most {1} are taken.");
    private static readonly LocalText NotASize = new("ต้องเป็นจำนวนเต็ม 1–100", "It must be a whole number from 1 to 100.");
    private static readonly LocalText NotAToken = new("ต้องเป็น changeToken ที่คำตอบของการเขียนให้มา", "It must be a changeToken that a write answered with.");
    private static readonly LocalText NotTrueFalse = new("ต้องเป็น true หรือ false", "It must be true or false.");
    private static readonly LocalText NotOne = new("ใช้ได้เฉพาะ: {0}", "Only these can stand here: {0}.");
    private static readonly LocalText YearsCrossed = new("yearFrom ต้องไม่มากกว่า yearTo", "yearFrom must not be after yearTo.");
    private static readonly LocalText NotText = new("ข้อความมีรหัสอักขระที่ไม่สมบูรณ์", "The text is not well-formed Unicode.");

    private readonly FilterValues _values = new(http, tree);
    private readonly List<ProblemPlace> _wrong = [];

    /// <summary>The question, or everything that is wrong with it.</summary>
    /// <param name="known">Names of parameters.</param>
    /// <param name="unknown">Of <see cref="SearchQuestion.TypedNames"/>, those that are words, for no record bears them.</param>
    public static (SearchQuestion Question, IReadOnlyList<ProblemPlace> Wrong) Read(
        HttpContext http, SearchParameters given, PlanTree tree, TextAnalysis analysis, IReadOnlyCollection<string> known, IReadOnlyCollection<(string Facet, string Value)> unknown)
    {
        var reader = new QuestionReader(http, tree, analysis, unknown);
        reader._wrong.AddRange(Parameters.NotAmong(http, known));
        return (reader.Read(given), reader._wrong);
    }

    private SearchQuestion Read(SearchParameters given)
    {
        var typed = TypedQuestion.Of(Text(given.Q), _values, tree, LongestQuestion, unknown);
        var chosen = Chosen(given);
        var (from, to) = (YearOf("yearFrom", given.YearFrom), YearOf("yearTo", given.YearTo));
        if (from > to)
        {
            _wrong.Add(_values.Wrong("yearFrom", "crossed", YearsCrossed, given.YearFrom));
        }

        var (places, things) = PlaceNames.In(typed.Query, tree.Areas, analysis);
        var (filters, impossible) = MergedFilters.Of(chosen, typed.Filters, _values);
        return new SearchQuestion
        {
            Query = typed.Query with { Things = things },
            Filters = filters,
            TypedNames = [.. typed.Names],
            TagStatuses = Statuses(given.TagStatus),
            YearFrom = Later(from, typed.YearFrom),
            YearTo = Earlier(to, typed.YearTo),
            Sort = OneOf("sort", given.Sort, Enum.GetNames<SearchSort>()) is { } sort ? Enum.Parse<SearchSort>(sort) : SearchSort.Relevance,
            Size = Size(given.Size),
            Cursor = string.IsNullOrEmpty(given.Cursor) ? null : given.Cursor,
            Facets = Flag("facets", given.Facets),
            Explain = Flag("explain", given.Explain),
            Passages = string.IsNullOrWhiteSpace(given.Passages) || Flag("passages", given.Passages),
            After = Token(given.After),
            Places = [.. places.Where(a => !filters.GetValueOrDefault(FacetNames.Area, []).Contains(a.Code))],
            Impossible = impossible,
        };
    }

    private string Text(string? q)
    {
        if (q?.Length > LongestQuestion)
        {
            _wrong.Add(_values.Wrong("q", "too-long", TooLong, q, q.Length, LongestQuestion));
        }
        else if (q is not null && !IsWellFormed(q))
        {
            _wrong.Add(_values.Wrong("q", "not-unicode", NotText, null));
            return "";
        }

        return q ?? "";
    }

    private Dictionary<string, IReadOnlyList<string>> Chosen(SearchParameters given)
    {
        var chosen = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (facet, written) in new[]
        {
            (FacetNames.Kind, given.Kind), (FacetNames.Target, given.Target), (FacetNames.Factor, given.Factor), (FacetNames.Area, given.Area),
            (FacetNames.Agency, given.Agency), (FacetNames.Funder, given.Funder), (FacetNames.Design, given.Design),
            (FacetNames.Access, given.Access), (FacetNames.Year, given.Year), (FacetNames.Language, given.Language),
            (FacetNames.Baseline, given.Baseline), (FacetNames.DataYear, given.DataYear), (FacetNames.Unit, given.Unit), (FacetNames.Multiplier, given.Multiplier),
            (FacetNames.Disaggregation, given.Disaggregation), (FacetNames.AreaLevel, given.AreaLevel),
        })
        {
            var values = new List<string>();
            foreach (var one in ValueList.Of(facet, written))
            {
                var (value, wrong) = _values.Read(facet, facet, one);
                if (wrong is not null)
                {
                    _wrong.Add(wrong);
                }
                else
                {
                    values.Add(value!);
                }
            }

            if (values.Count > 0)
            {
                chosen[facet] = [.. values.Distinct(StringComparer.Ordinal)];
            }
        }

        return chosen;
    }

    private List<string> Statuses(string? written)
    {
        var asked = ValueList.Of("tagStatus", written).Select(one => OneOf("tagStatus", one, TagWords)).OfType<string>().Distinct().ToList();
        return asked.Count > 0 ? asked : [TagWords[0], TagWords[2]];
    }

    private int? YearOf(string place, string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            return null;
        }

        var (year, wrong) = _values.Year(place, written.Trim());
        if (wrong is not null)
        {
            _wrong.Add(wrong);
        }

        return year;
    }

    private int Size(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            return 20;
        }

        if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= 100)
        {
            return size;
        }

        _wrong.Add(_values.Wrong("size", "out-of-range", NotASize, written));
        return 20;
    }

    private long? Token(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            return null;
        }

        if (long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var token))
        {
            return token;
        }

        _wrong.Add(_values.Wrong("after", "not-a-token", NotAToken, written));
        return null;
    }

    private bool Flag(string place, string? written)
    {
        switch (written?.ToLowerInvariant())
        {
            case null or "" or "false":
                return false;
            case "true":
                return true;
            default:
                _wrong.Add(_values.Wrong(place, "not-true-or-false", NotTrueFalse, written));
                return false;
        }
    }

    private string? OneOf(string place, string? written, IReadOnlyCollection<string> known)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            return null;
        }

        var one = known.FirstOrDefault(word => string.Equals(word, written.Trim(), StringComparison.OrdinalIgnoreCase));
        if (one is null)
        {
            _wrong.Add(_values.Wrong(place, "unknown-value", NotOne, written, string.Join(", ", known.Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName))));
        }

        return one;
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private static int? Later(int? a, int? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);

    private static int? Earlier(int? a, int? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);
}
