using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Plans;

/// <param name="Current">In force today, in Bangkok.</param>
public sealed record EditionView(string Code, LocalText Name, DateOnly EffectiveFrom, DateOnly? EffectiveTo, bool Current)
{
    internal static EditionView Of(Edition edition, PlanTree tree) =>
        new(edition.Code, new(edition.NameTh, edition.NameEn), edition.EffectiveFrom, edition.EffectiveTo, edition.Code == tree.CurrentEdition?.Code);
}

/// <summary>A concept of the plans.</summary>
/// <param name="Parent">Code of the concept above it.</param>
/// <param name="TextEnSource">Whose English it is: most of it is this registry's working translation.</param>
/// <param name="Kind">main or support, for components.</param>
/// <param name="Priority">Priority group A–J, for factors.</param>
/// <param name="Confidence">How sure code and text are: high, medium, low, or sample.</param>
/// <param name="ContributesTo">Issue goals (Y2) of a sub-target.</param>
/// <param name="Sample">Written for this registry so that everything can be tried; no text of NESDC.</param>
/// <param name="Retired">A later list of its edition leaves it out.</param>
/// <param name="Children">Only where a tree was asked for.</param>
public sealed record ConceptView(
    string Code,
    string Scheme,
    string Edition,
    LocalText Text,
    string? TextEnSource,
    string? Parent,
    string? Kind,
    string? Priority,
    string? Confidence,
    IReadOnlyList<string> ContributesTo,
    bool Sample,
    bool Retired,
    IReadOnlyList<ConceptView>? Children)
{
    internal static ConceptView Of(PlanNode node, IReadOnlyList<ConceptView>? children = null) => new(
        node.Code, node.Scheme, node.Edition, node.Text, node.TextEnSource, node.Parent?.Code, node.Kind, node.Priority, node.Confidence,
        node.ContributesTo, node.Sample, node.Retired, children);
}

/// <param name="Targets">By code: sub-targets, or, as a tree, strategies with everything below them down to sub-targets.</param>
/// <param name="Next">Always null: the list comes whole.</param>
public sealed record TargetListView(string? Edition, IReadOnlyList<EditionView> Editions, IReadOnlyList<ConceptView> Targets, string? Next = null);

/// <param name="Parents">From the node above up to the national strategy (Z).</param>
/// <param name="IssueGoals">Goals of the issue (Y2) that a sub-target (Y1) contributes to.</param>
/// <param name="Components">Value chain of a sub-target, each component with its factors.</param>
/// <param name="Children">What lies directly below another node.</param>
/// <param name="Editions">The same code in every edition that has it.</param>
/// <param name="Crosswalk">How the code is joined to other editions.</param>
public sealed record TargetView(
    ConceptView Target,
    IReadOnlyList<ConceptView> Parents,
    IReadOnlyList<ConceptView> IssueGoals,
    IReadOnlyList<ConceptView> Components,
    IReadOnlyList<ConceptView> Children,
    IReadOnlyList<ConceptView> Editions,
    IReadOnlyList<CrosswalkView> Crosswalk);

/// <param name="Relation">same, renamed, split, merged, retired, new.</param>
public sealed record CrosswalkView(string? FromCode, string FromEdition, string? ToCode, string ToEdition, string Relation);

public sealed record FactorListView(string? Edition, IReadOnlyList<ConceptView> Factors, string? Next = null);

/// <param name="Kind">country, region, cluster, province.</param>
/// <param name="Names">Every name and short form in both languages.</param>
public sealed record AreaView(string Code, string Kind, string? Parent, LocalText Name, IReadOnlyList<string> Names, IReadOnlyList<string> Ancestors);

public sealed record AreaListView(IReadOnlyList<AreaView> Areas, string? Next = null);
