using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Searching;

public sealed partial class LeakTests
{
    private static readonly string[] Questions =
    [
        "search?facets=true&explain=true",
        "search?q=ข้าว&facets=true&explain=true", "search?q=\"ความลับของปุ๋ยหมัก\"&facets=true&explain=true", "search?q=ความลับ&explain=true",
        "search?q=แมงกะพรุน&facets=true&explain=true", "search?q=ไส้เดือน ข้าว&explain=true&sort=newest", "search?q=ข้าว -แมงกะพรุน&explain=true",
        "search?q=แมงกะพรูน", "search?q=ไส้เดีอน", "search?q=jellyfish trial&explain=true", "search?q=jelyfish", "search?q=ข้าว&size=1&sort=title",
        "search/suggest?q=แมง", "search/suggest?q=ไส้", "search/suggest?q=je", "search/suggest?q=ข้าว", "search/suggest?q=ความ",
        "search/export?format=csv&q=แมงกะพรุน", "search/export?format=csl&q=ไส้เดือน",
    ];

    [Fact]
    public async Task Promise_9_two_registries_that_differ_in_closed_text_alone_answer_every_other_reader_byte_for_byte_the_same()
    {
        await using var one = new SearchedRegistry();
        await using var other = new SearchedRegistry();
        var owner = await one.App.AsAsync(Role.Submitter, agency: "หน่วยงานเจ้าของ");
        var stranger = (await one.App.KeyAsync(Role.Submitter, agency: "หน่วยงานอื่น")).Secret;
        var ids = new List<string>();
        foreach (var (access, at) in new[] { "restricted", "metadataOnly", "embargoed", "open" }.Select((access, at) => (access, at)))
        {
            var more = new JsonObject { ["access"] = access, ["targets"] = new JsonArray("110301") };
            if (access == "embargoed")
            {
                more["embargoUntil"] = "2030-01-01";
            }

            ids.Add(await one.SubmitAsync($"RDG-{at}", $"รายงานข้าวฉบับที่ {at} ความมั่นคงทางอาหาร", more, "report.pdf", owner));
        }

        await CopyAsync(one, other);
        foreach (var (id, at) in ids.Select((id, at) => (id, at)))
        {
            var closed = at < 3;
            await one.GiveTextAsync(id, closed ? "ข้าว ความลับของปุ๋ยหมัก แมงกะพรุน jellyfish trial แมงกะพรุน" : "ข้าวหอมมะลิ ผลการทดลองเปิดเผย");
            await other.GiveTextAsync(id, closed ? ["ไส้เดือน earthworm", "อีกหน้าหนึ่งของข้าว"] : ["ข้าวหอมมะลิ ผลการทดลองเปิดเผย"]);
        }

        await one.CarryAsync();
        await other.CarryAsync();

        string[] questions = [.. Questions, .. ids.SelectMany(id => new[] { $"records/{id}/similar", $"records/{id}/passages?q=ข้าว", $"records/{id}/passages?q=แมงกะพรุน ไส้เดือน" })];
        foreach (var key in new[] { null, stranger })
        {
            foreach (var question in questions)
            {
                Assert.Equal(await BytesAsync(one, question, key), await BytesAsync(other, question, key));
            }
        }

        Assert.Equal(await WalkAsync(one, "search?q=ข้าว&size=1&explain=true"), await WalkAsync(other, "search?q=ข้าว&size=1&explain=true"));
        Assert.NotEqual(await BytesAsync(one, questions[4], Journeys.RegistryApp.AdminKey), await BytesAsync(other, questions[4], Journeys.RegistryApp.AdminKey));
        Assert.Equal(3, (int)(await one.SearchAsync("แมงกะพรุน", by: owner))["total"]!);
    }

    private static async Task<string> BytesAsync(SearchedRegistry registry, string question, string? key)
    {
        var answer = await registry.App.With(key).GetAsync($"/api/v1/{question}", SearchedRegistry.Cancel);
        var text = await answer.Content.ReadAsStringAsync(SearchedRegistry.Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{question}: {text}");
        return $"{question}\n{Cursor().Replace(text, "\"next\":\"…\"")}";
    }

    /// <summary>All pages of an answer, one after the other.</summary>
    private static async Task<string> WalkAsync(SearchedRegistry registry, string question)
    {
        var pages = await BytesAsync(registry, question, null);
        for (var page = await registry.AskAsync(question); (string?)page["next"] is { } next;)
        {
            var following = $"{question}&cursor={Uri.EscapeDataString(next)}";
            page = await registry.AskAsync(following);
            pages += (await BytesAsync(registry, following, null))[following.Length..];
        }

        return pages;
    }

    /// <summary>The same records with the same ids, before any text was read.</summary>
    internal static async Task CopyAsync(SearchedRegistry from, SearchedRegistry to)
    {
        await using (var db = from.App.Databases.Open())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", SearchedRegistry.Cancel);
        }

        File.Copy(Path.Combine(from.App.Folder, "registry.db"), Path.Combine(to.App.Folder, "registry.db"));
    }

    /// <summary>Sealed with a secret of each process, so the letters differ; where they lead to is compared instead.</summary>
    [GeneratedRegex("\"next\":\"[^\"]+\"")]
    private static partial Regex Cursor();
}
