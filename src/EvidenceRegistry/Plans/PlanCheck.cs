using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;

namespace EvidenceRegistry.Plans;

/// <summary>What shows only when all files of an import, and what is stored already, are seen together.</summary>
internal static class PlanCheck
{
    public static IEnumerable<DraftProblem> Look(PlanDraft draft, StoredPlans stored)
    {
        var editions = draft.Editions.Select(e => e.Code).Concat(stored.Editions.Keys).ToHashSet(StringComparer.Ordinal);
        var nodes = draft.Concepts.Select(c => (c.Code, c.Edition)).Concat(stored.Concepts.Keys.Select(k => (k.Code, k.Edition))).ToHashSet();
        var codes = nodes.Select(n => n.Code).ToHashSet(StringComparer.Ordinal);
        var areas = draft.Areas.Select(a => a.Code).Concat(stored.Areas.Keys).ToHashSet(StringComparer.Ordinal);

        return
        [
            .. Twice(draft.Concepts, c => (c.Scheme, c.Code, c.Edition), c => c.Place, c => c.Code),
            .. Twice(draft.Editions, e => e.Code, e => e.Place, e => e.Code),
            .. Twice(draft.Areas, a => a.Code, a => a.Place, a => a.Code),
            .. draft.Concepts.Where(c => c.Edition.Length > 0 && !editions.Contains(c.Edition))
                .Select(c => new DraftProblem("unknown-edition", c.Place, c.Edition)),
            .. draft.Concepts.Where(c => c.Parent is not null && !nodes.Contains((c.Parent, c.Edition)))
                .Select(c => new DraftProblem("unknown-parent", c.Place, c.Parent)),
            .. draft.Areas.Where(a => a.Parent is not null && !areas.Contains(a.Parent))
                .Select(a => new DraftProblem("unknown-parent", a.Place, a.Parent)),
            .. Circles(
                draft.Concepts.Select(c => (At(c.Code, c.Edition), c.Parent is { } parent ? At(parent, c.Edition) : null, c.Place, c.Code)),
                stored.Concepts.Values.Select(c => (At(c.Code, c.Edition), c.Parent is { } parent ? At(parent, c.Edition) : null))),
            .. Circles(draft.Areas.Select(a => (a.Code, a.Parent, a.Place, a.Code)), stored.Areas.Values.Select(a => (a.Code, a.Parent))),
            .. draft.Links.SelectMany(l => new[] { l.FromCode, l.ToCode }.Where(code => !codes.Contains(code))
                .Select(code => new DraftProblem("unknown-code", l.Place, code))),
            .. draft.Crosswalk.SelectMany(x => new[] { x.FromEdition, x.ToEdition }.Where(edition => !editions.Contains(edition))
                .Select(edition => new DraftProblem("unknown-edition", x.Place, edition))),
            .. draft.Crosswalk.Where(x => x.FromCode.Length > 0 && !nodes.Contains((x.FromCode, x.FromEdition)))
                .Select(x => new DraftProblem("unknown-code", x.Place, x.FromCode)),
            .. draft.Crosswalk.Where(x => x.ToCode is not null && !nodes.Contains((x.ToCode, x.ToEdition)))
                .Select(x => new DraftProblem("unknown-code", x.Place, x.ToCode)),
            .. draft.Editions.Where(e => e.To < e.From).Select(e => new DraftProblem("ends-before-it-begins", e.Place, e.Code)),
        ];
    }

    private static string At(string code, string edition) => $"{code}@{edition}";

    /// <summary>Whatever stands above itself: walks up and down the tree would not end.</summary>
    private static IEnumerable<DraftProblem> Circles(IEnumerable<(string Key, string? Parent, string Place, string Code)> drafts, IEnumerable<(string Key, string? Parent)> stored)
    {
        var drafted = drafts.ToList();
        var above = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, parent) in stored.Concat(drafted.Select(d => (d.Key, d.Parent))))
        {
            above[key] = parent;
        }

        return drafted.Where(d => StandsAboveItself(d.Key, above)).Select(d => new DraftProblem("above-itself", d.Place, d.Code));
    }

    private static bool StandsAboveItself(string key, Dictionary<string, string?> above)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        for (var at = above.GetValueOrDefault(key); at is not null && passed.Add(at); at = above.GetValueOrDefault(at))
        {
            if (at == key)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<DraftProblem> Twice<T, TKey>(IEnumerable<T> drafts, Func<T, TKey> key, Func<T, string> place, Func<T, string> code) =>
        drafts.GroupBy(key).SelectMany(same => same.Skip(1).Select(again =>
            new DraftProblem("given-twice", place(again), code(again)) { Details = [place(same.First())] }));
}
