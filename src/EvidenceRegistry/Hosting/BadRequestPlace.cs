using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Hosting;

/// <summary>Says where a request could not be read, from what the framework says of it. Its wording is held by tests against this runtime.</summary>
internal static partial class BadRequestPlace
{
    private static readonly LocalText UnknownMember = new("ไม่มีสมาชิกชื่อนี้", "There is no member of that name.");
    private static readonly LocalText DuplicateMember = new("สมาชิกนี้ปรากฏมากกว่าหนึ่งครั้ง", "The member stands there more than once.");
    private static readonly LocalText MissingMember = new("ขาดสมาชิกที่จำเป็น: {0}", "A needed member is missing: {0}.");
    private static readonly LocalText WrongType = new("ชนิดของค่าไม่ถูกต้อง", "The value is of the wrong type.");
    private static readonly LocalText NotJson = new("ไม่ใช่ JSON ที่ถูกต้อง (บรรทัด {0} ไบต์ที่ {1})", "Not valid JSON (line {0}, byte {1}).");
    private static readonly LocalText NotAValue = new("อ่านค่านี้ไม่ได้", "The value cannot be read.");
    private static readonly LocalText MissingParameter = new("ขาดพารามิเตอร์นี้", "This parameter is needed.");
    private static readonly LocalText NoBody = new("ไม่มีเนื้อหา", "There is no body.");
    private static readonly LocalText Unreadable = new("อ่านคำขอไม่ได้", "The request cannot be read.");

    public static ProblemPlace Of(BadHttpRequestException bad, string language)
    {
        if (bad.InnerException is JsonException json)
        {
            return Of(json, language);
        }

        if (Parameter().Match(bad.Message) is { Success: true } failed)
        {
            return new(failed.Groups["name"].Value, "not-a-value", NotAValue.In(language), Cut(failed.Groups["value"].Value));
        }

        if (NotSent().Match(bad.Message) is { Success: true } notSent)
        {
            return new(notSent.Groups["name"].Value, "missing", MissingParameter.In(language));
        }

        return bad.Message.Contains("body", StringComparison.OrdinalIgnoreCase)
            ? new("$", "no-body", NoBody.In(language))
            : new("request", "unreadable", Unreadable.In(language));
    }

    public static ProblemPlace Of(JsonException json, string language)
    {
        var path = json.Path is { Length: > 0 } known ? known : "$";
        if (json.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            return new(path, "unknown-member", UnknownMember.In(language));
        }

        if (json.Message.Contains("uplicate property", StringComparison.Ordinal))
        {
            return new(path, "duplicate-member", DuplicateMember.In(language));
        }

        if (Missing().Match(json.Message) is { Success: true } missing)
        {
            return new(path, "missing-member", string.Format(CultureInfo.InvariantCulture, MissingMember.In(language), missing.Groups["names"].Value));
        }

        return json.Message.Contains("could not be converted", StringComparison.Ordinal)
            ? new(path, "wrong-type", WrongType.In(language))
            : new(path, "not-json", string.Format(CultureInfo.InvariantCulture, NotJson.In(language), json.LineNumber + 1, json.BytePositionInLine));
    }

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200];

    [GeneratedRegex("""Failed to bind parameter "\S+ (?<name>\w+)" from "(?<value>.*)"\.""", RegexOptions.Singleline)]
    private static partial Regex Parameter();

    [GeneratedRegex("""Required parameter "\S+ (?<name>\w+)" was not provided from (?:query string|header|route)""")]
    private static partial Regex NotSent();

    [GeneratedRegex("missing required properties including: (?<names>.*?)\\.?$", RegexOptions.Singleline)]
    private static partial Regex Missing();
}
