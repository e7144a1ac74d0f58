using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Somebody who reads, one address after the other, while something is wrong, and counts how they are answered.</summary>
/// <param name="addresses">Of the processes, asked in turn.</param>
/// <param name="path">What is asked for.</param>
/// <param name="pause">Between two questions.</param>
public sealed class FaultReader(IReadOnlyList<string> addresses, Func<string> path, TimeSpan pause)
{
    /// <summary>Waits this long for an answer, as a browser would.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan? _wrongSince;

    public int Answered { get; private set; }

    /// <summary>Answered 503: what is away is said.</summary>
    public int Away { get; private set; }

    /// <summary>Answered by anything else, 500 for one.</summary>
    public int Wrong { get; private set; }

    /// <summary>No process listened, or the one that was asked ended.</summary>
    public int Unreached { get; private set; }

    /// <summary>From the first of answers counted in <see cref="Wrong"/>, with no other between them, to the last.</summary>
    public TimeSpan LongestWrong { get; private set; }

    /// <summary>The longest anybody waited for an answer.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>When the last question was asked that was not answered as it should be; null: none.</summary>
    public TimeSpan? LastUnanswered { get; private set; }

    /// <summary>Since the reader was made.</summary>
    public TimeSpan Now => _clock.Elapsed;

    /// <summary>For a table: answered, 503, anything else.</summary>
    public override string ToString() => $"{Answered} / {Away} / {Wrong}";

    /// <summary>Until told to stop; a question under way is waited for.</summary>
    public async Task ReadAsync(CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningRegistry.AdminKey);
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            await AskAsync(http, addresses[turn % addresses.Count]);
            await Task.Delay(pause, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task AskAsync(HttpClient http, string address)
    {
        var asked = Now;
        try
        {
            using var answer = await http.GetAsync(new Uri(address + path()));
            Count(answer.StatusCode, asked);
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
        {
            (Unreached, LastUnanswered) = (Unreached + 1, asked);
        }

        Slowest = Now - asked is var took && took > Slowest ? took : Slowest;
    }

    private void Count(HttpStatusCode status, TimeSpan asked)
    {
        if (status == HttpStatusCode.OK)
        {
            (Answered, _wrongSince) = (Answered + 1, null);
            return;
        }

        LastUnanswered = asked;
        if (status == HttpStatusCode.ServiceUnavailable)
        {
            (Away, _wrongSince) = (Away + 1, null);
            return;
        }

        _wrongSince ??= asked;
        Wrong++;
        LongestWrong = Now - _wrongSince.Value is var run && run > LongestWrong ? run : LongestWrong;
    }
}
