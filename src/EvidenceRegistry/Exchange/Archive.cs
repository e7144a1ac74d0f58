using System.IO.Compression;
using System.Text.Json;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Exchange;

/// <param name="Tables">Name → rows.</param>
/// <param name="MissingFiles">SHA-256 of files that are named and were not in the store, or not as on record.</param>
public sealed record ArchiveManifest(int Form, string Schema, DateTime MadeAt, IReadOnlyDictionary<string, long> Tables, long Files, IReadOnlyList<string> MissingFiles);

/// <summary>A whole registry in one file, without secrets and without what can be worked out anew: written beside a running server, read into an empty one.</summary>
public static class Archive
{
    /// <summary>One statement over all rows of a large registry takes longer than the connection of a server waits for a question of every day.</summary>
    private static readonly TimeSpan LongestStatement = TimeSpan.FromHours(1);

    /// <summary>As of one moment: rows written meanwhile are not in it.</summary>
    public static async Task<ArchiveManifest> WriteAsync(RegistryDbs dbs, FileStore store, Stream to, CancellationToken cancel)
    {
        await using var db = Open(dbs);
        await using var moment = await db.ReadOneMomentAsync(cancel);
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        var tables = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in ArchiveTables.All)
        {
            await using var entry = await zip.CreateEntry(table.Name, CompressionLevel.Fastest).OpenAsync(cancel);
            tables[table.Name] = await table.WriteAsync(db, entry, cancel);
        }

        var (files, missing) = (0L, new List<string>());
        await foreach (var sha256 in db.Files.Select(f => f.Sha256).Distinct().OrderBy(s => s).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (await FileCheck.FaultAsync(store, sha256, null, cancel) is not null)
            {
                missing.Add(sha256);
                continue;
            }

            await using var bytes = store.Open(sha256);
            await using var entry = await zip.CreateEntry(ArchiveTables.Files + sha256, CompressionLevel.NoCompression).OpenAsync(cancel);
            await bytes.CopyToAsync(entry, cancel);
            files++;
        }

        var schema = (await db.Database.GetAppliedMigrationsAsync(cancel)).Last();
        var manifest = new ArchiveManifest(ArchiveTables.Form, schema[(schema.IndexOf('_') + 1)..], db.Now, tables, files, missing);
        await using var last = await zip.CreateEntry(ArchiveTables.Manifest).OpenAsync(cancel);
        await JsonSerializer.SerializeAsync(last, manifest, ArchiveTables.Json, cancel);
        return manifest;
    }

    /// <summary>Into a database that holds nothing but its tables; all or nothing. The index and the search for duplicates follow by themselves.</summary>
    /// <exception cref="InvalidDataException">It is no archive, of another form or schema, damaged, or the registry is not empty.</exception>
    public static async Task<ArchiveManifest> RestoreAsync(RegistryDbs dbs, FileStore store, Stream from, CancellationToken cancel)
    {
        using var zip = new ZipArchive(from, ZipArchiveMode.Read, leaveOpen: true);
        var manifest = await ManifestAsync(zip, cancel);
        await using var db = Open(dbs);
        var schema = (await db.Database.GetAppliedMigrationsAsync(cancel)).Last();
        if (!schema.EndsWith($"_{manifest.Schema}", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The archive is of schema {manifest.Schema}, this program makes {schema}. Restore it with the version that made it, then upgrade.");
        }

        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.Actors.AnyAsync(cancel) || await db.Records.AnyAsync(cancel))
        {
            throw new InvalidDataException("The registry is not empty: restore wants an empty folder or database.");
        }

        // Bytes before the rows that name them.
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith(ArchiveTables.Files, StringComparison.Ordinal)))
        {
            await using var bytes = await entry.OpenAsync(cancel);
            if ((await store.SaveAsync(bytes, cancel)).Sha256 != entry.Name)
            {
                throw new InvalidDataException($"The file {entry.Name} in the archive is not what its name says.");
            }
        }

        foreach (var table in ArchiveTables.All)
        {
            await using var rows = await (zip.GetEntry(table.Name) ?? throw new InvalidDataException($"The archive lacks {table.Name}.")).OpenAsync(cancel);
            var read = await table.ReadAsync(db, rows, cancel);
            if (read != manifest.Tables.GetValueOrDefault(table.Name))
            {
                throw new InvalidDataException($"{table.Name} holds {read} rows, the archive says {manifest.Tables.GetValueOrDefault(table.Name)}.");
            }
        }

        await db.CountOnAsync(cancel);
        await write.CommitAsync(cancel);
        return manifest;
    }

    private static RegistryDb Open(RegistryDbs dbs)
    {
        var db = dbs.Open();
        db.Database.SetCommandTimeout(LongestStatement);
        return db;
    }

    private static async Task<ArchiveManifest> ManifestAsync(ZipArchive zip, CancellationToken cancel)
    {
        try
        {
            await using var entry = await (zip.GetEntry(ArchiveTables.Manifest) ?? throw new InvalidDataException("This is no archive of a registry.")).OpenAsync(cancel);
            var manifest = (await JsonSerializer.DeserializeAsync<ArchiveManifest>(entry, ArchiveTables.Json, cancel))!;
            return manifest.Form == ArchiveTables.Form ? manifest
                : throw new InvalidDataException($"The archive is of form {manifest.Form}; this program reads form {ArchiveTables.Form}.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("The archive's manifest cannot be read.", broken);
        }
    }
}
