using EvidenceRegistry.Formats.Drafts;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Storage;

/// <summary>Tables, keys and indexes, the same for SQLite and PostgreSQL.</summary>
internal static class RegistryModel
{
    public static void Configure(ModelBuilder model)
    {
        Records(model);
        Files(model);
        Work(model);
        Access(model);
        Plans(model);
        Duplicates(model);
        Tagging(model);
        HarvestModel.Configure(model);
    }

    private static void Records(ModelBuilder model)
    {
        model.Entity<Record>(e =>
        {
            e.Property(r => r.Id).HasMaxLength(26);
            e.Property(r => r.Content).AsWholeJson();
            e.Property(r => r.Provenance).AsJson();
            e.Property(r => r.Tombstone).AsJson();
            e.Property(r => r.Revision).IsConcurrencyToken();
            e.HasIndex(r => r.Doi);
            e.HasIndex(r => r.EmbargoUntil);
            e.HasIndex(r => r.MergedInto);

            // What is counted over all records is counted here and not in their contents. No index begins with the state: SQLite would
            // prefer it to the order of ids in every walk that also names the state, and sort all that is left for each portion.
            e.HasIndex(r => new { r.Agency, r.Kind, r.State, r.Sample });
            e.HasMany(r => r.Origins).WithOne().HasForeignKey(o => o.RecordId);
            e.HasMany(r => r.Files).WithOne().HasForeignKey(f => f.RecordId);
            e.HasMany(r => r.Tags).WithOne().HasForeignKey(t => t.RecordId);
        });
        model.Entity<Origin>(e =>
        {
            e.Property(o => o.Content).AsWholeJson();
            e.HasIndex(o => new { o.Source, o.SourceId }).IsUnique();
        });
        model.Entity<RecordVersion>(e =>
        {
            e.HasKey(v => new { v.RecordId, v.Version });
            e.Property(v => v.Content).AsWholeJson<RecordContent?>();
            e.Property(v => v.Files).AsJson();
            e.HasOne<Record>().WithMany().HasForeignKey(v => v.RecordId);
        });
        model.Entity<Tag>(e =>
        {
            e.Property(t => t.ClaimedBy).AsJson();
            e.Property(t => t.Files).AsJson();
            e.HasIndex(t => new { t.RecordId, t.Scheme, t.Code, t.Edition }).IsUnique();
            e.HasIndex(t => new { t.Scheme, t.Code, t.Status });
            e.HasIndex(t => new { t.Status, t.Priority });
        });
        model.Entity<AuditEntry>(e => e.HasIndex(a => a.RecordId));
    }

    private static void Files(ModelBuilder model)
    {
        model.Entity<StoredFile>(e =>
        {
            e.HasIndex(f => f.Sha256);
            e.HasIndex(f => f.EmbargoUntil);
            e.HasOne(f => f.Reading).WithOne().HasForeignKey<Reading>(r => r.FileId);
        });
        model.Entity<Reading>(e =>
        {
            e.HasKey(r => r.FileId);
            e.Property(r => r.Damage).AsJson();
            e.HasIndex(r => new { r.State, r.Origin });
            e.HasIndex(r => new { r.OcrWanted, r.FileId });
            e.HasIndex(r => r.RecordId);
        });
        model.Entity<Page>(e =>
        {
            e.HasKey(p => new { p.FileId, p.TextRevision, p.Number });
            e.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.FileId);
        });
    }

    private static void Work(ModelBuilder model)
    {
        // No foreign key: the row outlives nothing and holds up no purge.
        model.Entity<OutboxRow>(e =>
        {
            e.ToTable("Outbox");
            e.HasIndex(o => new { o.Poisoned, o.NextTry });
            e.HasIndex(o => o.RecordId);

            // Asked by every search; while a bulk file is worked off there are many rows, and hardly ever one of these.
            e.HasIndex(o => o.RecordId, "IX_Outbox_Narrowing").HasFilter("\"Narrowing\"");
        });
        model.Entity<Lease>().HasKey(l => l.Name);
        model.Entity<Lease>().Property(l => l.Epoch).IsConcurrencyToken();
        model.Entity<Setting>().HasKey(s => s.Name);
        model.Entity<Job>(e =>
        {
            e.Property(j => j.Counts).AsJson();
            e.HasIndex(j => new { j.State, j.CreatedAt });
        });
        model.Entity<UnfoundQuestion>(e =>
        {
            e.HasIndex(q => q.Hash).IsUnique();
            e.HasIndex(q => new { q.Days, q.LastDay });
        });
        model.Entity<JobPart>().HasKey(p => new { p.JobId, p.Part });
    }

    // No foreign keys: what is said of a record that is gone is swept by whoever meets it.
    private static void Duplicates(ModelBuilder model)
    {
        model.Entity<SketchDue>(e =>
        {
            e.ToTable("SketchesDue");
            e.HasKey(d => d.RecordId);
        });
        model.Entity<Sketch>(e =>
        {
            e.HasKey(s => s.Number);
            e.HasIndex(s => s.RecordId).IsUnique();
        });
        model.Entity<SketchKey>(e =>
        {
            e.HasKey(k => new { k.Key, k.Number });
            e.Property(k => k.Number).ValueGeneratedNever();
            e.Property(k => k.Key).ValueGeneratedNever();
        });
        model.Entity<DuplicatePair>(e =>
        {
            e.Property(p => p.Reasons).AsJson();
            e.Property(p => p.Merged).AsJson<MergedParts?>();
            e.HasIndex(p => new { p.First, p.Second }).IsUnique();
            e.HasIndex(p => p.Second);
            e.HasIndex(p => new { p.State, p.Score });
        });
    }

    // No foreign keys: decisions outlive what a purge takes away.
    private static void Tagging(ModelBuilder model)
    {
        model.Entity<TagDue>(e =>
        {
            e.ToTable("TagsDue");
            e.HasKey(d => d.RecordId);
        });
        model.Entity<TagState>().HasKey(s => s.RecordId);
        model.Entity<TagDecision>(e =>
        {
            e.HasIndex(d => new { d.RecordId, d.Scheme, d.Code });
            e.HasIndex(d => new { d.Scheme, d.Code });
            e.HasIndex(d => d.Bulk);
        });
        model.Entity<TagModel>(e =>
        {
            e.HasKey(m => m.Version);
            e.HasIndex(m => new { m.Scheme, m.State });
        });
    }

    private static void Access(ModelBuilder model)
    {
        model.Entity<Agency>(e =>
        {
            e.HasKey(a => a.Number);
            e.HasIndex(a => a.Name).IsUnique();
        });
        model.Entity<Actor>().HasIndex(a => a.Name).IsUnique();
        model.Entity<ApiKey>(e =>
        {
            e.Property(k => k.Sources).AsJson();
            e.HasIndex(k => k.Hash).IsUnique();
            e.HasOne<Actor>().WithMany().HasForeignKey(k => k.ActorId);
        });
        model.Entity<EndedSession>().HasIndex(s => s.ExpiresAt);
        model.Entity<IdempotentAnswer>(e =>
        {
            e.HasKey(i => new { i.ActorId, i.Key });
            e.Property(i => i.Headers).AsJson();
            e.HasIndex(i => i.At);
        });
    }

    private static void Plans(ModelBuilder model)
    {
        model.Entity<Edition>().HasKey(e => e.Code);
        model.Entity<Concept>(e =>
        {
            e.Property(c => c.More).AsJson();
            e.HasIndex(c => new { c.Scheme, c.Code, c.Edition }).IsUnique();
            e.HasIndex(c => c.Parent);
        });
        model.Entity<Crosswalk>().HasIndex(c => new { c.FromCode, c.FromEdition });
        model.Entity<Area>(e =>
        {
            e.HasKey(a => a.Code);
            e.Property(a => a.OtherNames).AsJson();
        });
    }
}
