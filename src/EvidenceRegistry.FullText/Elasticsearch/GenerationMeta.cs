namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>What a generation says of itself, kept in its mapping.</summary>
/// <param name="Analysis">The analysis that made its tokens.</param>
/// <param name="IsOurs">Made with the settings and mappings of this version of the programme.</param>
/// <param name="IsNew">Started empty beside a database that may not be.</param>
/// <param name="CursorKey">Seals cursors; the same for all processes.</param>
internal sealed record GenerationMeta(string Generation, string Analysis, bool IsOurs, bool IsNew, byte[] CursorKey)
{
    /// <summary>The analysis, or nothing where the mapping is not ours: the index is to be made anew then too.</summary>
    public string OurAnalysis => IsOurs ? Analysis : "";
}
