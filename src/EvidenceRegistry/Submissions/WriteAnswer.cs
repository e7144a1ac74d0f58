using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Submissions;

/// <summary>What a write comes to: a refusal, or what is to be answered once it is committed.</summary>
internal sealed class WriteAnswer
{
    private Func<long?, string>? _own;

    public ProblemHttpResult? Refusal { get; private init; }

    public int Status { get; private init; }

    public Record? Record { get; private init; }

    /// <summary>created, updated, unchanged, removed, restored, purged, queued.</summary>
    public string Outcome { get; private init; } = "";

    public IReadOnlyList<DraftProblem> Warnings { get; private init; } = [];

    public static WriteAnswer Refused(ProblemHttpResult refusal) => new() { Refusal = refusal };

    public static WriteAnswer Done(int status, Record record, string outcome, IReadOnlyList<DraftProblem>? warnings = null) =>
        new() { Status = status, Record = record, Outcome = outcome, Warnings = warnings ?? [] };

    /// <summary>An answer of its own, where the write is not of one record.</summary>
    /// <param name="own">Its JSON, by the token of the write; null: no record changed.</param>
    public static WriteAnswer Of(Func<long?, string> own) => new() { Status = StatusCodes.Status200OK, _own = own };

    /// <summary>The answer that is not of one record.</summary>
    public string OwnJson(long? token) => _own!(token);

    /// <param name="token">Give it to a search as <c>after</c>: the search waits until this write is visible.</param>
    public string ToJson(long token, string language)
    {
        var record = Record!;
        var answer = new JsonObject
        {
            ["id"] = record.Id,
            ["version"] = record.Version,
            ["outcome"] = Outcome,
            ["changeToken"] = token,
            ["receipt"] = $"/api/v1/records/{record.Id}/receipt",
        };
        if (record.Sample)
        {
            answer["sample"] = true;
        }

        if (Warnings.Count > 0)
        {
            answer["warnings"] = new JsonArray([.. Warnings.In(language).Select(w => new JsonObject { ["place"] = w.Place, ["code"] = w.Code, ["message"] = w.Message })]);
        }

        return answer.ToJsonString(JsonColumn.Options);
    }
}

/// <summary>The answer to every write, as the API document shows it.</summary>
/// <param name="Outcome">created, updated, unchanged, removed, restored, purged or queued (to be read again).</param>
/// <param name="ChangeToken">Give it to a search as <c>after</c>.</param>
/// <param name="Receipt">Where to see what became of the files.</param>
public sealed record WriteReceipt(string Id, int Version, string Outcome, long ChangeToken, string Receipt, bool? Sample, IReadOnlyList<WriteWarning>? Warnings);

/// <summary>Something that was put right without refusing what was sent.</summary>
public sealed record WriteWarning(string Place, string Code, string Message);
