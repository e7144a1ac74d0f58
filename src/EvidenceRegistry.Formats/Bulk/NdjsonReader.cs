using System.Globalization;
using System.Text;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>The registry's own JSON, one object a line; <c>kind</c> says which, study unless told. Blank lines say nothing.</summary>
internal sealed class NdjsonReader(BulkOptions options)
{
    private readonly EntryPrints _prints = new(options);

    public IEnumerable<FoundEntry> Read(Stream stream)
    {
        foreach (var line in ByteLines.Read(stream, options.LongestEntry))
        {
            if (line.TooLong || !IsBlank(line.Bytes.Span))
            {
                yield return new(ordinal => Entry(ordinal, line, _prints.Of(line.Bytes.Span)), ordinal => Unread(ordinal, line));
            }
        }
    }

    private BulkEntry? Unread(long ordinal, ByteLine line)
    {
        if (!_prints.Any || line.TooLong || JsonAddress.Of(line.Bytes.Span, options.Source) is not { } address)
        {
            return null;
        }

        var (print, kept) = (_prints.Of(line.Bytes.Span), line with { Bytes = line.Bytes.ToArray() });
        return new BulkEntry { Ordinal = ordinal, Line = line.Number, Locator = Place(line), Address = address, Print = print, Later = () => Entry(ordinal, kept, print) };
    }

    private static string Place(ByteLine line) => string.Create(CultureInfo.InvariantCulture, $"line {line.Number}");

    private BulkEntry Entry(long ordinal, ByteLine line, string? print)
    {
        var place = Place(line);
        var entry = new BulkEntry { Ordinal = ordinal, Line = line.Number, Locator = place, Raw = BulkReaders.Raw(line.Bytes.Span), Print = print };
        if (line.TooLong)
        {
            var most = options.LongestEntry.ToString(CultureInfo.InvariantCulture);
            return entry with { Problems = [new DraftProblem(BulkProblems.EntryTooLong, place) { Details = [most] }] };
        }

        var reading = DraftJson.Read(line.Bytes, defaultSource: options.Source);
        return entry with
        {
            Address = reading.Draft is { Source.Length: > 0, SourceId.Length: > 0 } draft ? new DraftAddress(draft.Source, draft.SourceId) : null,
            Draft = reading.Draft,
            Problems = [.. reading.Problems.Select(problem => Placed(problem, line.Number, place))],
        };
    }

    private static DraftProblem Placed(DraftProblem problem, long line, string place)
    {
        if (problem.Code is not (ProblemCodes.NotJson or ProblemCodes.NotUtf8))
        {
            return problem with { Place = $"{place} {problem.Place}" };
        }

        // The line of the file, not that of the one line that was read.
        var column = problem.Details[^1];
        return problem with { Place = $"{place} column {column}", Details = [line.ToString(CultureInfo.InvariantCulture), column] };
    }

    private static bool IsBlank(ReadOnlySpan<byte> line)
    {
        line = line.StartsWith(Encoding.UTF8.Preamble) ? line[Encoding.UTF8.Preamble.Length..] : line;
        return line.Trim(" \t\r"u8).IsEmpty;
    }
}
