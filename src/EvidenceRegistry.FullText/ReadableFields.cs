using System.Globalization;

namespace EvidenceRegistry.FullText;

/// <summary>
/// The text fields that one reader may be answered from. Every query over text is built from this list and from nothing
/// else, in both engines; so closed text cannot take part in hits, counts, scores or explanations of other readers.
/// </summary>
internal sealed class ReadableFields
{
    private readonly ReadableField[] _words;
    private readonly ReadableField[] _pairs;
    private readonly ReadableField[] _clusters;

    public ReadableFields(ReadingRights rights)
    {
        _words = [.. Of(rights, TextStream.Words)];
        _pairs = [.. Of(rights, TextStream.Pairs)];
        _clusters = [.. Of(rights, TextStream.Clusters)];
    }

    public IReadOnlyList<ReadableField> this[TextStream stream] => stream switch
    {
        TextStream.Words => _words,
        TextStream.Pairs => _pairs,
        _ => _clusters,
    };

    /// <summary>What stands before each token of an agency's own closed text.</summary>
    public static string PrefixOf(int agency) => string.Create(CultureInfo.InvariantCulture, $"{agency}:");

    private static IEnumerable<ReadableField> Of(ReadingRights rights, TextStream stream)
    {
        yield return new ReadableField(IndexFields.Text(TextClass.Open, stream), "");
        foreach (TextClass closed in new[] { TextClass.Embargoed, TextClass.Restricted, TextClass.MetadataOnly })
        {
            if (rights.MayRead(closed, []))
            {
                yield return new ReadableField(IndexFields.Text(closed, stream), "");
            }
        }

        if (rights.Agency is { } agency)
        {
            yield return new ReadableField(IndexFields.AgencyText(stream), PrefixOf(agency));
        }
    }
}

/// <param name="Prefix">Stands before each token of the question when it is looked for in this field.</param>
internal readonly record struct ReadableField(string Name, string Prefix);
