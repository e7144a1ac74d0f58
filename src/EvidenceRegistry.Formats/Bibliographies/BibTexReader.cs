using System.Globalization;
using System.Text.RegularExpressions;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Bibliographies;

/// <summary>
/// BibTeX and BibLaTeX: abbreviations, cross references to entries anywhere in the file (where the stream can be read twice), TeX's
/// accents. An entry's key is its source id.
/// </summary>
internal sealed partial class BibTexReader(BulkOptions options)
{
    // Entries others refer to (proceedings, books) are held; a bibliography of a hundred thousand has some thousands of them.
    private const int MostParents = 20_000;

    private readonly Dictionary<string, string> _strings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BibTexFields?> _parents = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<FoundEntry> Read(Stream stream)
    {
        if (stream.CanSeek)
        {
            var start = stream.Position;
            FindParents(stream);
            stream.Position = start;
        }

        foreach (var chunk in Chunks(stream))
        {
            if (chunk.Type == "string")
            {
                Abbreviate(chunk);
            }

            if (chunk.Type is not ("string" or "comment" or "preamble"))
            {
                yield return new(ordinal => Entry(ordinal, chunk));
            }
            else if (!chunk.Closed && chunk.Type != "comment")
            {
                yield return new(ordinal => Basis(ordinal, chunk) with { Problems = [Unclosed(chunk)] });
            }
        }
    }

    private IEnumerable<BibTexChunk> Chunks(Stream stream) =>
        BibTexChunks.Read(SourceText.Text(stream, options, Declared), options.LongestEntry);

    /// <summary>Fields of the entries that others refer to: those wanted are known only when all are seen, so in two looks.</summary>
    private void FindParents(Stream stream)
    {
        var start = stream.Position;
        foreach (var chunk in Chunks(stream))
        {
            if (_parents.Count < MostParents && CrossReference().Match(chunk.Body) is { Success: true } match)
            {
                _parents.TryAdd(match.Groups["key"].Value.Trim(), null);
            }
        }

        if (_parents.Count == 0)
        {
            return;
        }

        stream.Position = start;
        foreach (var chunk in Chunks(stream))
        {
            if (chunk.Type == "string")
            {
                Abbreviate(chunk);
            }
            else if (!chunk.TooLong && chunk.Body.Length < 64 * 1024 && chunk.Body.Split(',', 2)[0].Trim() is var key && _parents.TryGetValue(key, out var known) && known is null)
            {
                _parents[key] = BibTexFields.Of(chunk.Body, _strings);
            }
        }
    }

    private void Abbreviate(BibTexChunk chunk)
    {
        foreach (var (name, field) in BibTexFields.Of(chunk.Body, _strings, keyed: false).Fields)
        {
            if (_strings.Count < MostParents)
            {
                _strings[name] = field.Value;
            }
        }
    }

    private BulkEntry Entry(long ordinal, BibTexChunk chunk)
    {
        var basis = Basis(ordinal, chunk);
        if (chunk.TooLong)
        {
            return basis with { Problems = [new DraftProblem(BulkProblems.EntryTooLong, basis.Locator) { Details = [options.LongestEntry.ToString(CultureInfo.InvariantCulture)] }] };
        }

        var fields = BibTexFields.Of(chunk.Body, _strings);
        var draft = new BibTexDraft(fields, PlaceOf, basis.Locator);
        if (fields.Fields.TryGetValue("crossref", out var wanted) && !draft.Inherit(_parents.GetValueOrDefault(LatexText.Plain(wanted.Value).Trim())))
        {
            draft.Sketch.Warn(BulkProblems.UnknownReference, $"{PlaceOf(wanted.Offset)} (crossref)", wanted.Value);
        }

        if (!chunk.Closed)
        {
            return draft.Finish(basis, chunk.Type, options) is var open ? open with { Problems = [Unclosed(chunk), .. open.Problems] } : open;
        }

        if (fields.BrokenAt >= 0)
        {
            var place = PlaceOf(fields.BrokenAt);
            draft.Sketch.Wrong(BulkProblems.NotBibTex, place, chunk.Body[fields.BrokenAt..].TrimStart() is var rest ? rest[..Math.Min(rest.Length, 200)] : null, place.Split(' ')[1], place.Split(' ')[3]);
        }

        return draft.Finish(basis, chunk.Type, options);

        string PlaceOf(int offset)
        {
            var before = chunk.Body.AsSpan(0, Math.Min(offset, chunk.Body.Length));
            var line = chunk.Line + before.Count('\n');
            var column = line == chunk.Line ? chunk.Column + chunk.Type.Length + 2 + before.Length : before.Length - before.LastIndexOf('\n');
            return string.Create(CultureInfo.InvariantCulture, $"line {line} column {column}");
        }
    }

    private static BulkEntry Basis(long ordinal, BibTexChunk chunk) => new()
    {
        Ordinal = ordinal,
        Line = chunk.Line,
        Locator = Reference.Place(chunk.Line),
        Layer = LayerRule.KeepsWhatIsKnown,
        Raw = BulkReaders.Raw($"@{chunk.Type}{{{(chunk.Body.Length > BulkEntry.RawLength ? chunk.Body[..BulkEntry.RawLength] : chunk.Body)}"),
    };

    private static DraftProblem Unclosed(BibTexChunk chunk) => new(BulkProblems.UnclosedBrace, string.Create(CultureInfo.InvariantCulture, $"line {chunk.Line} column {chunk.Column}"));

    /// <summary>JabRef writes the encoding into the first lines: <c>% Encoding: UTF-8</c>.</summary>
    private static string? Declared(ReadOnlyMemory<byte> head) =>
        EncodingLine().Match(System.Text.Encoding.Latin1.GetString(head.Span[..Math.Min(head.Length, 1000)])) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex(@"^%?\s*Encoding:\s*(?<name>[A-Za-z0-9_-]+)", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex EncodingLine();

    [GeneratedRegex(@"\bcrossref\s*=\s*[{""]\s*(?<key>[^}""]*)[}""]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CrossReference();
}
