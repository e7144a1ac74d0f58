using System.Globalization;
using System.Security.Cryptography;
using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Pages;

/// <summary>
/// An API key in exchange for a cookie that pages alone accept, never the API: no other site can make a browser write. The key is looked up with
/// every request, so a revoked one ends the session at once; signing out is written to the database, so it ends every copy of the cookie in every
/// process. Another way to sign in (OpenID Connect) would end in the same cookie.
/// </summary>
public sealed class PageSession(IDataProtectionProvider protection, RegistryDbs dbs, TimeProvider time)
{
    public const string Cookie = "registry-session";

    public static readonly TimeSpan Lasts = TimeSpan.FromHours(8);

    private readonly IDataProtector _seal = protection.CreateProtector("pages.session.2");

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Ends the session there was, if any.</summary>
    /// <returns>False when the key is not good.</returns>
    public async Task<bool> OpenAsync(HttpContext http, string secret)
    {
        if (!await GoodAsync(secret, http.RequestAborted))
        {
            return false;
        }

        await EndAsync(http);
        var ticket = new Ticket(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Now + Lasts, secret);
        http.Response.Cookies.Append(Cookie, _seal.Protect(ticket.ToString()), Form(http));
        return true;
    }

    /// <summary>The key of the session; null without one, and when it is over or its key is no longer good.</summary>
    public async Task<string?> KeyAsync(HttpContext http) =>
        Read(http) is { } ticket && !await HasEndedAsync(ticket, http.RequestAborted) && await GoodAsync(ticket.Secret, http.RequestAborted) ? ticket.Secret : null;

    /// <summary>Signs out, here and wherever this cookie was copied to.</summary>
    public async Task CloseAsync(HttpContext http)
    {
        await EndAsync(http);
        Forget(http);
    }

    /// <summary>Takes a cookie that is good for nothing out of the browser.</summary>
    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie, Form(http));

    private async Task EndAsync(HttpContext http)
    {
        if (Read(http) is not { } ticket)
        {
            return;
        }

        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(http.RequestAborted);
        var now = Now;
        db.EndedSessions.RemoveRange(await db.EndedSessions.Where(s => s.ExpiresAt <= now).ToListAsync(http.RequestAborted));
        if (!await db.EndedSessions.AnyAsync(s => s.Id == ticket.Id, http.RequestAborted))
        {
            db.EndedSessions.Add(new EndedSession { Id = ticket.Id, ExpiresAt = ticket.ExpiresAt });
        }

        await db.SaveChangesAsync(http.RequestAborted);
        await write.CommitAsync(http.RequestAborted);
    }

    private async Task<bool> HasEndedAsync(Ticket ticket, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await db.EndedSessions.AnyAsync(s => s.Id == ticket.Id, cancel);
    }

    private async Task<bool> GoodAsync(string secret, CancellationToken cancel) =>
        await KeyLookup.FindAsync(dbs, secret, cancel) is { Key: { } key } && KeyCheck.Fault(key, Now) is null;

    /// <returns>Null without a ticket, where its time is over, and where another registry sealed it.</returns>
    private Ticket? Read(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } kept)
        {
            return null;
        }

        try
        {
            var ticket = Ticket.Of(_seal.Unprotect(kept));
            return ticket.ExpiresAt > Now ? ticket : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static CookieOptions Form(HttpContext http) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", IsEssential = true };

    /// <param name="ExpiresAt">UTC.</param>
    private sealed record Ticket(string Id, DateTime ExpiresAt, string Secret)
    {
        public static Ticket Of(string text)
        {
            var parts = text.Split(' ', 3);
            return new Ticket(parts[0], new DateTime(long.Parse(parts[1], CultureInfo.InvariantCulture), DateTimeKind.Utc), parts[2]);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {ExpiresAt.Ticks} {Secret}");
    }
}
