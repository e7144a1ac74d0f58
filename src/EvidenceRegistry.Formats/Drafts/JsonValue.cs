using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Formats.Drafts;

/// <summary>
/// A JSON value with its place. Each reading gives the value, or null where it is missing, null or wrong; what is wrong is noted.
/// </summary>
internal readonly struct JsonValue(JsonElement? element, string path, ProblemList problems)
{
    private readonly JsonElement _element = element ?? default;

    public string Path { get; } = path;

    public ProblemList Problems { get; } = problems;

    /// <summary>There is a value and it is not null.</summary>
    public bool Says => _element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public string? Text(int longest)
    {
        if (!Is(JsonValueKind.String, "text") || JsonText.Of(_element, Path, Problems) is not { } text)
        {
            return null;
        }

        if (text.Length > longest)
        {
            Wrong(ProblemCodes.TooLong, text, Print(longest), Print(text.Length));
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    public int? Number(int lowest, int highest)
    {
        if (!Is(JsonValueKind.Number, "number"))
        {
            return null;
        }

        if (_element.TryGetInt32(out var number) && number >= lowest && number <= highest)
        {
            return number;
        }

        Wrong(ProblemCodes.OutOfRange, _element.GetRawText(), Print(lowest), Print(highest));
        return null;
    }

    /// <summary>An amount of money, not negative; trailing zeros say nothing and go.</summary>
    public decimal? Amount(decimal highest)
    {
        if (!Is(JsonValueKind.Number, "number"))
        {
            return null;
        }

        if (_element.TryGetDecimal(out var amount) && amount >= 0 && amount <= highest)
        {
            return amount / 1.0000000000000000000000000000m;
        }

        Wrong(ProblemCodes.OutOfRange, _element.GetRawText(), "0", highest.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    public bool? Flag() => !Says ? null : _element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Is(JsonValueKind.True, "boolean"),
    };

    public List<T>? List<T>(Func<JsonValue, T?> read, int most = DraftLimits.Entries)
        where T : class
    {
        if (!Is(JsonValueKind.Array, "list"))
        {
            return null;
        }

        var length = _element.GetArrayLength();
        if (length > most)
        {
            Wrong(ProblemCodes.TooMany, null, Print(most), Print(length));
            return null;
        }

        var list = new List<T>(length);
        var at = 0;
        foreach (var entry in _element.EnumerateArray())
        {
            var value = new JsonValue(entry, $"{Path}[{Print(at++)}]", Problems);
            if (!value.Says)
            {
                value.Wrong(ProblemCodes.Missing);
            }
            else if (read(value) is { } one)
            {
                list.Add(one);
            }
        }

        return list;
    }

    public List<string>? Texts(int longest) => List(entry => entry.Text(longest));

    public T? Object<T>(Func<JsonMembers, T> read)
        where T : class
    {
        if (!Is(JsonValueKind.Object, "object"))
        {
            return null;
        }

        var members = new JsonMembers(_element, Path, Problems);
        var value = read(members);
        members.NameTheUnknown();
        return value;
    }

    /// <summary>Any object, as it came; its texts are looked through as all others are.</summary>
    public JsonObject? Anything()
    {
        if (!Is(JsonValueKind.Object, "object"))
        {
            return null;
        }

        var raw = _element.GetRawText();
        if (raw.Length > DraftLimits.Extra)
        {
            Wrong(ProblemCodes.TooLong, null, Print(DraftLimits.Extra), Print(raw.Length));
            return null;
        }

        return JsonText.Sound(_element, Path, Problems) ? JsonObject.Create(_element.Clone()) : null;
    }

    public void Wrong(string code, string? text = null, params string[] details) => Problems.Add(code, Path, text, details);

    private bool Is(JsonValueKind kind, string name)
    {
        if (Says && _element.ValueKind != kind)
        {
            Wrong(ProblemCodes.WrongType, null, name, NameOf(_element.ValueKind));
        }

        return _element.ValueKind == kind;
    }

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "object",
        _ => "boolean",
    };

    private static string Print(int number) => number.ToString(CultureInfo.InvariantCulture);
}
