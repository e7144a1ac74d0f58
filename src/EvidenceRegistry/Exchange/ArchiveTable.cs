using System.Text.Json;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Exchange;

/// <summary>One table of an archive: a row a line, as JSON.</summary>
internal abstract class ArchiveTable(string name, Type type)
{
    public string Name => name;

    public Type Type => type;

    /// <returns>Rows written.</returns>
    public abstract Task<long> WriteAsync(RegistryDb db, Stream to, CancellationToken cancel);

    /// <returns>Rows read.</returns>
    public abstract Task<long> ReadAsync(RegistryDb db, Stream from, CancellationToken cancel);
}

internal sealed class ArchiveTable<T>(string name, Func<RegistryDb, IQueryable<T>> rows, Action<T> atRest) : ArchiveTable(name, typeof(T))
    where T : class
{
    private const int AtOnce = 500;

    public override async Task<long> WriteAsync(RegistryDb db, Stream to, CancellationToken cancel)
    {
        var count = 0L;
        await foreach (var row in rows(db).AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            atRest(row);
            await JsonSerializer.SerializeAsync(to, row, ArchiveTables.Json, cancel);
            to.WriteByte((byte)'\n');
            count++;
        }

        return count;
    }

    public override async Task<long> ReadAsync(RegistryDb db, Stream from, CancellationToken cancel)
    {
        using var lines = new StreamReader(from);
        var (some, count) = (new List<T>(AtOnce), 0L);
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            some.Add(JsonSerializer.Deserialize<T>(line, ArchiveTables.Json)!);
            if (some.Count == AtOnce)
            {
                await db.WriteAsTheyAreAsync(some, cancel);
                count += some.Count;
                some.Clear();
            }
        }

        await db.WriteAsTheyAreAsync(some, cancel);
        return count + some.Count;
    }
}
