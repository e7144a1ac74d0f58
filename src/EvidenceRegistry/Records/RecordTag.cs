using System.Globalization;
using EvidenceRegistry.Storage;
using Microsoft.Net.Http.Headers;

namespace EvidenceRegistry.Records;

/// <summary>
/// The entity tag of a record: its version, and behind it when a source last met or missed it without changing it, which moves no version
/// and is shown. What a record answers depends on nothing else, neither reader nor day.
/// </summary>
public static class RecordTag
{
    /// <summary>Of a version just written.</summary>
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Of a record with its origins, as it is read.</summary>
    public static string Of(Record record)
    {
        var met = record.Origins.Select(o => o.LastSeen > o.QuarantinedAt ? o.LastSeen : o.QuarantinedAt ?? o.LastSeen).DefaultIfEmpty().Max();
        return met <= record.ChangedAt ? Of(record.Version) : string.Create(CultureInfo.InvariantCulture, $"\"{record.Version}-{met.Ticks:x}\"");
    }

    /// <summary>The version of a tag that the registry gave; null for any other text.</summary>
    public static int? Read(string tag) =>
        EntityTagHeaderValue.TryParse(tag, out var read)
        && int.TryParse(read.Tag.ToString().Trim('"').Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && version > 0
            ? version
            : null;
}
