using System.Globalization;
using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>API keys, for administrators: who holds which, a new one, and the end of one.</summary>
public sealed class KeysModel : RegistryPage
{
    public static IReadOnlyList<Role> Roles { get; } = [Role.Submitter, Role.Curator, Role.Harvester, Role.Admin, Role.Reader];

    public KeyListView List { get; private set; } = new([], null);

    /// <summary>Just made, its secret in this one answer and nowhere else: no redirect, whose message would lie in a cookie.</summary>
    public NewKeyView? Made { get; private set; }

    /// <summary>The key whose end waits to be confirmed.</summary>
    public KeyView? Ending { get; private set; }

    public IReadOnlyList<ProblemPlace> Wrong { get; private set; } = [];

    public string? Of(string field) => Made is null && Request.HasFormContentType ? Request.Form[field].ToString() : null;

    public async Task<IActionResult> OnGetAsync(string? cursor = null, string? revoke = null)
    {
        if (Only(Role.Admin) is { } no)
        {
            return no;
        }

        if (revoke is not null)
        {
            await using var db = Service<RegistryDbs>().Open();
            Ending = await KeyList.OneAsync(db, revoke, HttpContext.RequestAborted);
        }

        return await ListedAsync(cursor);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Only(Role.Admin) is { } no)
        {
            return no;
        }

        var last = Field("expires");
        DateOnly day = default;
        if (last is not null && !DateOnly.TryParseExact(last, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return await WrongAsync([new ProblemPlace("", "not-a-date", T("keys.notADate"), last)]);
        }

        var (made, problem, _) = PageAnswer.Of<NewKeyView>(await KeyRoutes.CreateAsync(
            new NewKeyRequest
            {
                Role = Enum.TryParse<Role>(Field("role"), out var role) ? role : Role.Reader,
                Actor = Field("actor") ?? "",
                ActorKind = Field("kind") == nameof(ActorKind.Person) ? ActorKind.Person : ActorKind.Service,
                Agency = Field("agency"),
                Sources = Field("sources")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList(),
                Restricted = Field("restricted") is not null,
                ExpiresAt = last is null ? null : ReaderDates.EndOf(day),
            },
            HttpContext, Service<RegistryDbs>(), HttpContext.RequestAborted));
        if (problem is not null)
        {
            return await WrongAsync(PlacesOf(problem));
        }

        Made = made;
        return await ListedAsync(null);
    }

    public async Task<IActionResult> OnPostRevokeAsync([FromForm] string id) => Only(Role.Admin)
        ?? After(await KeyRoutes.RevokeAsync(id, HttpContext, Service<RegistryDbs>(), HttpContext.RequestAborted), T("keys.revoked"), "/keys");

    /// <summary>good, revoked or expired.</summary>
    public string State(KeyView key) => key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= Service<TimeProvider>().GetUtcNow().UtcDateTime ? "expired" : "good";

    private async Task<IActionResult> WrongAsync(IReadOnlyList<ProblemPlace> wrong)
    {
        Wrong = wrong;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await ListedAsync(null);
    }

    private async Task<IActionResult> ListedAsync(string? cursor)
    {
        List = (await KeyRoutes.ListAsync(Service<RegistryDbs>(), HttpContext.RequestAborted, cursor)).Value!;
        return Page();
    }

    private string? Field(string name) => Request.Form[name].ToString().Trim() is { Length: > 0 } value ? value : null;
}
