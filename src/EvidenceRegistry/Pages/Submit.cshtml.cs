using System.Text.Json.Nodes;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace EvidenceRegistry.Pages;

/// <summary>Handing in one study with its files, by a form. What is wrong is said beside what was typed; nothing typed is lost.</summary>
public sealed class SubmitModel : RegistryPage
{
    public IReadOnlyList<ProblemPlace> Wrong { get; private set; } = [];

    public IReadOnlyList<(PlanNode Issue, IReadOnlyList<PlanNode> Targets)> Tree { get; private set; } = [];

    public IReadOnlyList<AreaNode> Areas { get; private set; } = [];

    /// <summary>Files together; more are refused before they are read.</summary>
    public long MostBytes => Service<IOptions<FormOptions>>().Value.MultipartBodyLengthLimit;

    public string? Of(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : null;

    public bool Chosen(string field, string value) => Request.HasFormContentType && Request.Form[field].Contains(value, StringComparer.Ordinal);

    public IActionResult OnGet() => Only(Role.Submitter) ?? Form();

    public async Task<IActionResult> OnPostAsync(List<IFormFile> file)
    {
        if (Only(Role.Submitter) is { } no)
        {
            return no;
        }

        var body = await SubmissionBody.OfFormAsync(System.Text.Encoding.UTF8.GetBytes(Study().ToJsonString()), file, Service<FileStore>(), HttpContext.RequestAborted);
        var answer = await StudyRoutes.HandInAsync(HttpContext, body, DraftKind.Study, "study", null, IntakeMode.Create, null, Service<Intake>(), Service<Writes>());
        var (_, problem, _) = PageAnswer.Of<object>(answer);
        if (problem is null)
        {
            Response.Headers.Remove("ETag");
            var id = Response.Headers.Location.ToString().Split('/')[^1];
            Done = T("submit.taken");

            // The script goes there itself: a redirect it would follow unseen, and the word at the top be said to nobody.
            if (Request.Headers["X-Form"] == "kept")
            {
                Response.Headers.Location = $"/receipts/{id}";
                return StatusCode(StatusCodes.Status201Created);
            }

            return LocalRedirect($"/receipts/{id}");
        }

        Response.StatusCode = problem.Status ?? StatusCodes.Status400BadRequest;
        Wrong = PlacesOf(problem);
        return Form();
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Form()
    {
        var tree = Service<PlanTrees>().Current;
        Tree = [.. tree.All(PlanSchemes.Issue).Where(n => !n.Retired).OrderBy(n => n.Code, StringComparer.Ordinal)
            .Select(n => (n, (IReadOnlyList<PlanNode>)[.. n.Descendants.Where(d => d.Scheme == PlanSchemes.SubTarget && !d.Retired).OrderBy(d => d.Code, StringComparer.Ordinal)]))];
        Areas = [.. tree.Areas.All.Where(a => a.Kind == "province").OrderBy(a => In(a.Name), StringComparer.Ordinal)];
        return Page();
    }

    private JsonObject Study()
    {
        var study = new JsonObject
        {
            ["source"] = Field("source"), ["sourceId"] = Field("sourceId"), ["title"] = Both("title"), ["agency"] = Field("agency"), ["access"] = Field("access"),
        };
        Put("abstract", Both("abstract") is { Count: > 0 } summary ? summary : null);
        Put("funder", Field("funder"));
        Put("doi", Field("doi"));
        Put("language", Field("language"));
        Put("year", Field("year") is { } year ? int.TryParse(year, System.Globalization.CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number > DraftLimits.LastYear ? number - DraftLimits.BuddhistOffset : number) : year : null);
        Put("keywords", Many(Field("keywords")?.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
        Put("targets", Many(Request.Form["targets"]));
        Put("areas", Many(Request.Form["areas"]));
        return study;

        void Put(string name, JsonNode? value)
        {
            if (value is not null)
            {
                study[name] = value;
            }
        }
    }

    private string? Field(string name) => Request.Form[name].ToString().Trim() is { Length: > 0 } value ? value : null;

    private JsonObject Both(string name)
    {
        var text = new JsonObject();
        foreach (var (member, field) in new[] { ("th", $"{name}Th"), ("en", $"{name}En") })
        {
            if (Field(field) is { } value)
            {
                text[member] = value;
            }
        }

        return text;
    }

    private static JsonArray? Many(IEnumerable<string?>? values) => values?.Where(v => !string.IsNullOrWhiteSpace(v)).ToList() is { Count: > 0 } all ? [.. all.Select(v => JsonValue.Create(v))] : null;
}
