namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>What the server's documents hold besides <see cref="IndexFields"/>, and how tokens are written for its analyzers (<c>mappings/elasticsearch</c>).</summary>
internal static class ElasticFields
{
    /// <summary><see cref="WordPlaces"/> of a record's open texts or of a page.</summary>
    public const string Places = "wordPlaces";

    private const string UsualStatus = "usual";

    /// <summary>A facet's tags of the statuses that count where nobody says otherwise (<see cref="SearchRequest.UsualStatuses"/>), each value once.</summary>
    public static string Usual(string facet) => IndexFields.Tag(facet, UsualStatus);

    /// <summary>Place of a page among all pages of its record.</summary>
    public const string Order = "order";

    /// <summary>
    /// For <c>stored_fields</c>: of a hit its columns alone are read. Even its <c>_id</c> would be fetched from stored fields, block by block,
    /// which cost more than the search itself.
    /// </summary>
    public const string NoStored = "_none_";

    /// <summary>Between variants of one word, which stand at one position.</summary>
    public const char Variants = '\u0001';

    /// <summary>A position that holds no word.</summary>
    public const char Nothing = '\u0002';
}
