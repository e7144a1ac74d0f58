using System.Collections.Frozen;
using System.Text.Json;

namespace EvidenceRegistry.Formats.Pdf;

/// <summary>The stable names of the reasons, as receipts show them: <c>no-text</c>, <c>not-a-pdf</c>, …</summary>
public static class PdfReasonCodes
{
    private static readonly FrozenDictionary<PdfReason, string> Codes =
        Enum.GetValues<PdfReason>().ToFrozenDictionary(reason => reason, reason => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString()));

    private static readonly FrozenDictionary<string, PdfReason> Reasons = Codes.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static string Code(this PdfReason reason) => Codes[reason];

    /// <summary>The reason of a code, or null for a code nobody gave.</summary>
    public static PdfReason? Parse(string code) => Reasons.TryGetValue(code, out var reason) ? reason : null;
}
