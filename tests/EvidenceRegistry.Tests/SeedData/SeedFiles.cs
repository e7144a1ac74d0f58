using System.Text;

namespace EvidenceRegistry.Tests.SeedData;

/// <summary>Reads the files of <c>seed-data</c> as plain data, without the application's own importer.</summary>
internal static class SeedFiles
{
    public static readonly string Root = FindRoot();

    public static string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>Rows of an RFC 4180 file with a header, by column name. Quoted fields hold no line ends.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Csv(string file)
    {
        var lines = File.ReadAllLines(PathOf(file));
        var header = Fields(lines[0]);
        return [.. lines.Skip(1).Select(line => Row(file, header, Fields(line)))];
    }

    private static Dictionary<string, string> Row(string file, List<string> header, List<string> fields)
    {
        Assert.True(header.Count == fields.Count, $"{file}: {fields.Count} fields in the row of {fields[0]}");
        return header.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(line[i++]);
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }
        fields.Add(field.ToString());
        return fields;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EvidenceRegistry.sln")))
        {
            folder = folder.Parent;
        }
        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("No EvidenceRegistry.sln above the tests."), "seed-data");
    }
}
