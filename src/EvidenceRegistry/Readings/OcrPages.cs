using System.Security.Cryptography;
using System.Text;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Readings;

/// <summary>
/// What pictures gave, as pages of the text revision behind the one in force: it takes over, made whole by copies of the other pages, once every
/// page without text has been tried. Until then nothing of it is searched or shown, and a run that was broken off goes on behind its last page.
/// </summary>
internal sealed class OcrPages(RegistryDbs dbs)
{
    /// <summary>The next file, by id, whose pictures nobody has read.</summary>
    public async Task<OcrFile?> NextAsync(string after, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await (
            from reading in db.Readings
            where reading.OcrWanted && reading.FileId.CompareTo(after) > 0 && (reading.State == ReadingState.Read || reading.State == ReadingState.Failed)
            join file in db.Files on reading.FileId equals file.Id
            where file.RemovedAt == null
            orderby reading.FileId
            select new OcrFile(file.Id, file.Sha256, file.Length, reading.TextRevision)).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Pages without text that have not been tried.</summary>
    public async Task<IReadOnlyList<int>> UntriedAsync(OcrFile file, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await db.Pages
            .Where(p => p.FileId == file.Id && p.TextRevision == file.TextRevision && TextInForce.Unread.Contains(p.Reason))
            .Where(p => !db.Pages.Any(t => t.FileId == p.FileId && t.TextRevision == file.Next && t.Number == p.Number))
            .OrderBy(p => p.Number).Select(p => p.Number).ToListAsync(cancel);
    }

    /// <summary>Keeps what came of one page. False when the file was read anew, removed or purged meanwhile.</summary>
    public Task<bool> KeepAsync(OcrFile file, int number, OcrPage found, CancellationToken cancel) => WriteAsync(file, async (db, _) =>
    {
        var page = await db.Pages.AsNoTracking().FirstAsync(p => p.FileId == file.Id && p.TextRevision == file.TextRevision && p.Number == number, cancel);
        page.TextRevision = file.Next;
        if (found.Lost is null)
        {
            (page.Raw, page.Text, page.TextSource, page.Confidence, page.Reason) = (found.Raw, found.Text, TextSources.Ocr, found.Confidence, null);
            page.Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(page.Text)));
        }

        db.Pages.Add(page);
    }, cancel);

    /// <summary>Lets the new revision take over when a picture gave text; else nothing changes but that nobody tries again.</summary>
    public Task<bool> EndAsync(OcrFile file, CancellationToken cancel) => WriteAsync(file, async (db, reading) =>
    {
        reading.OcrWanted = false;
        var tried = db.Pages.Where(p => p.FileId == file.Id && p.TextRevision == file.Next);
        var read = await tried.CountAsync(p => p.TextSource == TextSources.Ocr, cancel);
        if (read == 0)
        {
            db.Pages.RemoveRange(await tried.ToListAsync(cancel));
            return;
        }

        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "Pages" ("FileId", "TextRevision", "Number", "Label", "Raw", "Text", "Sha256", "TextSource", "Confidence", "Reason")
            SELECT p."FileId", {file.Next}, p."Number", p."Label", p."Raw", p."Text", p."Sha256", p."TextSource", p."Confidence", p."Reason"
            FROM "Pages" p WHERE p."FileId" = {file.Id} AND p."TextRevision" = {file.TextRevision}
            AND NOT EXISTS (SELECT 1 FROM "Pages" t WHERE t."FileId" = p."FileId" AND t."TextRevision" = {file.Next} AND t."Number" = p."Number")
            """, cancel);
        reading.TextRevision = file.Next;
        reading.OcrPages += read;
        reading.PagesWithText = await tried.CountAsync(p => p.Reason == null, cancel);
        reading.Characters = await tried.SumAsync(p => (long)p.Text.Length, cancel);
        if (reading.Reason is null || TextInForce.Unread.Contains(reading.Reason))
        {
            var reasons = await tried.Where(p => p.Reason != null).OrderBy(p => p.Number).Select(p => p.Reason!).ToListAsync(cancel);
            (reading.State, reading.Reason) = (ReadingState.Read, ReadingReasons.Of(null, reasons, reading.PagesWithText));
        }
    }, cancel);

    /// <summary>Nobody tries again, and the receipt says why; what was read before stays.</summary>
    /// <returns>True: the next file has its turn.</returns>
    public async Task<bool> GiveUpAsync(OcrFile file, string reason, CancellationToken cancel)
    {
        await WriteAsync(file, (_, reading) =>
        {
            (reading.OcrWanted, reading.Reason) = (false, reason);
            return Task.CompletedTask;
        }, cancel);
        return true;
    }

    private async Task<bool> WriteAsync(OcrFile file, Func<RegistryDb, Reading, Task> change, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        await using var scope = await db.BeginWriteAsync(cancel);
        var reading = await db.Readings.FirstOrDefaultAsync(r => r.FileId == file.Id, cancel);
        if (reading is not { OcrWanted: true, State: ReadingState.Read or ReadingState.Failed } || reading.TextRevision != file.TextRevision
            || await db.Files.AnyAsync(f => f.Id == file.Id && f.RemovedAt != null, cancel))
        {
            return false;
        }

        await change(db, reading);
        await db.SaveChangesAsync(cancel);
        await scope.CommitAsync(cancel);
        return true;
    }
}

/// <param name="TextRevision">The one in force.</param>
internal sealed record OcrFile(string Id, string Sha256, long Length, int TextRevision)
{
    /// <summary>The one its pictures are read into.</summary>
    public int Next => TextRevision + 1;
}
