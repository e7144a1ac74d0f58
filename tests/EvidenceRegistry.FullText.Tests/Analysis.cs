namespace EvidenceRegistry.FullText.Tests;

/// <summary>The analysis over the project's own word files, loaded once.</summary>
internal static class Analysis
{
    public static TextAnalysis OfTheProject { get; } = TextAnalysis.Load(MappingsFolder());

    /// <summary>The terms of a text, variants of one position joined by a bar.</summary>
    public static string Show(IEnumerable<Token> tokens) =>
        string.Join(' ', tokens.GroupBy(token => token.Position).OrderBy(group => group.Key).Select(group => string.Join('|', group.Select(token => token.Text))));

    public static string Words(string text) => Show(OfTheProject.Words(text));

    /// <summary>Would an index of cluster pairs, asked for the quotation, answer this text?</summary>
    public static bool Quotes(string quotation, string text)
    {
        Quote quote = TextAnalysis.QuoteClusters(quotation);
        string[] pairs = [.. TextAnalysis.ClusterPairs(text).Select(pair => pair.Text)];
        return quote.IsPrefix
            ? pairs.Any(pair => pair.StartsWith(quote.Terms[0], StringComparison.Ordinal))
            : Enumerable.Range(0, Math.Max(0, pairs.Length - quote.Terms.Count + 1)).Any(at => pairs.AsSpan(at, quote.Terms.Count).SequenceEqual([.. quote.Terms]));
    }

    public static string MappingsFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EvidenceRegistry.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("EvidenceRegistry.sln above the tests"), "mappings");
    }
}
