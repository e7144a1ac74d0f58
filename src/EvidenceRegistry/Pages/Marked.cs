using Microsoft.AspNetCore.Html;

namespace EvidenceRegistry.Pages;

/// <summary>A text with marked stretches; every letter of it is encoded, so that nothing of a source is ever markup.</summary>
public static class Marked
{
    /// <param name="marks">[from, to] in Unicode code points, in order.</param>
    public static IHtmlContent Of(string text, IReadOnlyList<IReadOnlyList<int>> marks)
    {
        var html = new HtmlContentBuilder();
        var starts = Offsets(text);
        var at = 0;
        foreach (var mark in marks)
        {
            var (from, to) = (starts[Math.Clamp(mark[0], 0, starts.Count - 1)], starts[Math.Clamp(mark[1], 0, starts.Count - 1)]);
            if (from < at)
            {
                continue;
            }

            html.Append(text[at..from]).AppendHtml("<mark>").Append(text[from..to]).AppendHtml("</mark>");
            at = to;
        }

        return html.Append(text[at..]);
    }

    /// <summary>UTF-16 offset of every code point, and the end.</summary>
    private static List<int> Offsets(string text)
    {
        var starts = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            starts.Add(i);
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
        }

        starts.Add(text.Length);
        return starts;
    }
}
