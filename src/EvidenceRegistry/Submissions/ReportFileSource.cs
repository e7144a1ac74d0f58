using System.Security.Cryptography;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Submissions;

/// <summary>Finds the report files that entries of a bulk file speak of, and makes their bytes safe before anything names them.</summary>
internal sealed class ReportFileSource(ImportOrder order, FileStore store) : IDisposable
{
    private FileStream? _bytes;
    private ZipFolder? _zip;

    /// <returns>The files, and a warning for each that is named and not there or damaged: the record is taken without it.</returns>
    public async ValueTask<(IReadOnlyList<IntakeFile> Files, IReadOnlyList<DraftProblem> Missing)> OfAsync(BulkEntry entry, CancellationToken cancel)
    {
        if (entry.ReportFiles.Count == 0)
        {
            return ([], []);
        }

        var files = new List<IntakeFile>();
        var missing = new List<DraftProblem>();
        foreach (var said in entry.ReportFiles)
        {
            try
            {
                var bytes = said.Path is null ? Beside(said.Name) : await FromZipAsync(said.Path, cancel);
                if (bytes is not null)
                {
                    files.Add(new IntakeFile(said.Name, bytes));
                    continue;
                }

                missing.Add(new DraftProblem(IntakeProblems.FileNotSent, $"{entry.Locator} $.files", said.Name, Refuses: false));
            }
            catch (InvalidDataException)
            {
                missing.Add(new DraftProblem(BulkProblems.Damaged, $"{entry.Locator} {said.Path}", said.Name, Refuses: false));
            }
        }

        return (files, missing);
    }

    public void Dispose()
    {
        _zip?.Dispose();
        _bytes?.Dispose();
    }

    private StoredBytes? Beside(string name) =>
        order.Files.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)) is { } file
            ? new StoredBytes(file.Sha256, file.Length, file.Head) : null;

    private async Task<StoredBytes> FromZipAsync(string path, CancellationToken cancel)
    {
        _bytes ??= store.Open(order.Sha256);
        _zip ??= new ZipFolder(_bytes, new BulkOptions().MostBytes);
        await using var file = _zip.Open(path);
        return order.DryRun ? await LookedAtAsync(file, cancel) : await store.SaveAsync(file, cancel);
    }

    /// <summary>What the bytes would be called in the store, where nothing may be written.</summary>
    private static async Task<StoredBytes> LookedAtAsync(Stream file, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, head, length) = (new byte[64 * 1024], Array.Empty<byte>(), 0L);
        for (int read; (read = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel)) > 0; length += read)
        {
            head = length == 0 ? buffer[..Math.Min(read, StoredBytes.HeadLength)] : head;
            hash.AppendData(buffer, 0, read);
        }

        return new StoredBytes(Convert.ToHexStringLower(hash.GetHashAndReset()), length, head);
    }
}
