using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace EvidenceRegistry.Records;

/// <summary>The entity tag of a record: its version. What a record answers depends on nothing else, neither reader nor day.</summary>
public static class RecordTag
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version of a tag that the registry gave; null for any other text.</summary>
    public static int? Read(string tag) =>
        EntityTagHeaderValue.TryParse(tag, out var read)
        && int.TryParse(read.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && version > 0
            ? version
            : null;
}
