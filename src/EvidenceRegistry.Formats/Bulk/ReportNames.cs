using System.Text;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>Report files of a zip by the names under which entries may claim them.</summary>
internal sealed class ReportNames(ZipFolder folder)
{
    private readonly Dictionary<string, string> _byPath = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>In the order of the archive.</summary>
    public IEnumerable<string> OfNobody => _byPath.Values.Where(path => !_taken.Contains(path));

    public void Add(string path)
    {
        _byPath.TryAdd(Composed(path), path);
        Put(_byName, NameOf(path), path);
        Put(_byId, Id(Path.GetFileNameWithoutExtension(NameOf(path))), path);
    }

    /// <summary>The entry with the files that are its own; a file it names that is not there, or could be several, is a problem.</summary>
    public BulkEntry GiveTo(BulkEntry entry, string list)
    {
        var (files, problems) = (new List<ReportFile>(), new List<DraftProblem>(entry.Problems.Select(problem => problem with { Place = $"{list} {problem.Place}" })));
        foreach (var named in entry.ReportFiles)
        {
            var paths = Find(named.Name);
            if (paths.Count == 1)
            {
                Take(paths[0], files);
            }
            else
            {
                // The record is taken without it.
                problems.Add(new DraftProblem(paths.Count == 0 ? BulkProblems.FileNotThere : BulkProblems.FileTwice, $"{list} {entry.Locator}", named.Name, Refuses: false));
            }
        }

        if (files.Count == 0 && entry.Address is { } address && _byId.TryGetValue(Id(address.SourceId), out var own))
        {
            own.ForEach(path => Take(path, files));
        }

        return entry with { Locator = $"{list} {entry.Locator}", Problems = problems, ReportFiles = files };
    }

    private List<string> Find(string name) =>
        _byPath.TryGetValue(Composed(name), out var path) ? [path] : _byName.GetValueOrDefault(Composed(NameOf(name)), []);

    private void Take(string path, List<ReportFile> files)
    {
        _taken.Add(path);
        if (FileNames.Take(NameOf(path)) is { } name && !files.Exists(file => file.Path == path))
        {
            files.Add(new ReportFile(name, path, folder.LengthOf(path)));
        }
    }

    private static void Put(Dictionary<string, List<string>> to, string key, string path)
    {
        if (!to.TryGetValue(Composed(key), out var paths))
        {
            to[Composed(key)] = paths = [];
        }

        paths.Add(path);
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    // Contract numbers hold / and blanks, which people write as _ or - in a file's name.
    private static string Id(string id) => string.Concat(Composed(id).Select(one => char.IsWhiteSpace(one) || one is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' or '-' ? '_' : one));

    // macOS writes names decomposed.
    private static string Composed(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return name;
        }
    }
}
