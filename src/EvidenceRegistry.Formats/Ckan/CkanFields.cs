using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Ckan;

/// <summary>
/// The fields of one JSON object of a portal, taken one by one. What a typed member carries letter for letter is not kept twice;
/// everything else stays in <see cref="Rest"/> as it came, so that no field is lost.
/// </summary>
internal sealed class CkanFields
{
    private const string Others = "อื่นๆ";

    private readonly Dictionary<string, JsonElement> _fields;
    private readonly HashSet<string> _carried = new(StringComparer.Ordinal);

    /// <summary>As they came, each with its name taken out once; null for a name that is no Unicode text.</summary>
    private readonly List<(string? Name, JsonElement Value)> _all;

    private readonly string _place;
    private readonly ProblemList _problems;

    public CkanFields(JsonElement dataset, string place, ProblemList problems)
    {
        (_place, _problems) = (place, problems);
        var fields = dataset.GetPropertyCount();
        (_fields, _all) = (new(fields, StringComparer.Ordinal), new(fields));
        foreach (var field in dataset.EnumerateObject())
        {
            var sound = JsonText.TryName(field, out var name);
            _all.Add((sound ? name : null, field.Value));
            if (sound)
            {
                _fields[name] = field.Value;
            }
        }
    }

    public JsonElement? this[string name] => _fields.TryGetValue(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    /// <summary>What no typed member carries.</summary>
    public JsonObject? Rest(params ReadOnlySpan<string> elsewhere)
    {
        var rest = new JsonObject();
        foreach (var (name, value) in _all)
        {
            if (name is null || !(_carried.Contains(name) || elsewhere.Contains(name)))
            {
                CkanText.Put(rest, name, CkanText.Tree(value));
            }
        }

        return rest.Count == 0 ? null : rest;
    }

    /// <summary>A text (a number or flag by its letters); cut at the limit with a warning, and then kept whole in the rest.</summary>
    public string? Text(string name, int longest)
    {
        if (Raw(name) is not { } raw)
        {
            return null;
        }

        if (raw.Length <= longest)
        {
            if (this[name] is { ValueKind: JsonValueKind.String } written && CkanText.Mended(written))
            {
                _problems.Warn(ProblemCodes.ControlCharacter, Place(name));
            }

            _carried.Add(name);
            return raw;
        }

        _problems.Warn(ProblemCodes.TooLong, Place(name), raw, Print(longest), Print(raw.Length));
        return Cut(raw, longest);
    }

    /// <summary>As <see cref="Text"/>; where the choice is "others", the free text beside it.</summary>
    public string? Choice(string name, int longest)
    {
        var other = Raw(name + "_other");
        return Raw(name) == Others && other is not null ? Cut(other, longest) : Text(name, longest);
    }

    /// <summary>A list, a list written into a string, or a single value; "others" is replaced by the free text beside it.</summary>
    public List<string>? Texts(string name, int longest)
    {
        if (this[name] is not { } value)
        {
            return null;
        }

        var texts = Entries(value, longest).Where(t => t.Length > 0).Take(DraftLimits.Entries).ToList();
        if (Raw(name + "_other") is { } other && texts.IndexOf(Others) is var at and >= 0)
        {
            texts[at] = Cut(other, longest);
        }
        else if (value.ValueKind == JsonValueKind.Array && texts.Count == value.GetArrayLength()
            && value.EnumerateArray().Zip(texts).All(p => p.First.ValueKind == JsonValueKind.String && CkanText.Of(p.First) == p.Second))
        {
            _carried.Add(name);
        }

        return texts.Count == 0 ? null : texts;
    }

    /// <summary>true, false, and the texts "True", "False" of scheming's choices.</summary>
    public bool? Flag(string name)
    {
        var value = this[name];
        if (value?.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            _carried.Add(name);
        }

        return Says(name);
    }

    /// <summary>As <see cref="Flag"/>, for what decides about the dataset and is carried by no member.</summary>
    public bool? Says(string name) => Raw(name) is { } text && bool.TryParse(text, out var flag) ? flag : null;

    public int? Number(string name, int lowest, int highest) =>
        Raw(name) is { } text && int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest ? number : null;

    /// <summary>A date; what is none is warned of and kept as it came.</summary>
    public DateOnly? Date(string name)
    {
        if (Raw(name) is not { } raw)
        {
            return null;
        }

        var date = ThaiYear.Date(raw);
        if (date is null)
        {
            _problems.Warn(ProblemCodes.NotADate, Place(name), raw);
        }
        else if (date.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == raw)
        {
            _carried.Add(name);
        }

        return date;
    }

    public int? Year(string name, Func<string, int?> which)
    {
        if (Raw(name) is not { } raw)
        {
            return null;
        }

        var year = which(raw);
        if (year is null)
        {
            _problems.Warn(ProblemCodes.YearNotCommonEra, Place(name), raw);
        }

        return year;
    }

    /// <summary>An absolute http or https address; another is kept in the rest alone.</summary>
    public string? Url(string name)
    {
        var raw = Raw(name)?.Trim();
        var sound = raw is { Length: <= DraftLimits.Url } && Uri.TryCreate(raw, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0;
        if (sound && raw == Raw(name))
        {
            _carried.Add(name);
        }

        return sound ? raw : null;
    }

    /// <summary>A text, or texts by language as multilingual catalogues give them.</summary>
    public LocalText? Local(string name, int longest)
    {
        if (this[name] is { ValueKind: JsonValueKind.Object } languages)
        {
            var told = languages.EnumerateObject().Where(l => l.Value.ValueKind == JsonValueKind.String)
                .Select(l => (Code: l.Name, Text: Cut(CkanText.Of(l.Value), longest))).Where(l => l.Text.Length > 0).ToList();
            var thai = told.FirstOrDefault(l => l.Code.StartsWith("th", StringComparison.OrdinalIgnoreCase)).Text;
            var english = told.FirstOrDefault(l => l.Code.StartsWith("en", StringComparison.OrdinalIgnoreCase)).Text;
            return told.Count == 0 ? null : new LocalText(thai, english ?? (thai is null ? told[0].Text : null));
        }

        return Text(name, longest) is { } text && !string.IsNullOrWhiteSpace(text) ? Local(text) : null;
    }

    /// <summary>By its letters: Thai where one of them is Thai, else the other language.</summary>
    public static LocalText Local(string text) => text.AsSpan().ContainsAnyInRange('\u0e01', '\u0e5b') ? new LocalText(text) : new LocalText(null, text);

    public string? Raw(string name) => this[name] is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.String => CkanText.Of(value) is { Length: > 0 } text ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static IEnumerable<string> Entries(JsonElement value, int longest)
    {
        if (value.ValueKind == JsonValueKind.String && CkanText.Of(value).Trim() is var text && text is ['[', .., ']'] && TryParse(text) is { } inner)
        {
            return inner.Select(t => Cut(t, longest));
        }

        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => Cut(CkanText.Of(e), longest)),
            JsonValueKind.String when CkanText.Of(value) is ['{', .., '}'] set => set[1..^1].Split(',').Select(t => Cut(t.Trim().Trim('"'), longest)),
            JsonValueKind.String => [Cut(CkanText.Of(value), longest)],
            _ => [],
        };
    }

    private static List<string>? TryParse(string list)
    {
        try
        {
            using var document = JsonDocument.Parse(list);
            return [.. document.RootElement.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? CkanText.Of(e) : e.GetRawText())];
        }
        catch (JsonException)
        {
            // A text that only looks like a list stays a text.
            return null;
        }
    }

    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    private string Place(string name) => $"{_place}.{name}";

    private static string Print(int number) => number.ToString(CultureInfo.InvariantCulture);
}
