using System.Collections.Concurrent;
using EvidenceRegistry.Access;
using EvidenceRegistry.Hosting;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>A clock that ends by a fault ends the whole process (the host's default), so none may, and none may spoil the end of a process either.</summary>
public sealed class ClocksWithoutDatabaseTests : IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20), LongestHour = TimeSpan.FromMinutes(2);

    private readonly DatabaseOff _database = new();
    private readonly ToldFaults _faults = new();
    private readonly RegistryApp _app;

    public ClocksWithoutDatabaseTests() => _app = new RegistryApp
    {
        Settings = [("Registry:SeedData", "samples"), ("Tagging:LearnEveryHours", "1")],
        Replacing = services => services.AddSingleton(_database.Open).AddSingleton<ILoggerProvider>(_faults),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_meets_a_database_that_is_away_and_none_ends_of_it()
    {
        _app.Services.GetRequiredService<KeyUses>().Note("one");
        using var nobody = await _app.Reader().GetAsync("/api/v1/search?q=แมงกะพรุน", Cancel);
        nobody.EnsureSuccessStatusCode();
        var types = typeof(Program).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IHostedService))).ToList();
        var clocks = types.ConvertAll(t => (BackgroundService)ActivatorUtilities.GetServiceOrCreateInstance(_app.Services, t));
        Assert.True(clocks.Count > 15);

        _database.IsAway = true;
        foreach (var clock in clocks)
        {
            await clock.StartAsync(Cancel);
        }

        await UntilAsync(() => clocks.All(c => c.ExecuteTask!.IsCompleted || _faults.Tellers.ContainsKey(c.GetType().FullName!)));

        Assert.Equal([], clocks.Where(c => c.ExecuteTask!.IsCompleted).Select(c => $"{c.GetType().Name}: {c.ExecuteTask!.Exception?.InnerException?.Message}"));
        foreach (var clock in clocks)
        {
            Assert.Null(await Xunit.Record.ExceptionAsync(() => clock.StopAsync(Cancel)));
        }
    }

    [Fact]
    public async Task Samples_that_met_a_database_that_is_away_are_in_when_it_is_back()
    {
        var seeding = ActivatorUtilities.CreateInstance<SampleSeeding>(_app.Services);
        _database.IsAway = true;
        await seeding.StartAsync(Cancel);
        await UntilAsync(() => seeding.ExecuteTask!.IsCompleted || !_faults.Tellers.IsEmpty);
        _database.IsAway = false;
        await UntilAsync(() => seeding.ExecuteTask!.IsCompleted);

        await seeding.ExecuteTask!;
        await using var db = _app.Databases.Open();
        Assert.True(await db.Settings.AnyAsync(s => s.Name == SampleSeed.DoneName, Cancel));
        await seeding.StopAsync(Cancel);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Lets the registry's clock run until it is so; each clock answers the tick on a thread of its own.</summary>
    private async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(LongestHour);
        var never = new TaskCompletionSource().Task;
        while (!isSo() && !patience.IsCancellationRequested)
        {
            _app.Time.Advance(TimeSpan.FromMinutes(10));
            await never.WaitAsync(Moment, Cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The embedded database, and in its place, while it is away, a PostgreSQL that nobody listens for: its provider's own faults.</summary>
    private sealed class DatabaseOff
    {
        public volatile bool IsAway;

        public RegistryDbs Open(IServiceProvider services)
        {
            var here = SqliteRegistryDb.Options(services.GetRequiredService<RegistrySettings>().DatabaseFile);
            var away = PostgresRegistryDb.Options("Host=127.0.0.1;Port=1;Username=nobody;Database=nothing;Pooling=false");
            return new RegistryDbs(
                WriteGate.OneAtATime(), () => IsAway ? new PostgresRegistryDb(away) : new SqliteRegistryDb(here), services.GetRequiredService<TimeProvider>(), embedded: true);
        }
    }

    /// <summary>Who has told of a fault.</summary>
    private sealed class ToldFaults : ILoggerProvider
    {
        public ConcurrentDictionary<string, bool> Tellers { get; } = new(StringComparer.Ordinal);

        public ILogger CreateLogger(string categoryName) => new Teller(Tellers, categoryName);

        public void Dispose()
        {
        }

        private sealed class Teller(ConcurrentDictionary<string, bool> tellers, string name) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (exception is not null)
                {
                    tellers[name] = true;
                }
            }
        }
    }
}
