namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Names in the cluster: what a search reads, what the feed writes, and the indices of one generation.</summary>
internal sealed record ElasticNames(string Prefix)
{
    /// <summary>Alias that searches read.</summary>
    public string Records => $"{Prefix}-records";

    public string Pages => $"{Prefix}-pages";

    /// <summary>Alias that the feed writes to.</summary>
    public string RecordsToWrite => $"{Prefix}-records-write";

    public string PagesToWrite => $"{Prefix}-pages-write";

    public string RecordsOf(string generation) => $"{Prefix}-records-{generation}";

    public string PagesOf(string generation) => $"{Prefix}-pages-{generation}";

    /// <summary>The generation an index belongs to.</summary>
    public string GenerationOf(string recordsIndex) => recordsIndex[(Records.Length + 1)..];
}
