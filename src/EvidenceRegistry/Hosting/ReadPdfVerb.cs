using System.Collections.Concurrent;
using EvidenceRegistry.Formats.Docx;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Readings;

namespace EvidenceRegistry.Hosting;

/// <summary>
/// The program as a reader of PDFs: requests come in by standard input, frames go out by standard output (<see cref="PdfFrameWire"/>), and
/// the end of the input ends the process at once, in mid-page too. Handled before a host is built: no settings, no database, no network.
/// </summary>
public static class ReadPdfVerb
{
    public static bool Asked(string[] args) => args is [PdfChildrenCommand.Verb, ..];

    /// <summary>Reads until the input ends; the answer is the exit code.</summary>
    public static int Run()
    {
        ReadPdfLimits.ForbidCoreFiles();
        using var output = Console.OpenStandardOutput();
        // What a library prints must not get between the frames.
        Console.SetOut(Console.Error);
        using var requests = new BlockingCollection<PdfRequest>();
        var watch = new Thread(() => WatchInput(requests)) { IsBackground = true, Name = "input" };
        watch.Start();
        foreach (var request in requests.GetConsumingEnumerable())
        {
            foreach (var frame in ReportReader.Read(request))
            {
                ReadPdfLimits.AllowProcessorSeconds(request.ProcessorSeconds);
                PdfFrameWire.Write(output, frame);
            }

            PdfFrameWire.Write(output, new PdfDone(Environment.WorkingSet));
        }

        return 0;
    }

    // The main thread may be deep in a page for ever; this one hears the parent die and takes the process with it.
    private static void WatchInput(BlockingCollection<PdfRequest> requests)
    {
        using var input = Console.OpenStandardInput();
        while (PdfFrameWire.ReadRequest(input) is { } request)
        {
            ReadPdfLimits.AllowProcessorSeconds(request.ProcessorSeconds);
            requests.Add(request);
        }

        ReadPdfLimits.EndNow();
    }
}
