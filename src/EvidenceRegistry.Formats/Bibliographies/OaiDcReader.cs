using System.Globalization;
using System.Xml;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Bibliographies;

/// <summary>
/// Unqualified Dublin Core: a record alone, or whole answers of OAI-PMH (GetRecord, ListRecords; deletions of ListIdentifiers too). No
/// document type, no entities, nothing fetched. Where the XML breaks, what came before was read, and the place is named.
/// </summary>
internal sealed class OaiDcReader(BulkOptions options)
{
    private const string Dc = "http://purl.org/dc/";

    public IEnumerable<FoundEntry> Read(Stream stream)
    {
        var bytes = new NodeGuardStream(SourceText.Unpacked(stream, options), options.LongestEntry);
        using var xml = XmlReader.Create(bytes, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = false,
        });
        var any = false;
        while (true)
        {
            var found = Next(xml, bytes, out var broken);
            if (broken is not null)
            {
                var at = broken;
                yield return new(ordinal => at with { Ordinal = ordinal });
                yield break;
            }

            if (found is null)
            {
                break;
            }

            any = true;
            yield return new(ordinal => Entry(ordinal, found));
        }

        if (!any)
        {
            yield return new(ordinal => new BulkEntry { Ordinal = ordinal, Line = 1, Locator = "line 1", Layer = LayerRule.Replaces, Problems = [new DraftProblem(BulkProblems.NoDublinCore, "line 1")] });
        }
    }

    private DublinCore? Next(XmlReader xml, NodeGuardStream bytes, out BulkEntry? broken)
    {
        broken = null;
        try
        {
            while (xml.Read())
            {
                // What describes the repository or its sets may be Dublin Core too, but is no record.
                while (xml.NodeType == XmlNodeType.Element && (xml.LocalName is "Identify" or "ListSets" or "ListMetadataFormats"))
                {
                    xml.Skip();
                }

                if (xml.NodeType == XmlNodeType.Element && (xml.LocalName is "record" or "header" or "dc" or "error"))
                {
                    return Gather(xml);
                }
            }

            return null;
        }
        catch (XmlException fault)
        {
            // A refused document type has no place of its own.
            var lines = (IXmlLineInfo)xml;
            var (atLine, atColumn) = fault.LineNumber > 0 ? (fault.LineNumber, fault.LinePosition) : (Math.Max(1, lines.LineNumber), Math.Max(1, lines.LinePosition));
            var (line, column) = (Print(atLine), Print(atColumn));
            var place = $"line {line} column {column}";
            broken = new BulkEntry { Ordinal = 0, Line = atLine, Locator = place, Layer = LayerRule.Replaces, Problems = [new DraftProblem(bytes.Empty ? BulkProblems.EmptyFile : BulkProblems.NotXml, place) { Details = [line, column] }] };
            return null;
        }
    }

    private DublinCore Gather(XmlReader xml)
    {
        var (top, depth) = (xml.LocalName, xml.Depth);
        var lines = (IXmlLineInfo)xml;
        var found = new DublinCore(lines.LineNumber, top) { Deleted = xml.GetAttribute("status") == "deleted", ErrorCode = top == "error" ? xml.GetAttribute("code") ?? "" : null };
        if (xml.IsEmptyElement)
        {
            return found;
        }

        var (name, isDc, language, line, continues) = (top == "error" ? top : null, false, (string?)null, lines.LineNumber, false);
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    found.Deleted |= xml.LocalName == "header" && xml.GetAttribute("status") == "deleted";
                    isDc = xml.NamespaceURI.StartsWith(Dc, StringComparison.Ordinal);
                    // Without a namespace at all, names below dc are taken at their word.
                    (name, language, line) = (isDc || xml.LocalName is "identifier" or "datestamp" or "setSpec" ? xml.LocalName : null, xml.XmlLang, lines.LineNumber);
                    found.HoldsDc |= isDc || (top == "dc" && xml.Depth > depth);
                    name = xml.IsEmptyElement ? null : name;
                    continues = false;

                    break;
                case XmlNodeType.EndElement:
                    name = null;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when name is not null:
                    found.Take(isDc ? $"dc:{name}" : name, xml.Value, language, line, continues, options.LongestEntry);
                    continues = true;
                    break;
            }
        }

        return found;
    }

    private BulkEntry Entry(long ordinal, DublinCore found)
    {
        var locator = Reference.Place(found.Line);
        var basis = new BulkEntry { Ordinal = ordinal, Line = found.Line, Locator = locator, Layer = LayerRule.Replaces, Raw = BulkReaders.Raw(found.Raw) };
        if (found.ErrorCode is { } code)
        {
            return basis with { Problems = [new DraftProblem(BulkProblems.OaiError, locator, found.Raw) { Details = [code] }] };
        }

        if (found.Deleted)
        {
            var address = found.Identifier is { Length: > 0 and <= DraftLimits.SourceId } id && options.Source is { } source ? new DraftAddress(source, id) : null;
            return basis with { Removal = true, Address = address, Problems = address is null ? [new DraftProblem(ProblemCodes.Missing, $"{locator} $.sourceId")] : [] };
        }

        if (!found.HoldsDc)
        {
            return basis with { Problems = [new DraftProblem(BulkProblems.NoDublinCore, locator, found.Identifier)] };
        }

        if (found.TooLong)
        {
            return basis with { Problems = [new DraftProblem(BulkProblems.EntryTooLong, locator) { Details = [Print(options.LongestEntry)] }] };
        }

        var entry = found.Draft(basis, options);
        return entry.Draft is null ? entry : entry with { Problems = [.. entry.Problems, .. LayerMerge.Lacking(entry.Draft.Content, locator)] };
    }

    private static string Print(int number) => number.ToString(CultureInfo.InvariantCulture);
}
