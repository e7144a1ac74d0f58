using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Texts and questions about them; each question is answered by one text.</summary>
/// <param name="Language">Of the texts: th or en.</param>
public sealed record QuestionSet(string Name, string Language, IReadOnlyList<string> Texts, IReadOnlyList<SetQuestion> Questions)
{
    public static IEnumerable<QuestionSet> Read(string corpus, string names) => names.Split(',').Select(name => name switch
    {
        "xquad-th" => Xquad(corpus, "th"),
        "xquad-en" => Xquad(corpus, "en"),
        "known-item" => KnownItemSet.Read(corpus),
        _ => throw new ArgumentException($"{name}: sets are xquad-th, xquad-en, known-item."),
    });

    /// <summary>Question → passage; even articles are the development half, odd ones the test half.</summary>
    private static QuestionSet Xquad(string corpus, string language)
    {
        var texts = new List<string>();
        var questions = new List<SetQuestion>();
        var articles = JsonNode.Parse(File.ReadAllText(Path.Combine(corpus, "thai-text", $"xquad.{language}.json")))!["data"]!.AsArray();
        for (var article = 0; article < articles.Count; article++)
        {
            foreach (var paragraph in articles[article]!["paragraphs"]!.AsArray())
            {
                questions.AddRange(paragraph!["qas"]!.AsArray().Select(qa => new SetQuestion((string)qa!["question"]!, texts.Count, article % 2 == 0)));
                texts.Add((string)paragraph["context"]!);
            }
        }

        return new QuestionSet($"XQuAD-{language}", language, texts, questions);
    }
}

/// <param name="Answer">Number of the text that answers.</param>
/// <param name="IsDevelopment">Of the half that weights were chosen on; false for a set that nothing was chosen on.</param>
public sealed record SetQuestion(string Text, int Answer, bool IsDevelopment);
