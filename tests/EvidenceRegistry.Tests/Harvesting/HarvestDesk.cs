using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>A registry, a simulated portal and somebody who may harvest.</summary>
public sealed class HarvestDesk : IAsyncLifetime
{
    private JumpingTime? _pace;

    public RegistryApp App { get; private set; } = null!;

    public PortalSimulator Portal { get; private set; } = null!;

    public HttpClient Harvester { get; private set; } = null!;

    public HttpClient Reader { get; private set; } = null!;

    public IReadOnlyList<JsonObject> Templates { get; } = PortalTemplates.Small();

    public int DatasetsAtOnce { get; init; } = 10;

    /// <summary>Short where a portal is to answer slowly, so that it costs the test little.</summary>
    public int TimeoutSeconds { get; init; } = 60;

    public int AnswerMegabytes { get; init; } = 8;

    /// <summary>All that harvests waited for.</summary>
    public TimeSpan Waited => _pace!.Waited;

    public async ValueTask InitializeAsync()
    {
        App = new RegistryApp
        {
            Settings = [("Tagging:Enabled", "false"), ("Harvesting:AllowPrivateNetworks", "true"), ("Harvesting:TimeoutSeconds", TimeoutSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Harvesting:CheckResourcesDays", "0"), ("Harvesting:DatasetsAtOnce", DatasetsAtOnce.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Harvesting:AnswerMegabytes", AnswerMegabytes.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            Replacing = services => services.AddKeyedSingleton<TimeProvider>("harvest-pace", (sp, _) => _pace ??= new JumpingTime(App.Time)),
        };
        Portal = await PortalSimulator.StartAsync();
        Reader = App.Reader();
        Harvester = await App.AsAsync(Role.Harvester);
    }

    public void Fill(int datasets)
    {
        for (var number = 0; number < datasets; number++)
        {
            Put(number);
        }
    }

    public void Put(int number, int revision = 0)
    {
        var dataset = PortalTemplates.Dataset(Templates, number, revision);
        Portal.Datasets[dataset.Id] = dataset;
    }

    public static string IdOf(int number) => PortalTemplates.Dataset(PortalTemplates.Small(), number).Id;

    public async Task<string> SourceAsync(string name = "portal", JsonObject? more = null)
    {
        var body = new JsonObject { ["name"] = name, ["kind"] = "ckan", ["url"] = Portal.Url, ["requestsPerSecond"] = 100, ["quarantineDays"] = 7 };
        foreach (var (member, value) in more ?? [])
        {
            body[member] = value?.DeepClone();
        }

        using var answer = await Harvester.PostAsJsonAsync("/api/v1/harvest/sources", body);
        return (string)(await ReadAsync(answer, HttpStatusCode.Created))["id"]!;
    }

    /// <summary>Plans, and runs the plan when nothing speaks against it.</summary>
    public async Task<JsonObject> HarvestAsync(string sourceId, bool run = true)
    {
        using var answer = await Harvester.PostAsync($"/api/v1/harvest/sources/{sourceId}/plans?run={run}", null);
        var plan = await ReadAsync(answer, HttpStatusCode.Accepted);
        await DrainAsync();
        return await PlanAsync((string)plan["id"]!);
    }

    /// <summary>Does what the workers would have done by now.</summary>
    public Task DrainAsync() => App.Services.GetRequiredService<JobWorker>().DrainAsync(CancellationToken.None);

    /// <summary>Lets the portal rest as long as it is given, until nothing is left half-way.</summary>
    public async Task SettleAsync()
    {
        for (var round = 0; round < 50; round++)
        {
            await App.Services.GetRequiredService<HarvestClock>().SweepAsync(CancellationToken.None);
            await DrainAsync();
            await using var db = App.Databases.Open();
            if (!await HarvestQueue.Unfinished(db).AnyAsync())
            {
                return;
            }

            App.Time.Advance(TimeSpan.FromHours(1));
        }
    }

    public async Task<JsonObject> PlanAsync(string planId) => await GetAsync($"/api/v1/harvest/plans/{planId}");

    public async Task<JsonObject> RunAsync(JsonObject plan) => await GetAsync($"/api/v1/harvest/runs/{(string)plan["run"]!}");

    public async Task<JsonObject> GetAsync(string path) => await ReadAsync(await Harvester.GetAsync(path), HttpStatusCode.OK);

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>Source id → state, title and record id, of everything the source ever brought.</summary>
    public async Task<Dictionary<string, (RecordState State, string Title, string RecordId)>> KeptAsync(string source = "portal")
    {
        await using var db = App.Databases.Open();
        return await db.Origins.Where(o => o.Source == source).Join(db.Records, o => o.RecordId, r => r.Id, (o, r) => new { o.SourceId, r.State, r.Title, r.Id })
            .ToDictionaryAsync(r => r.SourceId, r => (r.State, r.Title, r.Id), StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Portal.DisposeAsync();
    }
}
