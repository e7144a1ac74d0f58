using System.Diagnostics;
using System.Globalization;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Readings;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace EvidenceRegistry.Tests.Readings;

/// <summary>A folder of its own, small PDFs made in it, and readers that are gone when the test is.</summary>
internal sealed class PdfChildrenFixture : IAsyncDisposable
{
    /// <summary>These tests count the processes and handles of the test process: nothing else may run beside them.</summary>
    public const string Alone = "reading processes";

    private readonly List<PdfChildren> _readers = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("pdf-children-").FullName;

    public PdfChildren Readers(PdfReadingOptions? options = null, TimeProvider? time = null, PdfChildrenCommand? command = null)
    {
        var readers = new PdfChildren(options ?? new PdfReadingOptions { Children = 1 }, time ?? TimeProvider.System, command);
        _readers.Add(readers);
        return readers;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>A sound PDF with one line of text on each page.</summary>
    public string Pdf(string name, params string[] pages)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var line in pages)
        {
            var page = builder.AddPage(PageSize.A4);
            if (line.Length > 0)
            {
                page.AddText(line, 12, new PdfPoint(50, 700), font);
            }
        }

        return Write(name, builder.Build());
    }

    public static async Task<List<PdfFrame>> AllAsync(IAsyncEnumerable<PdfFrame> frames)
    {
        var all = new List<PdfFrame>();
        await foreach (var frame in frames)
        {
            all.Add(frame);
        }

        return all;
    }

    /// <summary>The processes this one has started and that are still there.</summary>
    public static int[] OwnProcesses() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => (Id: int.Parse(name!, CultureInfo.InvariantCulture), Parent: ParentOf(name!)))
            .Where(process => process.Parent == Environment.ProcessId)
            .Select(process => process.Id),
    ];

    /// <summary>What the open handles of this process lead to: pipes, sockets, files; its own libraries left out.</summary>
    public static string[] OpenHandles() =>
        [.. Directory.GetFiles($"/proc/{Environment.ProcessId}/fd").Select(handle => new FileInfo(handle).LinkTarget ?? "").Where(target => target.Length > 0 && !target.EndsWith(".dll", StringComparison.Ordinal))];

    public static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var readers in _readers)
        {
            await readers.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static int ParentOf(string process)
    {
        try
        {
            // The name in parentheses may hold anything; the parent is the second field behind it (proc(5)).
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

[CollectionDefinition(PdfChildrenFixture.Alone, DisableParallelization = true)]
public sealed class PdfChildrenAlone;
