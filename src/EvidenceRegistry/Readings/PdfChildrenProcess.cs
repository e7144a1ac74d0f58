using System.Diagnostics;
using System.Globalization;
using System.Text;
using EvidenceRegistry.Formats.Pdf;

namespace EvidenceRegistry.Readings;

/// <summary>One reading process: asked for a file, it answers in frames; watched from outside, it can be ended at any moment.</summary>
internal sealed class PdfChildrenProcess : IAsyncDisposable
{
    // The first words of a dying runtime name the fault; a stack overflow prints thousands of lines after them.
    private const int WordsKept = 4096;

    // Exit code of a process ended by SIGXCPU (24), the signal of a spent processor allowance, as 128 + signal.
    private const int SpentProcessorExit = 152;

    // Memory is looked at so often, milliseconds: a page takes about 10 to read, and a bomb fills some 100 MB in this time.
    private const int MemoryLookMilliseconds = 100;

    private readonly Process _process;
    private readonly PdfReadingOptions _options;
    private readonly TimeProvider _time;
    private readonly Task<string> _words;
    private PdfReason? _endedFor;
    private Task _pending = Task.CompletedTask;
    private CancellationTokenSource? _watching;
    private Task _watch = Task.CompletedTask;

    private PdfChildrenProcess(Process process, PdfReadingOptions options, TimeProvider time)
    {
        _process = process;
        _options = options;
        _time = time;
        _words = DrainAsync(process.StandardError);
    }

    public int Id => _process.Id;

    public int FilesRead { get; private set; }

    public long ResidentBytes { get; private set; }

    /// <summary>When it was last needed, as a timestamp of the clock.</summary>
    public long IdleSince { get; private set; }

    public bool IsWornOut => FilesRead >= _options.RenewAfterFiles || ResidentBytes > (long)_options.RenewAboveMegabytes << 20 || _process.HasExited;

    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static PdfChildrenProcess Start(PdfChildrenCommand command, PdfReadingOptions options, TimeProvider time) =>
        new(Process.Start(command.ToStartInfo()) ?? throw new InvalidOperationException($"{command.Program} did not start."), options, time);

    /// <summary>Sends the request and begins to watch; a process that is no longer there shows when its first frame is awaited.</summary>
    public void Ask(PdfRequest request)
    {
        _watching = new CancellationTokenSource();
        _watch = WatchMemoryAsync(_watching.Token);
        try
        {
            PdfFrameWire.Write(_process.StandardInput.BaseStream, request);
        }
        catch (IOException)
        {
            _endedFor ??= PdfReason.Crash;
        }
    }

    /// <summary>
    /// The next frame, or why none will come: the process died, was ended for its memory, or said nothing for <paramref name="patience"/>. It is dead afterwards.
    /// </summary>
    public async Task<(PdfFrame? Frame, PdfReason? Lost, string Detail)> NextAsync(TimeSpan patience, CancellationToken cancel)
    {
        var next = PdfFrameWire.ReadFrameAsync(_process.StandardOutput.BaseStream, CancellationToken.None);
        _pending = next;
        try
        {
            var frame = await next.WaitAsync(patience, _time, cancel);
            if (frame is PdfDone done)
            {
                (FilesRead, ResidentBytes, IdleSince) = (FilesRead + 1, done.ResidentBytes, _time.GetTimestamp());
                await StopWatchingAsync();
            }

            if (frame is not null)
            {
                return (frame, null, "");
            }
        }
        catch (TimeoutException)
        {
            _endedFor ??= PdfReason.Timeout;
        }
        catch (InvalidDataException)
        {
            // What it says is no longer our language: as good as dead.
            _endedFor ??= PdfReason.Crash;
        }

        var words = await EndAsync();
        return (null, _endedFor ?? ReasonOf(_process.ExitCode, words), Detail(words));
    }

    /// <summary>Ends the process and whatever it started, and lets its handles go.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        // Whoever has touched the three streams must close them: Process leaves them open.
        await _process.StandardInput.BaseStream.DisposeAsync();
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
    }

    private async Task<string> EndAsync()
    {
        await StopWatchingAsync();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        // A read nobody waits for any more ends with the process; how it ends says nothing.
        await _pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await _words;
    }

    private async Task WatchMemoryAsync(CancellationToken until)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(MemoryLookMilliseconds), _time);
        var limit = (long)_options.MemoryMegabytes << 20;
        try
        {
            while (await clock.WaitForNextTickAsync(until))
            {
                if (PdfChildrenMemory.ResidentBytes(_process) > limit)
                {
                    _endedFor ??= PdfReason.MemoryLimit;
                    _process.Kill(entireProcessTree: true);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The file is done, or the process is: the watch is over.
        }
    }

    private async Task StopWatchingAsync()
    {
        if (_watching is { } watching)
        {
            _watching = null;
            await watching.CancelAsync();
            await _watch;
            watching.Dispose();
        }
    }

    private string Detail(string words)
    {
        // The first line names the fault (Stack overflow., Out of memory.); the rest is frames.
        var line = words.AsSpan().TrimStart();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        return string.Create(CultureInfo.InvariantCulture, $"exit {_process.ExitCode} {line}").TrimEnd();
    }

    private static PdfReason ReasonOf(int exitCode, string words) =>
        exitCode == SpentProcessorExit ? PdfReason.Timeout
        : words.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) || words.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal) ? PdfReason.MemoryLimit
        : PdfReason.Crash;

    private static async Task<string> DrainAsync(StreamReader from)
    {
        var first = new StringBuilder();
        var buffer = new char[WordsKept];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            first.Append(buffer, 0, Math.Min(read, WordsKept - first.Length));
        }

        return first.ToString();
    }
}
