using EvidenceRegistry.Jobs;
using Microsoft.Extensions.Time.Testing;

namespace EvidenceRegistry.Tests.Jobs;

/// <summary>Who waits for an answer goes before work that nobody waits for, and that work still goes on.</summary>
public sealed class CourtesyTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Where_nobody_waits_nobody_stands_aside() =>
        Assert.True(new Courtesy(_time).StandAsideAsync(TimeSpan.FromSeconds(1), Cancel).AsTask().IsCompletedSuccessfully);

    [Fact]
    public async Task It_stands_aside_until_the_last_has_an_answer()
    {
        var courtesy = new Courtesy(_time);
        var (first, second) = (courtesy.SomebodyWaits(), courtesy.SomebodyWaits());
        var aside = courtesy.StandAsideAsync(TimeSpan.FromSeconds(1), Cancel).AsTask();
        first();
        first();
        Assert.False(aside.IsCompleted);
        second();
        await aside.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task However_many_ask_it_has_a_quarter_of_the_time()
    {
        var courtesy = new Courtesy(_time);
        courtesy.SomebodyWaits();
        var aside = courtesy.StandAsideAsync(TimeSpan.FromSeconds(1), Cancel).AsTask();
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(aside.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await aside.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task A_batch_rests_as_long_as_it_worked_and_standing_aside_is_rest()
    {
        var courtesy = new Courtesy(_time);
        var pace = courtesy.Begin();
        _time.Advance(TimeSpan.FromSeconds(4));
        var served = courtesy.SomebodyWaits();
        var step = pace.StepAsync(Cancel).AsTask();
        _time.Advance(TimeSpan.FromSeconds(3));
        served();
        await step.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        _time.Advance(TimeSpan.FromSeconds(1));
        var rest = pace.RestAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(rest.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await rest.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task A_rest_that_was_had_between_steps_is_not_had_again()
    {
        var courtesy = new Courtesy(_time);
        var pace = courtesy.Begin();
        _time.Advance(TimeSpan.FromSeconds(1));
        courtesy.SomebodyWaits();
        var step = pace.StepAsync(Cancel).AsTask();
        _time.Advance(TimeSpan.FromSeconds(3));
        await step.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.True(pace.RestAsync(Cancel).IsCompletedSuccessfully);
    }
}
