using System.Runtime.InteropServices;

namespace EvidenceRegistry.Hosting;

/// <summary>The C library keeps a heap for each thread that asks for memory, up to eight a core, and gives little of them back.</summary>
public static partial class NativeMemory
{
    /// <summary>M_ARENA_MAX of malloc.h.</summary>
    private const int MostArenas = -8;

    /// <summary>Two heaps for all threads: 20 MB less in a harvest, no slower (<c>bench/results/harvest.md</c>). Does nothing where the C library has no such choice.</summary>
    public static void ShareArenas()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, "mallopt", out _))
        {
            _ = Choose(MostArenas, 2);
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Choose(int parameter, int value);
}
