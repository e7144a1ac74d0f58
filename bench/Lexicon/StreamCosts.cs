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
        TextAnalysis analysis = TextAnalysis.Load(mappings);
        string[] bodies = [.. News.Read(newsPath).Take(texts).Select(news => news.Body)];
        long bytes = bodies.Sum(body => (long)System.Text.Encoding.UTF8.GetByteCount(body));
        Console.WriteLine($"{bodies.Length} texts, {bodies.Sum(body => (long)body.Length)} characters, {bytes / 1e6:F1} MB\n");
        Console.WriteLine("| stream | tokens | distinct | index MB | of the text | seconds |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        Print("words", analysis.Words);
        Print("word pairs", body => TextAnalysis.WordPairs(analysis.Words(body)));
        Print("cluster pairs", TextAnalysis.ClusterPairs);

        void Print(string name, Func<string, IReadOnlyList<Token>> stream)
        {
            var watch = Stopwatch.StartNew();
            (long tokens, int distinct, long size) = Index(bodies.Select(stream));
            Console.WriteLine($"| {name} | {tokens} | {distinct} | {size / 1e6:F1} | {(double)size / bytes:P0} | {watch.Elapsed.TotalSeconds:F1} |");
        }
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
