using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using EvidenceRegistry.Formats.Bulk;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>The XML of one part of an office document: no DTD, no entities, nothing fetched, no text longer than a cell can be, nothing endless.</summary>
internal static class PartXml
{
    public const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Bytes between two brackets.</summary>
    private const int LongestNode = 4 * 1024 * 1024;

    /// <summary>Elements within elements; every one that is open is held.</summary>
    private const int MostDeep = 256;

    /// <summary>Excel's limit for one cell.</summary>
    private const int LongestText = 32_767;

    public static XmlReader Open(OpenXmlPart part) => XmlReader.Create(new NodeGuardStream(part.GetStream(FileMode.Open, FileAccess.Read), LongestNode), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        NameTable = new BoundedNames(),
        CloseInput = true,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });

    /// <summary>On to the next node; false at the end.</summary>
    /// <exception cref="InvalidDataException">Elements nested as in no document.</exception>
    public static bool Next(XmlReader xml) =>
        xml.Read() && (xml.Depth <= MostDeep ? true : throw new InvalidDataException("elements without end"));

    /// <summary>
    /// The texts of the named elements below the current one, joined, the reader then standing at its end. Texts that only say how to
    /// read others (phonetic runs) are left out.
    /// </summary>
    /// <exception cref="InvalidDataException">Longer than a cell can be.</exception>
    public static string Value(XmlReader xml, string element, ReadOnlySpan<string> named)
    {
        var text = new StringBuilder();
        var (inside, phonetic) = (0, 0);
        var buffer = new char[1024];
        while (Next(xml) && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == element))
        {
            if (xml.NodeType is XmlNodeType.Element && !xml.IsEmptyElement)
            {
                inside += named.Contains(xml.LocalName) ? 1 : 0;
                phonetic += xml.LocalName == "rPh" ? 1 : 0;
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                inside -= named.Contains(xml.LocalName) ? 1 : 0;
                phonetic -= xml.LocalName == "rPh" ? 1 : 0;
            }
            else if (inside > 0 && phonetic == 0 && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                int read;
                while ((read = xml.ReadValueChunk(buffer, 0, buffer.Length)) > 0)
                {
                    text.Append(buffer, 0, read);
                    if (text.Length > LongestText)
                    {
                        throw new InvalidDataException("a cell longer than cells can be");
                    }
                }
            }
        }

        return text.ToString();
    }
}
