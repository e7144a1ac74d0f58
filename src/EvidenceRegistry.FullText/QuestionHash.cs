using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Tells whether a cursor belongs to the question it comes back with. Size, facets and explanation may change between
/// pages, and records may be left out meanwhile; the rest may not.
/// </summary>
internal static class QuestionHash
{
    public static ulong Of(SearchRequest request) => Of(new
    {
        Of = "search",
        request.Query.Text,
        request.Query.Quotes,
        request.Query.Excluded,
        request.Rights,
        Filters = request.Filters.OrderBy(filter => filter.Key, StringComparer.Ordinal).ToArray(),
        request.TagStatuses,
        request.YearFrom,
        request.YearTo,
        request.Sort,
        request.RaisedAreas,
        request.ThisYear,
    });

    public static ulong Of(PagesRequest request) => Of(new
    {
        Of = "pages",
        request.Id,
        request.Query.Text,
        request.Query.Quotes,
        request.Query.Excluded,
        request.Rights,
    });

    private static ulong Of(object parts)
    {
        byte[] text = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts));
        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(text));
    }
}
