using System.ComponentModel;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Readings;

/// <summary>Reads the pages of a file from one on; in the application, <see cref="PdfChildren.ReadAsync"/>.</summary>
public delegate IAsyncEnumerable<PdfFrame> ReadPages(string path, int firstPage, CancellationToken cancel);

/// <summary>
/// Files that wait → their pages. Writes pages as they come, so a stop at any moment costs a batch and the next start goes on
/// behind the last page stored. The last write sets the state and, by itself, the outbox row that carries the token of the write
/// which brought the file.
/// </summary>
public sealed class TextReading(
    RegistryDbs dbs, FileStore store, FileSoundness soundness, ReadPages pages, PdfReadingOptions options, ReadingWake wake, TimeProvider time, ILogger<TextReading> log)
    : BackgroundService
{
    // How long work of another process, or a file put back, may wait unseen.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ReadingClaims _claims = new(dbs);

    /// <summary>
    /// Has a file read once more, under the next text revision; what was read before is searched and shown until the new text is whole,
    /// and stays for what quotes it. Searches that are given the token wait for it; nobody else does.
    /// </summary>
    /// <returns>False when it waits or is being read already.</returns>
    public static async Task<bool> AgainAsync(RegistryDb db, string fileId, CancellationToken cancel)
    {
        var reading = await db.Readings.FirstAsync(r => r.FileId == fileId, cancel);
        if (reading.State is ReadingState.Queued or ReadingState.Running)
        {
            return false;
        }

        // Pages may lie above the revision in force: a picture reading that was broken off.
        var highest = await db.Pages.Where(p => p.FileId == fileId).MaxAsync(p => (int?)p.TextRevision, cancel) ?? 0;
        var row = new OutboxRow { RecordId = reading.RecordId };
        db.Outbox.Add(row);
        await db.SaveChangesAsync(cancel);
        (reading.State, reading.Reason, reading.ClaimedBy, reading.ClaimedUntil, reading.Origin) = (ReadingState.Queued, null, null, null, row.Id);
        (reading.Pages, reading.PagesRead, reading.PagesWithText, reading.Characters, reading.Mended, reading.Attempts) = (null, 0, 0, 0, 0, 0);
        (reading.Damage, reading.QueuedAt) = ([], db.Now);
        reading.Underway = Math.Max(highest, reading.TextRevision) + 1;
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Reads everything that waits now, then returns.</summary>
    /// <exception cref="IOException">The store of files is away; what was begun waits for it.</exception>
    /// <exception cref="Win32Exception">No process to read in can be started; what was begun waits.</exception>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while (await _claims.NextAsync(cancel) is { } claimed)
        {
            await ReadAsync(claimed, cancel);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Children).Select(_ => LoopAsync(stoppingToken)));

    private async Task LoopAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await DrainAsync(stop);
                await wake.WaitAsync(Patience, time, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // A full disk, a database or the store of files away, no process: what was claimed is taken up again when its claim runs out.
                log.LogError(fault, "Reading texts stopped for {Seconds} seconds.", Patience.TotalSeconds);
                await Task.Delay(Patience, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReadAsync(ClaimedReading claimed, CancellationToken cancel)
    {
        if (!store.Has(claimed.Sha256) && !store.IsThere())
        {
            await _claims.PutBackAsync(claimed, cancel);
            throw new IOException("The store of files is away, or holds nothing.");
        }

        var batch = new PageBatch(claimed.FileId, claimed.TextRevision, time);
        if ((claimed.Wanted ? await FaultAsync(claimed, cancel) : await GivenUpAsync(claimed, cancel)) is { } fault)
        {
            await EndAsync(claimed, batch, fault, cancel);
            return;
        }

        PdfReason? stopped = null;
        var characters = claimed.Characters;
        try
        {
            await foreach (var frame in pages(store.PathOf(claimed.Sha256), claimed.FirstPage, cancel))
            {
                characters += frame is PdfPage page ? page.Text.Length : 0;
                if (characters > options.MaxCharacters)
                {
                    stopped = PdfReason.TooMuchText;
                    break;
                }

                batch.Add(frame);
                stopped = frame is PdfEnd end ? end.Tally.Stopped : stopped;
                if (batch.Full && !await StoreAsync(claimed, batch, cancel))
                {
                    return;
                }
            }
        }
        catch (Win32Exception)
        {
            // No process could be started.
            await _claims.PutBackAsync(claimed, cancel);
            throw;
        }

        await EndAsync(claimed, batch, stopped?.Code(), cancel);
    }

    /// <summary>Why nothing can be read of the file as it lies in the store; null when it can be tried.</summary>
    private async Task<string?> FaultAsync(ClaimedReading claimed, CancellationToken cancel)
    {
        if (!store.Has(claimed.Sha256))
        {
            return ReadingReasons.FileMissing;
        }

        var kind = FileSniff.KindOf(store.PathOf(claimed.Sha256));
        await using var bytes = await soundness.OpenAsync(claimed.Sha256, claimed.Length, cancel);
        return bytes is null ? ReadingReasons.FileDamaged
            : kind == FileKind.Empty ? PdfReason.EmptyFile.Code()
            : kind is FileKind.Pdf or FileKind.Office ? null
            : PdfReason.NotAPdf.Code();
    }

    private async Task<string> GivenUpAsync(ClaimedReading claimed, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await db.Files.AnyAsync(f => f.Id == claimed.FileId && f.RemovedAt != null, cancel) ? ReadingReasons.Replaced : PdfReason.Crash.Code();
    }

    private Task<bool> StoreAsync(ClaimedReading claimed, PageBatch batch, CancellationToken cancel) =>
        WriteAsync(claimed, batch, (db, reading) =>
        {
            reading.ClaimedUntil = ReadingClaims.Until(db.Now);
            return Task.CompletedTask;
        }, cancel);

    private Task<bool> EndAsync(ClaimedReading claimed, PageBatch batch, string? stopped, CancellationToken cancel) =>
        WriteAsync(claimed, batch, async (db, reading) =>
        {
            await db.SaveChangesAsync(cancel);
            var reasons = await db.Pages.Where(p => p.FileId == claimed.FileId && p.TextRevision == claimed.TextRevision && p.Reason != null)
                .OrderBy(p => p.Number).Select(p => p.Reason!).ToListAsync(cancel);
            reading.Reason = ReadingReasons.Of(stopped, reasons, reading.PagesWithText);
            reading.State = ReadingReasons.Failed(stopped, reading.PagesWithText) ? ReadingState.Failed : ReadingState.Read;
            (reading.ClaimedBy, reading.ClaimedUntil) = (null, null);
            await TextInForce.SettleAsync(db, reading, reasons, cancel);
        }, cancel);

    /// <summary>False when the claim is no longer ours: the file was purged, or another process took over.</summary>
    private async Task<bool> WriteAsync(ClaimedReading claimed, PageBatch batch, Func<RegistryDb, Reading, Task> settle, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        await using var scope = await db.BeginWriteAsync(cancel);
        await HeldRows.ReadingAsync(db, claimed.FileId, cancel);
        var reading = await db.Readings.FirstOrDefaultAsync(r => r.FileId == claimed.FileId, cancel);
        if (reading is null || reading.ClaimedBy != claimed.By || (reading.Underway ?? reading.TextRevision) != claimed.TextRevision)
        {
            return false;
        }

        db.Pages.AddRange(batch.Pages);
        batch.SettleInto(reading);
        await settle(db, reading);
        await db.SaveChangesAsync(cancel);
        await scope.CommitAsync(cancel);
        return true;
    }
}
