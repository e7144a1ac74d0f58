using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Searching;

namespace EvidenceRegistry.Tests.Plans;

public sealed class PlanImportRouteTests
{
    [Fact]
    public async Task A_steward_brings_a_value_chain_in_NESDCs_own_codes_and_everybody_reads_it()
    {
        await using var registry = new SearchedRegistry();
        var curator = await registry.App.AsAsync(Role.Curator);

        var (status, answer) = await SendAsync(curator, "?edition=2566", "sub_target,code,text_th\n110301,V01,องค์ประกอบจริง\n,v3_110301V01F01,ปัจจัยจริง\n");
        var factors = await registry.AskAsync("plans/factors?target=110301");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["110301V01@2566", "110301F0101@2566"], answer["changed"]!.AsArray().Select(code => (string)code!));
        Assert.Contains("ปัจจัยจริง", factors["factors"]!.AsArray().Select(f => (string?)f!["text"]!["th"]));
    }

    [Fact]
    public async Task A_plan_file_with_errors_changes_nothing_and_names_each_by_line_and_column()
    {
        await using var registry = new SearchedRegistry();
        var curator = await registry.App.AsAsync(Role.Curator);

        var (status, answer) = await SendAsync(curator, "?edition=2566", "sub_target,code,text_th\n110301,V01,องค์ประกอบ\n,XX,อะไร\n");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = Assert.Single(answer["errors"]!.AsArray())!;
        Assert.Contains("fvct.csv", (string)error["place"]!);
        Assert.Contains("3", (string)error["place"]!);
        Assert.NotEqual("The plan file is not right here.", (string)error["message"]!);
    }

    [Fact]
    public async Task Readers_bring_no_plans()
    {
        await using var registry = new SearchedRegistry();
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(registry.App.Reader(), "", "code\n")).Status);
    }

    private static async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(HttpClient client, string query, string csv)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "fvct.csv" } };
        var answer = await client.PostAsync($"/api/v1/plans/import{query}", form, SearchedRegistry.Cancel);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(SearchedRegistry.Cancel))!);
    }
}
