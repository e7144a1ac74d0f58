using System.Diagnostics;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Readings;
using Microsoft.Extensions.Time.Testing;

namespace EvidenceRegistry.Tests.Readings;

/// <summary>What a hostile file costs: a page, never the rest, never this process.</summary>
[Collection(PdfChildrenFixture.Alone)]
public sealed class PdfChildrenLossTests
{
    [Fact]
    public async Task A_page_that_overflows_the_stack_costs_that_page_alone()
    {
        await using var given = new PdfChildrenFixture();
        var file = given.Write("hostile.pdf", PdfChildrenHostile.OverflowsStack(3, hostile: 2));

        var frames = await PdfChildrenFixture.AllAsync(given.Readers().ReadAsync(file));

        Assert.Equal([1, 3], frames.OfType<PdfPage>().Select(page => page.Page));
        var lost = Assert.Single(frames.OfType<PdfPageLost>());
        Assert.Equal((2, PdfReason.Crash), (lost.Page, lost.Reason));
        Assert.Contains("Stack overflow", lost.Detail, StringComparison.Ordinal);
        var tally = Assert.IsType<PdfEnd>(frames[^1]).Tally;
        Assert.Equal((false, PdfReason.Crash, 2), (tally.Failed, tally.Reason, tally.PagesWithText));
    }

    [Fact]
    public async Task A_file_that_ends_its_reader_too_often_is_given_up_and_keeps_the_pages_read()
    {
        await using var given = new PdfChildrenFixture();
        var file = given.Write("hostile.pdf", PdfChildrenHostile.OverflowsStack(6, hostile: [2, 3, 5]));

        var frames = await PdfChildrenFixture.AllAsync(given.Readers(new PdfReadingOptions { Children = 1, Restarts = 2 }).ReadAsync(file));

        Assert.Equal([1, 4], frames.OfType<PdfPage>().Select(page => page.Page));
        Assert.Equal([2, 3, 5], frames.OfType<PdfPageLost>().Select(page => page.Page));
        var tally = Assert.IsType<PdfEnd>(frames[^1]).Tally;
        Assert.Equal((true, PdfReason.Crash, 6, 2), (tally.Failed, tally.Reason, tally.Pages, tally.PagesWithText));
    }

    [Fact]
    public async Task A_page_without_end_is_left_after_its_time_and_the_next_one_is_read()
    {
        await using var given = new PdfChildrenFixture();
        var time = new FakeTimeProvider();
        var file = given.Write("hostile.pdf", PdfChildrenHostile.NeverEnds(3, hostile: 2));
        await using var frames = given.Readers(time: time).ReadAsync(file).GetAsyncEnumerator();
        while (await frames.MoveNextAsync() && frames.Current is not PdfPageAnnounced { Page: 2 })
        {
            Assert.IsNotType<PdfEnd>(frames.Current);
        }

        var next = frames.MoveNextAsync();
        time.Advance(TimeSpan.FromSeconds(31));

        Assert.True(await next);
        var lost = Assert.IsType<PdfPageLost>(frames.Current);
        Assert.Equal((2, PdfReason.Timeout), (lost.Page, lost.Reason));
        Assert.True(await frames.MoveNextAsync());
        Assert.True(await frames.MoveNextAsync());
        Assert.Equal(3, Assert.IsType<PdfPage>(frames.Current).Page);
    }

    [Fact]
    public async Task A_page_that_eats_memory_is_ended_at_the_limit()
    {
        await using var given = new PdfChildrenFixture();
        var file = given.Write("hostile.pdf", PdfChildrenHostile.EatsMemory(3, hostile: 2));

        var frames = await PdfChildrenFixture.AllAsync(given.Readers(new PdfReadingOptions { Children = 1, MemoryMegabytes = 250 }).ReadAsync(file));

        Assert.Equal([1, 3], frames.OfType<PdfPage>().Select(page => page.Page));
        var lost = Assert.Single(frames.OfType<PdfPageLost>());
        Assert.Equal((2, PdfReason.MemoryLimit), (lost.Page, lost.Reason));
    }

    [Fact]
    public async Task Whoever_stops_waiting_ends_the_reader_in_mid_page()
    {
        await using var given = new PdfChildrenFixture();
        var file = given.Write("hostile.pdf", PdfChildrenHostile.NeverEnds(2, hostile: 2));
        using var cancel = new CancellationTokenSource();
        var before = PdfChildrenFixture.OwnProcesses();
        await using var frames = given.Readers().ReadAsync(file, cancel: cancel.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        while (await frames.MoveNextAsync() && frames.Current is not PdfPageAnnounced { Page: 2 })
        {
            Assert.IsNotType<PdfEnd>(frames.Current);
        }

        var next = frames.MoveNextAsync().AsTask();
        var child = Assert.Single(PdfChildrenFixture.OwnProcesses().Except(before));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.False(PdfChildrenFixture.IsAlive(child));
    }

    [Fact]
    public async Task A_reader_that_was_killed_while_it_waited_is_replaced_without_a_word()
    {
        await using var given = new PdfChildrenFixture();
        var file = given.Pdf("study.pdf", "Evidence");
        var readers = given.Readers();
        await PdfChildrenFixture.AllAsync(readers.ReadAsync(file));
        using (var child = Process.GetProcessById(readers.IdleProcesses[0]))
        {
            child.Kill();
            await child.WaitForExitAsync();
        }

        var frames = await PdfChildrenFixture.AllAsync(readers.ReadAsync(file));

        Assert.Null(Assert.IsType<PdfEnd>(frames[^1]).Tally.Reason);
    }

    [Theory]
    [InlineData("echo this is not our language; sleep 60")]
    [InlineData("exit 3")]
    [InlineData("printf '\\001\\000\\000\\000Z'; sleep 60")]
    public async Task A_reader_that_talks_nonsense_or_dies_at_once_counts_as_a_crash(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in is a shell script");
        await using var given = new PdfChildrenFixture();
        var file = given.Pdf("study.pdf", "Evidence");
        var before = PdfChildrenFixture.OwnProcesses();
        var readers = given.Readers(command: new PdfChildrenCommand("/bin/sh", ["-c", script], new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }));

        var frames = await PdfChildrenFixture.AllAsync(readers.ReadAsync(file));

        Assert.Equal(PdfReason.Crash, Assert.IsType<PdfEnd>(Assert.Single(frames)).Tally.Reason);
        Assert.Empty(PdfChildrenFixture.OwnProcesses().Except(before));
    }
}
