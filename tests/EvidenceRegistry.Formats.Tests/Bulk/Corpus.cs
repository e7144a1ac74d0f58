namespace EvidenceRegistry.Formats.Tests.Bulk;

/// <summary>Real inputs from elsewhere; a test that needs them skips where they are not.</summary>
internal static class Corpus
{
    public static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("REGISTRY_CORPUS");
        Assert.SkipWhen(string.IsNullOrEmpty(root), "REGISTRY_CORPUS is not set");
        return Path.Combine(root!, name);
    }
}

/// <summary>The field maps of the repository.</summary>
internal static class MapFiles
{
    public static string Folder { get; } = Find();

    public static EvidenceRegistry.Formats.Tables.FieldMap Read(string name)
    {
        var (map, problems) = EvidenceRegistry.Formats.Tables.FieldMapFile.Read(name, File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        Assert.Empty(problems);
        return map!;
    }

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "mappings", "sources")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("mappings/sources");
        }

        return Path.Combine(folder, "mappings", "sources");
    }
}
