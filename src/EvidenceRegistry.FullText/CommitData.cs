using Lucene.Net.Index;

namespace EvidenceRegistry.FullText;

/// <summary>What a commit of the records index says of its generation.</summary>
/// <param name="AnalysisVersion">The analysis that made its tokens.</param>
/// <param name="IsNew">Started empty beside a database that may not be; a switched-in build clears it, restarts do not.</param>
internal readonly record struct CommitData(string AnalysisVersion, bool IsNew)
{
    private const string Analysis = "analysis";
    private const string State = "state";
    private const string New = "new";
    private const string Whole = "whole";

    public static CommitData Of(DirectoryReader reader)
    {
        IDictionary<string, string> data = reader.IndexCommit.UserData;
        return new CommitData(
            data.TryGetValue(Analysis, out string? version) ? version : "",
            !data.TryGetValue(State, out string? state) || state != Whole);
    }

    public Dictionary<string, string> ToUserData() => new() { [Analysis] = AnalysisVersion, [State] = IsNew ? New : Whole };
}
