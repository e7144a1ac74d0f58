using System.Globalization;
using EvidenceRegistry.Exchange;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Hosting;

/// <summary>
/// <c>export FILE</c> and <c>verify</c> open only the database and the files, beside a running server; <c>restore FILE</c> wants an empty
/// folder, and an empty database where that is PostgreSQL.
/// </summary>
internal static class ArchiveVerbs
{
    /// <summary>A file of the store is not as on record.</summary>
    public const int Damaged = 1;

    public static async Task<int> ExportAsync(string[] args, TextWriter output, CancellationToken cancel = default)
    {
        var (asked, settings) = Read(args, "export FILE");
        using var dbs = StorageServices.OpenDatabase(settings, TimeProvider.System);
        var manifest = await WrittenAsync(dbs, new FileStore(settings.FilesFolder), asked.Words[0], cancel);
        await output.WriteLineAsync(Line($"exported {manifest.Tables["tables/records.ndjson"]} records and {manifest.Files} files to {asked.Words[0]}"));
        foreach (var missing in manifest.MissingFiles)
        {
            await output.WriteLineAsync($"not in the archive, because missing or damaged: {missing}");
        }

        return manifest.MissingFiles.Count == 0 ? 0 : Damaged;
    }

    public static async Task<int> RestoreAsync(string[] args, TextWriter output, CancellationToken cancel = default)
    {
        var (asked, settings) = Read(args, "restore FILE");
        if (!File.Exists(asked.Words[0]))
        {
            throw new StartRefusedException($"There is no file {asked.Words[0]}.", StartRefusedException.WrongUse);
        }

        using var folder = FolderLock.Take(settings.DataFolder);
        using var dbs = StorageServices.OpenDatabase(settings, TimeProvider.System);
        await Start.MigrateAsync(dbs, cancel);
        try
        {
            await using var file = File.OpenRead(asked.Words[0]);
            var manifest = await Archive.RestoreAsync(dbs, new FileStore(settings.FilesFolder), file, cancel);
            await output.WriteLineAsync(Line($"restored {manifest.Tables["tables/records.ndjson"]} records and {manifest.Files} files; keys are not in an archive: a first admin key is made at the next start"));
            return 0;
        }
        catch (InvalidDataException refused)
        {
            throw new StartRefusedException(refused.Message, StartRefusedException.WrongUse, refused);
        }
    }

    public static async Task<int> VerifyAsync(string[] args, TextWriter output, CancellationToken cancel = default)
    {
        var settings = Read(args, "verify", words: 0).Settings;
        using var dbs = StorageServices.OpenDatabase(settings, TimeProvider.System);
        var (looked, faults) = (0L, 0L);
        await foreach (var fault in FileCheck.AllAsync(dbs, new FileStore(settings.FilesFolder), () => looked++, cancel))
        {
            faults++;
            await output.WriteLineAsync($"{fault.Fault}\t{fault.Sha256}\t{fault.RecordId}\t{fault.Name}");
        }

        await output.WriteLineAsync(Line($"{looked} files looked at, {faults} not as on record"));
        return faults == 0 ? 0 : Damaged;
    }

    /// <summary>Whole under its name, or not there: what was begun stands beside it until then, and goes where it cannot be ended.</summary>
    private static async Task<ArchiveManifest> WrittenAsync(RegistryDbs dbs, FileStore store, string name, CancellationToken cancel)
    {
        var draft = name + ".part";
        try
        {
            ArchiveManifest manifest;
            await using (var file = new FileStream(draft, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                manifest = await Archive.WriteAsync(dbs, store, file, cancel);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, name, overwrite: true);
            return manifest;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The archive {name} cannot be written: {failed.Message}", StartRefusedException.NotWritten, failed);
        }
        finally
        {
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static (VerbArguments Asked, RegistrySettings Settings) Read(string[] args, string use, int words = 1)
    {
        var asked = VerbArguments.Read(args, [], []);
        if (asked.Words.Count != words)
        {
            throw new StartRefusedException($"Use: {use}", StartRefusedException.WrongUse);
        }

        return (asked, RegistrySettings.Of(asked));
    }
}
