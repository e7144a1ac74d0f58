namespace EvidenceRegistry.Bench.Load;

/// <summary>Loads and proofs over HTTP against a registry started for the purpose, on loopback, bounded in count and time.</summary>
internal static class Bench
{
    private static async Task<int> Main(string[] args)
    {
        var arguments = new Arguments(args);
        return arguments.Verb switch
        {
            "start" => await StartRun.RunAsync(arguments),
            "quality" => await QualityRun.RunAsync(arguments),
            "slips" => await SlipsRun.RunAsync(arguments),
            "load" => await LoadRun.RunAsync(arguments),
            "beside" => await BesideRun.RunAsync(arguments),
            "feed" => await FeedRun.RunAsync(arguments),
            "pages" => await PagesRun.RunAsync(arguments),
            "journey" => await JourneyRun.RunAsync(arguments),
            "import" => await ImportRun.RunAsync(arguments),
            "import-kill" => await ImportKillRun.RunAsync(arguments),
            "duplicates" => await DuplicateRun.RunAsync(arguments),
            "rebuild" => await RebuildRun.RunAsync(arguments),
            "move" => await MoveRun.RunAsync(arguments),
            "retag" => await RetagRun.RunAsync(arguments),
            "nasty" => await NastyRun.RunAsync(arguments),
            "harvest" => await HarvestLoadRun.RunAsync(arguments),
            "harvest-kill" => await HarvestKillRun.RunAsync(arguments),
            "kill" => await KillRun.RunAsync(arguments),
            "memory" => await MemoryRun.RunAsync(arguments),
            "postgres-restart" => await PostgresRestartRun.RunAsync(arguments),
            "elastic-faults" => await ElasticFaultsRun.RunAsync(arguments),
            "node-kill" => await NodeKillRun.RunAsync(arguments),
            "pictures" => await PictureKillRun.RunAsync(arguments),
            _ => Arguments.Help(),
        };
    }
}
