using System.Globalization;
using System.Text;
using System.Xml;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Oai;

/// <summary>A header of OAI-PMH: what a gathering goes by.</summary>
public sealed record OaiHeader(string Identifier, string Datestamp, bool Deleted);

/// <summary>
/// An answer of an OAI-PMH repository (openarchives.org, protocol 2.0), read as far as it is whole. No document type, no entities, nothing
/// fetched; never throws on what a repository sends.
/// </summary>
public sealed class OaiAnswer
{
    private const int LongestText = 10_000;

    public List<OaiHeader> Headers { get; } = [];

    /// <summary>Code of the protocol (<c>badResumptionToken</c>, <c>noRecordsMatch</c> …); null where it is no error.</summary>
    public string? Error { get; private set; }

    /// <summary>In the repository's words.</summary>
    public string? Message { get; private set; }

    /// <summary>Where the list goes on; null on its last page.</summary>
    public string? Token { get; private set; }

    /// <summary>As the repository counts; it may be an estimate.</summary>
    public long? ListSize { get; private set; }

    /// <summary>responseDate of any answer; repositoryName, baseURL, deletedRecord, granularity … of Identify.</summary>
    public Dictionary<string, string> Facts { get; } = new(StringComparer.Ordinal);

    /// <summary>Why it could not be read to its end; null where it could. What was read before stands.</summary>
    public string? Broken { get; private set; }

    /// <summary>It is an answer of the protocol at all.</summary>
    public bool Spoken { get; private set; }

    public static OaiAnswer Read(Stream utf8)
    {
        var answer = new OaiAnswer();
        try
        {
            using var xml = XmlReader.Create(utf8, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                IgnoreWhitespace = true,
            });
            xml.MoveToContent();
            answer.Spoken = xml.LocalName == "OAI-PMH";
            while (answer.Spoken && !xml.EOF)
            {
                answer.Take(xml);
            }
        }
        catch (XmlException fault)
        {
            answer.Broken = string.Create(CultureInfo.InvariantCulture, $"line {fault.LineNumber} column {fault.LinePosition}");
        }

        return answer;
    }

    /// <summary>Takes the element at hand and goes behind it, or one step further.</summary>
    private void Take(XmlReader xml)
    {
        if (xml.NodeType != XmlNodeType.Element)
        {
            xml.Read();
            return;
        }

        switch (xml.LocalName)
        {
            case "error":
                Error = xml.GetAttribute("code") ?? "";
                Message = Text(xml);
                break;
            case "resumptionToken":
                ListSize = long.TryParse(xml.GetAttribute("completeListSize"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;
                Token = Text(xml) is { Length: > 0 } token ? token : null;
                break;
            case "header":
                Header(xml);
                break;
            case "metadata" or "about" or "description":
                xml.Skip();
                break;
            case "responseDate" or "repositoryName" or "baseURL" or "deletedRecord" or "granularity" or "earliestDatestamp" or "protocolVersion":
                var name = xml.LocalName;
                Facts[name] = Text(xml);
                break;
            default:
                xml.Read();
                break;
        }
    }

    private void Header(XmlReader xml)
    {
        var (deleted, identifier, datestamp) = (xml.GetAttribute("status") == "deleted", "", "");
        using (var inside = xml.ReadSubtree())
        {
            inside.Read();
            while (!inside.EOF)
            {
                switch (inside.NodeType == XmlNodeType.Element ? inside.LocalName : "")
                {
                    case "identifier":
                        identifier = Text(inside);
                        break;
                    case "datestamp":
                        datestamp = Text(inside);
                        break;
                    default:
                        inside.Read();
                        break;
                }
            }
        }

        xml.Read();
        if (identifier.Length is > 0 and <= DraftLimits.SourceId)
        {
            Headers.Add(new OaiHeader(identifier, datestamp, deleted));
        }
    }

    /// <summary>The text of an element, whatever stands in it.</summary>
    private static string Text(XmlReader xml)
    {
        var text = new StringBuilder();
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return "";
        }

        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && text.Length < LongestText)
            {
                text.Append(xml.Value);
            }
        }

        xml.Read();
        return text.ToString().Trim();
    }
}
