using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Databases;
using EvidenceRegistry.Tests.Journeys;
using Npgsql;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>The first start on a server's empty database.</summary>
public sealed class PostgresStartTests
{
    [Fact]
    public async Task The_registry_starts_on_an_empty_PostgreSQL_and_makes_keys_there()
    {
        var server = Servers.Postgres();
        var name = $"start_{Guid.NewGuid():n}";
        await RunAsync(server, $"CREATE DATABASE {name}");
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString;
            await using var app = new RegistryApp { Settings = [("ConnectionStrings:Postgres", connection)] };
            using var admin = app.Admin();
            var engines = (await admin.GetFromJsonAsync<JsonObject>("/api/v1/status"))!["engines"]!;
            Assert.Equal("postgresql", (string?)engines["records"]);
            Assert.Matches(@"^[0-9]+\.", (string?)engines["recordsVersion"]);
            app.Time.Advance(TimeSpan.FromSeconds(1));
            using var made = await admin.PostAsJsonAsync("/api/v1/keys", new { role = "submitter", actor = "ระบบส่งงาน", agency = "หน่วยงาน" });
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
            var newest = (string)(await made.Content.ReadFromJsonAsync<JsonObject>())!["key"]!["id"]!;
            var older = (await admin.GetFromJsonAsync<JsonObject>($"/api/v1/keys?cursor={newest}"))!["keys"]!.AsArray();
            Assert.Equal("admin", (string?)Assert.Single(older)!["role"]);

            await using var db = app.Databases.Open();
            Assert.NotNull(await db.Actors.FindAsync(Actor.System));
        }
        finally
        {
            await RunAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static async Task RunAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The name is made here, of hexadecimal digits.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
