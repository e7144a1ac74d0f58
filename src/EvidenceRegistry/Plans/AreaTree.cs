using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Plans;

/// <summary>Thailand's areas: country, 6 regions, 18 province clusters, 77 provinces, with room below.</summary>
public sealed class AreaTree
{
    private readonly Dictionary<string, AreaNode> _nodes;
    private readonly ILookup<string, AreaNode> _byName;

    internal AreaTree(IReadOnlyList<Area> areas)
    {
        _nodes = areas.OrderBy(a => a.Code, StringComparer.Ordinal).Select(a => new AreaNode(a)).ToDictionary(n => n.Code, StringComparer.Ordinal);
        foreach (var area in areas.OrderBy(a => a.Code, StringComparer.Ordinal))
        {
            if (area.Parent is { } parent && _nodes.TryGetValue(parent, out var above))
            {
                _nodes[area.Code].PutUnder(above);
            }
        }

        _byName = _nodes.Values.SelectMany(n => n.Names.Select(name => (Name: name.ToLowerInvariant(), Node: n)))
            .ToLookup(pair => pair.Name, pair => pair.Node, StringComparer.Ordinal);
    }

    /// <summary>By code.</summary>
    public IEnumerable<AreaNode> All => _nodes.Values;

    /// <summary>By code in either letter case; a code that ISO 3166-2 writes <c>TH-50</c> may come as <c>th50</c>.</summary>
    public AreaNode? Find(string? written)
    {
        if (written is null)
        {
            return null;
        }

        var code = written.Trim().ToUpperInvariant();
        return _nodes.GetValueOrDefault(code)
            ?? (code.Length > 2 && code.StartsWith("TH", StringComparison.Ordinal) ? _nodes.GetValueOrDefault($"TH-{code[2..]}") : null);
    }

    /// <summary>Areas with exactly this name in Thai or English, short forms included.</summary>
    public IEnumerable<AreaNode> Named(string name) => _byName[name.Trim().ToLowerInvariant()];

    /// <summary>Areas whose code or name looks most like a wrong one, best first, for messages.</summary>
    public IReadOnlyList<AreaNode> Nearest(string written, int count)
    {
        var code = written.Trim().ToUpperInvariant();
        var name = written.Trim().ToLowerInvariant();
        return [.. _nodes.Values
            .Select(n => (Node: n, Distance: n.Names.Select(known => Spelling.Distance(name, known.ToLowerInvariant())).Append(Spelling.Distance(code, n.Code)).Min()))
            .Where(near => near.Distance <= Spelling.Tolerated)
            .OrderBy(near => near.Distance).ThenBy(near => near.Node.Code, StringComparer.Ordinal)
            .Take(count).Select(near => near.Node)];
    }
}

/// <summary>An area with its way up and down.</summary>
public sealed class AreaNode
{
    private readonly List<AreaNode> _children = [];

    internal AreaNode(Area area)
    {
        Code = area.Code;
        Kind = area.Kind;
        Name = new LocalText(area.NameTh, area.NameEn);
        Names = [.. new[] { area.NameTh, area.NameEn }.OfType<string>(), .. area.OtherNames];
        InText = [.. Names.Select(name => name.ToLowerInvariant().TrimEnd('.', 'ฯ'))];
    }

    public string Code { get; }

    /// <summary>country, region, cluster, province.</summary>
    public string Kind { get; }

    public LocalText Name { get; }

    /// <summary>Every name and short form in both languages.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary><see cref="Names"/> in their order as they are looked for in running text: in small letters, without the sign of a short form.</summary>
    public IReadOnlyList<string> InText { get; }

    public AreaNode? Parent { get; private set; }

    public IReadOnlyList<AreaNode> Children => _children;

    /// <summary>Province → cluster → region → TH.</summary>
    public IEnumerable<AreaNode> Ancestors
    {
        get
        {
            for (var node = Parent; node is not null; node = node.Parent)
            {
                yield return node;
            }
        }
    }

    public IEnumerable<AreaNode> Descendants => _children.SelectMany(child => child.Descendants.Prepend(child));

    internal void PutUnder(AreaNode parent)
    {
        Parent = parent;
        parent._children.Add(this);
    }
}
