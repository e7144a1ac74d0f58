using System.Diagnostics;
using System.Globalization;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Times of single calls, and what they come to.</summary>
public sealed class Figures
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public async Task<T> TimeAsync<T>(Func<Task<T>> call)
    {
        var from = Stopwatch.GetTimestamp();
        var answer = await call();
        var took = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        lock (_milliseconds)
        {
            _milliseconds.Add(took);
        }

        return answer;
    }

    /// <summary>Milliseconds below which that part of the calls stayed (nearest rank).</summary>
    public double At(double part)
    {
        var sorted = _milliseconds.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    public string Row(string name) => string.Create(CultureInfo.InvariantCulture, $"| {name} | {Count} | {At(0.5):F1} | {At(0.95):F1} | {At(0.99):F1} |");

    /// <summary>Runs every item once, by that many clients at a time.</summary>
    public static Task ForEachAsync<T>(IEnumerable<T> items, int clients, Func<T, Task> call) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = clients }, async (item, _) => await call(item));

    /// <summary>What a figure was measured on; quoted with every table.</summary>
    public static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024)} GiB, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");

    /// <summary>Mebibytes of a process by a line of its status: VmRSS, VmHWM, RssAnon (what is not mapped from files).</summary>
    public static long Resident(int process, string what) =>
        File.ReadLines($"/proc/{process}/status").Where(l => l.StartsWith(what, StringComparison.Ordinal)).Select(l => long.Parse(string.Concat(l.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture) / 1024).First();

    /// <summary>Mebibytes in the first of those files that the control group has (versions 1 and 2 name them differently).</summary>
    public static double OfGroup(string folder, params string[] names) =>
        names.Select(name => Path.Combine(folder, name)).Where(File.Exists).Select(path => long.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture) / 1024.0 / 1024.0).First();
}
