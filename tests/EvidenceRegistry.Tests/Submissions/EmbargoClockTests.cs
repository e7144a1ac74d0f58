using System.Net;
using EvidenceRegistry.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Submissions;

public sealed class EmbargoClockTests : IAsyncLifetime
{
    private readonly SubmissionDesk _desk = new();

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    private EmbargoClock Clock => _desk.App.Services.GetRequiredService<EmbargoClock>();

    [Fact]
    public async Task An_embargo_ends_at_midnight_in_Bangkok_for_readers_and_once_for_the_index()
    {
        var study = _desk.Study();
        (study["access"], study["embargoUntil"]) = ("embargoed", "2026-11-03");
        var id = (string)(await _desk.TakenAsync(study, files: [("a.pdf", [1])]))["id"]!;
        await Clock.SweepAsync(CancellationToken.None);
        Assert.Equal(HttpStatusCode.Forbidden, await ReadAsync(id));

        // 16:59 UTC is one minute before midnight in Bangkok.
        _desk.App.Time.SetUtcNow(new DateTimeOffset(2026, 11, 2, 16, 59, 0, TimeSpan.Zero));
        Assert.Equal(0, await Clock.SweepAsync(CancellationToken.None));
        Assert.Equal(HttpStatusCode.Forbidden, await ReadAsync(id));
        _desk.App.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(id));
        Assert.Equal(1, await Clock.SweepAsync(CancellationToken.None));
        Assert.Equal(0, await Clock.SweepAsync(CancellationToken.None));

        await using var db = _desk.App.Databases.Open();
        Assert.Equal((1, 2L), await db.Records.Where(r => r.Id == id).Select(r => new ValueTuple<int, long>(r.Version, r.Revision)).SingleAsync());
        Assert.Equal(2, await db.Outbox.CountAsync(o => o.RecordId == id));
    }

    [Fact]
    public async Task A_clock_that_stood_in_a_false_future_loses_no_end_of_an_embargo()
    {
        var study = _desk.Study();
        (study["access"], study["embargoUntil"]) = ("embargoed", "2027-01-01");
        var id = (string)(await _desk.TakenAsync(study, files: [("a.pdf", [1])]))["id"]!;
        await Clock.SweepAsync(CancellationToken.None);
        await SweepOnAsync(2030, 1, 1, 1);

        // FakeTimeProvider goes forward only; a second host on the same folder is not needed to show what a clock set back does.
        var back = new EmbargoClock(_desk.App.Databases, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 5, 0, 0, TimeSpan.Zero)),
            Microsoft.Extensions.Logging.Abstractions.NullLogger<EmbargoClock>.Instance);
        Assert.Equal(1, await back.SweepAsync(CancellationToken.None));
        await using var db = _desk.App.Databases.Open();
        Assert.True((await db.Outbox.Where(o => o.RecordId == id).OrderBy(o => o.Id).LastAsync()).Narrowing);
        Assert.Equal("2026-11-02", (await db.Settings.SingleAsync(s => s.Name == "embargoes-swept-to")).Value);
        var later = new EmbargoClock(_desk.App.Databases, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2027, 1, 1, 5, 0, 0, TimeSpan.Zero)),
            Microsoft.Extensions.Logging.Abstractions.NullLogger<EmbargoClock>.Instance);
        Assert.Equal(1, await later.SweepAsync(CancellationToken.None));
    }

    private async Task SweepOnAsync(int year, int month, int day, int ended)
    {
        _desk.App.Time.SetUtcNow(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(ended, await Clock.SweepAsync(CancellationToken.None));
    }

    private async Task<HttpStatusCode> ReadAsync(string id) => (await _desk.Reader.GetAsync($"/api/v1/records/{id}/files/a.pdf")).StatusCode;
}
