namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Which Elasticsearch keeps the index, and how it is spoken to.</summary>
public sealed record ElasticOptions
{
    /// <summary>One address per node; a node that does not answer is left out until it does again.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }

    /// <summary>Folder that holds <c>elasticsearch/records.json</c> and <c>elasticsearch/pages.json</c>.</summary>
    public required string MappingsFolder { get; init; }

    /// <summary>Names of aliases, indices and templates begin so: several registries can share a cluster.</summary>
    public string Prefix { get; init; } = "registry";

    /// <summary>Encoded API key; wins over user and password.</summary>
    public string? ApiKey { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>PEM file of the authorities that signed the nodes' certificates; null: the machine's own authorities.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Copies of each index beside the first.</summary>
    public int Replicas { get; init; }

    public RankingWeights Weights { get; init; } = RankingWeights.Default;

    /// <summary>One request and its answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a refused or failed request is tried again before the engine counts as away.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>A bulk request is sent at this size in bytes, or at <see cref="BulkDocuments"/>.</summary>
    public int BulkBytes { get; init; } = 6 << 20;

    public int BulkDocuments { get; init; } = 1000;

    /// <summary>Bulk requests under way at the same time.</summary>
    public int BulkRequests { get; init; } = 2;

    /// <summary>Documents analysed at the same time, as far as the caller's threads go.</summary>
    public int Writers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>How long a cursor's view of the index is kept after its last use.</summary>
    public TimeSpan CursorAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Moments that this process has the server keep for cursors at most; the one used longest ago goes first.</summary>
    public int CursorMoments { get; init; } = 64;
}
