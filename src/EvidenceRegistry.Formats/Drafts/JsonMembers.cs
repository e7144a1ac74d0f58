using System.Text.Json;

namespace EvidenceRegistry.Formats.Drafts;

/// <summary>The members of an object. Those asked for are the known ones; the others are named as unknown at the end.</summary>
internal sealed class JsonMembers
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly ProblemList _problems;

    public JsonMembers(JsonElement element, string path, ProblemList problems)
    {
        (_path, _problems) = (path, problems);
        foreach (var member in element.EnumerateObject())
        {
            if (!JsonText.TryName(member, out var name))
            {
                problems.Add(ProblemCodes.LoneSurrogate, path);
            }
            else if (!_members.TryAdd(name, member.Value))
            {
                problems.Add(ProblemCodes.DuplicateMember, Below(name), name);
            }
        }
    }

    public JsonValue this[string name]
    {
        get
        {
            _known.Add(name);
            return new JsonValue(_members.TryGetValue(name, out var element) ? element : null, Below(name), _problems);
        }
    }

    public void NameTheUnknown()
    {
        foreach (var name in _members.Keys.Where(name => !_known.Contains(name)))
        {
            if (_problems.Full)
            {
                return;
            }

            _problems.Add(ProblemCodes.UnknownMember, Below(name), name, NearestName.Of(name, _known) is { } near ? [near] : []);
        }
    }

    private string Below(string name) =>
        name.Length > 0 && name.All(one => char.IsAsciiLetterOrDigit(one) || one == '_')
            ? $"{_path}.{name}"
            : $"{_path}['{name.Replace("\0", "␀", StringComparison.Ordinal)}']";
}
