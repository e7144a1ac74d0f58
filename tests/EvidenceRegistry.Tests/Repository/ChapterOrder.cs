using System.Text.RegularExpressions;

namespace EvidenceRegistry.Tests.Repository;

/// <summary>A chapter may use the chapters to its left. Read from the text: <c>using</c> lines and qualified names, comments left out.</summary>
internal static partial class ChapterOrder
{
    public static readonly string[] Chapters =
    [
        "Storage", "Access", "Jobs", "Records", "Plans", "Tagging", "Claims", "Indexing", "Readings", "Submissions", "Duplicates", "Harvesting",
        "Searching", "GapMap", "Dossiers", "Exchange", "Pages",
    ];

    /// <summary>Uses everything and is used by nobody.</summary>
    public const string Last = "Hosting";

    /// <returns>One line for each use that goes to the right.</returns>
    public static IEnumerable<string> Violations(string path, string text)
    {
        var own = path.Split('/') is ["src", "EvidenceRegistry", var chapter, _, ..] ? chapter : null;
        if (own is null or Last)
        {
            yield break;
        }

        var place = Array.IndexOf(Chapters, own);
        if (place < 0)
        {
            yield return $"{path}: {own} is no chapter of the story";
            yield break;
        }

        var used = Qualified().Matches(Comments().Replace(text, "")).Select(m => m.Groups["chapter"].Value).Distinct();
        foreach (var other in used.Where(o => o == Last || Array.IndexOf(Chapters, o) > place))
        {
            yield return $"{path}: {own} uses {other}, which stands to its right";
        }
    }

    // Inside namespace EvidenceRegistry.X a neighbour is also reached as Access.Caller; a member access (x.Jobs.Y) is not such a name.
    [GeneratedRegex(@"(?:\bEvidenceRegistry\.|(?<![\w.])(?=[A-Z]\w+\.[A-Z]))(?<chapter>Storage|Access|Jobs|Records|Plans|Tagging|Claims|Indexing|Readings|Submissions|Duplicates|Harvesting|Searching|GapMap|Dossiers|Exchange|Pages|Hosting)\b")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();
}
