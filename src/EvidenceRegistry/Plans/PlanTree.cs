using System.Security.Cryptography;
using System.Text.Json;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Plans;

/// <summary>
/// Plans, value chains and areas as they stood when the snapshot was taken. Immutable, so a request sees one state throughout;
/// only the edition in force moves on with the clock.
/// </summary>
public sealed class PlanTree
{
    private readonly Dictionary<(string Code, string Edition), PlanNode> _nodes;
    private readonly ILookup<string, PlanNode> _byCode;
    private readonly ILookup<string, Crosswalk> _crosswalk;
    private readonly TimeProvider _time;

    private PlanTree(IReadOnlyList<Edition> editions, IReadOnlyList<Concept> concepts, IReadOnlyList<Crosswalk> crosswalk, IReadOnlyList<Area> areas, TimeProvider time)
    {
        _time = time;
        Editions = [.. editions.OrderBy(e => e.EffectiveFrom)];
        _nodes = concepts.OrderBy(c => c.Code, StringComparer.Ordinal).Select(c => new PlanNode(c)).ToDictionary(n => (n.Code, n.Edition));
        foreach (var concept in concepts.OrderBy(c => c.Code, StringComparer.Ordinal))
        {
            if (concept.Parent is { } parent && _nodes.TryGetValue((parent, concept.Edition), out var above))
            {
                _nodes[(concept.Code, concept.Edition)].PutUnder(above);
            }
        }

        _byCode = _nodes.Values.ToLookup(n => n.Code, StringComparer.Ordinal);
        _crosswalk = crosswalk.SelectMany(row => new[] { row.FromCode, row.ToCode }.OfType<string>().Where(code => code.Length > 0).Distinct()
            .Select(code => (Code: code, Row: row))).ToLookup(pair => pair.Code, pair => pair.Row, StringComparer.Ordinal);
        Areas = new AreaTree(areas);
        State = Hash(editions, concepts, crosswalk, areas);
    }

    public static PlanTree Empty { get; } = new([], [], [], [], TimeProvider.System);

    /// <summary>By the day they come into force.</summary>
    public IReadOnlyList<Edition> Editions { get; }

    public AreaTree Areas { get; }

    /// <summary>Names this state of plans and areas, for ETags; equal plans have an equal one.</summary>
    public string State { get; }

    /// <summary>The edition in force today in Bangkok; before the first, the first; null when there is none at all.</summary>
    public Edition? CurrentEdition
    {
        get
        {
            var today = ReadingClass.Today(_time);
            return Editions.LastOrDefault(e => e.EffectiveFrom <= today && (e.EffectiveTo is null || e.EffectiveTo >= today))
                ?? Editions.LastOrDefault(e => e.EffectiveFrom <= today)
                ?? (Editions.Count > 0 ? Editions[0] : null);
        }
    }

    public static async Task<PlanTree> LoadAsync(RegistryDb db, CancellationToken cancel) => new(
        await db.Editions.AsNoTracking().ToListAsync(cancel),
        await db.Concepts.AsNoTracking().ToListAsync(cancel),
        await db.Crosswalks.AsNoTracking().ToListAsync(cancel),
        await db.Areas.AsNoTracking().ToListAsync(cancel),
        db.Time);

    /// <summary>
    /// The concept behind a code in any of its written forms (<see cref="PlanCode.Read"/>): of the edition named by <c>@</c>, else of
    /// the one in force. A retired one is found too and says so. Null: there is none.
    /// </summary>
    public PlanNode? Find(string? written) => PlanCode.Read(written) is { } code ? Find(code.Code, code.Edition) : null;

    /// <param name="code">As answered.</param>
    /// <param name="edition">Null for the one in force.</param>
    public PlanNode? Find(string code, string? edition) =>
        _nodes.GetValueOrDefault((code, "")) ?? ((edition ?? CurrentEdition?.Code) is { } one ? _nodes.GetValueOrDefault((code, one)) : null);

    /// <summary>The same code in all its editions, oldest first.</summary>
    public IEnumerable<PlanNode> EditionsOf(string code) => _byCode[code].OrderBy(n => n.Edition, StringComparer.Ordinal);

    /// <summary>All concepts of a scheme in an edition (null: in force), by code, retired ones too.</summary>
    public IEnumerable<PlanNode> All(string scheme, string? edition = null)
    {
        var one = PlanSchemes.HasEditions(scheme) ? edition ?? CurrentEdition?.Code : "";
        return _nodes.Values.Where(n => n.Scheme == scheme && n.Edition == one);
    }

    /// <summary>Rows that join the code to other editions.</summary>
    public IEnumerable<Crosswalk> CrosswalkOf(string code) => _crosswalk[code];

    /// <summary>The one concept of the edition in force that the crosswalk names for a code of an older one; null where it was split, retired or is not joined.</summary>
    public PlanNode? SuccessorOf(string code, string edition)
    {
        if (CurrentEdition is not { } current || edition == current.Code)
        {
            return null;
        }

        var to = CrosswalkOf(code).Where(x => x.FromCode == code && x.FromEdition == edition && x.ToEdition == current.Code).Select(x => x.ToCode).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return to is [var one] && Find(one, current.Code) is { Retired: false } node ? node : null;
    }

    /// <summary>Codes of the edition in force that look most like a wrong one, best first, for messages.</summary>
    /// <param name="schemes">Kinds that fit where it stood; none: all.</param>
    public IReadOnlyList<PlanNode> Nearest(string written, int count, params IReadOnlyCollection<string> schemes)
    {
        var folded = PlanCode.Read(written)?.Code ?? written.Trim().ToUpperInvariant();
        var edition = CurrentEdition?.Code;
        return [.. _nodes.Values
            .Where(n => !n.Retired && (n.Edition.Length == 0 || n.Edition == edition) && (schemes.Count == 0 || schemes.Contains(n.Scheme)))
            .Select(n => (Node: n, Distance: Spelling.Distance(folded, n.Code)))
            .Where(near => near.Distance <= Spelling.Tolerated)
            .OrderBy(near => near.Distance).ThenBy(near => near.Node.Code, StringComparer.Ordinal)
            .Take(count).Select(near => near.Node)];
    }

    private static string Hash(IReadOnlyList<Edition> editions, IReadOnlyList<Concept> concepts, IReadOnlyList<Crosswalk> crosswalk, IReadOnlyList<Area> areas)
    {
        var all = JsonSerializer.SerializeToUtf8Bytes(new
        {
            editions = editions.OrderBy(e => e.Code, StringComparer.Ordinal),
            concepts = concepts.OrderBy(c => c.Id),
            crosswalk = crosswalk.OrderBy(c => c.Id),
            areas = areas.OrderBy(a => a.Code, StringComparer.Ordinal),
        });
        return Convert.ToHexStringLower(SHA256.HashData(all), 0, 8);
    }
}
