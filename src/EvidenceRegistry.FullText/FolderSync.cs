using System.Runtime.InteropServices;
using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>Makes the names in a folder (a rename, a new file) survive a power cut; .NET has no call for it.</summary>
internal static class FolderSync
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The system refused; the rename may not be durable.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int handle = Open(Encoding.UTF8.GetBytes(folder + "\0"), ReadOnly);
        if (handle < 0)
        {
            throw Failed(folder);
        }

        try
        {
            if (Sync(handle) != 0)
            {
                throw Failed(folder);
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failed(string folder) =>
        new($"Folder {folder} could not be made durable: {Marshal.GetLastPInvokeErrorMessage()}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
