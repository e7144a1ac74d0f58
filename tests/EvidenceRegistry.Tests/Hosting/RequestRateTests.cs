using System.Net;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;

namespace EvidenceRegistry.Tests.Hosting;

public sealed class RequestRateTests
{
    [Fact]
    public async Task Who_asks_too_often_is_told_how_long_to_wait_and_holds_up_nobody_else()
    {
        await using var app = new RegistryApp { Settings = [("Limits:RequestsPerMinuteWithoutKey", "2")] };
        using var client = app.Reader();
        await client.GetAsync("/api/v1/status");
        await client.GetAsync("/api/v1/status");
        using var third = await client.GetAsync("/api/v1/status");
        Assert.Equal("too-many-requests", (await ProblemAnswer.ReadAsync(third, HttpStatusCode.TooManyRequests)).Word);
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);

        using var keyed = await app.AsAsync(Role.Submitter);
        Assert.Equal(HttpStatusCode.OK, (await keyed.GetAsync("/api/v1/status")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Who_shows_keys_that_are_not_good_is_counted_like_anybody_without_one()
    {
        await using var app = new RegistryApp { Settings = [("Limits:RequestsPerMinuteWithoutKey", "2")] };
        using var guesser = app.With("erk_0000000000000000000000000000000000000000000");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("key-unknown", (await ProblemAnswer.ReadAsync(await guesser.GetAsync("/api/v1/status"), HttpStatusCode.Unauthorized)).Word);
        }

        using var third = await guesser.GetAsync("/api/v1/status");
        Assert.Equal("too-many-requests", (await ProblemAnswer.ReadAsync(third, HttpStatusCode.TooManyRequests)).Word);
        Assert.NotNull(third.Headers.RetryAfter);
    }
}
