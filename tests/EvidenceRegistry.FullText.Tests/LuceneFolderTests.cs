using Microsoft.Extensions.Time.Testing;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>What the embedded engine makes of its folder after crashes, damage and full disks.</summary>
public sealed class LuceneFolderTests : IDisposable
{
    private readonly IndexFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Live => Path.Combine(_folder.Path, "index");

    private async Task<LuceneEvidenceIndex> Open(string? path = null, FullDisk? disk = null)
    {
        var options = new LuceneOptions { Folder = path ?? Live };
        return await LuceneEvidenceIndex.OpenAsync(
            disk is null ? options : options with { OpenFolder = disk.Open }, Analysis.OfTheProject, new FakeTimeProvider());
    }

    /// <summary>The files as a power cut would leave them: what is on disk now, without anything the process still holds.</summary>
    private string Copy()
    {
        string copy = Path.Combine(_folder.Path, "copy");
        foreach (string file in Directory.EnumerateFiles(Live, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("write.lock", StringComparison.Ordinal)))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(Live, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    private async Task Fill(params IndexDocument[] documents)
    {
        await using LuceneEvidenceIndex index = await Open();
        await using (IIndexBuild build = await index.BeginBuildAsync(CancellationToken.None))
        {
            await build.WriteAsync([.. documents.Select(Put)], CancellationToken.None);
            await build.SwitchAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_switch_that_cannot_be_written_down_leaves_the_live_index_and_room_for_the_next_build()
    {
        await Fill(Study("old", "หนึ่ง"));
        await using LuceneEvidenceIndex index = await Open();
        string inTheWay = Path.Combine(Live, "live.new");
        Directory.CreateDirectory(inTheWay);
        string[] folders = Directory.GetDirectories(Live);
        await using (IIndexBuild build = await index.BeginBuildAsync(CancellationToken.None))
        {
            await Assert.ThrowsAsync<IndexUnavailableException>(() => build.SwitchAsync(CancellationToken.None));
        }

        Assert.Equal(folders.Order(), Directory.GetDirectories(Live).Order());
        await index.With(Study("newer", "สอง"));
        Assert.Equal(["newer", "old"], (await index.Ids(Ask(""))).Order());
        Directory.Delete(inTheWay);
        await using (IIndexBuild build = await index.BeginBuildAsync(CancellationToken.None))
        {
            await build.WriteAsync([Put(Study("new", "สาม"))], CancellationToken.None);
            await build.SwitchAsync(CancellationToken.None);
        }

        Assert.Equal(["new"], await index.Ids(Ask("")));
    }

    [Fact]
    public async Task After_a_crash_everything_up_to_the_last_refresh_is_there_and_nothing_else()
    {
        await Fill(Study("a", "หนึ่ง", "", 1, Page(1, "ข้อความ")));
        await using LuceneEvidenceIndex index = await Open();
        await index.WriteAsync([Delete("a", 3), Put(Study("b", "สอง"))], CancellationToken.None);
        await index.RefreshAsync(CancellationToken.None);
        await index.WriteAsync([Put(Study("c", "สาม"))], CancellationToken.None);
        await using LuceneEvidenceIndex again = await Open(Copy());
        Assert.Equal(["b"], await again.Ids(Ask("")));
        Assert.False((await again.StateAsync(CancellationToken.None)).IsNew);
        await again.With(Study("a", "หนึ่ง", revision: 2));
        Assert.Equal(["b"], await again.Ids(Ask("")));
    }

    [Fact]
    public async Task A_build_that_a_crash_ended_is_swept_away_and_the_live_index_answers()
    {
        await Fill(Study("a", "หนึ่ง"));
        await using LuceneEvidenceIndex index = await Open();
        await using IIndexBuild build = await index.BeginBuildAsync(CancellationToken.None);
        await build.WriteAsync([Put(Study("b", "สอง"))], CancellationToken.None);
        string copy = Copy();
        await using LuceneEvidenceIndex again = await Open(copy);
        Assert.Equal(["a"], await again.Ids(Ask("")));
        Assert.Single(Directory.GetDirectories(copy));
    }

    [Fact]
    public async Task An_empty_folder_begins_new_and_stays_so_until_a_build_is_switched_in()
    {
        await using (LuceneEvidenceIndex index = await Open())
        {
            await index.With(Study("a", "หนึ่ง"));
            Assert.True((await index.StateAsync(CancellationToken.None)).IsNew);
        }

        await using (LuceneEvidenceIndex again = await Open())
        {
            Assert.True((await again.StateAsync(CancellationToken.None)).IsNew);
            Assert.Equal(["a"], await again.Ids(Ask("")));
        }

        await Fill(Study("a", "หนึ่ง"));
        await using LuceneEvidenceIndex whole = await Open();
        Assert.False((await whole.StateAsync(CancellationToken.None)).IsNew);
    }

    [Theory]
    [InlineData("records")]
    [InlineData("pages")]
    public async Task A_damaged_index_is_put_aside_once_and_a_new_one_begun(string part)
    {
        for (int round = 0; round < 2; round++)
        {
            await Fill(Study("a", "หนึ่ง", "", 1, Page(1, "ข้อความ")));
            string file = Directory.EnumerateFiles(Live, "*", SearchOption.AllDirectories)
                .Where(path => path.Contains($"{Path.DirectorySeparatorChar}{part}{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !path.Contains("damaged-", StringComparison.Ordinal))
                .MaxBy(path => new FileInfo(path).Length)!;
            byte[] bytes = await File.ReadAllBytesAsync(file);
            bytes[bytes.Length / 2] ^= 0xFF;
            await File.WriteAllBytesAsync(file, bytes);
            await using LuceneEvidenceIndex index = await Open();
            IndexState state = await index.StateAsync(CancellationToken.None);
            Assert.True(state.IsNew);
            Assert.Equal(0, state.Records);
            string aside = Assert.Single(Directory.GetDirectories(Live, "damaged-*"));
            Assert.Contains("checksum", await File.ReadAllTextAsync(Path.Combine(aside, "why.txt")), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("g0000")]
    [InlineData("../../etc")]
    [InlineData("g999999\n")]
    public async Task A_torn_pointer_begins_a_new_index_and_keeps_the_old_one_aside(string torn)
    {
        await Fill(Study("a", "หนึ่ง"));
        await File.WriteAllTextAsync(Path.Combine(Live, "live"), torn);
        await using LuceneEvidenceIndex index = await Open();
        Assert.True((await index.StateAsync(CancellationToken.None)).IsNew);
        await index.With(Study("b", "สอง"));
        Assert.Equal(["b"], await index.Ids(Ask("")));
    }

    [Fact]
    public async Task A_folder_that_another_engine_writes_is_refused_and_left_alone()
    {
        await using LuceneEvidenceIndex index = await Open();
        await index.With(Study("a", "หนึ่ง"));
        await Assert.ThrowsAsync<IndexUnavailableException>(() => Open());
        await index.With(Study("b", "สอง"));
        Assert.Equal(["a", "b"], await index.Ids(Ask("")));
    }

    [Fact]
    public async Task A_full_disk_is_said_and_the_index_takes_writes_again_when_there_is_space()
    {
        var disk = new FullDisk();
        await using LuceneEvidenceIndex index = await Open(disk: disk);
        await index.With(Study("a", "หนึ่ง"));
        await index.WriteAsync([Put(Study("b", "สอง"))], CancellationToken.None);
        disk.IsFull = true;
        await Assert.ThrowsAsync<IndexUnavailableException>(() => index.RefreshAsync(CancellationToken.None));
        Assert.Equal(["a"], await index.Ids(Ask("")));
        await Assert.ThrowsAsync<IndexUnavailableException>(() => index.BeginBuildAsync(CancellationToken.None));
        disk.IsFull = false;
        await index.With(Study("b", "สอง"));
        Assert.Equal(["a", "b"], await index.Ids(Ask("")));
    }

    [Fact]
    public async Task A_record_left_without_its_pages_is_listed_so_and_takes_the_same_revision_again()
    {
        IndexDocument study = Study("a", "หนึ่ง", "", 1, Page(1, "ข้อความ"), Page(2, "อีกหน้า"));
        await Fill(study);
        string live = (await File.ReadAllTextAsync(Path.Combine(Live, "live"))).Trim();
        Directory.Delete(Path.Combine(Live, live, "pages"), recursive: true);
        GenerationWriter.Create(Live, "g000999", new LuceneOptions { Folder = Live }, new CommitData("any", true)).Dispose();
        Directory.Move(Path.Combine(Live, "g000999", "pages"), Path.Combine(Live, live, "pages"));
        await using LuceneEvidenceIndex index = await Open();
        Assert.Equal("", await HashOf(index));
        await index.With(study);
        Assert.Equal(study.PagesHash, await HashOf(index));
        Assert.Equal(2, (await index.StateAsync(CancellationToken.None)).Pages);
    }

    private static async Task<string> HashOf(LuceneEvidenceIndex index)
    {
        await foreach (IndexedRecord record in index.ListAsync(CancellationToken.None))
        {
            return record.PagesHash;
        }

        throw new InvalidOperationException("no record");
    }
}
