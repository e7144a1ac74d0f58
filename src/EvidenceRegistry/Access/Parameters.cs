using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Access;

/// <summary>Parameters of a request that nobody asked for: a misspelt filter must not pass for no filter.</summary>
public static class Parameters
{
    private static readonly LocalText Unknown = new("ไม่มีพารามิเตอร์นี้ ที่ใช้ได้: {0}", "There is no such parameter. Known ones: {0}.");

    private static readonly LocalText None = new("คำขอนี้ไม่มีพารามิเตอร์", "This call takes no parameters.");

    public static IEnumerable<ProblemPlace> NotAmong(HttpContext http, IReadOnlyCollection<string> known) =>
        http.Request.Query.Keys.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)
            .Select(name => new ProblemPlace(
                Cut(name), "unknown-parameter",
                string.Format(System.Globalization.CultureInfo.InvariantCulture, (known.Count == 0 ? None : Unknown).In(http.Language()), string.Join(", ", known))));

    internal static string Cut(string name) => name.Length <= 100 ? name : name[..100];
}
