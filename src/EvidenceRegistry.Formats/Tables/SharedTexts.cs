using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>The texts a workbook keeps once for all its cells.</summary>
internal sealed class SharedTexts
{
    // 80 MB: three times what a sheet full of abstracts held; more would no longer be bounded memory.
    private const long MostCharacters = 40_000_000;

    private readonly List<string> _texts = [];

    /// <exception cref="InvalidDataException">More text than is held.</exception>
    public SharedTexts(SharedStringTablePart? part)
    {
        if (part is null)
        {
            return;
        }

        using var xml = PartXml.Open(part);
        var characters = 0L;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si")
            {
                var text = xml.IsEmptyElement ? "" : PartXml.Value(xml, "si", ["t"]);
                // An entry costs its object even where it is empty.
                characters += text.Length + 16;
                _texts.Add(characters <= MostCharacters ? text : throw new InvalidDataException("more shared text than is held"));
            }
        }
    }

    /// <summary>Empty where there is none.</summary>
    public string this[int at] => at < _texts.Count ? _texts[at] : "";
}
