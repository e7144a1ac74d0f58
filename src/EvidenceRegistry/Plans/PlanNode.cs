using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Plans;

/// <summary>A concept of the plan tree in one edition, with its way up and down.</summary>
public sealed class PlanNode
{
    internal const string ContributesToKey = "contributesTo";
    internal const string ContributesToConfidenceKey = "contributesToConfidence";
    internal const string RepeatsKey = "repeats";

    private readonly List<PlanNode> _children = [];
    private readonly Dictionary<string, string> _more;

    internal PlanNode(Concept concept)
    {
        Scheme = concept.Scheme;
        Code = concept.Code;
        Edition = concept.Edition;
        Text = new LocalText(concept.TextTh, concept.TextEn);
        TextEnSource = concept.TextEnSource;
        Sample = concept.Sample;
        Retired = concept.Retired;
        Origin = concept.Origin;
        _more = new Dictionary<string, string>(concept.More, StringComparer.Ordinal);
    }

    /// <summary>One of <see cref="PlanSchemes"/>.</summary>
    public string Scheme { get; }

    public string Code { get; }

    /// <summary>Empty for code lists.</summary>
    public string Edition { get; }

    public LocalText Text { get; }

    /// <summary>Whose English it is.</summary>
    public string? TextEnSource { get; }

    /// <summary>Written for this registry so that everything can be tried; no text of NESDC.</summary>
    public bool Sample { get; }

    /// <summary>Left out by a later import of its edition; its records keep their tags.</summary>
    public bool Retired { get; }

    public string? Origin { get; }

    /// <summary>main or support, for components.</summary>
    public string? Kind => _more.GetValueOrDefault("kind");

    /// <summary>Priority group A–J of NESDC's criterion 2, for factors.</summary>
    public string? Priority => _more.GetValueOrDefault("priority");

    /// <summary>high, medium, low: how sure code and text are.</summary>
    public string? Confidence => _more.GetValueOrDefault("confidence");

    /// <summary>Issue goals (Y2) this sub-target contributes to.</summary>
    public IReadOnlyList<string> ContributesTo => _more.TryGetValue(ContributesToKey, out var codes) ? codes.Split('|') : [];

    public string? ContributesToConfidence => _more.GetValueOrDefault(ContributesToConfidenceKey);

    public PlanNode? Parent { get; private set; }

    /// <summary>By code.</summary>
    public IReadOnlyList<PlanNode> Children => _children;

    /// <summary>From the node above up to the strategy: factor → component → sub-target → sub-plan → issue → strategy.</summary>
    public IEnumerable<PlanNode> Ancestors
    {
        get
        {
            for (var node = Parent; node is not null; node = node.Parent)
            {
                yield return node;
            }
        }
    }

    /// <summary>Everything below, each before what is below it.</summary>
    public IEnumerable<PlanNode> Descendants => _children.SelectMany(child => child.Descendants.Prepend(child));

    /// <summary>The sub-target a component or factor belongs to, or the node itself.</summary>
    public PlanNode? SubTarget => Scheme == PlanSchemes.SubTarget ? this : Ancestors.FirstOrDefault(a => a.Scheme == PlanSchemes.SubTarget);

    internal void PutUnder(PlanNode parent)
    {
        Parent = parent;
        parent._children.Add(this);
    }
}
