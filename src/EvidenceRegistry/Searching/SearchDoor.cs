using EvidenceRegistry.Access;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Searching;

/// <summary>One way for every question to the index: checked, waited for, within the reader's rights, without what was closed.</summary>
internal sealed class SearchDoor(
    RegistryDbs dbs, IEvidenceIndex index, TextAnalysis analysis, PlanTrees plans, Visibility visibility, RecordCards cards, TimeProvider time)
{
    /// <summary>How long a search waits for <c>after</c>, as the API promises.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Typed names of one question that the index is asked for.</summary>
    private const int MostNames = 8;

    private const string RetryAfterSeconds = "5";

    public RegistryDbs Databases => dbs;

    public IEvidenceIndex Index => index;

    public RecordCards Cards => cards;

    public PlanTree Tree => plans.Current;

    public DateOnly Today => ReadingClass.Today(time);

    public PassageFinder FinderOf(ParsedQuery query) => new(analysis, query);

    /// <summary>
    /// Checks the parameters and waits for what the question is to find; the question, or a refusal that names everything wrong with them. A typed name of an
    /// agency, a funder or a language that no record bears is words.
    /// </summary>
    public async Task<(SearchQuestion? Question, ProblemHttpResult? Refusal)> ReadAsync(HttpContext http, SearchParameters given, IReadOnlyCollection<string> known)
    {
        var tree = Tree;
        var (question, wrong) = QuestionReader.Read(http, given, tree, analysis, known, []);
        var refusal = wrong.Count > 0 ? Refusal.Of(http, ProblemKinds.InvalidRequest, wrong, wrong.Count) : await WaitAsync(http, question.After);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        var unknown = await UnknownAsync(http, question.TypedNames);
        return (unknown.Count == 0 ? question : QuestionReader.Read(http, given, tree, analysis, known, unknown).Question, null);
    }

    /// <summary>Those that no record bears, of more than so many the rest unasked.</summary>
    private async Task<IReadOnlyCollection<(string Facet, string Value)>> UnknownAsync(HttpContext http, IReadOnlyList<(string Facet, string Value)> names)
    {
        if (names.Count == 0)
        {
            return [];
        }

        var unknown = names.Skip(MostNames).ToList();
        await using var db = dbs.Open();
        var narrowing = await NarrowingState.ReadAsync(db, http.RequestAborted);
        foreach (var (facet, value) in names.Take(MostNames))
        {
            var bearing = await index.SearchAsync(
                new SearchRequest
                {
                    Query = QueryParser.Parse("", 1),
                    Rights = http.Caller().Rights,
                    Filters = new Dictionary<string, IReadOnlyList<string>> { [facet] = [value] },
                    Size = 1,
                    Pages = false,
                    LeftOut = narrowing.LeftOut,
                    State = narrowing.Index,
                },
                http.RequestAborted);
            if (bearing.Total == 0)
            {
                unknown.Add((facet, value));
            }
        }

        return unknown;
    }

    /// <summary>Null when everything up to the token can be found.</summary>
    private async Task<ProblemHttpResult?> WaitAsync(HttpContext http, long? after)
    {
        if (after is not { } token || await visibility.WaitAsync(token, LongestWait, http.RequestAborted))
        {
            return null;
        }

        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Refusal.Of(http, SearchProblems.NotSearchableYet, LongestWait.TotalSeconds);
    }

    /// <summary>Null when the cursor may be used.</summary>
    public static ProblemHttpResult? Refuse(HttpContext http, CursorFit fit) => fit switch
    {
        CursorFit.TooOld => Refusal.Of(http, ProblemKinds.CursorExpired),
        CursorFit.Garbage => Refusal.Of(http, ProblemKinds.CursorInvalid),
        _ => null,
    };

    public static ProblemHttpResult? Refuse(HttpContext http, SearchOutcome outcome) => outcome switch
    {
        SearchOutcome.CursorExpired => Refusal.Of(http, ProblemKinds.CursorExpired),
        SearchOutcome.CursorInvalid => Refusal.Of(http, ProblemKinds.CursorInvalid),
        _ => null,
    };
}
