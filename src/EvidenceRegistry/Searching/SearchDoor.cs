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

    private const string RetryAfterSeconds = "5";

    public RegistryDbs Databases => dbs;

    public IEvidenceIndex Index => index;

    public RecordCards Cards => cards;

    public PlanTree Tree => plans.Current;

    public DateOnly Today => ReadingClass.Today(time);

    public PassageFinder FinderOf(ParsedQuery query) => new(analysis, query);

    /// <summary>Checks the parameters; the question, or a refusal that names everything wrong with them.</summary>
    public (SearchQuestion? Question, ProblemHttpResult? Refusal) Read(HttpContext http, SearchParameters given, IReadOnlyCollection<string> known)
    {
        var (question, wrong) = QuestionReader.Read(http, given, Tree, analysis, known);
        return wrong.Count == 0
            ? (question, null)
            : (null, Refusal.Of(http, ProblemKinds.InvalidRequest, wrong, wrong.Count));
    }

    /// <summary>Null when everything up to the token can be found.</summary>
    public async Task<ProblemHttpResult?> WaitAsync(HttpContext http, long? after)
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
