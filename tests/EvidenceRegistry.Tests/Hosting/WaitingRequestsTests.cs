using EvidenceRegistry.Hosting;
using EvidenceRegistry.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>Who reads waits for the first byte; who writes may wait for the very work that would stand aside.</summary>
public sealed class WaitingRequestsTests
{
    private readonly Courtesy _courtesy = new(TimeProvider.System);

    private bool SomebodyWaits => !_courtesy.StandAsideAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None).AsTask().IsCompletedSuccessfully;

    [Fact]
    public async Task A_reader_waits_until_the_answer_begins()
    {
        var answer = new AnswerThatBegins();
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpResponseFeature>(answer);
        http.Request.Method = "GET";
        var (before, after) = (false, true);
        await new WaitingRequests(async _ =>
        {
            before = SomebodyWaits;
            await answer.BeginAsync();
            after = SomebodyWaits;
        }, _courtesy).InvokeAsync(http);
        Assert.Equal((true, false), (before, after));
    }

    [Fact]
    public async Task A_reader_whose_request_fails_waits_no_longer()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new WaitingRequests(_ => throw new InvalidOperationException("no"), _courtesy).InvokeAsync(new DefaultHttpContext { Request = { Method = "GET" } }));
        Assert.False(SomebodyWaits);
    }

    [Fact]
    public async Task A_writer_makes_nobody_stand_aside()
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        var waits = true;
        await new WaitingRequests(_ =>
        {
            waits = SomebodyWaits;
            return Task.CompletedTask;
        }, _courtesy).InvokeAsync(http);
        Assert.False(waits);
    }

    private sealed class AnswerThatBegins : HttpResponseFeature
    {
        private readonly List<(Func<object, Task> Callback, object State)> _starting = [];

        public override void OnStarting(Func<object, Task> callback, object state) => _starting.Add((callback, state));

        public async Task BeginAsync()
        {
            foreach (var (callback, state) in _starting)
            {
                await callback(state);
            }
        }
    }
}
