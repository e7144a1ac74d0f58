using System.Globalization;
using EvidenceRegistry.Access;
using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>Names a source. What was typed stays when something is wrong with it, but for the key.</summary>
public sealed class NewSourceModel : RegistryPage
{
    private static readonly NewSourceRequest Usual = new() { Name = "", Kind = HarvestKind.Ckan, Url = "" };

    public IReadOnlyList<ProblemPlace> Wrong { get; private set; } = [];

    /// <summary>What was typed, else what most sources have.</summary>
    public string Of(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : field switch
    {
        "rate" => Usual.RequestsPerSecond.ToString(CultureInfo.InvariantCulture),
        "removals" => Usual.MaxRemovalPercent.ToString(CultureInfo.InvariantCulture),
        "days" => Usual.QuarantineDays.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    public IActionResult OnGet() => Only(Role.Harvester) ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (Only(Role.Harvester) is { } no)
        {
            return no;
        }

        if (!double.TryParse(Of("rate"), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate)
            || !int.TryParse(Of("removals"), NumberStyles.None, CultureInfo.InvariantCulture, out var removals) || !int.TryParse(Of("days"), NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            Wrong = [new ProblemPlace("", "not-a-number", T("source.notANumber"))];
            return Page();
        }

        var asked = new NewSourceRequest
        {
            Name = Of("name").Trim(), Kind = Of("kind") == "oai" ? HarvestKind.Oai : HarvestKind.Ckan, Url = Of("url").Trim(), PathStyle = Given("style") ?? Usual.PathStyle,
            KeyHeader = Given("header"), Key = Given("key"), Filter = Given("filter"), Schedule = Given("schedule"), PauseWindow = Given("window"),
            RequestsPerSecond = rate, MaxRemovalPercent = removals, QuarantineDays = days, Owner = Given("owner"),
        };
        var (_, problem, _) = PageAnswer.Of<SourceView>(await SourceRoutes.CreateAsync(asked, HttpContext, Service<RegistryDbs>(), Service<SourceKeys>(), HttpContext.RequestAborted));
        if (problem is null)
        {
            Done = T("source.made", asked.Name);
            return LocalRedirect("/sources");
        }

        Wrong = PlacesOf(problem);
        return Page();
    }

    private string? Given(string field) => Of(field).Trim() is { Length: > 0 } text ? text : null;
}
