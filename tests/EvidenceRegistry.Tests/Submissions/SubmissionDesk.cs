using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using EvidenceRegistry.Tests.Plans;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>A registry with the plan tree, a submitter, a second agency's submitter and a curator; shared by the tests of one class.</summary>
public sealed class SubmissionDesk : IAsyncLifetime
{
    private int _next;

    public RegistryApp App { get; init; } = new();

    public HttpClient Reader { get; private set; } = null!;

    /// <summary>Of the agency สกสว.</summary>
    public HttpClient Submitter { get; private set; } = null!;

    /// <summary>Of the agency สวก.</summary>
    public HttpClient Other { get; private set; } = null!;

    public HttpClient Curator { get; private set; } = null!;

    // The plan tree is imported once; each registry starts on a copy of the bytes.
    private static readonly Lazy<Task<byte[]>> Seeded = new(async () =>
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("registry-desk-").FullName, "registry.db");
        using (var dbs = RegistryDbs.Sqlite(file, TimeProvider.System))
        {
            await dbs.MigrateAsync(CancellationToken.None);
            await using var db = dbs.Open();
            Assert.Empty((await PlanImport.RunAsync(db, PlanFixture.Seed(), null, CancellationToken.None)).Problems);
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        using (var pool = new SqliteConnection($"Data Source={file};Default Timeout=30"))
        {
            SqliteConnection.ClearPool(pool);
        }

        var bytes = await File.ReadAllBytesAsync(file);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return bytes;
    });

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllBytesAsync(Path.Combine(App.Folder, "registry.db"), await Seeded.Value);
        Reader = App.Reader();
        Submitter = await App.AsAsync(Role.Submitter, "สกสว.");
        Other = await App.AsAsync(Role.Submitter, "สวก.");
        Curator = await App.AsAsync(Role.Curator);
        await App.Services.GetRequiredService<PlanTrees>().ReloadAsync(CancellationToken.None);
    }

    /// <summary>The smallest valid study, with a source id of its own.</summary>
    public JsonObject Study(string? sourceId = null) => new()
    {
        ["source"] = "tsri",
        ["sourceId"] = sourceId ?? $"RDG 64/{Interlocked.Increment(ref _next):D4}",
        ["title"] = new JsonObject { ["th"] = "การจัดการน้ำในเขตชลประทานเชียงใหม่" },
        ["year"] = 2023,
        ["agency"] = "มหาวิทยาลัยตัวอย่าง",
    };

    public static StringContent Json(JsonNode body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    public static MultipartFormDataContent Multipart(JsonNode study, params (string Name, byte[] Bytes)[] files)
    {
        var body = new MultipartFormDataContent { { Json(study), "study" } };
        foreach (var (name, bytes) in files)
        {
            body.Add(Part(name, bytes));
        }

        return body;
    }

    public static ByteArrayContent Part(string name, byte[] bytes)
    {
        var part = new ByteArrayContent(bytes);
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileNameStar = name };
        return part;
    }

    public async Task<JsonObject> TakenAsync(JsonNode study, HttpClient? by = null, params (string Name, byte[] Bytes)[] files)
    {
        using HttpContent body = files.Length == 0 ? Json(study) : Multipart(study, files);
        using var answer = await (by ?? Submitter).PostAsync("/api/v1/studies", body);
        return await ReadAsync(answer, HttpStatusCode.Created);
    }

    public static string Address(JsonObject study) =>
        $"/api/v1/studies?source={Uri.EscapeDataString((string)study["source"]!)}&sourceId={Uri.EscapeDataString((string)study["sourceId"]!)}";

    public async Task<HttpResponseMessage> PutAsync(JsonObject study, HttpClient? by = null) =>
        await (by ?? Submitter).PutAsync(Address(study), Json(study));

    public async Task<JsonObject> RecordAsync(string id) =>
        await ReadAsync(await Reader.GetAsync($"/api/v1/records/{id}"), HttpStatusCode.OK);

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
