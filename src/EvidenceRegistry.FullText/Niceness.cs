using System.Runtime.InteropServices;

namespace EvidenceRegistry.FullText;

/// <summary>
/// How far the calling thread stands back where others want the same core. The runtime's own priorities do nothing on Linux. For threads that hand no work
/// to the pool: each thread they cause to be made has their niceness, and none may lower it again.
/// </summary>
internal static partial class Niceness
{
    /// <param name="nice">Of Linux, 1–19. Where the system refuses, the thread stays as it was.</param>
    public static void Set(int nice)
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        if (OperatingSystem.IsLinux())
        {
            // 0 and 0: a process, this one; to Linux every thread is one.
            _ = SetPriority(0, 0, nice);
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int nice);
}
