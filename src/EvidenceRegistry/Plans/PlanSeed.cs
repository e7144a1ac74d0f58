using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Plans;

/// <summary>
/// Fills an empty registry with the shipped plans and areas, once. A start that was stopped in the middle does it again, which
/// writes only what is missing; afterwards stewards' imports are never overwritten.
/// </summary>
public static class PlanSeed
{
    /// <summary>Setting that says it is done, with the count of concepts and places.</summary>
    public const string DoneName = "seeded:plans";

    /// <param name="folder"><c>seed-data</c>, beside the assembly.</param>
    /// <returns>True when it wrote.</returns>
    /// <exception cref="InvalidDataException">The shipped files are damaged; the message names the places.</exception>
    public static async Task<bool> EnsureAsync(RegistryDbs dbs, string folder, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        if (await db.Settings.AnyAsync(s => s.Name == DoneName, cancel))
        {
            return false;
        }

        var files = new List<SourceFile>();
        foreach (var name in PlanSeedFiles.Names)
        {
            files.Add(new SourceFile(name, await File.ReadAllBytesAsync(Path.Combine(folder, name), cancel)));
        }

        var report = await PlanImport.RunAsync(db, files, null, cancel);
        if (report.Problems.Count > 0)
        {
            throw new InvalidDataException(
                $"The plans in {folder} cannot be read: {string.Join("; ", report.Problems.Take(5).Select(p => $"{p.Place}: {p.Code} {p.Text}"))}");
        }

        db.Settings.Add(new Setting { Name = DoneName, Value = report.Added.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
