using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EvidenceRegistry.Storage;

/// <param name="Free">Bytes this process may still write.</param>
/// <param name="Total">Bytes in all.</param>
public sealed record DiskSpace(long Free, long Total);

/// <summary>
/// Bytes of files, each under its SHA-256. A file is written beside its place, flushed, renamed and its folder flushed before
/// anybody names it, so a row never points at bytes that a power cut could take away.
/// </summary>
public sealed partial class FileStore(string folder)
{
    /// <summary>Path of the bytes, whether they are there or not.</summary>
    public string PathOf(string sha256) => Path.Combine(folder, sha256[..2], sha256[2..4], sha256);

    /// <summary>Of the disk that the files lie on; null where the system does not say.</summary>
    public DiskSpace? Space()
    {
        try
        {
            var place = Path.GetFullPath(folder);
            while (!Directory.Exists(place) && Path.GetDirectoryName(place) is { } above)
            {
                place = above;
            }

            var drive = new DriveInfo(place);
            return new DiskSpace(drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception unknown) when (unknown is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether anything lies in it. Where nothing does, although files are on record, its disk is away: the folder that it is mounted on is there, and empty.
    /// </summary>
    public bool IsThere()
    {
        try
        {
            return Folders(folder).Any();
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public bool Has(string sha256) => File.Exists(PathOf(sha256));

    /// <exception cref="FileNotFoundException">The bytes are gone from the store.</exception>
    public FileStream Open(string sha256) =>
        new(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>Takes in a stream to its end. Equal bytes are kept once, as if they had come now; they take the place of a damaged copy.</summary>
    /// <exception cref="IOException">The disk is full or failing; nothing is left behind.</exception>
    public async Task<StoredBytes> SaveAsync(Stream bytes, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $"draft-{Guid.NewGuid():n}");
        try
        {
            var stored = await WriteAsync(bytes, draft, cancel);
            var place = PathOf(stored.Sha256);
            var wasThere = File.Exists(place);
            if (wasThere && await IsWholeAsync(place, stored, cancel))
            {
                // Those who look for bytes that nobody names leave young ones alone.
                File.SetLastWriteTimeUtc(place, File.GetLastWriteTimeUtc(draft));
                File.Delete(draft);
                return stored;
            }

            var parent = Path.GetDirectoryName(place)!;
            Directory.CreateDirectory(parent);
            File.Move(draft, place, overwrite: true);
            FlushFolder(parent);
            FlushFolder(Path.GetDirectoryName(parent)!);
            FlushFolder(folder);
            return stored with { IsNew = !wasThere };
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>SHA-256 of all bytes that came before <paramref name="before"/>, UTC; read folder by folder as they are asked for.</summary>
    public IEnumerable<string> CameBefore(DateTime before) =>
        Folders(folder).SelectMany(Folders)
            .SelectMany(inner => Directory.EnumerateFiles(inner))
            .Where(file => File.GetLastWriteTimeUtc(file) < before)
            .Select(file => Path.GetFileName(file))
            .Where(name => name.Length == SHA256.HashSizeInBytes * 2 && name.All(char.IsAsciiHexDigitLower));

    public bool CameBefore(string sha256, DateTime before) => Has(sha256) && File.GetLastWriteTimeUtc(PathOf(sha256)) < before;

    /// <summary>The bytes are gone afterwards: nobody asks for it who has not seen, inside a writing, that no row names them.</summary>
    public void Delete(string sha256)
    {
        var place = PathOf(sha256);
        if (File.Exists(place))
        {
            File.Delete(place);
            FlushFolder(Path.GetDirectoryName(place)!);
        }
    }

    /// <summary>Removes what a stopped process left half-written; call before anything is taken in.</summary>
    /// <param name="before">Only what was last written before this, UTC: others may be writing here.</param>
    public void Sweep(DateTime before)
    {
        if (Directory.Exists(folder))
        {
            foreach (var draft in Directory.EnumerateFiles(folder, "draft-*").Where(draft => File.GetLastWriteTimeUtc(draft) < before))
            {
                File.Delete(draft);
            }
        }
    }

    private static IEnumerable<string> Folders(string of) =>
        Directory.Exists(of) ? Directory.EnumerateDirectories(of).Where(inner => Path.GetFileName(inner) is [var a, var b] && char.IsAsciiHexDigitLower(a) && char.IsAsciiHexDigitLower(b)) : [];

    private static async Task<StoredBytes> WriteAsync(Stream bytes, string draft, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        var head = Array.Empty<byte>();
        var buffer = new byte[128 * 1024];
        long length = 0;
        int read;
        while ((read = await bytes.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel)) > 0)
        {
            if (length == 0)
            {
                head = buffer[..Math.Min(read, StoredBytes.HeadLength)];
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            length += read;
        }

        file.Flush(flushToDisk: true);
        return new StoredBytes(Convert.ToHexStringLower(hash.GetHashAndReset()), length, head);
    }

    /// <summary>Whether what lies there is what its name says; what the disk cannot give back any more is not.</summary>
    private static async Task<bool> IsWholeAsync(string place, StoredBytes stored, CancellationToken cancel)
    {
        try
        {
            await using var there = new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return there.Length == stored.Length && Convert.ToHexStringLower(await SHA256.HashDataAsync(there, cancel)) == stored.Sha256;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Flushes the folder's entries, which a flush of the file does not (fsync(2)); nothing to do on Windows.</summary>
    private static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = OpenFolder(path, 0);
        if (handle < 0)
        {
            throw new IOException($"The folder {path} cannot be opened to be flushed (errno {Marshal.GetLastPInvokeError()}).");
        }

        var flushed = Fsync(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (flushed != 0)
        {
            throw new IOException($"The folder {path} cannot be flushed (errno {error}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}

/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Head">The first bytes, to tell what the file is.</param>
public sealed record StoredBytes(string Sha256, long Length, byte[] Head)
{
    /// <summary>Enough to tell a PDF with junk before its header (Acrobat looks at the first 1,024 bytes).</summary>
    public const int HeadLength = 4096;

    /// <summary>No equal bytes were there.</summary>
    public bool IsNew { get; init; }
}
