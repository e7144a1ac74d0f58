namespace EvidenceRegistry.Tests.Repository;

/// <summary>The repository this test was built from.</summary>
internal static class SourceTree
{
    private static readonly string[] NotOurs = ["artifacts", "bin", "obj", ".git", "TestResults", "node_modules", "data"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>Files we write, by their path from the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(PathOf(folder)) ? Walk(PathOf(folder), pattern).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')) : [];

    private static IEnumerable<string> Walk(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Concat(
            Directory.EnumerateDirectories(folder).Where(sub => !NotOurs.Contains(Path.GetFileName(sub))).SelectMany(sub => Walk(sub, pattern)));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "EvidenceRegistry.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
