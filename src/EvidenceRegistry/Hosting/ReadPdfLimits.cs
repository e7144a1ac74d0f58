using System.Runtime.InteropServices;

namespace EvidenceRegistry.Hosting;

/// <summary>
/// Bounds a reading process sets for itself, so that the kernel keeps them when nobody watches from outside any more.
/// On Linux by setrlimit(2); elsewhere the watch from outside is the only one.
/// </summary>
internal static class ReadPdfLimits
{
    // Linux numbers of the resources (asm-generic/resource.h), the same on x64 and arm64.
    private const int ProcessorSeconds = 0;
    private const int CoreFileSize = 4;

    private static readonly nuint Unlimited = nuint.MaxValue;

    /// <summary>A crash leaves no core file: it would hold the document, and fill the disk.</summary>
    public static void ForbidCoreFiles()
    {
        if (OperatingSystem.IsLinux())
        {
            SetLimit(CoreFileSize, 0, 0);
        }
    }

    /// <summary>From now on so many seconds of processor time, then SIGXCPU ends the process; 0 lifts the bound.</summary>
    public static void AllowProcessorSeconds(int seconds)
    {
        if (OperatingSystem.IsLinux())
        {
            var used = (nuint)Environment.CpuUsage.TotalTime.TotalSeconds;
            SetLimit(ProcessorSeconds, seconds == 0 ? Unlimited : used + (nuint)seconds + 1, Unlimited);
        }
    }

    /// <summary>Ends the process without finalisers, which would wait for the page at hand.</summary>
    public static void EndNow()
    {
        if (OperatingSystem.IsLinux())
        {
            Exit(0);
        }

        Environment.Exit(0);
    }

    private static void SetLimit(int resource, nuint soft, nuint hard)
    {
        if (GetLimit(resource, out var now) != 0)
        {
            return;
        }

        // The hard bound can only fall; a soft bound above it is refused.
        var ceiling = hard < now.Hard ? hard : now.Hard;
        var wanted = new Limit { Soft = soft < ceiling ? soft : ceiling, Hard = ceiling };
        if (SetLimit(resource, in wanted) != 0)
        {
            Console.Error.WriteLine(FormattableString.Invariant($"setrlimit {resource}: errno {Marshal.GetLastPInvokeError()}"));
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public nuint Soft;
        public nuint Hard;
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static extern int GetLimit(int resource, out Limit limit);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static extern int SetLimit(int resource, in Limit limit);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void Exit(int code);
}
