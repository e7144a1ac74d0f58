using System.Net;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>One fault of Elasticsearch, from its beginning until the registry is whole again: who wrote and read meanwhile, and what is left.</summary>
public sealed class ElasticFaultPhase
{
    /// <summary>Between two questions of a reader.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private ElasticFaultPhase(FaultReader searches, FaultReader records, FaultReader pages) => (Searches, Records, Pages) = (searches, records, pages);

    public FaultReader Searches { get; }

    public FaultReader Records { get; }

    public FaultReader Pages { get; }

    public int Acknowledged { get; private set; }

    public int Refused { get; private set; }

    public int Lost { get; private set; }

    public int Unsearchable { get; private set; }

    /// <summary>Missing, orphan and stale together.</summary>
    public int Differ { get; private set; }

    /// <summary>From the end of the fault until index equals database and no row waits.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>How long after the end of the fault the last question was asked that was not answered; zero: none.</summary>
    public TimeSpan LastAway { get; private set; }

    public TimeSpan LongestWrong => Readers.Max(r => r.LongestWrong);

    public TimeSpan Slowest => Readers.Max(r => r.Slowest);

    /// <summary>Every write was taken and is found, records were read throughout, and no reader was answered by anything but what he asked for or 503.</summary>
    public bool IsWell => Refused + Lost + Unsearchable + Differ + Readers.Sum(r => r.Wrong + r.Unreached) + Records.Away == 0;

    private FaultReader[] Readers => [Searches, Records, Pages];

    /// <param name="next">The next study to hand in.</param>
    /// <param name="acknowledged">Ids of all that were acknowledged so far; those of this phase are added.</param>
    /// <param name="between">Two studies of the writer.</param>
    /// <param name="patience">How long it is waited for the registry to be whole.</param>
    /// <param name="fault">Begins and ends the fault.</param>
    public static async Task<ElasticFaultPhase> RunAsync(RegistryCluster cluster, Func<JsonObject> next, List<string> acknowledged, TimeSpan between, TimeSpan patience, Func<Task> fault)
    {
        string[] addresses = [.. cluster.Processes.Select(p => p.Address)];
        var asked = Uri.EscapeDataString("โครงการ");
        var phase = new ElasticFaultPhase(
            new FaultReader(addresses, () => $"/api/v1/search?q={asked}&facets=true", Pause),
            new FaultReader(addresses, () => Last() is { } id ? $"/api/v1/records/{id}" : "/api/v1/areas", Pause),
            new FaultReader(addresses, () => $"/?q={asked}", Pause));
        using var stopWriting = new CancellationTokenSource();
        using var stopReading = new CancellationTokenSource();
        var reading = phase.Readers.Select(r => r.ReadAsync(stopReading.Token)).ToList();
        var writing = phase.WriteAsync(addresses, next, acknowledged, between, stopWriting.Token);
        await fault();
        var over = phase.Searches.Now;
        await stopWriting.CancelAsync();
        await writing;
        var look = await AfterFault.LookAsync(cluster.Processes[0], acknowledged, patience);
        await stopReading.CancelAsync();
        await Task.WhenAll(reading);
        (phase.Lost, phase.Unsearchable, phase.Differ, phase.Took) = look;
        phase.LastAway = phase.Readers.Max(r => r.LastUnanswered) is { } last && last > over ? last - over : TimeSpan.Zero;
        return phase;

        string? Last()
        {
            lock (acknowledged)
            {
                return acknowledged.Count == 0 ? null : acknowledged[^1];
            }
        }
    }

    private async Task WriteAsync(string[] addresses, Func<JsonObject> next, List<string> acknowledged, TimeSpan between, CancellationToken stop)
    {
        RegistryClient[] clients = [.. addresses.Select(a => new RegistryClient(a, RunningRegistry.AdminKey))];
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            var (status, answer) = await clients[turn % clients.Length].PostStudyAsync(next(), CancellationToken.None);
            if (status == HttpStatusCode.Created)
            {
                Acknowledged++;
                lock (acknowledged)
                {
                    acknowledged.Add((string)answer!["id"]!);
                }
            }
            else
            {
                Refused++;
            }

            await Task.Delay(between, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        Array.ForEach(clients, c => c.Dispose());
    }
}
