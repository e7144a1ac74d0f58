using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;

namespace EvidenceRegistry.Tests.Access;

/// <summary>What a key may write, seen from outside.</summary>
public sealed class UploadAccessTests(RegistryApp app) : IClassFixture<RegistryApp>
{
    private const string Studies = "/api/v1/studies";

    private static string Study(string source, string sourceId) =>
        $$"""{"source": "{{source}}", "sourceId": "{{sourceId}}", "title": {"th": "ผลของการจัดการน้ำ"}, "year": 2023, "agency": "หน่วยงานตัวอย่าง"}""";

    [Fact]
    public async Task A_key_writes_to_its_own_sources_only()
    {
        using var client = await app.AsAsync(Role.Submitter, "หน่วยงานตัวอย่าง", ["tsri"]);
        using var own = await client.PostAsync(Studies, new StringContent(Study("tsri", "1"), Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Created, own.StatusCode);

        using var other = await client.PostAsync(Studies, new StringContent(Study("nrct", "1"), Encoding.UTF8, "application/json"));
        var problem = await ProblemAnswer.ReadAsync(other, HttpStatusCode.Forbidden);
        Assert.Equal("source-not-allowed", problem.Word);
        Assert.Contains("nrct", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_revoked_in_the_middle_of_an_upload_leaves_nothing_behind()
    {
        var key = await app.KeyAsync(Role.Submitter);
        using var client = app.With(key.Secret);
        using var admin = app.Admin();
        var before = await StudiesAsync(admin);

        using var body = new InTwoHalves(Study("tsri", "revoked"), async () =>
            Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/api/v1/keys/{key.Key!.Id}")).StatusCode));
        using var answer = await client.PostAsync(Studies, body);
        Assert.Equal("key-revoked", (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.Unauthorized)).Word);
        Assert.Equal(before, await StudiesAsync(admin));
    }

    private static async Task<int> StudiesAsync(HttpClient client) =>
        (int)(await client.GetFromJsonAsync<JsonObject>("/api/v1/status"))!["records"]!["studies"]!;

    /// <summary>A JSON body with something happening while it is on its way.</summary>
    private sealed class InTwoHalves : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly Func<Task> _between;

        public InTwoHalves(string json, Func<Task> between)
        {
            _bytes = Encoding.UTF8.GetBytes(json);
            _between = between;
            Headers.ContentType = new("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(0, 20));
            await stream.FlushAsync();
            await _between();
            await stream.WriteAsync(_bytes.AsMemory(20));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
