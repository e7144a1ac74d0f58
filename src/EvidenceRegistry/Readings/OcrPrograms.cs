using System.Text;

namespace EvidenceRegistry.Readings;

/// <summary>Whether pictures can be read here.</summary>
/// <param name="Missing">Debian's names of the packages to install; empty when nothing is missing.</param>
/// <param name="Draw">The path of pdftoppm.</param>
/// <param name="Read">The path of tesseract.</param>
public sealed record OcrTools(IReadOnlyList<string> Missing, string Draw, string Read)
{
    public bool Ready => Missing.Count == 0;
}

/// <summary>Finds the programs that draw pages and read pictures, with Thai and English. Looked for anew until they are there, so that installing them needs no restart.</summary>
public sealed class OcrPrograms(OcrOptions options, OcrChild child)
{
    private const string DrawProgram = "pdftoppm", ReadProgram = "tesseract";
    private const string DrawPackage = "poppler-utils", ReadPackage = "tesseract-ocr", ThaiPackage = "tesseract-ocr-tha", EnglishPackage = "tesseract-ocr-eng";

    // A list of some hundred names of three letters.
    private const int MostListed = 1 << 16;

    private OcrTools? _found;

    public bool Enabled => options.Enabled;

    public async Task<OcrTools> FindAsync(CancellationToken cancel)
    {
        if (_found is { } found && File.Exists(found.Draw) && File.Exists(found.Read))
        {
            return found;
        }

        var (draw, read) = (Where(DrawProgram), Where(ReadProgram));
        var missing = new List<string>();
        if (draw is null)
        {
            missing.Add(DrawPackage);
        }

        if (read is null)
        {
            missing.AddRange([ReadPackage, ThaiPackage]);
        }
        else
        {
            var languages = await LanguagesAsync(read, cancel);
            missing.AddRange(new[] { ("tha", ThaiPackage), ("eng", EnglishPackage) }.Where(l => !languages.Contains(l.Item1)).Select(l => l.Item2));
        }

        var tools = new OcrTools(missing, draw ?? "", read ?? "");
        _found = tools.Ready ? tools : null;
        return tools;
    }

    private string? Where(string program)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        var folders = options.ProgramFolder is { Length: > 0 } folder ? [folder] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Where(Path.IsPathFullyQualified).Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists);
    }

    private async Task<HashSet<string>> LanguagesAsync(string program, CancellationToken cancel)
    {
        var answer = await child.RunAsync(program, ["--list-langs"], default, MostListed, cancel);
        return [.. Encoding.UTF8.GetString(answer.Output.Span).Split('\n', StringSplitOptions.TrimEntries)];
    }
}
