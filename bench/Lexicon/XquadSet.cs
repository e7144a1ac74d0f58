using System.Text.Json;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>A question set in SQuAD's JSON: passages, and questions that name the passage that answers them.</summary>
internal sealed record XquadSet(IReadOnlyList<string> Passages, IReadOnlyList<XquadQuestion> Questions)
{
    public static XquadSet Read(string path)
    {
        var passages = new List<string>();
        var questions = new List<XquadQuestion>();
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        int article = 0;
        foreach (JsonElement entry in document.RootElement.GetProperty("data").EnumerateArray())
        {
            foreach (JsonElement paragraph in entry.GetProperty("paragraphs").EnumerateArray())
            {
                foreach (JsonElement asked in paragraph.GetProperty("qas").EnumerateArray())
                {
                    questions.Add(new XquadQuestion(asked.GetProperty("question").GetString() ?? "", passages.Count, article));
                }

                passages.Add(paragraph.GetProperty("context").GetString() ?? "");
            }

            article++;
        }

        return new XquadSet(passages, questions);
    }
}

/// <summary>A question, the number of the passage that answers it, and of the article: even articles are the development half, odd ones the test half.</summary>
internal sealed record XquadQuestion(string Text, int Passage, int Article)
{
    public bool IsDevelopment => Article % 2 == 0;
}
