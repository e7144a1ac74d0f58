using System.Globalization;
using System.IO.Packaging;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Formats.Docx;

/// <summary>
/// Text of a Word document, page by page as far as the file says: Word marks where its pages broke when it last laid the document out;
/// programs that do not leave it one page, but for breaks people set. Deleted text, instructions of fields, headers, footers and notes
/// are left out. Nothing outside the file is fetched and no macro is looked at; that there are some is told.
/// </summary>
public static class DocxReader
{
    /// <summary>The longest document on the shelves of the ministries has some 2,000 pages.</summary>
    private const int MostPages = 20_000;

    private const int LongestPage = 4 * 1024 * 1024;

    /// <summary>What there is to say of the file beside its text. Never throws on what it holds.</summary>
    /// <param name="stream">Able to seek; stays open.</param>
    public static IReadOnlyList<DraftProblem> Warnings(Stream stream)
    {
        try
        {
            using var document = Open(stream);
            return [.. Warnings(document)];
        }
        catch (Exception fault) when (IsOfTheFile(fault))
        {
            return [new DraftProblem(BulkProblems.Damaged, "file")];
        }
    }

    /// <summary>The pages that could be read; a damaged file ends where it is damaged, and <paramref name="damaged"/> is told the page.</summary>
    public static IEnumerable<DocxPage> Pages(Stream stream, Action<int> damaged)
    {
        using var pages = Read(stream).GetEnumerator();
        for (var number = 1; ; number++)
        {
            try
            {
                if (!pages.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception fault) when (IsOfTheFile(fault))
            {
                damaged(number);
                yield break;
            }

            yield return pages.Current;
        }
    }

    private static IEnumerable<DocxPage> Read(Stream stream)
    {
        // Given the stream itself the library copies it and opens the copy for writing, which unpacks each part whole into memory.
        using var package = Package.Open(stream, FileMode.Open, FileAccess.Read);
        using var document = WordprocessingDocument.Open(package, new OpenSettings { AutoSave = false });
        if (document.MainDocumentPart is not { } main)
        {
            throw new InvalidDataException("no document");
        }

        var styles = HeadingStyles(main.StyleDefinitionsPart);
        using var xml = PartXml.Open(main);
        var page = new PageBuilder();
        var brokenBySign = false;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement)
            {
                page.End(xml.LocalName);
                continue;
            }

            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                if (page.InText)
                {
                    brokenBySign = false;
                    page.Append(xml.Value);
                    if (page.Length > LongestPage)
                    {
                        throw new InvalidDataException("a page without end");
                    }
                }

                continue;
            }

            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var breaks = xml.LocalName == "lastRenderedPageBreak" ? !brokenBySign : xml.LocalName == "br" && xml.GetAttribute("type", xml.NamespaceURI) == "page";
            if (breaks)
            {
                brokenBySign = xml.LocalName == "br";
                yield return page.Turn();
                if (page.Number > MostPages)
                {
                    throw new InvalidDataException("more pages than any document has");
                }
            }
            else
            {
                brokenBySign &= xml.LocalName != "t";
                page.Begin(xml, styles);
            }
        }

        if (page.Number == 1 || !page.IsBlank)
        {
            yield return page.Turn();
        }
    }

    // Addresses of links that are none are passed over, which only a copy that can be written to allows; of its parts the links alone are read.
    private static WordprocessingDocument Open(Stream stream) => WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings { AutoSave = false });

    private static IEnumerable<DraftProblem> Warnings(WordprocessingDocument document)
    {
        var outside = 0;
        foreach (var part in Parts(document))
        {
            outside += part.ExternalRelationships.Count();
        }

        if (outside > 0)
        {
            yield return new DraftProblem(BulkProblems.OutsideLinks, "file", Refuses: false) { Details = [outside.ToString(CultureInfo.InvariantCulture)] };
        }

        if (document.MainDocumentPart?.VbaProjectPart is not null)
        {
            yield return new DraftProblem(BulkProblems.Macros, "file", Refuses: false);
        }
    }

    private static IEnumerable<OpenXmlPart> Parts(WordprocessingDocument document)
    {
        var (seen, left) = (new HashSet<OpenXmlPart>(), new Stack<OpenXmlPart>(document.Parts.Select(pair => pair.OpenXmlPart)));
        while (left.TryPop(out var part))
        {
            if (seen.Add(part))
            {
                yield return part;
                foreach (var inner in part.Parts)
                {
                    left.Push(inner.OpenXmlPart);
                }
            }
        }
    }

    /// <summary>Styles that make a heading, with their level: by their outline, or by the name Word gives them in every language.</summary>
    private static Dictionary<string, int> HeadingStyles(StyleDefinitionsPart? part)
    {
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        if (part is null)
        {
            return levels;
        }

        using var xml = PartXml.Open(part);
        var style = "";
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var value = xml.GetAttribute("val", xml.NamespaceURI) ?? "";
            if (xml.LocalName == "style")
            {
                style = xml.GetAttribute("styleId", xml.NamespaceURI) ?? "";
            }
            else if (xml.LocalName == "name" && value.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && value.Length == 9 && char.IsAsciiDigit(value[8]))
            {
                levels[style] = value[8] - '0';
            }
            else if (xml.LocalName == "outlineLvl" && value.Length == 1 && char.IsAsciiDigit(value[0]) && value[0] < '9')
            {
                levels.TryAdd(style, value[0] - '0' + 1);
            }
        }

        return levels;
    }

    private static bool IsOfTheFile(Exception fault) => fault is InvalidDataException or XmlException or FileFormatException or OpenXmlPackageException or UriFormatException;
}
