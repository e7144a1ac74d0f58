using Microsoft.EntityFrameworkCore.Storage;

namespace EvidenceRegistry.Storage;

/// <summary>
/// Lets one writing of this process at a time into SQLite, which has one writer anyway, so that nobody meets SQLITE_BUSY.
/// PostgreSQL needs none of it: <see cref="Open"/>.
/// </summary>
public sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim? _one;

    private WriteGate(SemaphoreSlim? one) => _one = one;

    /// <summary>Pulses after every commit that changed a record.</summary>
    public ChangeSignal Changes { get; } = new();

    public static WriteGate OneAtATime() => new(new SemaphoreSlim(1, 1));

    public static WriteGate Open() => new(null);

    /// <summary>Waits its turn; the turn ends when the answer is disposed.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancel)
    {
        if (_one is not null)
        {
            await _one.WaitAsync(cancel);
        }

        return new Turn(_one);
    }

    public void Dispose() => _one?.Dispose();

    private sealed class Turn(SemaphoreSlim? one) : IDisposable
    {
        private SemaphoreSlim? _one = one;

        public void Dispose() => Interlocked.Exchange(ref _one, null)?.Release();
    }
}

/// <summary>An open writing: its transaction and its turn at the gate.</summary>
public sealed class WriteScope(IDbContextTransaction transaction, IDisposable turn, Action committed, Action ended) : IAsyncDisposable
{
    /// <summary>After this the change is on disk (synchronous=FULL) and may be acknowledged.</summary>
    public async Task CommitAsync(CancellationToken cancel)
    {
        await transaction.CommitAsync(cancel);
        committed();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            turn.Dispose();
            ended();
        }
    }
}
