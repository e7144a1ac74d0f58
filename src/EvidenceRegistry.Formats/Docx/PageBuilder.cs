using System.Globalization;
using System.Text;
using System.Xml;
using EvidenceRegistry.Formats.Pdf;

namespace EvidenceRegistry.Formats.Docx;

/// <summary>The page at hand while a document goes by.</summary>
internal sealed class PageBuilder
{
    private readonly StringBuilder _text = new();
    private List<DocxHeading> _headings = [];
    private int _paragraph;
    private int _level;
    private int _inCell;

    public int Number { get; private set; } = 1;

    /// <summary>Inside a run's text.</summary>
    public bool InText { get; private set; }

    public int Length => _text.Length;

    public bool IsBlank => string.IsNullOrWhiteSpace(_text.ToString());

    public void Append(string text) => _text.Append(text);

    public void Begin(XmlReader xml, Dictionary<string, int> headingStyles)
    {
        switch (xml.LocalName)
        {
            case "p":
                (_paragraph, _level) = (_text.Length, 0);
                break;
            case "pStyle":
                _level = headingStyles.GetValueOrDefault(xml.GetAttribute("val", xml.NamespaceURI) ?? "");
                break;
            case "outlineLvl" when int.TryParse(xml.GetAttribute("val", xml.NamespaceURI), NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level < 9:
                _level = level + 1;
                break;
            case "t":
                InText = !xml.IsEmptyElement;
                break;
            case "tab" or "ptab":
                _text.Append('\t');
                break;
            case "br" or "cr":
                _text.Append('\n');
                break;
            case "noBreakHyphen":
                _text.Append('-');
                break;
            case "tc":
                _inCell += xml.IsEmptyElement ? 0 : 1;
                break;
        }
    }

    public void End(string element)
    {
        switch (element)
        {
            case "t":
                InText = false;
                break;
            case "p":
                if (_level > 0 && _text.ToString(_paragraph, _text.Length - _paragraph).Trim() is { Length: > 0 } heading)
                {
                    _headings.Add(new DocxHeading(_level, StorableText.From(heading), _paragraph));
                }

                _text.Append(_inCell > 0 ? ' ' : '\n');
                break;
            case "tc":
                _inCell--;
                _text.Append('\t');
                break;
            case "tr":
                _text.Append('\n');
                break;
        }
    }

    /// <summary>The page as it is, and a new one.</summary>
    public DocxPage Turn()
    {
        var page = new DocxPage(Number++, StorableText.From(_text.ToString()), _headings);
        _text.Clear();
        (_headings, _paragraph) = ([], 0);
        return page;
    }
}
