using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Access;

/// <summary>Holds numbers to the <see cref="RangeAttribute"/> of their parameter or member: the contract shows it, the framework does not hold it.</summary>
public static class NumberRanges
{
    private static readonly LocalText NotBetween = new("ต้องอยู่ระหว่าง {0} ถึง {1}", "It lies between {0} and {1}.");

    /// <summary>Asked for with every request, and found by reflection once.</summary>
    private static readonly ConcurrentDictionary<ParameterInfo, RangeAttribute?> Ranges = new();

    /// <summary>In a query. What is no number at all is left to the framework, which refuses it as no value of its type.</summary>
    public static IEnumerable<ProblemPlace> Left(HttpContext http, string name, ParameterInfo parameter) =>
        Ranges.GetOrAdd(parameter, one => one.GetCustomAttribute<RangeAttribute>()) is not { } range ? []
            : http.Request.Query[name].Where(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !Holds(range, number))
                .Select(text => Wrong(http, name, range, text!));

    /// <summary>In a body: of the members that its constructor names.</summary>
    public static IReadOnlyList<ProblemPlace> Left<T>(HttpContext http, T body) =>
        [.. from member in typeof(T).GetConstructors().SelectMany(c => c.GetParameters())
            let range = member.GetCustomAttribute<RangeAttribute>()
            where range is not null
            let value = typeof(T).GetProperty(member.Name!)!.GetValue(body)
            where value is not null && !Holds(range, Convert.ToDouble(value, CultureInfo.InvariantCulture))
            select Wrong(http, "$." + JsonNamingPolicy.CamelCase.ConvertName(member.Name!), range, Convert.ToString(value, CultureInfo.InvariantCulture)!)];

    // Neither bound is passed by what is no number.
    private static bool Holds(RangeAttribute range, double number) =>
        number >= Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture) && number <= Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);

    private static ProblemPlace Wrong(HttpContext http, string place, RangeAttribute range, string text) => new(
        place, "out-of-range", string.Format(CultureInfo.InvariantCulture, NotBetween.In(http.Language()), range.Minimum, range.Maximum), Parameters.Cut(text));
}
