using System.Security.Cryptography;
using System.Text;
using EvidenceRegistry.Access;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Searching;

/// <summary>
/// What people look for and do not find: counted in memory, written every few minutes in one go, so that no search waits for it. Nobody's
/// name, key or address is written; different keys are told apart in memory alone, and for one day.
/// </summary>
public sealed partial class UnfoundQuestions(RegistryDbs dbs, TimeProvider time, ILogger<UnfoundQuestions> log) : BackgroundService
{
    /// <summary>Days, or keys on one day, from which on curators see a question.</summary>
    public const int ShownFrom = 5;

    /// <summary>UTF-16 units of a question and of its filters; longer ones are somebody's text, not what many look for.</summary>
    public const int LongestQuestion = 200, LongestFilters = 300;

    /// <summary>Rows kept; those asked on the fewest days and longest ago go first.</summary>
    public const int MostRows = 20_000;

    /// <summary>Questions held in memory between two writes; what comes beyond is not counted.</summary>
    private const int MostNoted = 2_000;

    private const int DaysKept = 400, AtOnce = 500;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<string>> _keysOfToday = new(StringComparer.Ordinal);
    private Dictionary<(string Hash, DateOnly Day), Noted> _noted = [];
    private DateOnly _today;

    /// <summary>Counts the question where its answer was empty or let words go; a later page of an answer is no question.</summary>
    internal void Note(Caller caller, SearchQuestion question, SearchAnswer answer)
    {
        var missed = answer.Outcome == SearchOutcome.Answered && (answer.Total == 0 || (answer.Relaxed is not null && answer.HoldingAll == 0));
        if (!missed || question.Cursor is not null || question.Query.IsEmpty)
        {
            return;
        }

        var text = NormalisedQuestion.Of(question.Query);
        var filters = string.Join("; ", question.Filters.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}:{string.Join(",", f.Value.Order(StringComparer.Ordinal))}")
            .Append(question.YearFrom is { } from ? $"yearFrom:{from}" : "").Append(question.YearTo is { } to ? $"yearTo:{to}" : "").Where(f => f.Length > 0));
        if (text.Length is 0 or > LongestQuestion || filters.Length > LongestFilters || NormalisedQuestion.MayNameAPerson(text))
        {
            return;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{text}\n{filters}")).AsSpan(0, 12));
        lock (_gate)
        {
            Add(hash, text, filters, answer.Total, caller.KeyId);
        }
    }

    /// <summary>Writes what has been noted since the last call.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        Dictionary<(string Hash, DateOnly Day), Noted> noted;
        lock (_gate)
        {
            (noted, _noted) = (_noted, []);
        }

        try
        {
            foreach (var part in noted.OrderBy(n => n.Key.Day).ThenBy(n => n.Key.Hash, StringComparer.Ordinal).Chunk(AtOnce))
            {
                await WriteAsync(part, cancel);
                foreach (var (key, _) in part)
                {
                    noted.Remove(key);
                }
            }
        }
        finally
        {
            PutBack(noted);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryWriteAsync(stoppingToken);
        }
    }

    /// <summary>Nothing is worth the process, nor its orderly end: what cannot be written is counted on until the next time, if there is one.</summary>
    private async Task TryWriteAsync(CancellationToken cancel)
    {
        try
        {
            await WriteAsync(cancel);
        }
        catch (Exception failed)
        {
            LogFailed(failed);
        }
    }

    private void Add(string hash, string text, string filters, long hits, string? keyId)
    {
        var today = ReadingClass.Today(time);
        if (today != _today)
        {
            _keysOfToday.Clear();
            _today = today;
        }

        if (!_noted.TryGetValue((hash, today), out var one))
        {
            if (_noted.Count >= MostNoted)
            {
                return;
            }

            _noted[(hash, today)] = one = new Noted(text, filters);
        }

        one.Times++;
        one.Hits = hits;
        if (keyId is not null && (_keysOfToday.TryGetValue(hash, out var keys) || (_keysOfToday.Count < MostNoted && _keysOfToday.TryAdd(hash, keys = []))) && keys!.Count < ShownFrom)
        {
            keys.Add(keyId);
        }

        one.Keys = _keysOfToday.TryGetValue(hash, out var all) ? all.Count : 0;
    }

    private async Task WriteAsync(KeyValuePair<(string Hash, DateOnly Day), Noted>[] part, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        await using var write = await db.BeginWriteAsync(cancel);
        var hashes = part.Select(n => n.Key.Hash).Distinct().ToList();
        var rows = await db.UnfoundQuestions.Where(q => hashes.Contains(q.Hash)).ToDictionaryAsync(q => q.Hash, StringComparer.Ordinal, cancel);
        foreach (var ((hash, day), one) in part)
        {
            if (!rows.TryGetValue(hash, out var row))
            {
                rows[hash] = row = new UnfoundQuestion { Hash = hash, Question = one.Text, Filters = one.Filters, FirstDay = day };
                db.UnfoundQuestions.Add(row);
            }

            row.Days += row.LastDay == day ? 0 : 1;
            row.LastDay = row.LastDay > day ? row.LastDay : day;
            (row.Hits, row.Times, row.Keys) = (one.Hits, row.Times + one.Times, Math.Max(row.Keys, one.Keys));
        }

        await db.SaveChangesAsync(cancel);
        await SweepAsync(db, cancel);
        await write.CommitAsync(cancel);
    }

    private async Task SweepAsync(RegistryDb db, CancellationToken cancel)
    {
        var oldest = ReadingClass.Today(time).AddDays(-DaysKept);
        var tooMany = await db.UnfoundQuestions.CountAsync(cancel) - MostRows;
        var over = await db.UnfoundQuestions.Where(q => q.LastDay < oldest).OrderBy(q => q.LastDay).Take(AtOnce).ToListAsync(cancel);
        if (tooMany > over.Count)
        {
            over.AddRange(await db.UnfoundQuestions.Where(q => q.LastDay >= oldest).OrderBy(q => q.Days).ThenBy(q => q.LastDay).ThenBy(q => q.Id).Take(tooMany - over.Count).ToListAsync(cancel));
        }

        db.UnfoundQuestions.RemoveRange(over);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>What could not be written is counted again, as far as there is room.</summary>
    private void PutBack(Dictionary<(string Hash, DateOnly Day), Noted> left)
    {
        lock (_gate)
        {
            foreach (var (key, one) in left)
            {
                if (_noted.TryGetValue(key, out var newer))
                {
                    newer.Times += one.Times;
                    newer.Keys = Math.Max(newer.Keys, one.Keys);
                }
                else if (_noted.Count < MostNoted)
                {
                    _noted[key] = one;
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "What people looked for and did not find could not be written; while the registry runs it is tried again in five minutes.")]
    private partial void LogFailed(Exception failed);

    private sealed class Noted(string text, string filters)
    {
        public string Text { get; } = text;

        public string Filters { get; } = filters;

        public long Hits { get; set; }

        public long Times { get; set; }

        public int Keys { get; set; }
    }
}
