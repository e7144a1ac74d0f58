using System.Globalization;
using EvidenceRegistry.Access;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// Takes a bulk file in, batch by batch: what a batch changes, its part of the report, the counts and the checkpoint are one
/// transaction, so after a stop at any moment the job goes on behind the last entry that is in, and no entry goes in twice.
/// </summary>
internal sealed class ImportJob(RegistryDbs dbs, FileStore store, Intake intake, SourceMaps maps, ImportOptions options, ReadingWake wake, TimeProvider time) : IJobWork
{
    /// <summary>Refused entries when the job last asked; it asks again after as many more.</summary>
    private const string Asked = "asked";

    /// <summary>Lines that spoke of a purged record.</summary>
    private const string Purged = "purged";

    // Of a batch, from which on the next entries are left unread until the door asks for them.
    private const double MostlyUnchanged = 0.5;

    public string Kind => ImportOrder.Kind;

    public async Task RunAsync(JobRun run, CancellationToken cancel)
    {
        var order = ImportOrder.Of(run.Input ?? throw new InvalidOperationException($"Import {run.Id} was asked for nothing."));
        if (!store.Has(order.Sha256))
        {
            throw new FileNotFoundException("The bulk file is no longer in the file store (purged with a record of the same bytes): hand it in again.");
        }

        var (ordinal, part) = Checkpoint(run.Checkpoint);
        var trial = order.DryRun ? await ImportTrial.AfterAsync(dbs, run.Id, cancel) : null;
        run.Count(JobView.Size, order.Length);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var clock = time.GetTimestamp();
        try
        {
            var reader = new ImportReader(order, store, intake, maps, options);
            await foreach (var batch in reader.ReadAsync(ordinal, run.Counts.GetValueOrDefault(JobView.Position), stop.Token))
            {
                var before = new Dictionary<string, long>(run.Counts, StringComparer.Ordinal);
                run.Add(JobView.Milliseconds, (long)time.GetElapsedTime(clock).TotalMilliseconds);
                clock = time.GetTimestamp();
                run.Count(JobView.Position, batch.Position);
                if (!await WriteAgainAsync(run, order, reader, batch, part++, trial, before, cancel))
                {
                    break;
                }

                wake.Now();
                reader.Preparing = run.Counts.GetValueOrDefault("unchanged") - before.GetValueOrDefault("unchanged") < batch.Lines.Count * MostlyUnchanged;
                if (trial is null && options.PauseAfterRefused > 0 && run.Counts.GetValueOrDefault(ReportLine.Refused) - run.Counts.GetValueOrDefault(Asked) >= options.PauseAfterRefused)
                {
                    run.Count(Asked, run.Counts[ReportLine.Refused]);
                    run.Pause();
                    return;
                }
            }

            if (run.Counts.ContainsKey(Purged))
            {
                await PurgedTraces.ForgetAsync(dbs, store, run.Id, order.Sha256, CancellationToken.None);
            }
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    /// <summary>False when the run is over. A batch that another process's write got in the way of is decided anew, once.</summary>
    private async Task<bool> WriteAgainAsync(
        JobRun run, ImportOrder order, ImportReader reader, ImportBatch batch, int part, ImportTrial? trial, Dictionary<string, long> before, CancellationToken cancel)
    {
        try
        {
            return await WriteAsync(run, order, reader, batch, part, trial, before, cancel);
        }
        catch (DbUpdateException)
        {
            return await WriteAsync(run, order, reader, batch, part, trial, before, cancel);
        }
    }

    private async Task<bool> WriteAsync(
        JobRun run, ImportOrder order, ImportReader reader, ImportBatch batch, int part, ImportTrial? trial, Dictionary<string, long> before, CancellationToken cancel)
    {
        var counted = new Dictionary<string, long>(run.Counts, StringComparer.Ordinal);
        var kept = false;
        try
        {
            var lines = trial is null ? null : await trial.TakeAsync(db => TakeAsync(db, order, reader, batch, cancel), order.By.ActorId, batch, cancel);
            await using var db = dbs.Open(order.By.ActorId);
            await using var write = await db.BeginWriteAsync(cancel);
            lines ??= await TakeAsync(db, order, reader, batch, cancel);
            Count(run, lines);
            db.JobParts.Add(JobReport.Part(run.Id, part, lines));
            kept = await run.SaveInAsync(db, string.Create(CultureInfo.InvariantCulture, $"{batch.Lines[^1].Entry.Ordinal}:{part + 1}"), cancel);
            if (kept)
            {
                kept = false;
                await write.CommitAsync(cancel);
                kept = true;
            }

            return kept;
        }
        finally
        {
            // What was not committed is not counted either.
            foreach (var name in kept ? [] : run.Counts.Keys.ToList())
            {
                run.Count(name, before.GetValueOrDefault(name, counted.GetValueOrDefault(name)));
            }
        }
    }

    private async Task<IReadOnlyList<ReportLine>> TakeAsync(RegistryDb db, ImportOrder order, ImportReader reader, ImportBatch batch, CancellationToken cancel)
    {
        var by = order.By.ToCaller();
        if (await KeyCheck.FaultNowAsync(db, by, cancel) is { } fault)
        {
            throw new InvalidOperationException($"{fault.Title.En}: the key that handed the file in is no longer good. What was taken in until then stays.");
        }

        var told = new ReportLine[batch.Lines.Count];
        var lines = await UnreadAsync(db, batch.Lines, reader, told, by, cancel);
        var run = new List<int>();
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            if (told[at] is not null)
            {
                continue;
            }

            if (line.Item is not null)
            {
                run.Add(at);
            }
            else if (line.Removal)
            {
                await TakeRunAsync(db, lines, run, told, by, cancel);
                told[at] = await Withdrawals.TakeAsync(db, line, by, cancel);
            }
            else
            {
                told[at] = line.Told(ReportLine.Refused, null, []);
            }
        }

        await TakeRunAsync(db, lines, run, told, by, cancel);
        await PurgedTraces.BareAsync(db, told, cancel);
        return told;
    }

    /// <summary>Tells of entries that were left unread and are what stands; the others of them are read now.</summary>
    private static async Task<IReadOnlyList<ImportLine>> UnreadAsync(
        RegistryDb db, IReadOnlyList<ImportLine> batch, ImportReader reader, ReportLine[] told, Caller by, CancellationToken cancel)
    {
        if (batch.All(l => l.Entry.Later is null))
        {
            return batch;
        }

        // Where two of a batch speak of one record, what the second meets is what the first left.
        var once = batch.Where(l => l.Entry.Address is not null).GroupBy(l => l.Entry.Address!).Where(g => g.Count() == 1).Select(g => g.First().Entry);
        var standing = await Intake.StandingAsync(db, [.. once.Where(e => e.Later is not null)], by, cancel);
        var lines = batch.ToList();
        for (var at = 0; at < lines.Count; at++)
        {
            if (lines[at].Entry.Later is null)
            {
                continue;
            }

            if (standing.TryGetValue(lines[at].Entry.Address!, out var record))
            {
                told[at] = lines[at].Told("unchanged", record, []);
            }
            else
            {
                lines[at] = await reader.ReadAsync(lines[at], cancel);
            }
        }

        return lines;
    }

    private async Task TakeRunAsync(RegistryDb db, IReadOnlyList<ImportLine> lines, List<int> run, ReportLine[] told, Caller by, CancellationToken cancel)
    {
        var results = await intake.TakeManyAsync(db, [.. run.Select(at => lines[at].Item!)], by, IntakeMode.Replace, null, cancel);
        for (var at = 0; at < run.Count; at++)
        {
            told[run[at]] = lines[run[at]].Told(results[at]);
        }

        run.Clear();
    }

    private static void Count(JobRun run, IReadOnlyList<ReportLine> lines)
    {
        run.Add("read", lines.Count);
        run.Add("files", lines.Sum(l => l.Files));
        run.Add("problems", lines.Sum(l => l.Problems?.Count ?? 0));
        if (lines.Count(l => l.Purged == true) is > 0 and var purged)
        {
            run.Add(Purged, purged);
        }

        foreach (var outcome in lines.GroupBy(l => l.Outcome))
        {
            run.Add(outcome.Key, outcome.Count());
        }
    }

    private static (long Ordinal, int Part) Checkpoint(string? text) =>
        text?.Split(':') is [var ordinal, var part] ? (long.Parse(ordinal, CultureInfo.InvariantCulture), int.Parse(part, CultureInfo.InvariantCulture)) : (0, 0);
}
