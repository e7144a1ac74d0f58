using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Hosting;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using EvidenceRegistry.Tests.Indexing;
using EvidenceRegistry.Tests.Journeys;
using EvidenceRegistry.Tests.SeedData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>A registry with plans, into which a test puts studies and texts and which it then asks.</summary>
internal sealed class SearchedRegistry : IAsyncDisposable
{
    public RegistryApp App { get; }

    /// <summary>The engine as the application asks it.</summary>
    public UnrulyIndex Index => (UnrulyIndex)App.Services.GetRequiredService<IEvidenceIndex>();

    public SearchedRegistry() => App = new RegistryApp
    {
        Settings = [("Registry:SeedData", "plans")],
        Replacing = services => services.AddSingleton<IEvidenceIndex>(sp => new UnrulyIndex(sp.GetRequiredService<IndexEngine>().Index)),
    };

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SearchedRegistry> WithSamplesAsync()
    {
        var registry = new SearchedRegistry();
        await registry.App.Services.GetRequiredService<SampleSeed>().EnsureAsync(SeedFiles.PathOf("samples"), Cancel);
        await registry.CarryAsync();
        return registry;
    }

    /// <summary>Submits a study; more members than the smallest as given.</summary>
    public async Task<string> SubmitAsync(string sourceId, string title, JsonObject? more = null, string? file = null, HttpClient? by = null)
    {
        var study = new JsonObject
        {
            ["source"] = "tsri",
            ["sourceId"] = sourceId,
            ["title"] = new JsonObject { ["th"] = title },
            ["year"] = 2023,
            ["agency"] = "มหาวิทยาลัยตัวอย่าง",
        };
        foreach (var (name, value) in more ?? [])
        {
            study[name] = value?.DeepClone();
        }

        HttpContent body = JsonContent.Create(study);
        if (file is not null)
        {
            body = new MultipartFormDataContent
            {
                { JsonContent.Create(study), "study" },
                { new ByteArrayContent(Encoding.ASCII.GetBytes($"%PDF-1.7 {sourceId}")), "file", file },
            };
        }

        var answer = await (by ?? App.Admin()).PostAsync("/api/v1/studies", body, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        return (string)JsonNode.Parse(text)!["id"]!;
    }

    /// <summary>What the reading of a record's only file would have brought.</summary>
    public async Task GiveTextAsync(string id, params string[] pages)
    {
        await using var db = App.Databases.Open();
        var reading = await db.Readings.SingleAsync(r => r.RecordId == id, Cancel);
        (reading.State, reading.Pages, reading.PagesRead, reading.PagesWithText) = (ReadingState.Read, pages.Length, pages.Length, pages.Length);
        db.Pages.AddRange(pages.Select((text, at) => new Page
        {
            FileId = reading.FileId,
            TextRevision = reading.TextRevision,
            Number = at + 1,
            Raw = text,
            Text = text,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            TextSource = "pdf",
        }));
        await db.SaveChangesAsync(Cancel);
    }

    public async Task CloseFileAsync(string id, AccessRights access)
    {
        await using var db = App.Databases.Open();
        (await db.Files.SingleAsync(f => f.RecordId == id, Cancel)).Access = access;
        await db.SaveChangesAsync(Cancel);
    }

    public Task CarryAsync() => App.Services.GetRequiredService<IndexFeed>().DrainAsync(Cancel);

    public async Task<JsonObject> AskAsync(string pathAndQuery, HttpClient? by = null)
    {
        var answer = await (by ?? App.Reader()).GetAsync($"/api/v1/{pathAndQuery}", Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{pathAndQuery}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    public Task<JsonObject> SearchAsync(string q, string more = "", HttpClient? by = null) => AskAsync($"search?q={Uri.EscapeDataString(q)}{more}", by);

    public static IReadOnlyList<string> Ids(JsonObject answer) => [.. answer["hits"]!.AsArray().Select(h => (string)h!["id"]!)];

    /// <summary>Code points from start to end, as the API counts.</summary>
    public static string Slice(string text, JsonNode passage)
    {
        var runes = text.EnumerateRunes().ToList();
        return string.Concat(runes.GetRange((int)passage["start"]!, (int)passage["end"]! - (int)passage["start"]!).Select(r => r.ToString()));
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
