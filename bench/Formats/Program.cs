using System.Diagnostics;
using System.Globalization;
using System.Text;
using EvidenceRegistry.Bench.Formats;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Tables;

// count FORMAT FILE…   entries of each file, with the problems by code: to be laid beside an independent reader's
// rate MAPS RECORDS    records a second and the highest memory of each format, over a file that repeats with changed ids
if (args is ["count", var word, .. var files])
{
    foreach (var file in files)
    {
        Count(BulkFormats.Named(word)!.Format, file);
    }

    return 0;
}

if (args is ["rate", var maps, var records])
{
    foreach (var format in RepeatedFile.Formats)
    {
        Rate(format, maps, int.Parse(records, CultureInfo.InvariantCulture));
    }

    return 0;
}

Console.Error.WriteLine("count FORMAT FILE… | rate MAPS RECORDS");
return 2;

static void Count(BulkFormat format, string file)
{
    using var stream = File.OpenRead(file);
    var entries = BulkReaders.Read(stream, format, new BulkOptions { Source = "bench", Agency = "bench", FileName = Path.GetFileName(file) }).ToList();
    var read = entries.Count(entry => entry.Draft is not null);
    var problems = entries.SelectMany(entry => entry.Problems).GroupBy(problem => (problem.Code, problem.Refuses)).Select(group => $"{group.Key.Code}{(group.Key.Refuses ? "!" : "")}×{group.Count()}");
    Console.WriteLine($"{file}\t{read}\t{entries.Count(entry => entry.Removal)}\t{string.Join(' ', problems)}\t{string.Join(" ", entries.Where(entry => entry.Problems.Any(problem => problem.Refuses)).Select(entry => entry.Problems.First(problem => problem.Refuses).Place))}");
}

static void Rate(BulkFormat format, string maps, int records)
{
    var path = Path.GetTempFileName();
    try
    {
        RepeatedFile.Write(path, format, records);
        var options = new BulkOptions { Source = "bench", Maps = [FieldMapFile.Read("default", File.ReadAllBytes(Path.Combine(maps, "default.json"))).Map!] };
        var (before, watch, entries, refused, peak) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew(), 0, 0, 0L);
        using (var stream = File.OpenRead(path))
        {
            foreach (var entry in BulkReaders.Read(stream, format, options))
            {
                refused += entry.Usable ? 0 : 1;
                if (++entries % 1000 == 0)
                {
                    peak = Math.Max(peak, Environment.WorkingSet);
                }
            }
        }

        var (processor, seconds) = ((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, watch.Elapsed.TotalSeconds);
        var row = new StringBuilder().Append(CultureInfo.InvariantCulture, $"| {BulkFormats.Of(format).Word} | {entries:N0} | {refused} | {new FileInfo(path).Length / 1e6:N0} MB | {entries / processor:N0} | {entries / seconds:N0} | {peak / 1e6:N0} MB |");
        Console.WriteLine(row);
    }
    finally
    {
        File.Delete(path);
    }
}
