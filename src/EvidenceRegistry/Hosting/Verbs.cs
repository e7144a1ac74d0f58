using System.Data.Common;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Hosting;

/// <summary>What the program does instead of serving, when its first word says so. Handled before a host is built.</summary>
public static class Verbs
{
    /// <param name="build">For verbs that need a registry where none runs.</param>
    /// <returns>The exit code, or null when no verb was given.</returns>
    internal static async Task<int?> RunAsync(string[] args, BuildRegistry build)
    {
        try
        {
            return args switch
            {
                _ when ReadPdfVerb.Asked(args) => ReadPdfVerb.Run(),
                ["harvest", ..] => await HarvestVerb.RunAsync(args[1..], Console.Out, build: build),
                ["health"] => await HealthVerb.RunAsync(new ConfigurationBuilder().AddEnvironmentVariables().Build(), Console.Out),
                ["keys", ..] => await KeysVerb.RunAsync(args[1..], Console.Out),
                ["import", ..] => await ImportVerb.RunAsync(args[1..], Console.Out, build),
                ["learn", ..] => await LearnVerb.RunAsync(args[1..], Console.Out, build: build),
                ["export", ..] => await ArchiveVerbs.ExportAsync(args[1..], Console.Out),
                ["restore", ..] => await ArchiveVerbs.RestoreAsync(args[1..], Console.Out),
                ["verify", ..] => await ArchiveVerbs.VerifyAsync(args[1..], Console.Out),
                [['-', ..] or ['/', ..], ..] or [] => null,
                _ => throw new StartRefusedException(
                    $"There is no verb “{args[0]}”. Known: harvest, health, keys, import, learn, export, restore, verify. Without a verb the registry starts to serve.", StartRefusedException.WrongUse),
            };
        }
        catch (StartRefusedException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return refusal.ExitCode;
        }
        catch (Exception failed) when (Unusable(failed) is not null)
        {
            await Console.Error.WriteLineAsync($"The database cannot be used: {Unusable(failed)!.Message}");
            return StartRefusedException.DatabaseUnusable;
        }
    }

    /// <summary>Away, of another program, or empty. A write that it refused is a fault of ours, and ends as one.</summary>
    private static DbException? Unusable(Exception failed) =>
        Causes.Of(failed).Any(cause => cause is DbUpdateException) ? null : Causes.Of(failed).OfType<DbException>().FirstOrDefault();
}
