using System.Security.Claims;
using System.Text.Encodings.Web;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace EvidenceRegistry.Access;

/// <summary>
/// Reads <c>Authorization: Bearer erk_…</c>. The key is looked up for every request, so a revoked one is refused at once; one that is
/// not good is refused everywhere and never taken for a reader without a key.
/// </summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, RegistryDbs dbs, KeyUses uses)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "erk";

    private const string Bearer = "Bearer ";

    private static readonly AuthenticateResult Refused = AuthenticateResult.Fail("The key is not good.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        if (string.IsNullOrEmpty(header))
        {
            return AuthenticateResult.NoResult();
        }

        var secret = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : "";
        var (key, actor) = await KeyLookup.FindAsync(dbs, secret, Context.RequestAborted);
        if (key is null || actor is null || KeyCheck.Fault(key, TimeProvider.GetUtcNow().UtcDateTime) is { } fault && Keep(fault))
        {
            return Refused;
        }

        uses.Note(key.Id);
        Context.Features.Set(new Caller(actor.Id, key.Role, actor.AgencyNumber, key.Sources, key.Restricted) { KeyId = key.Id, Name = actor.Name });
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, actor.Name), new Claim(ClaimTypes.Role, key.Role.ToString())], SchemeName, ClaimTypes.Name, ClaimTypes.Role);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));

        bool Keep(ProblemKind fault)
        {
            Context.Items[typeof(ProblemKind)] = fault;
            return true;
        }
    }

    /// <summary>401: no key, or which of the ways in which this one is not good.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var shown = !string.IsNullOrEmpty(Request.Headers.Authorization);
        var kind = Context.Items[typeof(ProblemKind)] as ProblemKind ?? (shown ? ProblemKinds.KeyUnknown : ProblemKinds.NoKey);
        Response.Headers.WWWAuthenticate = shown ? "Bearer realm=\"evidence-registry\", error=\"invalid_token\"" : "Bearer realm=\"evidence-registry\"";
        return Refusal.Of(Context, kind).ExecuteAsync(Context);
    }

    /// <summary>403: the roles that would be let in stand on the endpoint.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var roles = Context.GetEndpoint()?.Metadata.GetMetadata<NeedsRole>()?.Names ?? nameof(Role.Admin);
        return Refusal.Of(Context, ProblemKinds.NotAllowed, roles).ExecuteAsync(Context);
    }
}
