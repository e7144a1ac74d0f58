using System.Diagnostics;
using EvidenceRegistry.FullText;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>What each token stream costs: terms, bytes of a Lucene index of that stream alone (positions, no norms, one segment), and time to analyse and index.</summary>
internal static class StreamCosts
{
    public static void Run(string mappings, string newsPath, int texts)
    {
        string[] bodies = [.. News.Read(newsPath).Take(texts).Select(news => news.Body)];
        long bytes = bodies.Sum(body => (long)System.Text.Encoding.UTF8.GetByteCount(body));
        Console.WriteLine($"{bodies.Length} texts, {bodies.Sum(body => (long)body.Length)} characters, {bytes / 1e6:F1} MB\n");
        Console.WriteLine("| stream | tokens | distinct | index MB | of the text | seconds |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (StreamCost cost in Of(TextAnalysis.Load(mappings), bodies))
        {
            Console.WriteLine($"| {cost.Stream} | {cost.Tokens} | {cost.Distinct} | {cost.IndexMegabytes:F1} | {cost.IndexMegabytes * 1e6 / bytes:P0} | {cost.Seconds:F1} |");
        }
    }

    public static IReadOnlyList<StreamCost> Of(TextAnalysis analysis, IReadOnlyList<string> bodies) =>
    [
        Of("words", bodies.Select(analysis.Words)),
        Of("word pairs", bodies.Select(body => TextAnalysis.WordPairs(analysis.Words(body)))),
        Of("cluster pairs", bodies.Select(TextAnalysis.ClusterPairs)),
    ];

    private static StreamCost Of(string name, IEnumerable<IReadOnlyList<Token>> stream)
    {
        var watch = Stopwatch.StartNew();
        (long tokens, int distinct, long size) = Index(stream);
        return new StreamCost(name, tokens, distinct, Math.Round(size / 1e6, 1), Math.Round(watch.Elapsed.TotalSeconds, 1));
    }

    private static (long Tokens, int Distinct, long Size) Index(IEnumerable<IReadOnlyList<Token>> documents)
    {
        using var directory = new RAMDirectory();
        using var analyzer = new WhitespaceAnalyzer(LuceneVersion.LUCENE_48);
        using var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer));
        var type = new FieldType { IsIndexed = true, IsTokenized = true, OmitNorms = true, IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS };
        long tokens = 0;
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        foreach (IReadOnlyList<Token> document in documents)
        {
            tokens += document.Count;
            distinct.UnionWith(document.Select(token => token.Text));
            writer.AddDocument(new Document { new Field("text", string.Join(' ', document.Select(token => token.Text)), type) });
        }

        writer.ForceMerge(1);
        writer.Commit();
        return (tokens, distinct.Count, directory.ListAll().Sum(directory.FileLength));
    }
}

/// <summary>A token stream alone: what it adds to the index and to the feed.</summary>
public sealed record StreamCost(string Stream, long Tokens, int Distinct, double IndexMegabytes, double Seconds);
