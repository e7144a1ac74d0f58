using System.Globalization;
using System.Text.Json;
using EvidenceRegistry.Formats.Drafts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Access;

/// <summary>One of a few words in a query, as answers write them. Bound as an enum, the framework takes the names of the code alone.</summary>
internal static class EnumParameter
{
    private static readonly LocalText NotOne = new("ใช้ได้เฉพาะ: {0}", "Only these can stand here: {0}.");

    /// <returns>The answer to give instead; null where the word was read.</returns>
    public static ProblemHttpResult? Read<T>(HttpContext http, string place, string written, out T value)
        where T : struct, Enum
    {
        var name = Enum.GetNames<T>().FirstOrDefault(n => string.Equals(n, written.Trim(), StringComparison.OrdinalIgnoreCase));
        value = name is null ? default : Enum.Parse<T>(name);
        var known = string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName));
        return name is not null ? null : Refusal.Of(
            http, ProblemKinds.InvalidRequest, [new ProblemPlace(place, "unknown-value", string.Format(CultureInfo.InvariantCulture, NotOne.In(http.Language()), known), Parameters.Cut(written))], 1);
    }
}
