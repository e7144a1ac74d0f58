using System.Text;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Citations;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tests.Bulk;

/// <summary>What our own exports hold comes back by our own import, field by field.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Words =
        ["น้ำท่วม", "ป่า", "water", "100%", "a&b", "$5", "{x}", "}", "{", "\\", "~", "^", "#1", "_", "“ก”", "é", "--", "''", "and", "others", "ต.ย.", "1/2566", "@article{", "TY", "-", "\"q\"", "<b>", "​", "ER", ";x"];

    public static TheoryData<string, BulkFormat> Formats => new() { { "ris", BulkFormat.Ris }, { "bibtex", BulkFormat.BibTex }, { "csl", BulkFormat.Csl } };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Nothing_a_format_can_hold_is_lost(string word, BulkFormat format)
    {
        var random = new Random(20260101);
        var citations = Enumerable.Range(1, 2_000).Select(n => new Citation($"01hx{n:D8}", Content(random, word), [])).ToList();
        var writer = CitationFormat.Named(word)!;
        var text = writer.Opening + string.Concat(citations.Select((c, at) => writer.Write(c, at == 0))) + writer.Closing;
        var entries = BulkFile.Read(Encoding.UTF8.GetBytes(text), format, new BulkOptions { Source = "test" });
        Assert.Equal(citations.Count, entries.Count);
        Assert.Empty(citations.Zip(entries).SelectMany(pair => Lost(pair.First, pair.Second, word)).Take(10));
    }

    private static IEnumerable<string> Lost(Citation sent, BulkEntry read, string word)
    {
        var (was, now) = (sent.Content, read.Draft?.Content);
        if (!read.Usable || now is null)
        {
            yield return $"{sent.Id}: {string.Join("; ", read.Problems)}";
            yield break;
        }

        var comparisons = new (string Field, string? Was, string? Now)[]
        {
            ("id", sent.Id, read.Address!.SourceId),
            ("kind", was.GetType().Name, now.GetType().Name),
            ("title", Citation.OneLine(sent.Title), now.Title?.Shown()),
            ("titleEn", word == "ris" && sent.OtherTitle is { } other ? Citation.OneLine(other) : null, word == "ris" && sent.OtherTitle is not null ? now.Title?.En : null),
            ("authors", was is StudyContent ? string.Join('|', sent.Authors.Select(Citation.OneLine)) : null, (now as StudyContent)?.Authors is { } authors ? string.Join('|', authors.Select(a => a.Name!.Shown())) : null),
            ("year", $"{was.Year}", $"{now.Year}"),
            ("agency", was.Agency is { } agency ? Citation.OneLine(agency) : null, now.Agency),
            ("abstract", was.Abstract is { } text ? (word == "csl" ? text.Shown() : Citation.OneLine(text.Shown())) : null, now.Abstract?.Shown()),
            ("keywords", was.Keywords is { } keywords ? string.Join('|', keywords.Select(Citation.OneLine)) : null, now.Keywords is { } again ? string.Join('|', again) : null),
            ("doi", was.Doi, now.Doi),
            ("url", was.Url, now.Url),
            ("language", was.Language, now.Language),
            ("status", was.Status is RecordStatus.Retracted or RecordStatus.Superseded ? $"{was.Status}" : null, now.Status is null ? null : $"{now.Status}"),
        };
        foreach (var (field, before, after) in comparisons.Where(c => (c.Was ?? "") != (c.Now ?? "")))
        {
            yield return $"{sent.Id} {field}: [{before}] became [{after}]";
        }
    }

    private static RecordContent Content(Random random, string word)
    {
        RecordContent content = random.Next(4) == 0 ? new DatasetContent() : new StudyContent { Authors = [.. Some(random, 3).Select(name => new Author(Local(name)))] };
        content.Title = random.Next(3) == 0 ? new LocalText($"เรื่อง {Text(random)}", Text(random, thai: false)) : Local($"x {Text(random)}");
        content.Abstract = random.Next(2) == 0 ? Local($"y {Text(random)}\r\n\r\n {Text(random)}") : null;
        content.Year = 1990 + random.Next(40);
        content.Agency = $"หน่วยงาน {Text(random)}";
        content.Keywords = random.Next(2) == 0 ? [.. Some(random, 4).Select(k => word == "csl" ? k.Replace(';', '.') : k)] : null;
        content.Doi = random.Next(2) == 0 ? $"10.1234/{random.Next()}_(a;b)<{{c}}>%&#" : null;
        content.Url = random.Next(2) == 0 ? $"https://example.org/{random.Next()}_x?a=b&c=%E0%B8%81#d" : null;
        content.Language = random.Next(2) == 0 ? "th" : null;
        content.Status = random.Next(8) switch { 0 => RecordStatus.Retracted, 1 => RecordStatus.Superseded, _ => null };
        return content;
    }

    private static LocalText Local(string text) => text.Any(c => c is >= 'ก' and <= '๛') ? new LocalText(text) : new LocalText(null, text);

    private static List<string> Some(Random random, int most) => [.. Enumerable.Range(1, 1 + random.Next(most)).Select(n => $"k{n} {Text(random)}")];

    private static string Text(Random random, bool thai = true) =>
        string.Join(' ', Enumerable.Range(0, 1 + random.Next(5)).Select(_ => Words[random.Next(Words.Length)]).Where(w => thai || !w.Any(c => c is >= 'ก' and <= '๛')).Prepend("w"));
}
