using System.Globalization;

namespace EvidenceRegistry.FullText;

/// <summary>Folders of generations (<c>g000001</c>…), each with a records and a pages index, and of what was found damaged.</summary>
internal static class GenerationFolder
{
    private const string Damaged = "damaged-";

    public static string Records(string folder, string generation) => Path.Combine(folder, generation, "records");

    public static string Pages(string folder, string generation) => Path.Combine(folder, generation, "pages");

    public static bool IsName(string name) => name.Length == 7 && name[0] == 'g' && name.AsSpan(1).ContainsAnyExceptInRange('0', '9') is false;

    /// <summary>A name above every generation and every damaged one in the folder, so that a name never comes back.</summary>
    public static string Next(string folder)
    {
        int last = Directory.EnumerateDirectories(folder)
            .Select(path => Path.GetFileName(path).Replace(Damaged, "", StringComparison.Ordinal))
            .Where(IsName)
            .Select(name => int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture))
            .DefaultIfEmpty(0)
            .Max();
        return string.Create(CultureInfo.InvariantCulture, $"g{last + 1:D6}");
    }

    /// <summary>The latest generation, or null.</summary>
    public static string? Newest(string folder) =>
        Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Where(IsName).Max(StringComparer.Ordinal);

    /// <summary>Generations that are not <paramref name="live"/>: builds that never were switched in, or that were switched out.</summary>
    public static void RemoveAllBut(string folder, string? live)
    {
        foreach (string path in Directory.GetDirectories(folder))
        {
            string name = Path.GetFileName(path);
            if (IsName(name) && name != live)
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    /// <summary>Where a system keeps open files (Windows) the folder stays until the next start, which removes it.</summary>
    public static void Remove(string folder, string generation)
    {
        string path = Path.Combine(folder, generation);
        if (!OperatingSystem.IsWindows() && Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Puts a damaged generation aside for whoever wants to look; one is kept at most.</summary>
    /// <param name="reason">Kept beside it as <c>why.txt</c>.</param>
    public static void SetAside(string folder, string generation, string reason)
    {
        foreach (string earlier in Directory.GetDirectories(folder, Damaged + "*"))
        {
            Directory.Delete(earlier, recursive: true);
        }

        string path = Path.Combine(folder, generation);
        if (Directory.Exists(path))
        {
            Directory.Move(path, Path.Combine(folder, Damaged + generation));
            File.WriteAllText(Path.Combine(folder, Damaged + generation, "why.txt"), reason);
        }
    }

    public static long Bytes(string folder, string generation) =>
        new DirectoryInfo(Path.Combine(folder, generation)) is { Exists: true } found
            ? found.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
            : 0;
}
