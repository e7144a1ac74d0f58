using System.Globalization;
using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Hosting;

/// <summary>
/// <c>EvidenceRegistry keys create --role … --actor … [--agency …] [--source …]… [--restricted] [--expires …]</c>, <c>keys list</c>,
/// <c>keys revoke ID</c>. Opens only the database, beside a running server.
/// </summary>
public static class KeysVerb
{
    private const string Use = "Use: keys create --role submitter|curator|harvester|admin --actor NAME [--agency NAME] [--source NAME]… [--restricted] [--expires DATE] · keys list · keys revoke ID";

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var asked = VerbArguments.Read(args, ["role", "actor", "agency", "source", "expires"], ["restricted"]);
        Func<RegistryDb, Task<int>> work = asked.Words switch
        {
            ["create"] when Wish(asked) is var wish => db => CreateAsync(db, wish, output),
            ["list"] => db => ListAsync(db, output),
            ["revoke", var id] => db => RevokeAsync(db, id, output),
            _ => throw new StartRefusedException(Use, StartRefusedException.WrongUse),
        };
        var settings = RegistrySettings.Of(asked);
        using var dbs = StorageServices.OpenDatabase(settings, TimeProvider.System);
        await using (await SchemaAsync(dbs, settings))
        {
            await using var db = dbs.Open();
            return await work(db);
        }
    }

    /// <summary>An empty or older database is brought up to date, unless a server is running on it.</summary>
    private static async Task<IAsyncDisposable> SchemaAsync(RegistryDbs dbs, RegistrySettings settings)
    {
        Directory.CreateDirectory(settings.DataFolder);
        await using var db = dbs.Open();
        if ((await db.Database.GetPendingMigrationsAsync()).Any())
        {
            using var folder = FolderLock.Take(settings.DataFolder);
            await Start.MigrateAsync(dbs, CancellationToken.None);
        }

        await FirstStart.EnsureSystemAsync(db, dbs.Embedded, CancellationToken.None);
        return db;
    }

    private static KeyWish Wish(VerbArguments asked)
    {
        var actor = asked.One("actor");
        if (!Enum.TryParse<Role>(asked.One("role"), ignoreCase: true, out var role) || !Enum.IsDefined(role) || string.IsNullOrWhiteSpace(actor))
        {
            throw new StartRefusedException($"A role and an actor are needed. {Use}", StartRefusedException.WrongUse);
        }

        return new KeyWish(role, actor, asked.One("agency"), asked.All("source"), asked.One("restricted") is not null, Expiry(asked.One("expires")));
    }

    private static DateTime? Expiry(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && at > TimeProvider.System.GetUtcNow()
            ? at.UtcDateTime
            : throw new StartRefusedException($"--expires takes a date to come, YYYY-MM-DD in the Common Era (UTC), not “{text}”.", StartRefusedException.WrongUse);
    }

    private static async Task<int> CreateAsync(RegistryDb db, KeyWish wish, TextWriter output)
    {
        var issued = await KeyIssue.IssueAsync(db, wish, CancellationToken.None);
        if (issued.Key is null)
        {
            throw new StartRefusedException($"“{wish.Actor}” exists and belongs to another agency; use another name, or leave --agency out.", StartRefusedException.WrongUse);
        }

        await output.WriteLineAsync(issued.Secret);
        return 0;
    }

    private static async Task<int> ListAsync(RegistryDb db, TextWriter output)
    {
        string? before = null;
        while (await KeyList.ReadAsync(db, before, 100, CancellationToken.None) is { Count: > 0 } keys)
        {
            foreach (var key in keys)
            {
                var state = key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= db.Now ? "expired" : "good";
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{key.Id}\terk_{key.Prefix}…\t{key.Role.ToString().ToLowerInvariant()}\t{key.Actor}\t{key.Agency ?? "-"}\t{state}\tlast used {key.LastUsedAt?.ToString("u", CultureInfo.InvariantCulture) ?? "never"}"));
            }

            before = keys[^1].Id;
        }

        return 0;
    }

    private static async Task<int> RevokeAsync(RegistryDb db, string id, TextWriter output)
    {
        switch (await KeyRevocation.RevokeAsync(db, id, CancellationToken.None))
        {
            case RevocationOutcome.Unknown:
                throw new StartRefusedException($"There is no key {id}.", StartRefusedException.WrongUse);
            case RevocationOutcome.LastAdmin:
                throw new StartRefusedException("This is the last admin key; make another first.", StartRefusedException.WrongUse);
            default:
                await output.WriteLineAsync($"revoked {id}");
                return 0;
        }
    }
}
