using System.Security.Cryptography;
using System.Text;
using EvidenceRegistry.Access;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// The frame of every write over HTTP: one transaction, the answer of an Idempotency-Key kept in it, the key of the caller
/// looked at once more before the commit, and a change token in the answer.
/// </summary>
internal sealed class Writes(RegistryDbs dbs, ReadingWake wake)
{
    public const string KeyHeader = "Idempotency-Key";

    private const int LongestKey = 200;

    // Far beyond any retry; after it a key may be used anew.
    private const int KeptDays = 7;

    // Each answer kept takes a few outlived ones away, so the table never grows beyond a week and no write pays for many.
    private const int OutlivedAtOnce = 20;

    /// <summary>Null when no Idempotency-Key was sent, or one that can be kept.</summary>
    public static ProblemHttpResult? BadKey(HttpContext http) =>
        http.Request.Headers.TryGetValue(KeyHeader, out var key) && key.ToString().Length is 0 or > LongestKey
            ? Refusal.Of(http, SubmissionProblems.BadKey, LongestKey) : null;

    /// <summary>Runs <paramref name="write"/> in an open writing. It may run twice: another process may win a race for a unique name.</summary>
    /// <param name="bodyHash">Of all that the body says.</param>
    public async Task<Results<ContentHttpResult, ProblemHttpResult>> RunAsync(
        HttpContext http, string bodyHash, Func<RegistryDb, CancellationToken, Task<WriteAnswer>> write)
    {
        if (BadKey(http) is { } bad)
        {
            return bad;
        }

        var key = http.Request.Headers[KeyHeader].ToString();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{http.Request.Method}\n{http.Request.Path}{http.Request.QueryString}\n{http.Request.Headers.IfMatch}\n{bodyHash}")));
        try
        {
            return await OnceAsync(http, key, hash, write);
        }
        catch (DbUpdateException)
        {
            // Only on a database that lets several write at once: the other one is there now, so decide anew. A second failure is a fault.
            return await OnceAsync(http, key, hash, write);
        }
    }

    private async Task<Results<ContentHttpResult, ProblemHttpResult>> OnceAsync(
        HttpContext http, string key, string hash, Func<RegistryDb, CancellationToken, Task<WriteAnswer>> write)
    {
        var cancel = http.RequestAborted;
        var caller = http.Caller();
        await using var db = dbs.Open(caller.ActorId);
        await using var scope = await db.BeginWriteAsync(cancel);
        if (key.Length > 0 && await db.IdempotentAnswers.FirstOrDefaultAsync(a => a.ActorId == caller.ActorId && a.Key == key, cancel) is { } before)
        {
            return before.RequestHash == hash ? Say(http, before) : Refusal.Of(http, SubmissionProblems.KeyReused);
        }

        var answer = await write(db, cancel);
        if (answer.Refusal is { } refusal)
        {
            return refusal;
        }

        var given = new IdempotentAnswer
        {
            ActorId = caller.ActorId,
            Key = key,
            RequestHash = hash,
            Status = answer.Status,
            ContentType = "application/json",
            Body = answer.Record is { } record ? answer.ToJson(db.LastToken ?? await PendingTokenAsync(db, record.Id, cancel), http.Language()) : answer.OwnJson(db.LastToken),
            Headers = answer.Record is not { } one ? [] : new Dictionary<string, string>
            {
                ["ETag"] = RecordTag.Of(one.Version),
                ["Location"] = RecordRoutes.AddressOf(one.Id),
            },
            At = db.Now,
        };
        if (key.Length > 0)
        {
            var outlived = db.Now.AddDays(-KeptDays);
            db.IdempotentAnswers.RemoveRange(await db.IdempotentAnswers.Where(a => a.At < outlived).OrderBy(a => a.At).Take(OutlivedAtOnce).ToListAsync(cancel));
            db.IdempotentAnswers.Add(given);
            await db.SaveChangesAsync(cancel);
        }

        if (await KeyCheck.FaultNowAsync(db, caller, cancel) is { } fault)
        {
            return Refusal.Of(http, fault);
        }

        await scope.CommitAsync(cancel);
        wake.Now();
        return Say(http, given);
    }

    /// <summary>Where nothing was written, the caller waits for what is still under way for the record.</summary>
    private static async Task<long> PendingTokenAsync(RegistryDb db, string recordId, CancellationToken cancel)
    {
        var row = await db.Outbox.Where(o => o.RecordId == recordId).MaxAsync(o => (long?)(o.Origin ?? o.Id), cancel) ?? 0;
        var reading = await db.Readings
            .Where(r => r.RecordId == recordId && (r.State == ReadingState.Queued || r.State == ReadingState.Running))
            .MaxAsync(r => (long?)r.Origin, cancel) ?? 0;
        return Math.Max(row, reading);
    }

    private static ContentHttpResult Say(HttpContext http, IdempotentAnswer answer)
    {
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        return TypedResults.Text(answer.Body, answer.ContentType, Encoding.UTF8, answer.Status);
    }
}
