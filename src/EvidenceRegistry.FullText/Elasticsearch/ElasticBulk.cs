using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// Operations for the server, sent by size and count, a few requests at a time. The status of every item is read: what was refused for
/// a moment is sent again alone, a version the server knows better is left, and the rest is named to the caller.
/// </summary>
/// <param name="byAlias">The operations name aliases: an index of such a name is nobody's.</param>
internal sealed class ElasticBulk(ElasticClient client, ElasticOptions options, TimeProvider time, bool byAlias)
{
    private const int Rounds = 5;
    private const int NoIndex = 404;

    /// <summary>What is larger is one very long record: kept for the next such one it would stand there for nothing.</summary>
    private const int MostRented = 1 << 24;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(500);

    /// <summary>Sends all operations. What comes back was not taken.</summary>
    /// <exception cref="IndexUnavailableException">The server went away; nothing is known of what was under way, and sending it again does no harm.</exception>
    public async Task<IReadOnlyList<RefusedWrite>> SendAsync(IReadOnlyList<BulkOperation> operations, CancellationToken cancel)
    {
        var refused = new List<RefusedWrite>();
        IReadOnlyList<BulkOperation> waiting = operations;
        for (int round = 0; waiting.Count > 0; round++)
        {
            if (round > 0)
            {
                await Task.Delay(Wait * Math.Pow(2, round - 1), time, cancel);
            }

            (BulkOperation Operation, int Status, string Reason)[] failed = await OnceAsync(waiting, cancel);
            if (failed.FirstOrDefault(item => item.Status == NoIndex).Reason is { } lost)
            {
                throw new IndexUnavailableException($"The search server has lost an index: {lost}");
            }

            bool last = round + 1 >= Rounds;
            waiting = last ? [] : [.. failed.Where(item => IsPassing(item.Status)).Select(item => item.Operation)];
            if (last && failed.Any(item => IsPassing(item.Status)))
            {
                throw new IndexUnavailableException($"The search server takes no writes now: {failed.First(item => IsPassing(item.Status)).Reason}");
            }

            refused.AddRange(failed.Where(item => !IsPassing(item.Status)).Select(item => new RefusedWrite(item.Operation.RecordId, item.Reason)));
        }

        return refused;
    }

    /// <summary>Refused for now: too much to do, a copy that is moving, an index that is closed to writes while the disk is full.</summary>
    private static bool IsPassing(int status) => status is 429 or 403 or 502 or 503 or 504 or 500;

    private async Task<(BulkOperation Operation, int Status, string Reason)[]> OnceAsync(IReadOnlyList<BulkOperation> operations, CancellationToken cancel)
    {
        var failed = new List<(BulkOperation, int, string)>();
        var together = new ParallelOptions { MaxDegreeOfParallelism = options.BulkRequests, CancellationToken = cancel };
        await Parallel.ForEachAsync(Portions(operations), together, async (portion, token) =>
        {
            (BulkOperation, int, string)[] mine = [.. await PortionAsync(portion, token)];
            lock (failed)
            {
                failed.AddRange(mine);
            }
        });
        return [.. failed];
    }

    /// <summary>What the server finds too large is sent again in halves; a document that is so alone is refused.</summary>
    private async Task<IEnumerable<(BulkOperation Operation, int Status, string Reason)>> PortionAsync(IReadOnlyList<BulkOperation> portion, CancellationToken cancel)
    {
        (byte[] lines, int length) = Lines(portion);
        ElasticAnswer answer = await client.LinesAsync(byAlias ? "_bulk?require_alias=true" : "_bulk", lines.AsMemory(0, length), cancel);

        // Not where it failed: what was being sent may be read still.
        if (lines.Length <= MostRented)
        {
            ArrayPool<byte>.Shared.Return(lines);
        }

        if (!answer.IsTooLarge)
        {
            return Failed(portion, answer.Taken());
        }

        int half = portion.Count / 2;
        return half == 0
            ? [(portion[0], answer.Status, string.Create(CultureInfo.InvariantCulture, $"The search server takes no document of {portion[0].Size} bytes ({answer.Status})."))]
            : [.. await PortionAsync([.. portion.Take(half)], cancel), .. await PortionAsync([.. portion.Skip(half)], cancel)];
    }

    private static IEnumerable<(BulkOperation Operation, int Status, string Reason)> Failed(IReadOnlyList<BulkOperation> portion, JsonElement body)
    {
        if (!body.GetProperty("errors").GetBoolean())
        {
            yield break;
        }

        foreach ((int at, JsonElement item) in body.GetProperty("items").EnumerateArray().Index())
        {
            JsonElement result = item.EnumerateObject().First().Value;
            int status = result.GetProperty("status").GetInt32();

            // A deletion of what is not there is done, and no error.
            if (status >= 300 && status != 409 && result.TryGetProperty("error", out JsonElement error))
            {
                yield return (portion[at], status, error.GetProperty("reason").GetString() ?? "");
            }
        }
    }

    private IEnumerable<IReadOnlyList<BulkOperation>> Portions(IReadOnlyList<BulkOperation> operations)
    {
        var portion = new List<BulkOperation>();
        int bytes = 0;
        foreach (BulkOperation operation in operations)
        {
            if (portion.Count > 0 && (bytes + operation.Size > options.BulkBytes || portion.Count == options.BulkDocuments))
            {
                yield return portion;
                (portion, bytes) = ([], 0);
            }

            portion.Add(operation);
            bytes += operation.Size;
        }

        if (portion.Count > 0)
        {
            yield return portion;
        }
    }

    /// <returns>Bytes, rented up to a size, and how many of them count.</returns>
    private static (byte[] Lines, int Length) Lines(IReadOnlyList<BulkOperation> portion)
    {
        byte[][] heads = [.. portion.Select(operation => ElasticJson.Bytes(operation.Head()))];
        int most = heads.Sum(head => head.Length + 2) + portion.Sum(operation => operation.Size);
        byte[] lines = most > MostRented ? new byte[most] : ArrayPool<byte>.Shared.Rent(most);
        int length = 0;
        foreach ((byte[] head, BulkOperation operation) in heads.Zip(portion))
        {
            Add(head);
            if (operation.Body is { } body)
            {
                Add(body.Span);
            }
        }

        return (lines, length);

        void Add(ReadOnlySpan<byte> line)
        {
            line.CopyTo(lines.AsSpan(length));
            length += line.Length;
            lines[length++] = (byte)'\n';
        }
    }
}
