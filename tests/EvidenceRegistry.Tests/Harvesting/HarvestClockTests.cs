using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>The clock of the harvest goes on, whatever a look comes to.</summary>
public sealed class HarvestClockTests
{
    [Fact]
    public async Task A_look_that_fails_is_told_and_the_clock_looks_again()
    {
        await using var app = new RegistryApp().Started();
        await using (var db = app.Databases.Open())
        {
            // When resources are due cannot be read: a look stumbles over it before it comes to the sources.
            db.HarvestSources.Add(new HarvestSource { Id = "s", Name = "s", Url = "https://s.example", RequestsPerSecond = 1, ParallelRequests = 1 });
            db.Settings.Add(new Setting { Name = "resource-check-next", Value = "no day" });
            await db.SaveChangesAsync();
        }

        var told = new Told();
        using var clock = new HarvestClock(
            app.Databases, app.Services.GetRequiredService<HarvestQueue>(), app.Services.GetRequiredService<JobQueue>(), new HarvestingOptions { CheckResourcesDays = 1 }, app.Time, told);
        await clock.StartAsync(CancellationToken.None);
        for (var look = 0; look < 2; look++)
        {
            var next = told.Next;
            app.Time.Advance(TimeSpan.FromMinutes(look));
            Assert.Same(next, await Task.WhenAny(next, clock.ExecuteTask!));
            Assert.IsType<FormatException>(await next);
        }

        await clock.StopAsync(CancellationToken.None);
    }

    /// <summary>Hands out what is logged next.</summary>
    private sealed class Told : ILogger<HarvestClock>
    {
        private readonly System.Threading.Channels.Channel<Exception?> _told = System.Threading.Channels.Channel.CreateUnbounded<Exception?>();

        public Task<Exception?> Next => _told.Reader.ReadAsync().AsTask();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _told.Writer.TryWrite(exception);
    }
}
