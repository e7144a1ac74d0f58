using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>Feed rate, size, and search times of the embedded engine alone: news texts as one-page studies, no HTTP, no database.</summary>
internal static class EngineBench
{
    private const int Batch = 200;
    private const int Questions = 200;
    private const int Rounds = 2;

    public static async Task RunAsync(string mappings, string news, int texts)
    {
        IndexDocument[] documents = [.. Read(news).Take(texts)];
        await using BenchIndex index = await BenchIndex.OpenAsync(mappings);
        var clock = Stopwatch.StartNew();
        foreach (IndexDocument[] batch in documents.Chunk(Batch))
        {
            IReadOnlyList<RefusedWrite> refused = await index.Engine.WriteAsync([.. batch.Select(d => new IndexWrite(d.Id, d.Revision, d))], CancellationToken.None);
            if (refused.Count > 0)
            {
                throw new InvalidOperationException(refused[0].Reason);
            }
        }

        await index.Engine.RefreshAsync(CancellationToken.None);
        Say($"feed: {documents.Length / clock.Elapsed.TotalSeconds:F0} documents/s, {clock.Elapsed.TotalSeconds:F1} s, {Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds / documents.Length:F1} ms of processor each");
        IndexState state = await index.Engine.StateAsync(CancellationToken.None);
        Say($"size: {state.Bytes / 1048576.0:F1} MiB of {documents.Sum(d => d.Pages[0].Text.Length) / 1e6:F1} million characters; memory {Environment.WorkingSet / 1048576} MiB");
        foreach (IGrouping<string, FileInfo> files in new DirectoryInfo(index.Folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .GroupBy(file => file.Directory!.Name + " *" + file.Extension).OrderByDescending(g => g.Sum(f => f.Length)).Take(14))
        {
            Say($"  {files.Key}: {files.Sum(file => file.Length) / 1048576.0:F1} MiB in {files.Count()}");
        }

        string[] questions = Ask(documents);
        foreach (int clients in new[] { 1, 4 })
        {
            foreach (bool facets in new[] { false, true })
            {
                await Search(index.Engine, questions, clients, facets);
            }
        }

        foreach (int kind in new[] { 0, 1, 2 })
        {
            List<double> times = await Once(index.Engine, [.. questions.Where((_, i) => i % 3 == kind)], facets: true);
            Say($"  {(kind == 0 ? "a word or two" : kind == 1 ? "phrases" : "quotations")}: {Percentiles(times)}");
        }

        await Suggest(index.Engine, documents);
    }

    /// <summary>200 runs of the texts: a third short (a word or two), a third phrases, a third quotations; every n-th text, no chance.</summary>
    private static string[] Ask(IndexDocument[] documents) =>
    [
        .. Enumerable.Range(0, Questions).Select(i =>
        {
            string text = documents[(int)((long)i * documents.Length / Questions)].Pages[0].Text;
            string run = text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length is > 12 and < 60).ElementAtOrDefault(3) ?? text[..Math.Min(30, text.Length)];
            return (i % 3) switch { 0 => run[..Math.Min(10, run.Length)], 1 => run, _ => $"\"{run.Replace('"', ' ')}\"" };
        }),
    ];

    private static async Task Search(LuceneEvidenceIndex engine, string[] questions, int clients, bool facets)
    {
        await Once(engine, questions, facets);
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        for (int round = 0; round < Rounds; round++)
        {
            List<double>[] all = await Task.WhenAll(Enumerable.Range(0, clients).Select(client =>
                Task.Run(() => Once(engine, [.. questions.Skip(client * 7).Concat(questions.Take(client * 7))], facets))));
            times.AddRange(all.SelectMany(list => list));
        }

        Say($"search, {clients} clients, facets {facets}: {Percentiles(times)}, {times.Count / clock.Elapsed.TotalSeconds:F0}/s, {(Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / times.Count:F1} ms of processor each");
    }

    private static async Task<List<double>> Once(LuceneEvidenceIndex engine, string[] questions, bool facets)
    {
        var times = new List<double>();
        foreach (string question in questions)
        {
            long start = Stopwatch.GetTimestamp();
            await engine.SearchAsync(new SearchRequest { Query = QueryParser.Parse(question, 2000), Rights = ReadingRights.Open, Facets = facets }, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }

    private static async Task Suggest(LuceneEvidenceIndex engine, IndexDocument[] documents)
    {
        var times = new List<double>();
        foreach (string title in documents.Where((_, i) => i % 100 == 0).Select(document => document.SortTitle))
        {
            for (int length = 1; length <= Math.Min(12, title.Length); length++)
            {
                long start = Stopwatch.GetTimestamp();
                await engine.SuggestAsync(title[..length], 10, [], CancellationToken.None);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        Say($"completion: {Percentiles(times)}");
    }

    private static string Percentiles(List<double> times)
    {
        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"p50 {times[times.Count / 2]:F1} ms, p95 {times[times.Count * 95 / 100]:F1} ms, p99 {times[times.Count * 99 / 100]:F1} ms");
    }

    private static IEnumerable<IndexDocument> Read(string news)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(news), CompressionMode.Decompress));
        for (int number = 0; reader.ReadLine() is { } line; number++)
        {
            using JsonDocument json = JsonDocument.Parse(line);
            string title = json.RootElement.GetProperty("title").GetString()!;
            string body = json.RootElement.GetProperty("body").GetString()!;
            string date = json.RootElement.GetProperty("date").GetString()!;
            yield return Document(number, title, body, int.Parse(date.AsSpan(0, 4), CultureInfo.InvariantCulture), json.RootElement.GetProperty("category").GetString()!);
        }
    }

    /// <summary>Facet values are spread by number so that every facet has something to count, three levels deep where it is a tree.</summary>
    private static IndexDocument Document(int number, string title, string body, int year, string category)
    {
        string target = string.Create(CultureInfo.InvariantCulture, $"{1 + (number % 23):D2}");
        return new IndexDocument
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{number:D8}"),
            Revision = 1,
            Kind = number % 3 == 0 ? "dataset" : "study",
            Texts = [new FieldText(TextField.Title, title)],
            Pages = [new PageText("text", 1, body, TextClass.Open, [])],
            PagesHash = "1",
            SortTitle = title,
            Year = year,
            Facets = new Dictionary<string, IReadOnlyList<string>>
            {
                [FacetNames.Agency] = [string.Create(CultureInfo.InvariantCulture, $"agency {number % 211}")],
                [FacetNames.Funder] = [category],
                [FacetNames.Design] = [string.Create(CultureInfo.InvariantCulture, $"design {number % 9}")],
                [FacetNames.Area] = ["TH", $"R{1 + (number % 6)}", string.Create(CultureInfo.InvariantCulture, $"TH-{10 + (number % 77)}")],
                [FacetNames.Access] = ["open"],
                [FacetNames.Language] = ["th"],
            },
            Tags = [new TagValues(FacetNames.Target, number % 2 == 0 ? "claimed" : "confirmed", [target, target + "0100", target + "0101"])],
        };
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

}
