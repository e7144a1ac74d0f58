using System.Globalization;
using System.Text;
using EvidenceRegistry.Formats.Pdf;

namespace EvidenceRegistry.Formats.Tests.Pdf;

public sealed class PdfReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pdf-reader-").FullName;

    [Fact]
    public void A_page_is_announced_before_it_is_read()
    {
        var frames = Read(Document(2, "")).ToList();

        Assert.Equal([typeof(PdfOpened), typeof(PdfPageAnnounced), typeof(PdfPage), typeof(PdfPageAnnounced), typeof(PdfPage)], frames.Select(frame => frame.GetType()));
        Assert.Equal("page 2", Assert.IsType<PdfPage>(frames[4]).Text.Trim());
    }

    [Fact]
    public void Pages_carry_the_names_the_file_gives_them()
    {
        // Two Roman pages, then A-5, A-6, then letters from Z on.
        const string Labels = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /P (A-) /St 5 >> 4 << /S /A /St 26 >>] >>";

        Assert.Equal(["i", "ii", "A-5", "A-6", "Z", "AA"], Read(Document(6, Labels)).OfType<PdfPage>().Select(page => page.Label));
    }

    [Theory]
    [InlineData("/PageLabels 1 0 R")]
    [InlineData("/PageLabels << /Kids [1 0 R 1 0 R] >>")]
    [InlineData("/PageLabels << /Nums [0 (no dictionary) 1] >>")]
    [InlineData("/PageLabels 99 0 R")]
    public void Broken_page_names_cost_no_page(string labels) => Assert.Equal([null, null], Read(Document(2, labels)).OfType<PdfPage>().Select(page => page.Label));

    [Fact]
    public void A_page_of_which_nothing_can_be_read_costs_no_other()
    {
        var frames = Read(Document(3, "", broken: 2)).ToList();

        Assert.Equal([1, 3], frames.OfType<PdfPage>().Where(page => page.HasText).Select(page => page.Page));
        Assert.Equal(PdfReason.Damaged, Assert.Single(frames.OfType<PdfPageLost>()).Reason);
    }

    [Fact]
    public void Pages_beyond_the_bound_stay_unread_and_the_file_says_so()
    {
        var frames = Read(Document(5, ""), maxPages: 3).ToList();

        Assert.Equal([1, 2, 3], frames.OfType<PdfPage>().Select(page => page.Page));
        var tally = frames.Aggregate(PdfTally.Empty, (sum, frame) => sum.With(frame));
        Assert.Equal((5, 3, PdfReason.TooManyPages, false), (tally.Pages, tally.PagesRead, tally.Reason, tally.Failed));
    }

    [Fact]
    public void A_file_that_is_not_there_is_damaged_not_an_exception() =>
        Assert.Equal(PdfReason.Damaged, Assert.IsType<PdfRefused>(Assert.Single(PdfReader.Read(new PdfRequest(Path.Combine(_folder, "none.pdf"), 1, 10, 0)))).Reason);

    [Fact]
    public void Every_reason_has_a_code_that_leads_back_to_it()
    {
        Assert.All(Enum.GetValues<PdfReason>(), reason => Assert.Equal(reason, PdfReasonCodes.Parse(reason.Code())));
        Assert.Equal(
            ["empty-file", "not-a-pdf", "password", "damaged", "no-text", "garbled", "too-many-pages", "too-much-text", "crash", "timeout", "memory-limit"],
            Enum.GetValues<PdfReason>().Select(reason => reason.Code()));
        Assert.Null(PdfReasonCodes.Parse("tired"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IEnumerable<PdfFrame> Read(string file, int maxPages = 100)
    {
        var path = Path.Combine(_folder, "document.pdf");
        File.WriteAllText(path, file, Encoding.ASCII);
        return PdfReader.Read(new PdfRequest(path, 1, maxPages, 0));
    }

    private static string Document(int pages, string catalogue, int broken = 0)
    {
        var objects = new List<string>
        {
            $"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
            $"<< /Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(0, pages).Select(i => $"{4 + (2 * i)} 0 R"))}] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        };
        for (var page = 1; page <= pages; page++)
        {
            var body = page == broken ? new string('[', 2000) : $"BT /F1 12 Tf 50 700 Td (page {page}) Tj ET";
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + (2 * (page - 1))} 0 R >>");
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
        return file.Append(table).Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").ToString();
    }
}
