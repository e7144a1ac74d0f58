using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace EvidenceRegistry.Storage;

/// <summary>A typed document in one text column: the same letters in SQLite and PostgreSQL, Thai left readable.</summary>
public static class JsonColumn
{
    /// <summary>How the registry writes JSON to itself: camelCase, names for enums, nothing for null.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowOutOfOrderMetadataProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    /// <summary>Keeps the property as JSON and sees changes inside it by comparing what would be written.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property)
    {
        property.HasConversion(
            new ValueConverter<T, string>(value => Write(value), json => Read<T>(json)),
            new ValueComparer<T>(
                (a, b) => ReferenceEquals(a, b) || Write(a) == Write(b),
                value => value == null ? 0 : Write(value).GetHashCode(StringComparison.Ordinal),
                value => Read<T>(Write(value))));
        return property;
    }

    /// <summary>
    /// Keeps the property as JSON, for documents that are replaced and never changed in place. A change inside one is not seen; one that was not
    /// replaced costs nothing to look at.
    /// </summary>
    public static PropertyBuilder<T> AsWholeJson<T>(this PropertyBuilder<T> property)
    {
        property.HasConversion(
            new ValueConverter<T, string>(value => Write(value), json => Read<T>(json)),
            new ValueComparer<T>(
                (a, b) => ReferenceEquals(a, b) || Write(a) == Write(b),
                value => value == null ? 0 : Write(value).GetHashCode(StringComparison.Ordinal),
                value => value));
        return property;
    }
}

/// <summary>Instants are kept and given back as UTC, whatever the provider hands out, and to the microsecond, which is what PostgreSQL keeps: the same registry says the same on both.</summary>
public sealed class UtcInstant() : ValueConverter<DateTime, DateTime>(
    value => Whole(value.ToUniversalTime()), value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
{
    /// <summary>To the microsecond.</summary>
    public static DateTime Whole(DateTime value) => value.AddTicks(-(value.Ticks % TimeSpan.TicksPerMicrosecond));
}
