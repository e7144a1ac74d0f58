using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Submissions;

/// <summary>Finds the report files that entries of a bulk file speak of, and makes their bytes safe before anything names them.</summary>
internal static class ReportFileSource
{
    /// <returns>The files, and a warning for each that is named and not there: the record is taken without it.</returns>
    public static (IReadOnlyList<IntakeFile> Files, IReadOnlyList<DraftProblem> Missing) Of(ImportOrder order, BulkEntry entry)
    {
        if (entry.ReportFiles.Count == 0)
        {
            return ([], []);
        }

        var files = new List<IntakeFile>();
        var missing = new List<DraftProblem>();
        foreach (var said in entry.ReportFiles)
        {
            if (order.Files.FirstOrDefault(f => string.Equals(f.Name, said.Name, StringComparison.OrdinalIgnoreCase)) is { } beside)
            {
                files.Add(new IntakeFile(said.Name, new StoredBytes(beside.Sha256, beside.Length, beside.Head)));
            }
            else
            {
                missing.Add(new DraftProblem(IntakeProblems.FileNotSent, $"{entry.Locator} $.files", said.Name, Refuses: false));
            }
        }

        return (files, missing);
    }
}
