using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Submissions;

/// <param name="Position">Bytes of the file that were read when its last entry was found.</param>
internal sealed record ImportBatch(IReadOnlyList<ImportLine> Lines, long Position);

/// <summary>
/// Reads a bulk file ahead of the writing, on a thread of its own: entries become items with codes settled and hashes made. Batches end
/// at the same entries whenever the file is read, so a job that goes on after a stop writes what an undisturbed one would have.
/// </summary>
internal sealed class ImportReader(ImportOrder order, FileStore store, Intake intake, SourceMaps maps, ImportOptions options)
{
    // Beside the batch at hand and the one being written: more would only hold memory.
    private const int Ahead = 1;

    // A batch also ends after so much of the file, so that long entries do not pile up.
    private const long MostBytes = 8 * 1024 * 1024;

    private readonly Caller _by = order.By.ToCaller();
    private volatile bool _preparing = true;

    /// <summary>
    /// Whether entries are read and items worked out ahead of the writing. Where the file holds little new that would be work for nothing: the
    /// door sees by <see cref="BulkEntry.Print"/> or <see cref="IntakeItem.SentHash"/> that an entry is unchanged, and has the others read then.
    /// </summary>
    public bool Preparing
    {
        get => _preparing;
        set => _preparing = value;
    }

    /// <param name="skip">Entries dealt with already.</param>
    /// <param name="position">Of the batch that ended with them.</param>
    public IAsyncEnumerable<ImportBatch> ReadAsync(long skip, long position, CancellationToken cancel)
    {
        var channel = Channel.CreateBounded<ImportBatch>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        _ = Task.Run(async () =>
        {
            try
            {
                await FillAsync(channel.Writer, skip, position, cancel);
                channel.Writer.Complete();
            }
            catch (Exception e)
            {
                // Met by whoever reads the channel.
                channel.Writer.Complete(e);
            }
        }, CancellationToken.None);
        return channel.Reader.ReadAllAsync(cancel);
    }

    private async Task FillAsync(ChannelWriter<ImportBatch> batches, long skip, long began, CancellationToken cancel)
    {
        await using var stream = store.Open(order.Sha256);
        using var files = new ReportFileSource(order, store);
        var bulk = new BulkOptions
        {
            Source = order.Source, Agency = order.Agency, FileName = order.FileName, Skip = skip, Maps = maps.All, Lists = maps.Lists,
            Edition = maps.Edition(),
            // A dry run remembers by its drafts what it would have made.
            MayStayUnread = () => !Preparing && !order.DryRun,
        };
        var lines = new List<ImportLine>(options.EntriesAtOnce);
        foreach (var entry in BulkReaders.Read(stream, order.Format, bulk))
        {
            lines.Add(await LineAsync(entry, files, cancel));
            if (lines.Count == options.EntriesAtOnce || stream.Position - began > MostBytes)
            {
                await batches.WriteAsync(new ImportBatch(lines, stream.Position), cancel);
                (lines, began) = (new List<ImportLine>(options.EntriesAtOnce), stream.Position);
            }
        }

        if (lines.Count > 0)
        {
            await batches.WriteAsync(new ImportBatch(lines, order.Length), cancel);
        }
    }

    /// <summary>An entry that was left unread, read now.</summary>
    public async ValueTask<ImportLine> ReadAsync(ImportLine line, CancellationToken cancel)
    {
        using var files = new ReportFileSource(order, store);
        return await LineAsync(line.Entry.Later!(), files, cancel);
    }

    private async ValueTask<ImportLine> LineAsync(BulkEntry entry, ReportFileSource files, CancellationToken cancel)
    {
        IReadOnlyList<DraftProblem> problems = [.. entry.Problems, .. ImportLine.Rights(entry, _by)];
        if (entry.Later is { } later)
        {
            return problems.Count == 0 ? new ImportLine(entry, null, problems) : await LineAsync(later(), files, cancel);
        }

        if (entry.Draft is not { } draft || problems.Any(p => p.Refuses))
        {
            return new ImportLine(entry, null, problems);
        }

        var (sent, missing) = await files.OfAsync(entry, cancel);
        problems = [.. problems, .. missing];

        // What one entry alone decides is known by its print; warnings, files and marks of samples are looked at each time.
        var print = problems.Count == 0 && sent.Count == 0 && draft.Files.Count == 0 && draft.Content.Sample is null ? entry.Print : null;
        var item = new IntakeItem(draft, sent)
        {
            Layer = entry.Layer,
            Erased = entry.Erased,
            Locator = entry.Locator,
            HashSent = () => print ?? Hash(entry, draft),
            Trial = order.DryRun,
        };
        if (Preparing)
        {
            intake.Prepare(item);
        }

        return new ImportLine(entry, item, problems);
    }

    private static string Hash(BulkEntry entry, RecordDraft draft)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(draft.Content, JsonColumn.Options));
        hash.AppendData(Encoding.UTF8.GetBytes($"{entry.Layer} {string.Join(' ', entry.Erased)}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
