using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Submissions;

/// <summary>Who may write to what is there already.</summary>
public static class Ownership
{
    /// <summary>
    /// A submitter's own layers are those handed in by its actor or by its agency; one without an agency shares with nobody what came
    /// without one. Other roles are bound by their sources alone. An origin keeps the agency that first handed it in, so writing to it
    /// never gains anybody the right to read its closed files.
    /// </summary>
    public static bool Mine(Caller by, Origin origin) => Mine(by, origin.ActorId, origin.AgencyNumber);

    /// <inheritdoc cref="Mine(Caller, Origin)"/>
    public static bool Mine(Caller by, int actorId, int? agencyNumber) =>
        by.Role != Role.Submitter || by.ActorId == actorId || (by.AgencyNumber is { } own && own == agencyNumber);

    /// <summary>The layer through which a caller may touch a record's files or remove it; null for a curator, who needs none.</summary>
    /// <returns>False when the caller may not.</returns>
    public static bool MayTouch(Caller by, Record record, out Origin? through)
    {
        through = by.Role == Role.Submitter ? record.Origins.FirstOrDefault(o => Writes(by, o)) : null;
        return by.Role is Role.Curator or Role.Admin || through is not null;
    }

    /// <summary>A submitter's own files are those its own layers brought; what came through another layer or by a curator's hand is not.</summary>
    public static bool Mine(Caller by, Record record, StoredFile file) =>
        by.Role != Role.Submitter || record.Origins.Any(o => o.Id == file.OriginId && Writes(by, o));

    private static bool Writes(Caller by, Origin origin) => by.MayWriteTo(origin.Source) && Mine(by, origin);
}
