using System.Globalization;
using System.IO.Compression;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>
/// The files of a zip, each judged before it is opened: no path that leaves the folder, nothing encrypted, no archive in an archive, no
/// ratio or count that no honest file has. What is refused is named; what is opened gives no more bytes than it states.
/// </summary>
public sealed class ZipFolder : IDisposable
{
    /// <summary>More files than any submission seen; a directory of more is a way to exhaust memory.</summary>
    public const int MostFiles = 100_000;

    /// <summary>Deflate cannot do better than 1,032 to 1, texts reach 20, PDFs 2; beyond this a file is made to hurt.</summary>
    public const int MostRatio = 200;

    // Below this a file cannot hurt, and small files of one repeated sign have high ratios.
    private const long HarmlessLength = 10 * 1024 * 1024;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _files = new(StringComparer.Ordinal);

    /// <param name="zip">Able to seek; stays open.</param>
    /// <param name="mostBytes">That all files together may unpack to.</param>
    /// <exception cref="InvalidDataException">No zip, or a damaged one.</exception>
    public ZipFolder(Stream zip, long mostBytes)
    {
        _archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
        var (total, problems) = (0L, new List<DraftProblem>());
        foreach (var entry in _archive.Entries)
        {
            if (_files.Count >= MostFiles)
            {
                problems.Add(new DraftProblem(BulkProblems.TooManyFiles, entry.FullName) { Details = [Print(MostFiles)] });
                break;
            }

            if (entry.FullName.EndsWith('/') || IsOfTheSystem(entry.FullName))
            {
                continue;
            }

            if (Fault(entry) is { } fault)
            {
                problems.Add(fault);
            }
            else if ((total += entry.Length) > mostBytes)
            {
                problems.Add(new DraftProblem(BulkProblems.TooMuchUnpacked, entry.FullName) { Details = [Print(mostBytes)] });
                break;
            }
            else if (!_files.TryAdd(entry.FullName, entry))
            {
                problems.Add(new DraftProblem(BulkProblems.FileTwice, entry.FullName));
            }
        }

        Problems = problems;
    }

    /// <summary>What is wrong with files of it, each placed by its path; those are not among <see cref="Paths"/>.</summary>
    public IReadOnlyList<DraftProblem> Problems { get; }

    /// <summary>In the order of the archive.</summary>
    public IEnumerable<string> Paths => _files.Keys;

    public long LengthOf(string path) => _files[path].Length;

    /// <summary>Bytes of a file, no more than it states; more is <see cref="InvalidDataException"/>.</summary>
    public Stream Open(string path) => new BoundedStream(_files[path].Open(), _files[path].Length);

    public void Dispose() => _archive.Dispose();

    /// <summary>Packed as no honest file is.</summary>
    internal static bool IsMadeToHurt(ZipArchiveEntry entry) =>
        entry.Length > HarmlessLength && entry.Length / Math.Max(1, entry.CompressedLength) > MostRatio;

    private static DraftProblem? Fault(ZipArchiveEntry entry)
    {
        var path = entry.FullName;
        if (path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal) || path.Contains('\0', StringComparison.Ordinal)
            || path.Contains(':', StringComparison.Ordinal) || path.Split('/').Any(part => part is ".." or "."))
        {
            return new DraftProblem(BulkProblems.PathOutside, path.Replace('\0', '␀'), path.Replace('\0', '␀'));
        }

        if (entry.IsEncrypted)
        {
            return new DraftProblem(BulkProblems.Encrypted, path);
        }

        if (IsMadeToHurt(entry))
        {
            return new DraftProblem(BulkProblems.ZipBomb, path) { Details = [Print(MostRatio), Print(entry.Length / Math.Max(1, entry.CompressedLength))] };
        }

        return Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase) ? new DraftProblem(BulkProblems.ZipInZip, path) : null;
    }

    // What macOS and Windows put beside people's files.
    private static bool IsOfTheSystem(string path) =>
        path.StartsWith("__MACOSX/", StringComparison.Ordinal) || path.Split('/')[^1] is ".DS_Store" or "Thumbs.db" or "desktop.ini";

    private static string Print(long number) => number.ToString(CultureInfo.InvariantCulture);
}
