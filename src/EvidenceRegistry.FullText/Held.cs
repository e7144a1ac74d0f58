namespace EvidenceRegistry.FullText;

/// <summary>What the index holds of other runs than the typed one: asked once for each word, and so many questions at most, for on a server each is a request.</summary>
/// <param name="leads">Whether records hold all of another question, by this reader's filters.</param>
/// <param name="holds">The same whatever the filters.</param>
internal sealed class Held(IKnownWords known, Func<string, Task<bool>> leads, Func<string, Task<bool>> holds)
{
    /// <summary>Questions, and words, looked for on behalf of one typed question.</summary>
    private const int MostQuestions = 30, MostWords = 60;

    private readonly Dictionary<string, bool> _words = new(StringComparer.Ordinal);
    private int _questions;

    /// <summary>False too where enough was asked.</summary>
    public async Task<bool> LeadsAsync(string question) => ++_questions <= MostQuestions && await leads(question);

    /// <summary>To the letter, filters or not.</summary>
    public Task<bool> RunAsync(string run) => holds($"\"{run}\"");

    /// <summary>Open records hold one of the forms of each word.</summary>
    public async Task<bool> AllAsync(IEnumerable<IEnumerable<string>> words)
    {
        foreach (IEnumerable<string> forms in words)
        {
            bool any = false;
            foreach (string form in forms)
            {
                any = any || await WordAsync(form);
            }

            if (!any)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> WordAsync(string word)
    {
        if (!_words.TryGetValue(word, out bool held))
        {
            _words[word] = held = _words.Count < MostWords && await known.IsShownAsync(word);
        }

        return held;
    }
}
