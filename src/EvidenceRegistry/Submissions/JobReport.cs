using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>The report of a job, kept in parts: one for each transaction, so that it agrees with what was written, and read part by part.</summary>
internal static class JobReport
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    /// <summary>The next part, added to the writing that holds what it tells of.</summary>
    public static JobPart Part(string jobId, int number, IReadOnlyList<ReportLine> lines) =>
        new() { JobId = jobId, Part = number, Lines = lines.Count, Body = Body(lines) };

    private static byte[] Body(IReadOnlyList<ReportLine> lines)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var line in lines)
            {
                JsonSerializer.Serialize(zip, line, JsonColumn.Options);
                zip.Write(LineEnd);
            }
        }

        return bytes.ToArray();
    }

    public static async IAsyncEnumerable<IReadOnlyList<ReportLine>> ReadAsync(RegistryDbs dbs, string jobId, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var number = 0; ; number++)
        {
            await using var db = dbs.Open();
            var part = await db.JobParts.AsNoTracking().FirstOrDefaultAsync(p => p.JobId == jobId && p.Part == number, cancel);
            if (part is null)
            {
                yield break;
            }

            yield return Lines(part);
        }
    }

    /// <summary>Part by part, saved as it goes.</summary>
    /// <param name="anew">The line as it is to stand from now on; null: as it stands.</param>
    /// <returns>Whether any line was told anew.</returns>
    public static async Task<bool> RewriteAsync(RegistryDb db, string jobId, Func<ReportLine, ReportLine?> anew, CancellationToken cancel)
    {
        var any = false;
        for (var number = 0; await db.JobParts.AsNoTracking().FirstOrDefaultAsync(p => p.JobId == jobId && p.Part == number, cancel) is { } part; number++)
        {
            var lines = Lines(part);
            var told = lines.ConvertAll(line => anew(line) ?? line);
            if (!told.SequenceEqual(lines, ReferenceEqualityComparer.Instance))
            {
                part.Body = Body(told);
                db.JobParts.Update(part);
                await db.SaveChangesAsync(cancel);
                any = true;
            }
        }

        return any;
    }

    private static List<ReportLine> Lines(JobPart part)
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(part.Body), CompressionMode.Decompress));
        var lines = new List<ReportLine>(part.Lines);
        while (text.ReadLine() is { } line)
        {
            lines.Add(JsonColumn.Read<ReportLine>(line));
        }

        return lines;
    }
}
