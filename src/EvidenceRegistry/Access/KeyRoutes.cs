using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Access;

/// <summary>API keys, for administrators.</summary>
internal static class KeyRoutes
{
    private const int PageSize = 100;

    private static readonly ProblemKind OtherAgency = new("actor-has-another-agency", 409,
        new("ผู้ใช้นี้สังกัดหน่วยงานอื่น", "The actor belongs to another agency"),
        new("“{0}” มีอยู่แล้วและสังกัดหน่วยงานอื่น ใช้ชื่ออื่นหรือไม่ต้องระบุ agency", "“{0}” exists and belongs to another agency; use another name, or leave agency out."));

    private static readonly ProblemKind LastAdmin = new("last-admin-key", 409,
        new("นี่คือกุญแจผู้ดูแลดอกสุดท้าย", "This is the last admin key"),
        new("สร้างกุญแจผู้ดูแลดอกใหม่ก่อน แล้วจึงเพิกถอนดอกนี้", "Make another admin key first, then revoke this one."));

    public static void MapKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/api/v1/keys").WithTags("Access").Needs(Role.Admin);
        keys.MapGet("", ListAsync).WithName("listKeys").WithSummary("API keys, newest first, without their secrets");
        keys.MapPost("", CreateAsync).WithName("createKey").WithSummary("Make an API key; its secret is shown this once");
        keys.MapDelete("{id}", RevokeAsync).WithName("revokeKey").WithSummary("Revoke an API key at once");
    }

    internal static async Task<Ok<KeyListView>> ListAsync(RegistryDbs dbs, CancellationToken cancel, string? cursor = null)
    {
        await using var db = dbs.Open();
        var keys = await KeyList.ReadAsync(db, cursor, PageSize, cancel);
        return TypedResults.Ok(new KeyListView(keys, keys.Count == PageSize ? keys[^1].Id : null));
    }

    internal static async Task<Results<Created<NewKeyView>, ProblemHttpResult>> CreateAsync(
        NewKeyRequest request, HttpContext http, RegistryDbs dbs, CancellationToken cancel)
    {
        await using var db = dbs.Open(http.Caller().ActorId);
        var wrong = Wrong(request, db.Now, http.Language()).ToList();
        if (wrong.Count > 0)
        {
            return Refusal.Of(http, ProblemKinds.InvalidRequest, wrong, wrong.Count);
        }

        var issued = await KeyIssue.IssueAsync(
            db,
            new KeyWish(request.Role, request.Actor, request.Agency, request.Sources, request.Restricted, request.ExpiresAt?.UtcDateTime, request.ActorKind),
            cancel);
        if (issued.Key is not { } key)
        {
            return Refusal.Of(http, OtherAgency, request.Actor);
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/keys/{key.Id}", new NewKeyView(issued.Secret, (await KeyList.OneAsync(db, key.Id, cancel))!));
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string id, HttpContext http, RegistryDbs dbs, CancellationToken cancel)
    {
        await using var db = dbs.Open(http.Caller().ActorId);
        return await KeyRevocation.RevokeAsync(db, id, cancel) switch
        {
            RevocationOutcome.Unknown => Refusal.None(http, Things.Key, id),
            RevocationOutcome.LastAdmin => Refusal.Of(http, LastAdmin),
            _ => TypedResults.NoContent(),
        };
    }

    private static IEnumerable<ProblemPlace> Wrong(NewKeyRequest request, DateTime now, string language)
    {
        if (!IsName(request.Actor))
        {
            yield return Place("$.actor", "not-a-name", new("ต้องมี 1–200 ตัวอักษร ไม่มีอักขระควบคุม", "It takes 1–200 characters, no control characters."));
        }

        if (request.Agency is { } agency && !IsName(agency))
        {
            yield return Place("$.agency", "not-a-name", new("ต้องมี 1–200 ตัวอักษร ไม่มีอักขระควบคุม หรือไม่ต้องระบุ", "It takes 1–200 characters, no control characters; or leave it out."));
        }

        if (request.Role == Role.Reader && !request.Restricted)
        {
            yield return Place("$.role", "needs-no-key", new("ผู้อ่านไม่ต้องใช้กุญแจ เว้นแต่ restricted เป็น true", "A reader needs no key unless restricted is true."));
        }

        if (request.ExpiresAt <= now)
        {
            yield return Place("$.expiresAt", "in-the-past", new("ต้องเป็นเวลาในอนาคต", "It must lie in the future."));
        }

        foreach (var (source, at) in (request.Sources ?? []).Select((s, at) => (s, at)).Where(p => !IsName(p.s)))
        {
            yield return Place($"$.sources[{at}]", "not-a-source", new("ต้องเป็นชื่อแหล่ง", "It must name a source."), source);
        }

        ProblemPlace Place(string place, string code, LocalText message, string? text = null) => new(place, code, message.In(language), text);
    }

    private static bool IsName(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= 200 && !text.Any(char.IsControl);
}
