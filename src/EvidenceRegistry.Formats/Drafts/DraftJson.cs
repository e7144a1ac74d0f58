using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EvidenceRegistry.Formats.Drafts;

public enum DraftKind
{
    Study,
    Dataset,
}

/// <summary>Where a draft is put when that is said apart from it.</summary>
public sealed record DraftAddress(string Source, string SourceId);

/// <summary>
/// The registry's own JSON of one record: bytes in, draft and all problems out, each with its JSON path and code. Never throws.
/// Limits are those of <see cref="DraftLimits"/>.
/// </summary>
public static class DraftJson
{
    /// <param name="kind">What it must be; null: its own <c>kind</c> says, and study where that is silent (lines of a bulk file).</param>
    /// <param name="address">Stands for <c>source</c> and <c>sourceId</c>, which the draft may then leave out but not contradict.</param>
    /// <param name="defaultSource">Source of a draft that names none.</param>
    public static DraftReading Read(ReadOnlyMemory<byte> utf8, DraftKind? kind = null, DraftAddress? address = null, string? defaultSource = null)
    {
        return Read(utf8, kind, address, defaultSource, whole: true);
    }

    /// <summary>As <see cref="Read(ReadOnlyMemory{byte}, DraftKind?, DraftAddress?, string?)"/>, but what a record must have may be left out: a source and its id alone are needed.</summary>
    internal static DraftReading ReadPart(ReadOnlyMemory<byte> utf8, DraftKind? kind, string? defaultSource) =>
        Read(utf8, kind, null, defaultSource, whole: false);

    private static DraftReading Read(ReadOnlyMemory<byte> utf8, DraftKind? kind, DraftAddress? address, string? defaultSource, bool whole)
    {
        var problems = new ProblemList();
        var draft = Parse(utf8, problems, root => root.Object(o =>
        {
            var read = new RecordDraft
            {
                Source = Address(o["source"], DraftLimits.Source, address?.Source ?? (o["source"].Says ? null : defaultSource)),
                SourceId = Address(o["sourceId"], DraftLimits.SourceId, address?.SourceId),
                Content = DraftMembers.Content(o, Kind(o["kind"], kind)),
                Files = DraftMembers.Files(o["files"]),
            };
            if (whole)
            {
                Complete(o, read);
            }

            return read;
        }));
        return new DraftReading(draft, problems.All);
    }

    /// <summary>Content alone, nothing of it needed: a curator's overlay.</summary>
    public static (RecordContent? Content, IReadOnlyList<DraftProblem> Problems) ReadOverlay(ReadOnlyMemory<byte> utf8, DraftKind kind)
    {
        var problems = new ProblemList();
        var content = Parse(utf8, problems, root => root.Object(o => DraftMembers.Content(o, kind)));
        return (content, problems.All);
    }

    /// <summary>What is said of one file apart from a draft: the parameters of its upload.</summary>
    public static (DraftFile? File, IReadOnlyList<DraftProblem> Problems) ReadFile(string name, string? access, string? embargoUntil)
    {
        var problems = new ProblemList();
        var file = Parse(JsonSerializer.SerializeToUtf8Bytes(new { name, access, embargoUntil }), problems, root => root.Object(DraftMembers.File));
        return (file, problems.All);
    }

    private static T? Parse<T>(ReadOnlyMemory<byte> utf8, ProblemList problems, Func<JsonValue, T?> read)
        where T : class
    {
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            var at = FirstInvalid(utf8.Span);
            Note(ProblemCodes.NotUtf8, utf8.Span[..at].Count((byte)'\n'), at - (utf8.Span[..at].LastIndexOf((byte)'\n') + 1));
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = new JsonValue(document.RootElement, "$", problems);
            return read(root.Says ? root : root.Needed());
        }
        catch (JsonException broken)
        {
            Note(ProblemCodes.NotJson, broken.LineNumber ?? 0, broken.BytePositionInLine ?? 0);
            return null;
        }

        void Note(string code, long line, long byteInLine)
        {
            var column = Column(utf8.Span, line, byteInLine);
            var (l, c) = ((line + 1).ToString(CultureInfo.InvariantCulture), column.ToString(CultureInfo.InvariantCulture));
            problems.Add(code, $"{l}:{c}", null, l, c);
        }
    }

    private static DraftKind Kind(JsonValue said, DraftKind? wanted)
    {
        var kind = said.OneOf<DraftKind>();
        if (kind is not null && wanted is not null && kind != wanted)
        {
            said.Wrong(ProblemCodes.NotOneOf, JsonForms.NameOf(kind.Value), JsonForms.NameOf(wanted.Value));
        }

        return wanted ?? kind ?? DraftKind.Study;
    }

    private static string Address(JsonValue said, int longest, string? wanted)
    {
        var inBody = (wanted is null ? said.Needed() : said).Text(longest)?.Trim();
        var text = wanted?.Trim() ?? inBody;
        if ((said.Says || wanted is not null) && text is { Length: 0 })
        {
            said.Wrong(ProblemCodes.Missing);
        }

        if (wanted is not null && wanted.Length > longest)
        {
            said.Wrong(ProblemCodes.TooLong, wanted, longest.ToString(CultureInfo.InvariantCulture), wanted.Length.ToString(CultureInfo.InvariantCulture));
        }

        if (wanted?.Any(char.IsControl) == true)
        {
            said.Wrong(ProblemCodes.Nul, wanted.Replace('\0', '␀'));
        }

        if (wanted is not null && inBody is not null && inBody != text)
        {
            said.Wrong(ProblemCodes.OtherSourceId, inBody, wanted);
        }

        return text ?? "";
    }

    private static void Complete(JsonMembers o, RecordDraft draft)
    {
        foreach (var value in DraftMembers.Lacking(draft.Content).Select(member => o[member]))
        {
            // What was said and is wrong has its own problem already.
            if (!value.Problems.All.Any(p => p.Place.StartsWith(value.Path, StringComparison.Ordinal)))
            {
                value.Wrong(ProblemCodes.Missing);
            }
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (at < utf8.Length && Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    /// <summary>Counts letters, not bytes, as an editor does; from 1.</summary>
    private static int Column(ReadOnlySpan<byte> utf8, long line, long byteInLine)
    {
        for (; line > 0 && utf8.IndexOf((byte)'\n') is var end and >= 0; line--)
        {
            utf8 = utf8[(end + 1)..];
        }

        return Encoding.UTF8.GetCharCount(utf8[..(int)Math.Min(byteInLine, utf8.Length)]) + 1;
    }
}
