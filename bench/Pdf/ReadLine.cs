using System.Globalization;

namespace EvidenceRegistry.Bench.Pdf;

/// <summary>
/// Lines read by a person from pictures of pages: <c>first letters of the file TAB page TAB line</c>. They are other people's sentences and stay outside the project;
/// the tables in docs/pdf-text.md say which pages they were read from.
/// </summary>
internal sealed record ReadLine(string File, int Page, string Text)
{
    public static List<ReadLine> Read(string path) => [.. System.IO.File.ReadLines(path).Select(line => line.Split('\t')).Where(cells => cells.Length == 3)
        .Select(cells => new ReadLine(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), EditDistance.Signs(cells[2])))];

    public static string Find(string folder, string first) => Directory.EnumerateFiles(folder, first + "*.pdf").Single();
}
