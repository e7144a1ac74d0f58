using System.Threading.Channels;

namespace EvidenceRegistry.Readings;

/// <summary>Tells the reading of texts in this process that there may be work.</summary>
public sealed class ReadingWake
{
    // As many readers as there may be (PdfReadingOptions.Children): each ring may wake one.
    private const int MostWaiting = 64;

    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Now() => _bell.Writer.TryWrite(true);

    /// <summary>Until the next call of <see cref="Now"/>, or <paramref name="patience"/> at most: another process may have brought work.</summary>
    public async Task WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            await _bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The patience is over; there is nothing else to say.
        }
    }
}
