using System.Text.Json.Nodes;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using EvidenceRegistry.Tagging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace EvidenceRegistry.Pages;

/// <summary>A page on which curators decide on tags, by the very function that answers the API; the word just said can be taken back at once.</summary>
public abstract class DecidingPage : RegistryPage
{
    /// <summary>What was decided just now, by record and concept.</summary>
    [TempData]
    public string? Last { get; set; }

    /// <summary>Where the page is shown again after a word, with all that was chosen on it.</summary>
    public abstract string Here { get; }

    public bool Decides => Is(Role.Curator);

    /// <summary>The reader's word ends a dispute.</summary>
    public bool Settles => Is();

    public string Handler(string name) => QueryHelpers.AddQueryString(Here, "handler", name);

    public async Task<IActionResult> OnPostAsync([FromForm] string record, [FromForm] string concept, [FromForm] TagVerdict decision, [FromForm] string? note) =>
        Only(Role.Curator) ?? await DecideAsync(record, concept, decision, note);

    /// <summary>Takes the reader's last word back.</summary>
    public async Task<IActionResult> OnPostUndoAsync([FromForm] string record, [FromForm] string concept) => Only(Role.Curator)
        ?? After(await TagDecisionRoutes.UndoAsync(record, concept, HttpContext, Service<TagDecisions>(), Service<PlanTrees>(), Service<Writes>()), T("curate.undone", Named(concept)), Here);

    protected async Task<IActionResult> DecideAsync(string record, string concept, TagVerdict decision, string? note)
    {
        var answer = await TagDecisionRoutes.DecideAsync(record, concept, new TagDecisionRequest(decision, note), HttpContext, Service<TagDecisions>(), Service<PlanTrees>(), Service<Writes>());
        var done = "";
        if (PageAnswer.Of<object>(answer).Result is ContentHttpResult { ResponseContent: { } receipt })
        {
            Last = $"{record} {concept}";
            var still = decision != TagVerdict.Dispute && (string?)JsonNode.Parse(receipt)!["outcome"] == "disputed";
            done = T(still ? "decided.still" : "decided." + decision.ToString().ToLowerInvariant(), Named(concept));
        }

        return After(answer, done, Here);
    }

    /// <summary>A concept by its code and words.</summary>
    private string Named(string concept) => Service<PlanTrees>().Current is var trees && TagName.Read(concept, trees) is { } name
        ? name.Scheme == Tag.YearScheme ? Year(int.Parse(name.Code, System.Globalization.CultureInfo.InvariantCulture))
            : $"{name.Code} {In(trees.Find(name.Code, name.Edition)?.Text ?? trees.Areas.Find(name.Code)?.Name)}".Trim()
        : concept;
}
