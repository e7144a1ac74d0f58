using System.Reflection;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;

namespace EvidenceRegistry.Pages;

/// <summary>What all pages have: their reader, the reader's language, and a refusal in place of their content.</summary>
public abstract class RegistryPage : PageModel
{
    private const int LongestDone = 600;

    private PageTexts? _texts;

    /// <summary>th or en.</summary>
    public string Language => HttpContext.Language();

    public Caller Reader => HttpContext.Caller();

    /// <summary>Shown instead of the page's own content.</summary>
    public ProblemDetails? Refused { get; private set; }

    /// <summary>Said at the top after something was done. Cut, whoever's words are in it: it travels in a cookie, and a browser that sends more than headers may hold is refused every page.</summary>
    [TempData]
    public string? Done
    {
        get;
        set => field = value is { Length: > LongestDone } ? value[..(char.IsHighSurrogate(value[LongestDone - 1]) ? LongestDone - 1 : LongestDone)] + "…" : value;
    }

    /// <summary>Words of <c>texts.json</c>.</summary>
    public string T(string key) => (_texts ??= Service<PageTexts>()).In(Language, key);

    public string T(string key, params object?[] parts) => string.Format(System.Globalization.CultureInfo.InvariantCulture, T(key), parts);

    /// <summary>What codes of a kind are called; another tree by its own name.</summary>
    public string SchemeName(string scheme) => PlanSchemes.IsOtherTree(scheme) ? scheme.ToUpperInvariant() : T("scheme." + scheme.ToLowerInvariant());

    public string In(LocalText? text) => text?.In(Language) ?? "";

    /// <summary>A year as people read it: Buddhist in Thai, Common Era in English.</summary>
    public string Year(int? year) => ReaderDates.Year(year, Language);

    public string Day(DateTime? at) => ReaderDates.Day(at, Language);

    /// <summary>Day and minute.</summary>
    public string Moment(DateTime at) => ReaderDates.Moment(at, Language);

    public string Number(long number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    public bool Is(params Role[] roles) => Reader.HasKey && (Reader.Role == Role.Admin || roles.Contains(Reader.Role));

    public TService Service<TService>()
        where TService : notnull => HttpContext.RequestServices.GetRequiredService<TService>();

    /// <summary>A form that lacks a field its handler needs is refused by name: what was left out is never taken for the first of the choices.</summary>
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (Lacking(context).ToList() is { Count: > 0 } wrong)
        {
            Take<object>(Refusal.Of(HttpContext, ProblemKinds.InvalidRequest, wrong, wrong.Count));
            context.Result = Page();
        }
    }

    private IEnumerable<ProblemPlace> Lacking(PageHandlerExecutingContext context)
    {
        var nullability = new NullabilityInfoContext();
        foreach (var field in context.HandlerMethod?.Parameters.OfType<HandlerParameterDescriptor>() ?? [])
        {
            if (field.BindingInfo?.BindingSource == BindingSource.Form && !(context.HandlerArguments.TryGetValue(field.Name, out var value) && value is not null)
                && nullability.Create(field.ParameterInfo).WriteState != NullabilityState.Nullable)
            {
                yield return context.ModelState[field.Name]?.AttemptedValue is { Length: > 0 } written
                    ? new ProblemPlace(field.Name, "not-a-value", T("form.notAValue", field.Name), Parameters.Cut(written))
                    : new ProblemPlace(field.Name, "missing-member", T("form.missing", field.Name));
            }
        }
    }

    /// <summary>The value, or null with the refusal to be shown.</summary>
    protected TValue? Take<TValue>(IResult answer)
        where TValue : class
    {
        var (value, problem, _) = PageAnswer.Of<TValue>(answer);
        if (problem is not null)
        {
            Refuse(problem);
        }

        return value;
    }

    /// <summary>What is wrong with a form, place by place; the refusal as a whole where it names none.</summary>
    protected static IReadOnlyList<ProblemPlace> PlacesOf(ProblemDetails problem) =>
        problem.Extensions.TryGetValue("errors", out var errors) && errors is IReadOnlyList<ProblemPlace> places ? places : [new ProblemPlace("", "", $"{problem.Title} {problem.Detail}")];

    protected void Refuse(ProblemDetails problem)
    {
        Refused = problem;
        Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
    }

    /// <summary>Null for these roles and admins; else the way to sign in, or the refusal.</summary>
    protected IActionResult? Only(params Role[] roles)
    {
        if (Is(roles))
        {
            return null;
        }

        if (!Reader.HasKey)
        {
            return RedirectToPage("/SignIn", new { back = Request.Path + Request.QueryString });
        }

        Take<object>(Refusal.Of(HttpContext, ProblemKinds.NotAllowed, string.Join(", ", roles.Select(r => r.ToString().ToLowerInvariant()))));
        return Page();
    }

    /// <summary>Says what a write came to and shows the page at <paramref name="back"/> again.</summary>
    protected IActionResult After(IResult answer, string done, string back)
    {
        var (_, problem, _) = PageAnswer.Of<object>(answer);
        Done = problem is null ? done : $"{problem.Title} {problem.Detail}";
        return LocalRedirect(back);
    }
}
