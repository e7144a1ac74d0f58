using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipelines;
using EvidenceRegistry.Formats.Pdf;

namespace EvidenceRegistry.Readings;

/// <param name="Output">What the program wrote to its standard output.</param>
/// <param name="Lost">Why it is not to be used; null when the program ended well.</param>
public readonly record struct OcrAnswer(ReadOnlyMemory<byte> Output, PdfReason? Lost);

/// <summary>
/// Runs one foreign program on bytes of strangers: no shell, nothing of our environment, no file it could write, one core, low priority, bounds on time, memory
/// and output. It never outlives the call; if this process dies, the end of its pipe or the bound on processor time ends it.
/// </summary>
public sealed class OcrChild(OcrOptions options, TimeProvider time)
{
    // Where the kernel keeps the bound on processor time, the clock only ends what sleeps: at low priority a busy machine leaves a page little of it.
    private const int ClockPerProcessor = 5;

    // Exit code of a process ended by SIGXCPU (24), the signal of a spent processor allowance, as 128 + signal.
    private const int SpentProcessorExit = 152;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <param name="input">Given to its standard input.</param>
    /// <param name="mostOutput">Bytes; a program that writes more is ended.</param>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the program is gone.</exception>
    public async Task<OcrAnswer> RunAsync(string program, IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, int mostOutput, CancellationToken cancel)
    {
        using var process = Process.Start(StartInfo(program, arguments)) ?? throw new Win32Exception(program);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pending = new List<Task>();
        try
        {
            OcrLimits.Set(process.Id, options);
            var watch = WatchAsync(process, over.Token);
            var written = WriteAsync(process, input, over.Token);
            var words = process.StandardError.BaseStream.CopyToAsync(Stream.Null, over.Token);
            var reading = ReadAsync(process.StandardOutput.BaseStream, mostOutput, over.Token);
            pending.AddRange([watch, written, words, reading]);
            var first = await Task.WhenAny(reading, watch);
            var lost = first == watch ? await watch : null;
            if (lost is not null)
            {
                cancel.ThrowIfCancellationRequested();
                return new OcrAnswer(default, lost);
            }

            var output = await reading;
            if (output is null)
            {
                return new OcrAnswer(default, PdfReason.MemoryLimit);
            }

            await process.WaitForExitAsync(cancel);
            await Task.WhenAll(written, words).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return new OcrAnswer(output.Value, process.ExitCode == 0 ? null : process.ExitCode == SpentProcessorExit ? PdfReason.Timeout : PdfReason.Crash);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await over.CancelAsync();
            await process.WaitForExitAsync(CancellationToken.None);
            // Whoever has touched the three streams must close them: Process leaves them open. What still reads from them is cancelled, and how it ends says nothing.
            await Task.WhenAll(pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await process.StandardInput.BaseStream.DisposeAsync();
            process.StandardOutput.Dispose();
            process.StandardError.Dispose();
        }
    }

    private static ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Clear();
        start.Environment["LANG"] = "C.UTF-8";
        // tesseract takes every core otherwise, and is no faster for it on one page.
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        if (Environment.GetEnvironmentVariable("TESSDATA_PREFIX") is { Length: > 0 } data)
        {
            start.Environment["TESSDATA_PREFIX"] = data;
        }

        return start;
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancel);
        }
        catch (IOException)
        {
            // A program that has seen enough closes its end; what it then says counts.
        }
        finally
        {
            process.StandardInput.Close();
        }
    }

    /// <summary>Null when it is more than may be.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream from, int most, CancellationToken cancel)
    {
        var reader = PipeReader.Create(from, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            if (read.Buffer.Length > most)
            {
                return null;
            }

            if (read.IsCompleted)
            {
                var whole = read.Buffer.ToArray();
                await reader.CompleteAsync();
                return whole;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Returns when the program has spent its time or its memory, never before.</summary>
    private async Task<PdfReason?> WatchAsync(Process process, CancellationToken until)
    {
        var began = time.GetTimestamp();
        var (most, longest) = ((long)options.MemoryMegabytes << 20, TimeSpan.FromSeconds((double)options.PageSeconds * (OperatingSystem.IsLinux() ? ClockPerProcessor : 1)));
        using var clock = new PeriodicTimer(BetweenLooks, time);
        try
        {
            while (await clock.WaitForNextTickAsync(until))
            {
                if (PdfChildrenMemory.ResidentBytes(process) > most)
                {
                    return PdfReason.MemoryLimit;
                }

                if (time.GetElapsedTime(began) > longest)
                {
                    return PdfReason.Timeout;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program is done, or nobody wants it any more.
        }

        return PdfReason.Timeout;
    }
}
