using System.Runtime.InteropServices;

namespace EvidenceRegistry.FullText;

/// <summary>How far the calling thread stands back where others want the same core. The runtime's own priorities do nothing on Linux.</summary>
public static partial class Niceness
{
    /// <param name="nice">Of Linux, 1–19: at 5 a third, at 10 a tenth of what a usual thread gets beside it. Where the system refuses, the thread stays as it was.</param>
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
