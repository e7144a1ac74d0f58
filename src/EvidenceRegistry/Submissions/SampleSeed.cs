using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// Brings the shipped sample records in, once, through the door that every record takes. Stopped in the middle, the next start
/// goes through them again: those already in are unchanged. After an administrator removed the samples they stay away.
/// </summary>
public sealed class SampleSeed(RegistryDbs dbs, Intake intake, FileStore store, ReadingWake wake)
{
    /// <summary>Setting that says the samples are in, or were removed.</summary>
    public const string DoneName = "seeded:samples";

    /// <summary>Records in one transaction: a flush of the disk is shared, and other writers wait a moment only.</summary>
    private const int AtOnce = 25;

    private static readonly Caller Registry = new(Actor.System, Role.Admin, null, [], false);

    /// <param name="folder"><c>seed-data/samples</c>, beside the assembly.</param>
    /// <returns>Records that are in because of this call.</returns>
    /// <exception cref="InvalidDataException">A shipped sample is not as it must be; the message names it.</exception>
    public async Task<int> EnsureAsync(string folder, CancellationToken cancel)
    {
        var created = 0;
        foreach (var some in await DraftsAsync(folder, cancel))
        {
            await using var db = dbs.Open();
            await using var write = await db.BeginWriteAsync(cancel);
            if (await db.Settings.AnyAsync(s => s.Name == DoneName, cancel))
            {
                return created;
            }

            foreach (var draft in some)
            {
                var result = await intake.TakeAsync(db, draft, await FilesAsync(folder, draft, cancel), Registry, IntakeMode.Import, null, cancel);
                if (!result.Accepted)
                {
                    throw new InvalidDataException(
                        $"Sample {draft.SourceId} is refused ({result.Outcome}): {string.Join("; ", result.Problems.Select(p => $"{p.Place} {p.Code} {p.Text}"))}");
                }

                created += result.Outcome == IntakeOutcome.Created ? 1 : 0;
            }

            await write.CommitAsync(cancel);
            wake.Now();
        }

        await using var last = dbs.Open();
        await using var done = await last.BeginWriteAsync(cancel);
        if (!await last.Settings.AnyAsync(s => s.Name == DoneName, cancel))
        {
            last.Settings.Add(new Setting { Name = DoneName, Value = "in" });
            await last.SaveChangesAsync(cancel);
            await done.CommitAsync(cancel);
        }

        return created;
    }

    private static async Task<IReadOnlyList<RecordDraft[]>> DraftsAsync(string folder, CancellationToken cancel)
    {
        var drafts = new List<RecordDraft>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.ndjson").Order(StringComparer.Ordinal))
        {
            var lines = await File.ReadAllLinesAsync(file, cancel);
            for (var at = 0; at < lines.Length; at++)
            {
                var reading = DraftJson.Read(System.Text.Encoding.UTF8.GetBytes(lines[at]));
                if (!reading.Usable)
                {
                    throw new InvalidDataException(
                        $"{Path.GetFileName(file)} line {at + 1} cannot be read: {string.Join("; ", reading.Problems.Select(p => $"{p.Place} {p.Code}"))}");
                }

                reading.Draft!.Content.Sample = true;
                drafts.Add(reading.Draft);
            }
        }

        return [.. drafts.Chunk(AtOnce)];
    }

    /// <summary>Bytes first, flushed, before the row that names them.</summary>
    private async Task<IReadOnlyList<IntakeFile>> FilesAsync(string folder, RecordDraft draft, CancellationToken cancel)
    {
        var files = new List<IntakeFile>();
        foreach (var said in draft.Files)
        {
            await using var bytes = File.OpenRead(Path.Combine(folder, "files", said.Name));
            files.Add(new IntakeFile(said.Name, await store.SaveAsync(bytes, cancel)));
        }

        return files;
    }
}
