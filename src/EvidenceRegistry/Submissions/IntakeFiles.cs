using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Submissions;

/// <summary>Puts files to a record: rows that name bytes which are safe already, and what is said of who may read them.</summary>
public sealed class IntakeFiles(FileStore store)
{
    public bool BytesAreThere(IntakeFile file) => store.Has(file.Bytes.Sha256);

    public static IEnumerable<DraftProblem> Problems(Record? record, IReadOnlyList<IntakeFile> sent, IReadOnlyList<DraftFile> said)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < sent.Count; at++)
        {
            if (!names.Add(sent[at].Name))
            {
                yield return new DraftProblem(IntakeProblems.DuplicateFile, $"file[{at}]", sent[at].Name);
            }
        }

        var spoken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < said.Count; at++)
        {
            if (!spoken.Add(said[at].Name))
            {
                yield return new DraftProblem(IntakeProblems.DuplicateFile, $"$.files[{at}].name", said[at].Name);
            }
            else if (!names.Contains(said[at].Name) && Live(record, said[at].Name) is null)
            {
                yield return new DraftProblem(IntakeProblems.UnknownFile, $"$.files[{at}].name", said[at].Name);
            }

            if (said[at] is { Access: AccessRights.Embargoed, EmbargoUntil: null } && Latest(record, said[at].Name) is not { OwnAccess: true, EmbargoUntil: not null })
            {
                yield return new DraftProblem(ProblemCodes.Missing, $"$.files[{at}].embargoUntil", said[at].Name);
            }
        }
    }

    /// <summary>Files in force that the caller would replace or speak of although they are not its own.</summary>
    public static IEnumerable<DraftProblem> NotTheirs(Caller by, Record record, IReadOnlyList<IntakeFile> sent, IReadOnlyList<DraftFile> said)
    {
        var places = sent.Select((file, at) => (file.Name, Place: $"file[{at}]")).Concat(said.Select((entry, at) => (entry.Name, Place: $"$.files[{at}].name")));
        return places.Where(p => Live(record, p.Name) is { } file && !Ownership.Mine(by, record, file))
            .Select(p => new DraftProblem(IntakeProblems.FileNotTheirs, p.Place, p.Name));
    }

    /// <summary>Adds and replaces files, then applies what is said of them. Says nothing changed when equal bytes came under a known name.</summary>
    /// <param name="originId">The layer they come through; null when a curator brings them.</param>
    /// <returns>True when anything changed.</returns>
    public bool Put(RegistryDb db, Record record, string? originId, IReadOnlyList<IntakeFile> sent, IReadOnlyList<DraftFile> said)
    {
        var changed = false;
        foreach (var file in sent)
        {
            if (Live(record, file.Name) is { } there)
            {
                if (there.Sha256 == file.Bytes.Sha256)
                {
                    continue;
                }

                there.RemovedAt = db.Now;
            }

            Add(db, record, originId, file);
            changed = true;
        }

        foreach (var entry in said.Where(e => e.Access is not null || e.EmbargoUntil is not null))
        {
            changed |= Say(Live(record, entry.Name)!, entry);
        }

        return changed;
    }

    public static StoredFile? Live(Record? record, string name) =>
        record?.Files.FirstOrDefault(f => f.RemovedAt is null && Named(f, name));

    private static void Add(RegistryDb db, Record record, string? originId, IntakeFile sent)
    {
        // Passages quote a name and a revision: none that an earlier file of the name had is given again.
        var revision = 1 + record.Files.Where(f => Named(f, sent.Name)).Max(f => f.Reading?.TextRevision) ?? 1;

        // Omission never opens: a file that comes back under a name keeps what was said of that name, removed or not.
        var before = Latest(record, sent.Name) is { OwnAccess: true } said ? said : null;
        var file = new StoredFile
        {
            Id = NewIds.Next(db.Time),
            RecordId = record.Id,
            OriginId = originId,
            Name = sent.Name,
            Sha256 = sent.Bytes.Sha256,
            Length = sent.Bytes.Length,
            MediaType = MediaTypes.Of(FileSniff.Kind(sent.Bytes.Head)),
            OwnAccess = before is not null,
            Access = before?.Access ?? record.Access,
            EmbargoUntil = before is not null ? before.EmbargoUntil : record.EmbargoUntil,
            AddedAt = db.Now,
            Reading = null,
        };
        file.Reading = new Reading { FileId = file.Id, RecordId = record.Id, State = ReadingState.Queued, TextRevision = revision, QueuedAt = db.Now };
        record.Files.Add(file);
        if (db.Entry(record).State != Microsoft.EntityFrameworkCore.EntityState.Detached)
        {
            db.Files.Add(file);
        }
    }

    private static bool Say(StoredFile file, DraftFile entry)
    {
        // A date alone means an embargo; it opens nothing that is closed further than that.
        var access = entry.Access ?? (file.Access == AccessRights.Open ? AccessRights.Embargoed : file.Access);
        var until = access == AccessRights.Embargoed ? entry.EmbargoUntil ?? file.EmbargoUntil : null;
        var changed = !file.OwnAccess || file.Access != access || file.EmbargoUntil != until;
        (file.OwnAccess, file.Access, file.EmbargoUntil) = (true, access, until);
        return changed;
    }

    private static StoredFile? Latest(Record? record, string name) => Live(record, name) ?? record?.Files
        .Where(f => Named(f, name))
        .MaxBy(f => f.RemovedAt);

    private static bool Named(StoredFile file, string name) => string.Equals(file.Name, name, StringComparison.OrdinalIgnoreCase);
}
