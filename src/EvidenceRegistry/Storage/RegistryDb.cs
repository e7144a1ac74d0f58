using EvidenceRegistry.Formats.Drafts;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Storage;

/// <summary>
/// The database. A save that changes what a search document depends on adds the revision, the version with its history and
/// the outbox row by itself (<see cref="ChangeStamp"/>), in one transaction: nobody has to remember.
/// </summary>
public abstract class RegistryDb(DbContextOptions options) : DbContext(options)
{
    // Below this the change tracker costs less than preparing statements.
    private const int ManyRecords = 8;

    private readonly List<(Record Record, AuditEntry Audit)> _fresh = [];
    private WriteGate _gate = WriteGate.Open();
    private TimeProvider _time = TimeProvider.System;
    private WriteScope? _write;

    public DbSet<Record> Records => Set<Record>();
    public DbSet<Origin> Origins => Set<Origin>();
    public DbSet<StoredFile> Files => Set<StoredFile>();
    public DbSet<Reading> Readings => Set<Reading>();
    public DbSet<Page> Pages => Set<Page>();
    public DbSet<RecordVersion> Versions => Set<RecordVersion>();
    public DbSet<Tag> Tags => Set<Tag>();
    public DbSet<TagDue> TagsDue => Set<TagDue>();
    public DbSet<TagState> TagStates => Set<TagState>();
    public DbSet<TagDecision> TagDecisions => Set<TagDecision>();
    public DbSet<TagModel> TagModels => Set<TagModel>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<Lease> Leases => Set<Lease>();
    public DbSet<Setting> Settings => Set<Setting>();
    public DbSet<Actor> Actors => Set<Actor>();
    public DbSet<Agency> Agencies => Set<Agency>();
    public DbSet<ApiKey> Keys => Set<ApiKey>();
    public DbSet<EndedSession> EndedSessions => Set<EndedSession>();
    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<UnfoundQuestion> UnfoundQuestions => Set<UnfoundQuestion>();
    public DbSet<JobPart> JobParts => Set<JobPart>();
    public DbSet<SketchDue> SketchesDue => Set<SketchDue>();
    public DbSet<Sketch> Sketches => Set<Sketch>();
    public DbSet<SketchKey> SketchKeys => Set<SketchKey>();
    public DbSet<DuplicatePair> DuplicatePairs => Set<DuplicatePair>();
    public DbSet<Edition> Editions => Set<Edition>();
    public DbSet<Concept> Concepts => Set<Concept>();
    public DbSet<Crosswalk> Crosswalks => Set<Crosswalk>();
    public DbSet<Area> Areas => Set<Area>();
    public DbSet<HarvestSource> HarvestSources => Set<HarvestSource>();
    public DbSet<HarvestEntry> HarvestEntries => Set<HarvestEntry>();
    public DbSet<HarvestPlan> HarvestPlans => Set<HarvestPlan>();
    public DbSet<HarvestStep> HarvestSteps => Set<HarvestStep>();
    public DbSet<ResourceCheck> ResourceChecks => Set<ResourceCheck>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    /// <summary>In whose name this context writes; stands in every version and audit entry it makes.</summary>
    public int ActorId { get; set; } = Actor.System;

    /// <summary>Change token of the last save that changed a record; null when none did.</summary>
    public long? LastToken { get; private set; }

    public TimeProvider Time => _time;

    /// <summary>UTC instant as the database keeps it.</summary>
    public DateTime Now => UtcInstant.Whole(_time.GetUtcNow().UtcDateTime);

    /// <summary>Made ready for one task: contexts come from a pool, and nothing of the task before may stay.</summary>
    internal RegistryDb For(WriteGate gate, TimeProvider time, int actorId)
    {
        (_gate, _time, ActorId) = (gate, time, actorId);
        (_write, LastToken) = (null, null);
        _fresh.Clear();
        return this;
    }

    /// <summary>
    /// One writing at a time, where the engine wants that (SQLite), and one transaction: read, decide and save inside it.
    /// Undone when disposed without <see cref="WriteScope.CommitAsync"/>.
    /// </summary>
    public async Task<WriteScope> BeginWriteAsync(CancellationToken cancel)
    {
        if (_write is not null)
        {
            throw new InvalidOperationException("A writing is open on this context already.");
        }

        var held = await _gate.EnterAsync(cancel);
        try
        {
            var transaction = await Database.BeginTransactionAsync(cancel);
            return _write = new WriteScope(transaction, held, Announce, () => _write = null);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A new record with its origins, files and tags, to be written with the next save. Where many wait, SQLite takes them by prepared
    /// statements; what is saved is the same.
    /// </summary>
    public void AddNew(Record record, AuditEntry audit) => _fresh.Add((record, audit));

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Detected once: contents are large, and each look compares them all.
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            if (_fresh.Count == 0 && !ChangeTracker.HasChanges())
            {
                return 0;
            }

            if (_write is not null)
            {
                return await SaveStampedAsync(cancellationToken);
            }

            await using var own = await BeginWriteAsync(cancellationToken);
            var saved = await SaveStampedAsync(cancellationToken);
            await own.CommitAsync(cancellationToken);
            return saved;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    private void Announce()
    {
        if (LastToken is not null)
        {
            _gate.Changes.Pulse();
        }
    }

    private async Task<int> SaveStampedAsync(CancellationToken cancel)
    {
        List<(Record Record, AuditEntry Audit)> many = Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal) && _fresh.Count >= ManyRecords ? [.. _fresh] : [];
        AddRange(_fresh.Skip(many.Count).Select(f => f.Record));
        AddRange(_fresh.Skip(many.Count).Select(f => f.Audit));
        _fresh.Clear();
        if (many.Count > 0)
        {
            LastToken = await NewRecords.WriteAsync(this, many, cancel);
        }

        var rows = await ChangeStamp.ApplyAsync(this, cancel);
        var fresh = ChangeTracker.Entries<Reading>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToList();
        var saved = many.Count + await base.SaveChangesAsync(true, cancel);
        if (rows.Count == 0)
        {
            return saved;
        }

        if (rows.Any(r => r.Narrowing))
        {
            await Narrowings.RaiseAsync(this, cancel);
        }

        await DueRows.AddAsync(this, [.. rows.Where(r => r.Origin is null).Select(r => r.RecordId).Distinct()], cancel);
        await DueRows.AddTagsAsync(this, [.. rows.Where(r => r.Origin is not null).Select(r => r.RecordId).Distinct()], cancel);
        LastToken = rows.Max(r => r.Id);
        foreach (var reading in fresh)
        {
            // The token is the id of the row that this very write made; the database gave it only now.
            Entry(reading).Property(r => r.Origin).CurrentValue = rows.First(r => r.RecordId == reading.RecordId).Id;
        }

        return saved + await base.SaveChangesAsync(true, cancel);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcInstant>();
        foreach (var names in new[]
        {
            typeof(RecordKind), typeof(RecordState), typeof(AccessRights), typeof(ReadingState), typeof(TagStatus), typeof(TagVerdict), typeof(TagModelState),
            typeof(ActorKind), typeof(Role), typeof(JobState), typeof(DuplicateState),
            typeof(HarvestKind), typeof(HarvestPathStyle), typeof(HarvestEntryState), typeof(HarvestPlanState), typeof(HarvestAction), typeof(HarvestOutcome),
        })
        {
            configurationBuilder.Properties(names).HaveConversion<string>().HaveMaxLength(20);
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => RegistryModel.Configure(modelBuilder);
}
