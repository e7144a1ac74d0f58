using System.Globalization;
using System.Text;

namespace EvidenceRegistry.Bench.Load;

/// <summary>What a proof found, one figure a row, shown and kept.</summary>
internal static class ProofTable
{
    /// <param name="report">Head and what happened.</param>
    /// <param name="file">Where it is kept; null: shown alone.</param>
    public static async Task WriteAsync(StringBuilder report, string? file, IEnumerable<(string Name, string Value)> rows)
    {
        report.AppendLine("| | |").AppendLine("| --- | --- |");
        foreach (var (name, value) in rows)
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value} |");
        }

        Console.WriteLine(report);
        if (file is not null)
        {
            await File.WriteAllTextAsync(file, report.ToString());
        }
    }
}
