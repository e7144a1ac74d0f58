using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using EvidenceRegistry.Formats.Pdf;

namespace EvidenceRegistry.Readings;

/// <summary>
/// Reads PDFs in processes of their own, kept warm and renewed. Whatever a file does to its reader (overflow the stack, run for ever, eat memory)
/// costs the page it happens on; nothing of it reaches this process, and none of the processes outlives it.
/// </summary>
public sealed class PdfChildren : IAsyncDisposable
{
    private readonly PdfReadingOptions _options;
    private readonly TimeProvider _time;
    private readonly PdfChildrenCommand _command;
    private readonly SemaphoreSlim _places;
    private readonly ConcurrentStack<PdfChildrenProcess> _idle = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly ITimer _idleWatch;
    private Task _endingIdle = Task.CompletedTask;
    private int _closed;

    public PdfChildren(PdfReadingOptions options, TimeProvider time, PdfChildrenCommand? command = null)
    {
        _options = options;
        _time = time;
        _command = command ?? PdfChildrenCommand.Own(options);
        _places = new SemaphoreSlim(options.Children, options.Children);
        // A quarter of the idle time is close enough for a process nobody waits for.
        var look = TimeSpan.FromSeconds(Math.Max(1, options.IdleSeconds / 4.0));
        _idleWatch = time.CreateTimer(_ => _endingIdle = EndIdleAsync(_endingIdle), null, look, look);
    }

    /// <summary>The process ids of the readers that are alive and without work.</summary>
    public IReadOnlyList<int> IdleProcesses => [.. _idle.Select(child => child.Id)];

    /// <summary>
    /// Reads one file from <paramref name="firstPage"/> on: <see cref="PdfOpened"/> once, then for each page in order <see cref="PdfPageAnnounced"/> and
    /// a <see cref="PdfPage"/> or <see cref="PdfPageLost"/>, and always a <see cref="PdfEnd"/> last, whatever became of the file. After a page that ended its process the next one goes on behind it,
    /// <see cref="PdfReadingOptions.Restarts"/> times at most. Whoever stops asking, or cancels, ends the process in mid-page.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled, or the readers are being closed.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">No reading process can be started.</exception>
    public async IAsyncEnumerable<PdfFrame> ReadAsync(string path, int firstPage = 1, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, _closing.Token);
        await _places.WaitAsync(linked.Token);
        try
        {
            var reading = new PdfChildrenReading(path, firstPage, _options, _time);
            while (!reading.IsOver)
            {
                var child = await RentAsync();
                try
                {
                    child.Ask(reading.Begin());
                    while (reading.IsUnderWay)
                    {
                        var (frame, lost, detail) = await child.NextAsync(reading.Patience, linked.Token);
                        if ((frame is not null ? reading.Take(frame) : reading.Lose(lost ?? PdfReason.Crash, detail)) is { } news)
                        {
                            yield return news;
                        }
                    }
                }
                finally
                {
                    await GiveBackAsync(child, reading.LeftProcessWhole);
                }
            }

            yield return new PdfEnd(reading.Tally);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Ends all processes, those in mid-page too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        await _closing.CancelAsync();
        await _idleWatch.DisposeAsync();
        await _endingIdle;
        for (var place = 0; place < _options.Children; place++)
        {
            await _places.WaitAsync();
        }

        while (_idle.TryPop(out var child))
        {
            await child.DisposeAsync();
        }

        _places.Dispose();
        _closing.Dispose();
    }

    private async Task<PdfChildrenProcess> RentAsync()
    {
        while (_idle.TryPop(out var child))
        {
            if (!child.IsWornOut)
            {
                return child;
            }

            await child.DisposeAsync();
        }

        return PdfChildrenProcess.Start(_command, _options, _time);
    }

    private async Task GiveBackAsync(PdfChildrenProcess child, bool whole)
    {
        if (whole && !child.IsWornOut && _idle.Count < _options.Children)
        {
            _idle.Push(child);
        }
        else
        {
            await child.DisposeAsync();
        }
    }

    private async Task EndIdleAsync(Task before)
    {
        await before;
        var limit = TimeSpan.FromSeconds(_options.IdleSeconds);
        var kept = new List<PdfChildrenProcess>();
        while (_idle.TryPop(out var child))
        {
            if (_time.GetElapsedTime(child.IdleSince) < limit)
            {
                kept.Add(child);
            }
            else
            {
                await child.DisposeAsync();
            }
        }

        kept.ForEach(_idle.Push);
    }
}
