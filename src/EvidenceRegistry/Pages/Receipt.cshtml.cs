using EvidenceRegistry.Indexing;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>What became of what was handed in; it looks again by itself while something is still read or indexed.</summary>
public sealed class ReceiptModel : RegistryPage
{
    public ReceiptView? Receipt { get; private set; }

    /// <summary>Of the record, where it is still there.</summary>
    public string Title { get; private set; } = "";

    public bool Moves => Receipt is { } r && (r.Indexing.State == "waiting" || r.Files.Any(f => f.State is "queued" or "reading"));

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (Only(Role.Submitter, Role.Curator) is { } no)
        {
            return no;
        }

        var answer = await ReceiptRoutes.GetAsync(id, HttpContext, Service<RegistryDbs>(), Service<OcrPrograms>(), Service<IndexingOptions>());
        if (answer is RedirectHttpResult { Url: var elsewhere })
        {
            return RedirectPermanent(elsewhere);
        }

        Receipt = Take<ReceiptView>(answer);
        if (Receipt is not null)
        {
            var record = PageAnswer.Of<RecordView>(await RecordRoutes.GetAsync(id, PageRequest.Of(HttpContext), Service<RegistryDbs>(), Service<RecordViewing>())).Value;
            Title = record is null ? id : In(record.Title);
        }

        return Page();
    }

    /// <summary>What a tag says in words: its text, the name of a place, a year as people read it.</summary>
    public string Words(ProposedTag tag)
    {
        var tree = Service<PlanTrees>().Current;
        return tag.Scheme switch
        {
            "area" => In(tree.Areas.Find(tag.Code)?.Name),
            "year" => Year(int.Parse(tag.Code, System.Globalization.CultureInfo.InvariantCulture)),
            _ => $"{tag.Code} {In(tree.Find(tag.Code, tag.Edition)?.Text)}",
        };
    }
}
