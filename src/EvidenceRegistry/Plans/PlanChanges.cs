using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Plans;

/// <summary>Lays checked drafts over the stored plans and keeps account of what that changed.</summary>
internal sealed class PlanChanges(RegistryDb db, StoredPlans stored)
{
    /// <summary>Kept in <see cref="Concept.More"/> and coming from link files, so a concept file alone leaves them.</summary>
    private static readonly string[] LinkKeys = [PlanNode.ContributesToKey, PlanNode.ContributesToConfidenceKey, PlanNode.RepeatsKey];

    public List<string> Added { get; } = [];

    public List<string> Changed { get; } = [];

    public List<string> Retired { get; } = [];

    public int Unchanged { get; private set; }

    /// <summary>Concepts whose records must be looked at again: changed or retired, not added.</summary>
    public List<Concept> ChangedConcepts { get; } = [];

    public void Apply(PlanDraft draft)
    {
        foreach (var edition in draft.Editions)
        {
            Lay(edition);
        }

        var links = Links(draft);
        foreach (var concept in draft.Concepts)
        {
            Lay(concept, draft.Links.Count > 0 ? links.GetValueOrDefault(concept.Code, []) : null);
        }

        if (draft.Concepts.Count == 0)
        {
            LayLinks(links);
        }

        RetireMissing(draft);
        foreach (var row in draft.Crosswalk)
        {
            Lay(row);
        }

        foreach (var area in draft.Areas)
        {
            Lay(area);
        }
    }

    private void Lay(EditionDraft draft)
    {
        var fresh = !stored.Editions.TryGetValue(draft.Code, out var edition);
        if (fresh)
        {
            db.Editions.Add(edition = new Edition { Code = draft.Code, NameTh = draft.NameTh });
        }

        (edition!.NameTh, edition.NameEn, edition.EffectiveFrom, edition.EffectiveTo) = (draft.NameTh, draft.NameEn, draft.From, draft.To);
        Count(edition, fresh, $"edition {draft.Code}");
    }

    private void Lay(ConceptDraft draft, Dictionary<string, string>? links)
    {
        var fresh = !stored.Concepts.TryGetValue((draft.Scheme, draft.Code, draft.Edition), out var concept);
        if (fresh)
        {
            db.Concepts.Add(concept = new Concept { Scheme = draft.Scheme, Code = draft.Code, Edition = draft.Edition });
        }

        (concept!.Parent, concept.TextTh, concept.TextEn, concept.TextEnSource) = (draft.Parent, draft.TextTh, draft.TextEn, draft.TextEnSource);
        (concept.Sample, concept.Origin, concept.Retired) = (draft.Sample, draft.Origin, false);
        var kept = links ?? concept.More.Where(pair => LinkKeys.Contains(pair.Key)).ToDictionary();
        concept.More = draft.More.Concat(kept).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();
        if (Count(concept, fresh, NameOf(concept)) && !fresh)
        {
            ChangedConcepts.Add(concept);
        }
    }

    private void LayLinks(Dictionary<string, Dictionary<string, string>> links)
    {
        foreach (var concept in stored.Concepts.Values.Where(c => links.ContainsKey(c.Code)))
        {
            concept.More = concept.More.Where(pair => !LinkKeys.Contains(pair.Key)).Concat(links[concept.Code])
                .OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();
            if (Count(concept, false, NameOf(concept)))
            {
                ChangedConcepts.Add(concept);
            }
        }
    }

    private void Lay(CrosswalkDraft draft)
    {
        var fresh = !stored.Crosswalk.TryGetValue((draft.FromCode, draft.FromEdition, draft.ToCode, draft.ToEdition), out var row);
        if (fresh)
        {
            db.Crosswalks.Add(row = new Crosswalk
            {
                FromCode = draft.FromCode,
                FromEdition = draft.FromEdition,
                ToCode = draft.ToCode,
                ToEdition = draft.ToEdition,
                Relation = draft.Relation,
            });
        }

        row!.Relation = draft.Relation;
        Count(row, fresh, $"{draft.FromCode}@{draft.FromEdition} → {draft.ToCode}@{draft.ToEdition}");
    }

    private void Lay(AreaDraft draft)
    {
        var fresh = !stored.Areas.TryGetValue(draft.Code, out var area);
        if (fresh)
        {
            db.Areas.Add(area = new Area { Code = draft.Code, Kind = draft.Kind, NameTh = draft.NameTh });
        }

        (area!.Kind, area.Parent, area.NameTh, area.NameEn, area.OtherNames) =
            (draft.Kind, draft.Parent, draft.NameTh, draft.NameEn, [.. draft.OtherNames]);
        Count(area, fresh, draft.Code);
    }

    private void RetireMissing(PlanDraft draft)
    {
        var given = draft.Concepts.Select(c => (c.Scheme, c.Code, c.Edition)).ToHashSet();
        var scopes = draft.Concepts.Select(c => ScopeOf(c.Scheme, c.Edition, c.Code)).ToHashSet();
        foreach (var (key, concept) in stored.Concepts)
        {
            if (!concept.Retired && !given.Contains(key) && scopes.Contains(ScopeOf(key.Scheme, key.Edition, key.Code)))
            {
                concept.Retired = true;
                Retired.Add(NameOf(concept));
                ChangedConcepts.Add(concept);
            }
        }
    }

    private static (string, string, string) ScopeOf(string scheme, string edition, string code) =>
        (scheme, edition, PlanSchemes.IsValueChain(scheme) ? code[..6] : "");

    /// <returns>True when the import writes it.</returns>
    private bool Count(object entity, bool fresh, string name)
    {
        if (fresh)
        {
            Added.Add(name);
            return true;
        }

        var entry = db.Entry(entity);
        entry.DetectChanges();
        if (entry.State == Microsoft.EntityFrameworkCore.EntityState.Unchanged)
        {
            Unchanged++;
            return false;
        }

        Changed.Add(name);
        return true;
    }

    private static string NameOf(Concept concept) => concept.Edition.Length > 0 ? $"{concept.Code}@{concept.Edition}" : concept.Code;

    private static Dictionary<string, Dictionary<string, string>> Links(PlanDraft draft)
    {
        var links = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var link in draft.Links)
        {
            var key = link.Relation switch
            {
                "contributesTo" => PlanNode.ContributesToKey,
                "repeats" => PlanNode.RepeatsKey,
                _ => null, // partOf and mainStrategy say what the tree's parents say already.
            };
            if (key is null)
            {
                continue;
            }

            var more = links.TryGetValue(link.FromCode, out var known) ? known : links[link.FromCode] = new(StringComparer.Ordinal);
            more[key] = more.TryGetValue(key, out var codes) ? $"{codes}|{link.ToCode}" : link.ToCode;
            if (key == PlanNode.ContributesToKey)
            {
                more[PlanNode.ContributesToConfidenceKey] = link.Confidence;
            }
        }

        return links;
    }
}
