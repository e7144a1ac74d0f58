using System.IO.Compression;
using System.IO.Packaging;
using EvidenceRegistry.Formats.Bulk;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>The package of a workbook, judged by its directory before any part is unpacked. No part gives more bytes than the directory states.</summary>
internal static class WorkbookPackage
{
    // The library holds these whole; those of a workbook of a thousand sheets take 200 kB.
    private const long LongestIndex = 10 * 1024 * 1024;

    /// <param name="stream">Able to seek; stays open.</param>
    /// <param name="mostBytes">That all parts together may unpack to.</param>
    /// <exception cref="InvalidDataException">No package, or one made to hurt.</exception>
    public static Package Open(Stream stream, long mostBytes)
    {
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
        {
            if (zip.Entries.Count > ZipFolder.MostFiles)
            {
                throw new InvalidDataException("more parts than a workbook has");
            }

            var left = mostBytes;
            foreach (var entry in zip.Entries)
            {
                if (entry.Length > left || ZipFolder.IsMadeToHurt(entry) || (entry.Length > LongestIndex && IsIndex(entry.FullName)))
                {
                    throw new InvalidDataException("parts that unpack to more than is read");
                }

                left -= entry.Length;
            }
        }

        return Package.Open(stream, FileMode.Open, FileAccess.Read);
    }

    private static bool IsIndex(string name) =>
        name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || name.StartsWith("[Content_Types].xml", StringComparison.OrdinalIgnoreCase);
}
