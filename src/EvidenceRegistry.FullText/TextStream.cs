namespace EvidenceRegistry.FullText;

/// <summary>The three token streams that every engine keeps of every text.</summary>
internal enum TextStream
{
    /// <summary>Words with their variants; they select and give the order beyond the first hundred.</summary>
    Words,

    /// <summary>Adjacent word pairs; only for the order of the first hundred.</summary>
    Pairs,

    /// <summary>Overlapping character-cluster pairs; they find quotations and help to order the first hundred.</summary>
    Clusters,
}
