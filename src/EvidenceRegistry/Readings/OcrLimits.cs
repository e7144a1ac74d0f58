using System.Runtime.InteropServices;

namespace EvidenceRegistry.Readings;

/// <summary>
/// Bounds the kernel keeps for a foreign program, also when nobody watches it any more: processor time, address space, no core file, no written file.
/// On Linux by prlimit(2) right after its start; elsewhere the watch from outside is the only one.
/// </summary>
internal static class OcrLimits
{
    // Linux numbers of the resources (asm-generic/resource.h), the same on x64 and arm64.
    private const int ProcessorSeconds = 0, FileSize = 1, CoreFileSize = 4, AddressSpace = 9;

    // Mapped libraries and language data come on top of what is resident.
    private const int AddressPerResident = 4;

    public static void Set(int process, OcrOptions options)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Set(process, ProcessorSeconds, (nuint)options.PageSeconds, (nuint)options.PageSeconds + 1);
        Set(process, AddressSpace, (nuint)options.MemoryMegabytes * AddressPerResident << 20);
        Set(process, FileSize, 0);
        Set(process, CoreFileSize, 0);
        _ = SetPriority(WhichProcess, (uint)process, Nice);
    }

    // Behind everything somebody waits for (setpriority(2)).
    private const int WhichProcess = 0, Nice = 10;

    private static void Set(int process, int resource, nuint most) => Set(process, resource, most, most);

    private static void Set(int process, int resource, nuint soft, nuint hard)
    {
        // Fails only for a process that is gone already, and then there is nothing to bound.
        var limit = new Limit { Soft = soft, Hard = hard };
        _ = SetLimit(process, resource, in limit, IntPtr.Zero);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public nuint Soft;
        public nuint Hard;
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static extern int SetLimit(int process, int resource, in Limit limit, IntPtr before);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    private static extern int SetPriority(int which, uint who, int priority);
}
