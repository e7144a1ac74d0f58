using System.Data.Common;
using System.Diagnostics;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Tagging;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>What an answer costs does not grow with the registry: the embedded database is asked how it reads what searches ask of it.</summary>
public sealed class QueryPlanTests
{
    private const string Words = "%E0%B9%80%E0%B8%81%E0%B8%A9%E0%B8%95%E0%B8%A3";

    [Fact]
    public async Task No_answer_reads_all_records_of_a_state_or_a_whole_table_of_them()
    {
        await using var registry = new SearchedRegistry();
        var id = await registry.SubmitAsync("RDG-1", "รายได้ของเกษตรกรนาอินทรีย์", file: "report.pdf");
        for (var number = 2; number < 26; number++)
        {
            // As many as an answer shows: of a few ids the database thinks differently.
            await registry.SubmitAsync($"RDG-{number}", $"รายได้ของเกษตรกรนาอินทรีย์ ฉบับปรับปรุง ครั้งที่ {number}");
        }

        await registry.GiveTextAsync(id, "เกษตรกรนาอินทรีย์มีรายได้สุทธิเพิ่มขึ้นร้อยละ 18 ในสองฤดูปลูก");
        await registry.CarryAsync();

        using var asked = await Commands.ListenAsync(registry.App.Folder);
        foreach (var address in new[] { $"search?q={Words}&facets=true", $"search/export?q={Words}&format=csv", $"records/{id}/similar", $"records/{id}/passages?q={Words}", $"search/suggest?q={Words}", $"records/{id}" })
        {
            using var answer = await registry.App.Admin().GetAsync($"/api/v1/{address}", TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode}");
        }

        await registry.App.CompareAsync(TestContext.Current.CancellationToken);

        // The names of agencies are gathered from all records, once a minute at most, and from an index alone.
        var plans = asked.Plans.Where(p => !p.Command.Contains("WHERE 0", StringComparison.Ordinal)).ToList();
        Assert.True(plans.Count > 5);
        Assert.All(plans, p => Assert.False(p.Step is "SCAN r" or "SCAN p" or "SCAN o" or "SCAN f" or "SCAN t", $"{p.Step}\n{p.Command}"));
        // Of rows of the outbox only the few that narrow are looked through, whatever waits beside them.
        var narrowing = plans.Where(p => p.Step.Contains(" o ", StringComparison.Ordinal) && p.Command.Contains("\"o\".\"Narrowing\"", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(narrowing);
        Assert.All(narrowing, p => Assert.Contains("IX_Outbox_Narrowing", p.Step, StringComparison.Ordinal));
        Assert.All(plans.Where(p => p.Step.StartsWith("SCAN r ", StringComparison.Ordinal)), p => Assert.True(
            p.Command.Contains("GROUP BY \"r\".\"Agency\"", StringComparison.Ordinal) && p.Step.Contains("COVERING", StringComparison.Ordinal), $"{p.Step}\n{p.Command}"));
    }

    [Fact]
    public async Task A_walk_over_all_records_takes_each_portion_where_the_last_one_ended()
    {
        await using var registry = new SearchedRegistry();
        await registry.SubmitAsync("RDG-1", "รายได้ของเกษตรกรนาอินทรีย์");
        await registry.CarryAsync();

        using var asked = await Commands.ListenAsync(registry.App.Folder);
        var cancel = TestContext.Current.CancellationToken;
        foreach (var job in new[] { "tags/retag", "index/rebuild", "harvest/resource-checks" })
        {
            using var answer = await registry.App.Admin().PostAsync($"/api/v1/{job}", null, cancel);
            Assert.True(answer.IsSuccessStatusCode, $"{job}: {(int)answer.StatusCode}");
            await registry.App.Services.GetRequiredService<JobWorker>().DrainAsync(cancel);
        }

        await registry.App.Services.GetRequiredService<TagWatch>().DrainAsync(cancel);
        await registry.App.Services.GetRequiredService<Consistency>().CompareAsync(cancel);
        using var status = await registry.App.Admin().GetAsync("/api/v1/status", cancel);
        Assert.True(status.IsSuccessStatusCode);

        var plans = asked.Plans.Where(p => p.Command.Contains("FROM \"Records\" AS \"r\"", StringComparison.Ordinal)).ToList();
        var walks = plans.Where(p => p.Command.Contains("\"r\".\"Id\" >", StringComparison.Ordinal) && p.Command.Contains("LIMIT", StringComparison.Ordinal)).ToList();
        Assert.True(walks.Select(w => w.Command).Distinct().Count() >= 5, string.Join("\n", plans.Select(p => p.Command)));
        Assert.DoesNotContain(walks, w => w.Step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.All(walks.GroupBy(w => w.Command), w => Assert.Contains(w, s => s.Step.StartsWith("SEARCH r", StringComparison.Ordinal) && s.Step.EndsWith("(Id>?)", StringComparison.Ordinal)));
        Assert.DoesNotContain(plans, p => p.Step is "SCAN r");
    }

    /// <summary>Commands to the database of one folder, with the plan of each.</summary>
    private sealed class Commands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly string _folder;
        private readonly List<IDisposable> _held = [];
        private readonly List<(string Command, List<(string Name, object? Value)> Given, string Connection)> _commands = [];

        private Commands(string folder)
        {
            _folder = folder;
            _held.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        /// <summary>Contexts come from a pool, and what each logs with looks once a second whether anybody listens.</summary>
        public static async Task<Commands> ListenAsync(string folder)
        {
            var commands = new Commands(folder);
            await Task.Delay(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);
            return commands;
        }

        public List<(string Step, string Command)> Plans
        {
            get
            {
                _held.ForEach(h => h.Dispose());
                var plans = new List<(string, string)>();
                foreach (var (command, given, connection) in _commands.DistinctBy(c => c.Command))
                {
                    using var database = new SqliteConnection(connection);
                    database.Open();
                    using var explain = database.CreateCommand();
#pragma warning disable CA2100 // What the registry itself asked, asked about.
                    explain.CommandText = "EXPLAIN QUERY PLAN " + command;
#pragma warning restore CA2100
                    given.ForEach(g => explain.Parameters.AddWithValue(g.Name, g.Value ?? DBNull.Value));
                    using var steps = explain.ExecuteReader();
                    while (steps.Read())
                    {
                        plans.Add((steps.GetString(3), command));
                    }
                }

                return plans;
            }
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore")
            {
                _held.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: { } command }
                && command.Connection is SqliteConnection { DataSource: { } file } connection && file.StartsWith(_folder, StringComparison.Ordinal)
                && command.CommandText.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
            {
                lock (_commands)
                {
                    _commands.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))], connection.ConnectionString));
                }
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _held.ForEach(h => h.Dispose());
    }
}
