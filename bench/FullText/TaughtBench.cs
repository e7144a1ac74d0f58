using System.Text;
using System.Text.Json;
using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>
/// Weights of words that ship with the registry, from the judged texts that are no test: <c>mappings/tagging/taught/SCHEME.json</c>. Calibrated on the tuning half, which the
/// terms were written without, by weights that had not seen the text. The same texts give the same bytes.
/// </summary>
internal static class TaughtBench
{
    public static async Task<int> RunAsync(string mappings, string plans, string textsFile, string judgedFile, string outFile, string scheme)
    {
        var (learned, texts) = await LearnAsync(mappings, plans, textsFile, judgedFile, new HashSet<int>(), scheme);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(outFile))!);
        await File.WriteAllTextAsync(outFile, JsonSerializer.Serialize(learned, TaughtFiles.Options) + "\n", new UTF8Encoding(false));
        await Console.Out.WriteLineAsync($"{texts} texts, {learned.Weights!.Words.Count} words, {learned.Weights.Codes.Count} codes; {learned.Calibration}");
        return 0;
    }

    /// <param name="without">Lines of texts that must teach nothing.</param>
    public static async Task<(TagLearned Learned, int Texts)> LearnAsync(string mappings, string plans, string textsFile, string judgedFile, IReadOnlySet<int> without, string scheme)
    {
        var rules = JudgedTexts.Rules(scheme);
        var bare = new Tagger(JudgedTexts.Scheme(mappings, plans, [], scheme), rules);
        var judged = (await JudgedTexts.ReadAsync(textsFile, judgedFile)).Where(j => !JudgedTexts.IsTest(j.Half) && !without.Contains(j.Line)).ToList();
        var tuning = judged.Where(j => j.Half == "tuning").Select(j => j.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToHashSet(StringComparer.Ordinal);
        var learned = new TagLearner(words => JudgedTexts.Scheme(mappings, plans, words, scheme), rules, TagLearned.Nothing)
            .Learn([.. judged.Select(j => JudgedTexts.Lesson(j, bare.Ranking(j.Fields).Take(3).Select(r => r.Code)))], lesson => tuning.Contains(lesson.Id));
        return (learned, judged.Count);
    }

    /// <summary>A tagger by weights that none of these texts taught.</summary>
    public static async Task<Tagger> WithoutAsync(string mappings, string plans, string textsFile, string judgedFile, IEnumerable<JudgedText> without, string scheme)
    {
        var (learned, _) = await LearnAsync(mappings, plans, textsFile, judgedFile, without.Select(t => t.Line).ToHashSet(), scheme);
        return new Tagger(JudgedTexts.Scheme(mappings, plans, learned.Vocabulary(), scheme), JudgedTexts.Rules(scheme), learned);
    }
}
