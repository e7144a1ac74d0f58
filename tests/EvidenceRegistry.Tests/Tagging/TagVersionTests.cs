using System.Text.Json.Nodes;
using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Tagging;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>Whatever may change a proposal gives it another version, by which all records are tagged anew; what a rejection rests on changes with the concept's own wording and terms alone.</summary>
public sealed class TagVersionTests : IAsyncLifetime
{
    private readonly SubmissionDesk _desk = new();
    private readonly string _mappings = Directory.CreateTempSubdirectory("registry-mappings-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _desk.InitializeAsync();
        var tagging = Path.Combine(_mappings, TermLists.Folder);
        Directory.CreateDirectory(tagging);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "mappings", TermLists.Folder), "*.json"))
        {
            File.Copy(file, Path.Combine(tagging, Path.GetFileName(file)));
        }

        File.Copy(Path.Combine(AppContext.BaseDirectory, "mappings", TagTrees.FileName), Path.Combine(_mappings, TagTrees.FileName));
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        Directory.Delete(_mappings, recursive: true);
    }

    [Theory]
    [InlineData("*", "พิธีเปิดป้ายใหม่")]
    [InlineData("18", "ทรัพยากรใหม่")]
    public async Task Terms_of_no_proposed_concept_make_another_version(string code, string term)
    {
        var before = await EngineAsync();
        var file = Path.Combine(_mappings, TermLists.Folder, "sub-targets.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancel), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!;
        var concepts = json["concepts"]!.AsObject();
        var concept = concepts[code]?.AsObject() ?? (concepts[code] = new JsonObject()).AsObject();
        (concept["against"]?.AsArray() ?? (concept["against"] = new JsonArray()).AsArray()).Add(term);
        await File.WriteAllTextAsync(file, json.ToJsonString(), Cancel);
        Changed(before, await EngineAsync());
    }

    [Fact]
    public async Task Another_wording_of_what_stands_above_makes_another_version()
    {
        var before = await EngineAsync();
        await using (var db = _desk.App.Databases.Open())
        {
            var issue = await db.Concepts.SingleAsync(c => c.Scheme == "issue" && c.Code == "18" && c.Edition == before.SubTargets.Edition, Cancel);
            issue.TextTh += " และอากาศสะอาด";
            await db.SaveChangesAsync(Cancel);
        }

        Changed(before, await EngineAsync());
    }

    [Fact]
    public async Task The_edition_in_force_stands_in_the_version()
    {
        var before = await EngineAsync();
        await using (var db = _desk.App.Databases.Open())
        {
            // The same concepts, word for word, in a new edition.
            var old = before.SubTargets.Edition;
            db.Editions.Add(new Edition { Code = "2599", NameTh = "แผนแม่บท", EffectiveFrom = new DateOnly(2026, 11, 1) });
            foreach (var one in await db.Concepts.AsNoTracking().Where(c => c.Edition == old).ToListAsync(Cancel))
            {
                (one.Id, one.Edition) = (0, "2599");
                db.Concepts.Add(one);
            }

            await db.SaveChangesAsync(Cancel);
        }

        var after = await EngineAsync();
        Assert.Equal("2599", after.SubTargets.Edition);
        Changed(before, after);
    }

    [Fact]
    public async Task The_same_plans_and_terms_make_the_same_version() => Assert.Equal((await EngineAsync()).Version, (await EngineAsync()).Version);

    private static void Changed(TagEngine before, TagEngine after)
    {
        Assert.NotEqual(before.Version, after.Version);
        Assert.NotEqual(before.SubTargets.Version, after.SubTargets.Version);
        Assert.Equal(before.SubTargets.Rules, after.SubTargets.Rules);
    }

    private async Task<TagEngine> EngineAsync()
    {
        await using var db = _desk.App.Databases.Open();
        var tree = await PlanTree.LoadAsync(db, Cancel);
        return TagEngine.Of(_desk.App.Services.GetRequiredService<TextAnalysis>(), tree, _mappings, new Dictionary<string, (string Version, TagLearned Learned)>());
    }
}
