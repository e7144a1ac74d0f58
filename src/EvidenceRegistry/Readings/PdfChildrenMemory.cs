using System.Diagnostics;
using System.Globalization;

namespace EvidenceRegistry.Readings;

/// <summary>How much memory another process holds, read from outside.</summary>
internal static class PdfChildrenMemory
{
    /// <summary>Resident bytes; 0 for a process that is gone.</summary>
    public static long ResidentBytes(Process process)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                process.Refresh();
                return process.HasExited ? 0 : process.WorkingSet64;
            }

            // The second figure of statm is the resident set in pages (proc(5)); reading it costs a tenth of what Process.Refresh does.
            var fields = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/statm")).Split(' ');
            return fields.Length < 2 ? 0 : long.Parse(fields[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            return 0;
        }
    }
}
