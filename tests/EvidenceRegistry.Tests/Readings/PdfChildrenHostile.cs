using System.Globalization;
using System.Text;

namespace EvidenceRegistry.Tests.Readings;

/// <summary>Small PDFs written by hand that do to a reader what sound ones never do. Pages named hostile stand among sound ones (<c>page 1</c>, <c>page 2</c>, …).</summary>
internal static class PdfChildrenHostile
{
    // Forms that draw the next form, this many deep: far more than a stack of 8 MB holds.
    private const int StackDepth = 20_000;

    /// <summary>A page that overflows the stack of who draws it.</summary>
    public static byte[] OverflowsStack(int pages, params int[] hostile) =>
        Document(pages, hostile, "/X0 Do", [.. Enumerable.Range(0, StackDepth).Select(i => $"/X{i + 1} Do"), "q Q"]);

    /// <summary>A page of ten forms that draw ten forms each, twelve deep: 10¹² drawings, no end in sight.</summary>
    public static byte[] NeverEnds(int pages, params int[] hostile) =>
        Document(pages, hostile, "/X0 Do", [.. Enumerable.Range(0, 12).Select(i => string.Concat(Enumerable.Repeat($"/X{i + 1} Do ", 10))), "q Q"]);

    /// <summary>A page of sixteen million letters: some gigabytes once each has its place on the page.</summary>
    public static byte[] EatsMemory(int pages, params int[] hostile) =>
        Document(pages, hostile, "BT /F1 1 Tf " + string.Concat(Enumerable.Repeat($"({new string('a', 40)}) Tj ", 400_000)) + "ET", []);

    private static byte[] Document(int pages, int[] hostile, string content, string[] forms)
    {
        // Objects: catalogue, page tree, font, the forms, then two for each page.
        var firstPage = 4 + forms.Length;
        var xobjects = forms.Length == 0 ? "" : "/XObject << /X0 4 0 R >>";
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(0, pages).Select(i => $"{firstPage + (2 * i)} 0 R"))}] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        };
        objects.AddRange(forms.Select((body, i) =>
            $"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X{i + 1} {5 + i} 0 R >> >> /Length {body.Length} >>\nstream\n{body}\nendstream"));
        for (var page = 1; page <= pages; page++)
        {
            var body = hostile.Contains(page) ? content : $"BT /F1 12 Tf 50 700 Td (page {page}) Tj ET";
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> {xobjects} >> /Contents {firstPage + (2 * page) - 1} 0 R >>");
            objects.Add($"<< /Length {body.Length} >>\nstream\n{body}\nendstream");
        }

        var file = new StringBuilder("%PDF-1.7\n");
        var table = new StringBuilder($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        for (var i = 0; i < objects.Count; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = file.Length;
        return Encoding.ASCII.GetBytes(file.Append(table).Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").ToString());
    }
}
