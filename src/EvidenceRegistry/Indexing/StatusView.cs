using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Indexing;

/// <summary>What runs, how much there is and what waits.</summary>
/// <param name="Version">Of the program.</param>
/// <param name="Poison">Rows that wait alone; their words are shown to curators and admins only.</param>
/// <param name="Disk">Where the files lie; for curators, harvesters and admins.</param>
/// <param name="LastRebuild">The newest rebuild of the index, running or ended; for the same.</param>
public sealed record StatusView(
    string Version, EnginesView Engines, RecordCountsView Records, FeedView Feed, ReadingCountsView Readings, IReadOnlyList<PoisonView>? Poison, DiskSpace? Disk, JobView? LastRebuild);

/// <param name="Records">sqlite or postgresql.</param>
/// <param name="RecordsVersion">Of the library, or of the server.</param>
/// <param name="Index">lucene or elasticsearch; null while none answers.</param>
public sealed record EnginesView(string Records, string RecordsVersion, IndexEngineView? Index);

/// <param name="Version">Of the library, or of the server as it said once to this process; null where it did not.</param>
/// <param name="Documents">Record documents that answer searches.</param>
/// <param name="Pages">Page documents.</param>
/// <param name="Bytes">Size; 0 where the engine does not say.</param>
public sealed record IndexEngineView(string Engine, string? Version, string Generation, string Analysis, long Documents, long Pages, long Bytes);

/// <param name="Removed">Tombstones and records merged away.</param>
/// <param name="Samples">Of studies and datasets, those written for trying the registry.</param>
public sealed record RecordCountsView(int Studies, int Datasets, int Quarantined, int Removed, int Samples);

/// <param name="Pending">Changes that the index does not show yet.</param>
/// <param name="Retrying">Of these, tried and failed at least once.</param>
/// <param name="Poisoned">Set aside after too many tries; they hold up nobody.</param>
/// <param name="OldestSeconds">How long the oldest of those pending has waited, as far as this process has seen; looked at every 15 seconds.</param>
/// <param name="Trouble">Why the process that answers, where it writes the index, could not at the last try; for curators, harvesters and admins.</param>
public sealed record FeedView(int Pending, int Retrying, int Poisoned, double OldestSeconds, string? Trouble);

/// <summary>Files whose text is waiting, being read, read, or could not be read.</summary>
public sealed record ReadingCountsView(int Queued, int Running, int Read, int Failed);

public sealed record PoisonView(string Record, int Attempts, string? Error, DateTime? NextTry);
