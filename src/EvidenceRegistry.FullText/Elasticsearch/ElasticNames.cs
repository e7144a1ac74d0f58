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

    /// <summary>Both aliases that records, or pages, are read and written by.</summary>
    public IReadOnlyList<string> RecordsAliases => [Records, RecordsToWrite];

    public IReadOnlyList<string> PagesAliases => [Pages, PagesToWrite];

    public bool IsAlias(string name) => RecordsAliases.Contains(name) || PagesAliases.Contains(name);

    /// <summary>The generation an index belongs to; null: to none of ours.</summary>
    public string? GenerationOf(string index) => IsAlias(index) ? null
        : index.StartsWith($"{Records}-", StringComparison.Ordinal) ? index[(Records.Length + 1)..]
        : index.StartsWith($"{Pages}-", StringComparison.Ordinal) ? index[(Pages.Length + 1)..]
        : null;
}
