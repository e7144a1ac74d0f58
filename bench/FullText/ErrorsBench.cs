using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>
/// For whoever mends the lists of terms: each judged text as a JSON line with its codes, what is proposed and why, and what ranks first. Never run it on the
/// test halves.
/// </summary>
internal static class ErrorsBench
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> RunAsync(string mappings, string plans, string newsFile, string judgedFile, string outFile)
    {
        var tagger = JudgedTexts.Tagger(mappings, plans);
        var lines = new StringBuilder();
        foreach (var text in (await JudgedTexts.ReadAsync(newsFile, judgedFile)).Where(t => !JudgedTexts.IsTest(t.Half)))
        {
            lines.AppendLine(JsonSerializer.Serialize(new
            {
                text.Line,
                text.Half,
                text.Codes,
                Proposed = tagger.Propose(text.Fields).Select(p => new { p.Code, p.Score, p.Confidence, Reasons = p.Reasons.Select(r => $"{r.Text} {r.Weight}") }),
                First = tagger.Ranking(text.Fields).Take(8).Select(r => new { r.Code, Score = Math.Round(r.Score, 2), Confidence = Math.Round(r.Confidence, 2) }),
            }, Plain));
        }

        await File.WriteAllTextAsync(outFile, lines.ToString());
        return 0;
    }
}
