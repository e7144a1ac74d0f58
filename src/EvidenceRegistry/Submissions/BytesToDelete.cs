using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// Bytes that are not to be kept any longer. Which they are is written in the transaction that takes the last row of them away, and they go
/// after its commit: what is undone deletes nothing, and what is committed deletes them even if the process ends in between.
/// </summary>
public sealed class BytesToDelete(RegistryDbs dbs, FileStore store)
{
    /// <summary>Begins the name of the setting that stands for each.</summary>
    private const string Mark = "bytes-to-delete ";

    /// <summary>Inside a writing; whoever called saves, commits and asks for <see cref="DeleteAsync"/>.</summary>
    public static async Task NoteAsync(RegistryDb db, IEnumerable<string> sha256, CancellationToken cancel)
    {
        var names = sha256.Distinct(StringComparer.Ordinal).Select(one => Mark + one).ToList();
        var known = await db.Settings.Where(s => names.Contains(s.Name)).Select(s => s.Name).ToListAsync(cancel);
        db.Settings.AddRange(names.Except(known, StringComparer.Ordinal).Select(name => new Setting { Name = name, Value = "" }));
    }

    /// <summary>Deletes all that were noted, but those that a file has been given again.</summary>
    public async Task DeleteAsync(CancellationToken cancel)
    {
        await using var db = dbs.Open();
        foreach (var name in await db.Settings.AsNoTracking().Where(s => s.Name.StartsWith(Mark)).Select(s => s.Name).ToListAsync(cancel))
        {
            await OneAsync(name, cancel);
        }
    }

    private async Task OneAsync(string name, CancellationToken cancel)
    {
        var sha256 = name[Mark.Length..];
        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(cancel);
        await HeldRows.BytesAloneAsync(db, sha256, cancel);
        if (await db.Settings.FindAsync([name], cancel) is not { } note)
        {
            // Another process was here.
            return;
        }

        if (!await db.Files.AnyAsync(f => f.Sha256 == sha256, cancel))
        {
            store.Delete(sha256);
        }

        db.Settings.Remove(note);
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
    }
}
