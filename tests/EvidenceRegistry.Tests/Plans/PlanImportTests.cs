using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Plans;

public sealed class PlanImportTests
{
    [Fact]
    public async Task The_shipped_plans_arrive_whole_and_a_second_import_of_them_writes_nothing()
    {
        await using var registry = await PlanFixture.EmptyAsync();

        var first = await registry.ImportAsync(PlanFixture.Seed());
        var second = await registry.ImportAsync(PlanFixture.Seed());

        Assert.Empty(first.Problems);
        Assert.Equal(138, first.Added.Count(code => code.EndsWith("@2561", StringComparison.Ordinal) && SubTarget(code)));
        Assert.Equal(142, first.Added.Count(code => code.EndsWith("@2566", StringComparison.Ordinal) && SubTarget(code)));
        Assert.Contains("110301F0101@2566", first.Added);
        Assert.Contains("TH-10", first.Added);
        Assert.Empty(first.Changed);
        Assert.False(second.Written);
        Assert.Equal(first.Added.Count, second.Unchanged);
        await using var db = registry.Dbs.Open();
        Assert.Equal(1, await db.Audit.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_with_errors_says_all_of_them_with_line_and_column_and_changes_nothing()
    {
        await using var registry = await PlanFixture.SeededAsync();

        var report = await registry.ImportAsync(
        [
            PlanFixture.Csv("wrong.csv",
                "code,scheme,parent,text_th,editions,sample",
                "110399,subTarget,110300,,2566,false",
                "11x301,subTarget,110300,ก,2566,false",
                "110301V09,component,110301,ก,2599,false",
                "110301V08,component,119999,ก,2566,maybe",
                "110301V07,factor,110301,ก,2566,false",
                "110301V06,component,110301,ก,2566",
                "110301V05,component,110391,ก,2566,true",
                "110301V05,component,110301,ข,2566,true"),
            PlanFixture.Csv("links.csv", "what,is,this"),
        ]);

        Assert.Equal(
            [
                ("wrong-column-count", "wrong.csv line 7"),
                ("missing", "wrong.csv line 2 column 4 (text_th)"),
                ("not-a-plan-code", "wrong.csv line 3 column 1 (code)"),
                ("unknown-value", "wrong.csv line 5 column 6 (sample)"),
                ("code-of-another-scheme", "wrong.csv line 6 column 2 (scheme)"),
                ("unknown-layout", "links.csv line 1"),
                ("given-twice", "wrong.csv line 9 column 1 (code)"),
                ("unknown-edition", "wrong.csv line 4 column 1 (code)"),
                ("unknown-parent", "wrong.csv line 4 column 1 (code)"),
                ("unknown-parent", "wrong.csv line 8 column 1 (code)"),
            ],
            report.Problems.Select(p => (p.Code, p.Place)));
        Assert.False(report.Written);
        Assert.Null((await registry.TreeAsync()).Find("110301V05@2599"));
        Assert.False((await registry.ImportAsync(PlanFixture.Seed())).Written);
    }

    [Fact]
    public async Task Plans_that_another_process_has_imported_are_read_at_the_next_look()
    {
        await using var registry = await PlanFixture.SeededAsync();
        var here = new PlanTrees(registry.Dbs);
        var before = await here.ReloadAsync(CancellationToken.None);
        Assert.Same(before, await here.FreshAsync(CancellationToken.None));

        Assert.True((await registry.ImportAsync([PlanFixture.Csv("fvct.csv", "sub_target,code,text_th", "110301,V01,องค์ประกอบจริง")], edition: "2566")).Written);

        Assert.Same(before, here.Current);
        Assert.Equal("องค์ประกอบจริง", (await here.FreshAsync(CancellationToken.None)).Find("110301V01")!.Text.Th);
        Assert.Equal("องค์ประกอบจริง", here.Current.Find("110301V01")!.Text.Th);
    }

    [Fact]
    public async Task Links_alone_touch_the_records_whose_goals_they_change()
    {
        await using var registry = await PlanFixture.SeededAsync();
        await using (var db = registry.Dbs.Open())
        {
            var record = new Storage.Record { Id = NewIds.Next(registry.Time), Content = new StudyContent { Title = new LocalText("ก"), Year = 2023 }, Title = "ก", Year = 2023 };
            record.Tags.Add(new Tag { RecordId = record.Id, Scheme = "subTarget", Code = "110301", Edition = "2566", Status = TagStatus.Claimed });
            db.Records.Add(record);
            await db.SaveChangesAsync();
        }

        var tree = await registry.TreeAsync();
        var goal = tree.All("issueGoal").First(g => !tree.Find("110301")!.ContributesTo.Contains(g.Code));
        Assert.Empty((await registry.ImportAsync(
            [PlanFixture.Csv("links.csv", "from_scheme,from_code,to_scheme,to_code,relation,confidence,note", $"subTarget,110301,issueGoal,{goal.Code},contributesTo,high,")])).Problems);

        await using var after = registry.Dbs.Open();
        Assert.Equal(2, (await after.Records.SingleAsync()).Revision);
    }

    [Fact]
    public async Task What_stands_above_itself_is_refused_whether_in_one_file_or_with_what_is_stored()
    {
        await using var registry = await PlanFixture.SeededAsync();

        var report = await registry.ImportAsync(
        [
            PlanFixture.Csv("round.csv",
                "code,scheme,parent,text_th,editions,sample",
                "110301,subTarget,110301V01,ก,2566,false",
                "110302,subTarget,110302,ข,2566,false"),
            PlanFixture.Csv("areas.csv", "code,kind,parent,name_th,name_en,other_names", "TH-10,province,TH-10,กรุงเทพมหานคร,Bangkok,"),
        ]);

        Assert.Equal(
            [("above-itself", "110301"), ("above-itself", "110302"), ("above-itself", "TH-10")],
            report.Problems.Where(p => p.Code == "above-itself").Select(p => (p.Code, p.Text!)));
        Assert.False(report.Written);
        Assert.Equal("110300", (await registry.TreeAsync()).Find("110301")!.Parent!.Code);
    }

    [Fact]
    public async Task A_real_value_chain_replaces_the_sample_of_its_sub_target_and_leaves_the_others_alone()
    {
        await using var registry = await PlanFixture.SeededAsync();

        var report = await registry.ImportAsync(
            [
                PlanFixture.Csv("fvct.csv",
                    "sub_target,code,text_th",
                    "110301,V01,องค์ประกอบจริง",
                    "110301,V01F01,ปัจจัยจริง",
                    ",v3_110301V01F02,ปัจจัยที่สอง",
                    "๑๑๐๓๐๑,F๐๑๐๓,ปัจจัยที่สาม"),
            ],
            edition: "2566");

        Assert.Empty(report.Problems);
        Assert.Equal(["110301V01@2566", "110301F0101@2566", "110301F0102@2566", "110301F0103@2566"], report.Changed);
        Assert.All(report.Retired, code => Assert.StartsWith("110301", code));
        var tree = await registry.TreeAsync();
        var factor = tree.Find("110301F0101")!;
        Assert.Equal(("ปัจจัยจริง", false, false), (factor.Text.Th, factor.Sample, factor.Retired));
        Assert.True(tree.Find("110301V02") is { Retired: true, Sample: true });
        var other = tree.All("component").First(c => !c.Code.StartsWith("110301", StringComparison.Ordinal));
        Assert.False(other.Retired);
    }

    [Fact]
    public async Task A_concept_that_is_left_out_is_retired_and_comes_back_with_a_later_import()
    {
        await using var registry = await PlanFixture.SeededAsync();
        var seed = PlanFixture.Seed();
        var text = System.Text.Encoding.UTF8.GetString(seed.Single(f => f.Name == "plans/sub_targets.csv").Bytes.Span);
        var without = PlanFixture.Csv("sub_targets.csv", [.. text.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith("040402,", StringComparison.Ordinal))]);

        var gone = await registry.ImportAsync([without]);
        var retired = (await registry.TreeAsync()).Find("040402");
        var back = await registry.ImportAsync(seed);

        Assert.Equal(["040402@2566"], gone.Retired);
        Assert.Empty(gone.Changed);
        Assert.True(retired!.Retired);
        Assert.Equal(["040402@2566"], back.Changed);
        Assert.False((await registry.TreeAsync()).Find("040402")!.Retired);
    }

    private static bool SubTarget(string code) => code.Length == 11 && !code[2..4].Equals("00", StringComparison.Ordinal) && !code[4..6].Equals("00", StringComparison.Ordinal);
}
