using System.Text;

namespace EvidenceRegistry.FullText.Tests;

public class WordFilesTests
{
    private static readonly string Folder = Path.Combine(Analysis.MappingsFolder(), "thai");

    [Fact]
    public void The_learned_lexicon_is_small_and_written_in_the_one_order_its_words_can_have()
    {
        string path = Path.Combine(Folder, LexiconFile.LearnedName);
        IReadOnlyDictionary<string, int> learned = LexiconFile.ReadLearned(path);
        using TemporaryFolder folder = new();
        string again = folder.Write("again.tsv", "");
        LexiconFile.WriteLearned(again, learned.Reverse());
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(again));
        Assert.InRange(new FileInfo(path).Length, 100_000, 1_000_000);
        Assert.Equal(new UTF8Encoding(false).GetBytes("ก็"), Encoding.UTF8.GetBytes(learned.Keys.Single(word => word == "ก็")));
    }

    [Theory]
    [InlineData("นที่ลด")]
    [InlineData("เป็นก")]
    [InlineData("ต่อย")]
    [InlineData("แล้วก")]
    [InlineData("ติ์")]
    [InlineData("น")]
    public void What_the_dictionary_engine_glued_together_is_not_in_the_lexicon(string fragment) =>
        Assert.DoesNotContain(fragment, LexiconFile.ReadLearned(Path.Combine(Folder, LexiconFile.LearnedName)).Keys);

    [Fact]
    public void What_was_judged_to_be_no_word_is_not_in_the_lexicon()
    {
        var learned = LexiconFile.ReadLearned(Path.Combine(Folder, LexiconFile.LearnedName));
        Assert.DoesNotContain(LexiconFile.ReadWords(Path.Combine(Folder, "not-words.txt")), learned.ContainsKey);
    }

    [Theory]
    [InlineData("การบูรณาการ", "การ บูรณาการ")]
    [InlineData("ผ่านเฟซบุ๊กของเมียนมา", "ผ่าน เฟซบุ๊ก ของ เมียนมา")]
    [InlineData("การพาณิชย์", "การ พาณิชย์")]
    [InlineData("อนุสาวรีย์", "อนุสาวรีย์")]
    public void Words_the_dictionary_engine_broke_are_whole(string text, string words) => Assert.Equal(words, Analysis.Words(text));

    [Theory]
    [InlineData("อบต", "อบต")]
    [InlineData("โควิด", "โควิด")]
    [InlineData("จังหวัดหนองบัวลำภู", "จังหวัด หนองบัวลำภู")]
    [InlineData("สำนักงบประมาณ", "สำนักงบประมาณ|สำนัก งบประมาณ")]
    [InlineData("เผยแพร่ที่แพร่", "เผยแพร่ ที่ แพร่")]
    public void A_stewards_word_wins_over_the_learned_ones_and_is_found_by_its_parts(string text, string words) => Assert.Equal(words, Analysis.Words(text));

    [Theory]
    [InlineData("lexicon.tsv", "การ\t5\nabc\t7\n", "lexicon.tsv, line 2")]
    [InlineData("lexicon.tsv", "การ\n", "lexicon.tsv, line 1")]
    [InlineData("lexicon.tsv", "การ\t5\nการ\t6\n", "lexicon.tsv, line 2")]
    [InlineData("steward-words.txt", "# words\n\nสอง คำ\n", "steward-words.txt, line 3")]
    public void A_line_that_is_not_as_documented_is_named(string file, string content, string place)
    {
        using TemporaryFolder folder = TemporaryFolder.With(Folder);
        folder.Write(Path.Combine("thai", file), content);
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => TextAnalysis.Load(folder.Path));
        Assert.StartsWith(place, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lexicon.tsv")]
    [InlineData("steward-words.txt")]
    [InlineData("query-stop-words.txt")]
    [InlineData("function-words.txt")]
    public void Another_word_in_any_file_is_another_version_of_the_analysis(string file)
    {
        using TemporaryFolder folder = TemporaryFolder.With(Folder);
        Assert.Equal(Analysis.OfTheProject.Version, TextAnalysis.Load(folder.Path).Version);
        File.AppendAllText(Path.Combine(folder.Path, "thai", file), file == "lexicon.tsv" ? "ฮฮฮ\t2\n" : "ฮฮฮ\n");
        Assert.NotEqual(Analysis.OfTheProject.Version, TextAnalysis.Load(folder.Path).Version);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("words").FullName;

        public static TemporaryFolder With(string source)
        {
            var folder = new TemporaryFolder();
            foreach (string file in Directory.GetFiles(source))
            {
                folder.Write(System.IO.Path.Combine("thai", System.IO.Path.GetFileName(file)), File.ReadAllText(file));
            }

            return folder;
        }

        public string Write(string name, string content)
        {
            string path = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
            return path;
        }

        public void Dispose() => Directory.Delete(Path, true);
    }
}
