using System.Globalization;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Citations;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Bench.Formats;

/// <summary>One study with an abstract of about a thousand letters, over and over with changed ids, as each format writes it.</summary>
internal static class RepeatedFile
{
    public static IReadOnlyList<BulkFormat> Formats { get; } = [BulkFormat.Ndjson, BulkFormat.Csv, BulkFormat.Xlsx, BulkFormat.Ris, BulkFormat.BibTex, BulkFormat.Csl, BulkFormat.OaiDc];

    private static readonly string Abstract = string.Concat(Enumerable.Repeat("การศึกษานี้ติดตามครัวเรือนตัวอย่างเป็นเวลาสองปีและวัดผลก่อนหลัง ", 16));

    public static void Write(string path, BulkFormat format, int records)
    {
        using var file = File.Create(path);
        if (format == BulkFormat.Xlsx)
        {
            TemplateWorkbook.Write(file, Map, [], Rows(records));
            return;
        }

        using var text = new StreamWriter(file);
        switch (format)
        {
            case BulkFormat.Csv:
                Template.WriteCsv(text, Map, Rows(records));
                break;
            case BulkFormat.Ndjson:
                for (var n = 1; n <= records; n++)
                {
                    text.Write(Invariant($"{{\"sourceId\": \"B-{n}\", \"title\": {{\"th\": \"การจัดการน้ำชุมชน {n}\"}}, \"abstract\": {{\"th\": \"{Abstract}\"}}, \"year\": 2023, \"agency\": \"หน่วยงานตัวอย่าง\", \"keywords\": [\"น้ำ\", \"ชุมชน\"]}}\n"));
                }

                break;
            case BulkFormat.OaiDc:
                text.Write("<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><ListRecords>\n");
                for (var n = 1; n <= records; n++)
                {
                    text.Write(Invariant($"<record><header><identifier>oai:bench:{n}</identifier></header><metadata><dc><dc:title>การจัดการน้ำชุมชน {n}</dc:title><dc:creator>คณะผู้วิจัยตัวอย่าง</dc:creator><dc:description>{Abstract}</dc:description><dc:date>2023</dc:date><dc:publisher>หน่วยงานตัวอย่าง</dc:publisher></dc></metadata></record>\n"));
                }

                text.Write("</ListRecords></OAI-PMH>\n");
                break;
            default:
                WriteCitations(text, CitationFormat.Named(format switch { BulkFormat.Ris => "ris", BulkFormat.BibTex => "bibtex", _ => "csl" })!, records);
                break;
        }
    }

    private static FieldMap Map { get; } = new()
    {
        Name = "bench",
        Fields = [new("sourceId", ["source id"]), new("title.th", ["title th"]), new("abstract.th", ["abstract th"]), new("year", ["year"]), new("agency", ["agency"]), new("authors", ["authors"]), new("keywords", ["keywords"])],
    };

    private static IEnumerable<IReadOnlyDictionary<string, string>> Rows(int records) => Enumerable.Range(1, records).Select(n => new Dictionary<string, string>
    {
        ["sourceId"] = Invariant($"B-{n}"),
        ["title.th"] = Invariant($"การจัดการน้ำชุมชน {n}"),
        ["abstract.th"] = Abstract,
        ["year"] = "2566",
        ["agency"] = "หน่วยงานตัวอย่าง",
        ["authors"] = "คณะผู้วิจัยตัวอย่าง",
        ["keywords"] = "น้ำ; ชุมชน",
    });

    private static void WriteCitations(StreamWriter text, CitationFormat format, int records)
    {
        text.Write(format.Opening);
        for (var n = 1; n <= records; n++)
        {
            var study = new StudyContent
            {
                Title = new LocalText(Invariant($"การจัดการน้ำชุมชน {n}")),
                Abstract = new LocalText(Abstract),
                Year = 2023,
                Agency = "หน่วยงานตัวอย่าง",
                Keywords = ["น้ำ", "ชุมชน"],
                Authors = [new Author(new LocalText("คณะผู้วิจัยตัวอย่าง"))],
            };
            text.Write(format.Write(new Citation(Invariant($"B-{n}"), study, []), n == 1));
        }

        text.Write(format.Closing);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
