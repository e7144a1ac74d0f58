using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Submissions;

/// <summary>What an import job was asked to do, kept with the job so that it can go on after any stop.</summary>
/// <param name="Sha256">The bulk file, in the file store.</param>
/// <param name="Agency">Of entries that name none.</param>
/// <param name="Files">Report files that came beside it, by name.</param>
/// <param name="By">Whoever handed it in; the key is looked at again before every commit.</param>
/// <param name="DryRun">Tells what would happen and writes none of it.</param>
public sealed record ImportOrder(
    string Sha256, long Length, string? FileName, BulkFormat Format, string? Source, string? Agency, IReadOnlyList<ImportFile> Files, ImportCaller By, bool DryRun)
{
    /// <summary>The <see cref="Job.Kind"/> of imports.</summary>
    public const string Kind = "submission";

    public string ToJson() => JsonColumn.Write(this);

    public static ImportOrder Of(string json) => JsonColumn.Read<ImportOrder>(json);
}

/// <summary>A report file whose bytes are safe, under the name it came with.</summary>
public sealed record ImportFile(string Name, string Sha256, long Length, byte[] Head);

/// <summary><see cref="Caller"/> as it was at the door, without the name.</summary>
public sealed record ImportCaller(int ActorId, Role Role, int? AgencyNumber, IReadOnlyList<string> Sources, string? KeyId)
{
    public static ImportCaller Of(Caller caller) => new(caller.ActorId, caller.Role, caller.AgencyNumber, caller.Sources, caller.KeyId);

    public Caller ToCaller() => new(ActorId, Role, AgencyNumber, Sources, false) { KeyId = KeyId };
}
