using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>
/// A zip of bulk files and report files. A report belongs to an entry that names it (a column, <c>files</c>, L1), or whose source id is its
/// name without the ending (signs no file name holds written as _ or -). Lists come first, in the order of the archive, then what is
/// wrong with files, then files that belong to nobody.
/// </summary>
internal sealed class ZipReader(BulkOptions options)
{
    public IEnumerable<FoundEntry> Read(Stream stream)
    {
        using var folder = new ZipFolder(stream, options.MostBytes);
        var lists = new List<(string Path, BulkFormat Format)>();
        var reports = new ReportNames(folder);
        foreach (var path in folder.Paths)
        {
            if (FormatOf(folder, path) is { } format)
            {
                lists.Add((path, format));
            }
            else
            {
                reports.Add(path);
            }
        }

        foreach (var (path, format) in lists)
        {
            foreach (var found in ReadList(folder, path, format))
            {
                yield return new(ordinal => reports.GiveTo(found.Read(ordinal), path));
            }
        }

        foreach (var problem in folder.Problems)
        {
            yield return new(ordinal => new BulkEntry { Ordinal = ordinal, Line = 0, Locator = problem.Place, Problems = [problem] });
        }

        // Which files nobody named is known only where all entries were read: on resuming those before are read for this alone.
        foreach (var path in reports.OfNobody)
        {
            yield return new(ordinal => new BulkEntry { Ordinal = ordinal, Line = 0, Locator = path, Problems = [new DraftProblem(BulkProblems.FileOfNobody, path)] });
        }
    }

    private IEnumerable<FoundEntry> ReadList(ZipFolder folder, string path, BulkFormat format)
    {
        // Workbooks are read from any place of theirs, which packed bytes do not allow.
        var needsSeeking = format is BulkFormat.Xlsx or BulkFormat.GdCatalog or BulkFormat.BibTex;
        using var packed = folder.Open(path);
        using var spool = needsSeeking ? Spool(packed) : null;
        foreach (var found in BulkReaders.Entries(spool ?? packed, format, options with { FileName = path, Skip = 0 }))
        {
            yield return found;
        }
    }

    private static FileStream Spool(Stream packed)
    {
        var spool = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        packed.CopyTo(spool);
        spool.Position = 0;
        return spool;
    }

    private static BulkFormat? FormatOf(ZipFolder folder, string path)
    {
        var ending = Path.GetExtension(path);
        if (BulkFormats.All.All(facts => !facts.Extensions.Contains(ending, StringComparer.OrdinalIgnoreCase)))
        {
            return null;
        }

        using var bytes = folder.Open(path);
        var head = new byte[BulkFormats.HeadLength];
        return BulkFormats.Sniff(path, head.AsSpan(0, bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false))).Format;
    }
}
