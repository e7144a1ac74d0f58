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

    [Theory]
    [InlineData("POST", "")]
    [InlineData("GET", "?q=&after=17")]
    public async Task Who_waits_for_that_very_work_does_not_make_it_stand_aside(string method, string query)
    {
        var http = new DefaultHttpContext { Request = { Method = method, QueryString = new QueryString(query) } };
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
