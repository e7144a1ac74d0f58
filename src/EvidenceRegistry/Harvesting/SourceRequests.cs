using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>A source that an operator names.</summary>
public sealed record NewSourceRequest
{
    /// <summary>Its records name it; up to 50 characters, unique, never changed.</summary>
    /// <example>opend</example>
    public required string Name { get; init; }

    /// <summary><c>ckan</c> or <c>oai</c>; <c>dcat</c> is refused for now.</summary>
    public required HarvestKind Kind { get; init; }

    /// <example>https://opend.data.go.th</example>
    public required string Url { get; init; }

    /// <summary><c>action</c> (/api/3/action/…) or <c>get-ckan</c> (/get-ckan/…).</summary>
    public string PathStyle { get; init; } = "action";

    /// <summary>Header that carries the key.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>Kept encrypted; in no answer and no log.</summary>
    public string? Key { get; init; }

    /// <summary>CKAN: a filter query of Solr, <c>organization:nso</c>; OAI: a set.</summary>
    public string? Filter { get; init; }

    /// <summary>Five fields of cron in Thai time; none: only when asked.</summary>
    /// <example>30 2 * * *</example>
    public string? Schedule { get; init; }

    public double RequestsPerSecond { get; init; } = 2;

    public int ParallelRequests { get; init; } = 1;

    /// <summary>Thai time in which the portal is left alone.</summary>
    /// <example>08:00-18:00</example>
    public string? PauseWindow { get; init; }

    public int MaxRemovalPercent { get; init; } = 10;

    public int QuarantineDays { get; init; } = 7;

    /// <summary>Who to ask about this source.</summary>
    public string? Owner { get; init; }

    /// <summary>What a source says now, without its key.</summary>
    internal static NewSourceRequest Of(HarvestSource s) => new()
    {
        Name = s.Name, Kind = s.Kind, Url = s.Url, PathStyle = SourceForm.StyleName(s.PathStyle), KeyHeader = s.KeyHeader, Filter = s.Filter, Schedule = s.Schedule,
        RequestsPerSecond = s.RequestsPerSecond, ParallelRequests = s.ParallelRequests, PauseWindow = s.PauseWindow, MaxRemovalPercent = s.MaxRemovalPercent,
        QuarantineDays = s.QuarantineDays, Owner = s.Owner,
    };

    /// <summary>Lays this over a source: all but its id, name and kind.</summary>
    internal void Lay(HarvestSource source, string? protectedKey, DateTimeOffset now)
    {
        source.Url = Url.TrimEnd('/');
        (source.PathStyle, source.KeyHeader, source.ProtectedKey) = (SourceForm.Style(PathStyle), KeyHeader, protectedKey);
        source.Filter = string.IsNullOrWhiteSpace(Filter) ? null : Filter;
        (source.RequestsPerSecond, source.ParallelRequests, source.PauseWindow) = (RequestsPerSecond, ParallelRequests, PauseWindow);
        (source.MaxRemovalPercent, source.QuarantineDays, source.Owner) = (MaxRemovalPercent, QuarantineDays, Owner);
        source.NextRun = source.Schedule == Schedule ? source.NextRun : Schedule is { } schedule ? Cron.Read(schedule)!.Next(now)?.UtcDateTime : null;
        source.Schedule = Schedule;
    }
}

/// <summary>A source as lists show it, without its key.</summary>
/// <param name="HasKey">A key is kept.</param>
/// <param name="Paused">Why it is left alone; null: it is not.</param>
public sealed record SourceView(
    string Id, string Name, HarvestKind Kind, string Url, string PathStyle, string? KeyHeader, bool HasKey, string? Filter, string? Schedule, double RequestsPerSecond,
    int ParallelRequests, string? PauseWindow, int MaxRemovalPercent, int QuarantineDays, string? Owner, DateTime CreatedAt, string? Identity, string? Paused,
    int Failures, DateTime? NextTry, string? LastError, DateTime? NextRun)
{
    public static SourceView Of(HarvestSource s) => new(
        s.Id, s.Name, s.Kind, s.Url, SourceForm.StyleName(s.PathStyle), s.KeyHeader, s.ProtectedKey is not null, s.Filter, s.Schedule, s.RequestsPerSecond, s.ParallelRequests,
        s.PauseWindow, s.MaxRemovalPercent, s.QuarantineDays, s.Owner, s.CreatedAt, s.Identity, s.Paused, s.Failures, s.NextTry, s.LastError, s.NextRun);
}

public sealed record SourceListView(IReadOnlyList<SourceView> Sources);

/// <summary>What a portal is, asked just now.</summary>
/// <param name="ThaiGdc">Version of ckanext-thai_gdc, <c>yes</c> where the portal names none; null where it is not there.</param>
/// <param name="Lacks">What the harvest would want and the portal does not offer: status-show, package-search, package-list.</param>
public sealed record SourceTestView(string Identity, string? Software, string? Version, string? ThaiGdc, long? Datasets, long? Organisations, IReadOnlyList<string> Lacks, bool Harvestable);
