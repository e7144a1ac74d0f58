using System.Globalization;
using System.Text;

namespace EvidenceRegistry.Readings;

/// <summary>
/// What <c>tesseract … tsv</c> prints: a table of the pieces it recognised, with place and confidence. A piece is a word of Latin letters but a single sign of Thai,
/// so the blanks of Thai are found again by the gaps between the pieces.
/// </summary>
/// <param name="Confidence">0–1, mean over the signs kept.</param>
internal sealed record OcrOutput(string Text, double Confidence)
{
    // Columns of the table (tesseract 4 and 5).
    private const int Level = 0, Block = 2, Left = 6, Width = 8, Height = 9, Sure = 10, Sign = 11;
    private const string LineLevel = "4", PieceLevel = "5";

    // Specks, stamps and the marks above a line read as a line of their own: on the scan of the corpus none of them is above 0.7, and of the printed lines none below 0.87.
    private const double LeastLine = 0.75;

    // Of the height of the line's signs. Beside tesseract's own text of that scan: at 0.5, 27 blanks of 2,500 signs differ; at 0.4, 55; at 0.6, 30.
    private const double BlankGap = 0.5;

    public static OcrOutput Parse(ReadOnlySpan<byte> table)
    {
        var text = new StringBuilder();
        var (sure, signs, block) = (0.0, 0, "");
        foreach (var line in Lines(Encoding.UTF8.GetString(table)))
        {
            var length = line.Sum(piece => piece.Sign.Length);
            var mean = length == 0 ? 0 : line.Sum(piece => piece.Sure * piece.Sign.Length) / length;
            if (mean < LeastLine)
            {
                continue;
            }

            (sure, signs) = (sure + (mean * length), signs + length);
            if (block.Length > 0 && block != line[0].Block)
            {
                text.Append('\n');
            }

            block = line[0].Block;
            Write(text, line);
        }

        return new OcrOutput(text.ToString().TrimEnd('\n'), signs == 0 ? 0 : Math.Round(sure / signs, 3));
    }

    private static void Write(StringBuilder text, List<Piece> line)
    {
        var height = line.Select(piece => piece.Height).Order().ElementAt(line.Count / 2);
        int? end = null;
        foreach (var (at, piece) in line.Index())
        {
            if (end is { } right && (piece.Left - right > BlankGap * height || IsWord(piece.Sign[0]) || IsWord(line[at - 1].Sign[^1])))
            {
                text.Append(' ');
            }

            text.Append(piece.Sign);
            end = Math.Max(end ?? int.MinValue, piece.Left + piece.Width);
        }

        text.Append('\n');
    }

    private static bool IsWord(char sign) => char.IsAsciiLetter(sign);

    private static IEnumerable<List<Piece>> Lines(string table)
    {
        var line = new List<Piece>();
        foreach (var row in table.Split('\n'))
        {
            var cells = row.TrimEnd('\r').Split('\t');
            if (cells[Level] == LineLevel && line.Count > 0)
            {
                yield return line;
                line = [];
            }
            else if (cells.Length > Sign && cells[Level] == PieceLevel && cells[Sign].Trim() is { Length: > 0 } sign
                && double.TryParse(cells[Sure], NumberStyles.Float, CultureInfo.InvariantCulture, out var sure))
            {
                line.Add(new Piece(sign, sure / 100, cells[Block], Number(cells[Left]), Number(cells[Width]), Number(cells[Height])));
            }
        }

        if (line.Count > 0)
        {
            yield return line;
        }
    }

    private static int Number(string cell) => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private readonly record struct Piece(string Sign, double Sure, string Block, int Left, int Width, int Height);
}
