namespace EvidenceRegistry.Hosting;

/// <summary>
/// One process per data folder: a file held open under an exclusive lock of the operating system, which goes when the process
/// goes, however it ends.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _held;

    private FolderLock(FileStream held) => _held = held;

    /// <exception cref="StartRefusedException">Another process holds it, or the folder cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        var file = Path.Combine(folder, "registry.lock");
        try
        {
            Directory.CreateDirectory(folder);
            return new FolderLock(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The data folder {folder} cannot be written by this user. Set Registry:DataFolder to a folder that can.", StartRefusedException.WrongSetting);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new StartRefusedException(
                $"Another Evidence Registry is using the data folder {folder}. Stop it first, or set Registry:DataFolder to another folder.", StartRefusedException.FolderInUse);
        }
        catch (IOException failed)
        {
            throw new StartRefusedException($"The data folder {folder} cannot be made: {failed.Message}", StartRefusedException.WrongSetting);
        }
    }

    public void Dispose() => _held.Dispose();
}
