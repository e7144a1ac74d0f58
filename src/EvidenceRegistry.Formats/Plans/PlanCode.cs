using System.Text;
using System.Text.RegularExpressions;

namespace EvidenceRegistry.Formats.Plans;

/// <summary>A code of the plans, value chains or code lists, brought from any of its written forms to the one that is answered.</summary>
/// <param name="Scheme">One of <see cref="PlanSchemes"/>, or the name of another tree.</param>
/// <param name="Code">As answered: <c>1</c>, <c>11</c>, <c>110001</c>, <c>110300</c>, <c>110301</c>, <c>110301V01</c>, <c>110301F0101</c>, <c>sdg:13</c>.</param>
/// <param name="Edition">What stood behind <c>@</c>, or null for the edition in force.</param>
/// <param name="Revision">Revision of the value chains (<c>v3</c>) that stood in front, or null.</param>
public sealed partial record PlanCode(string Scheme, string Code, string? Edition = null, string? Revision = null)
{
    /// <summary>Longer texts are no codes; the longest form is <c>v3_110301V01F0101@2566</c> with separators.</summary>
    private const int Longest = 40;

    /// <summary>
    /// Takes Thai digits, either letter case, blanks, dots, dashes, slashes and underscores between the parts, a sub-target
    /// that lost its leading zero in a spreadsheet, and the forms of docs/seed-data.md. Null: not a code.
    /// </summary>
    /// <param name="subTarget">Sub-target of a column of its own, for codes that leave it out (<c>V01</c>, <c>V01F01</c>).</param>
    public static PlanCode? Read(string? written, string? subTarget = null)
    {
        if (string.IsNullOrWhiteSpace(written) || written.Length > Longest)
        {
            return null;
        }

        var (body, edition) = SplitEdition(Fold(written));
        if (body is null)
        {
            return null;
        }

        if (Named(body) is { } named)
        {
            return named with { Edition = edition };
        }

        var prefix = RevisionPrefix().Match(body);
        if (prefix.Success)
        {
            body = body[prefix.Length..];
        }

        var bare = Separators().Replace(body, "").ToUpperInvariant();
        if (bare.Length != body.Length && bare.Length < 6 && !bare.Contains('V') && !bare.Contains('F'))
        {
            return null; // "1.1" numbers a goal or a plan in a text; it is not issue 11.
        }

        var code = ValueChain(bare, subTarget) ?? Numbered(bare);
        return code is null ? null : code with { Edition = edition, Revision = prefix.Success ? $"v{prefix.Groups[1].Value}" : null };
    }

    /// <summary>The sub-target a component or factor stands under; the code itself for a sub-target; else null.</summary>
    public string? SubTarget => Scheme is PlanSchemes.SubTarget or PlanSchemes.Component or PlanSchemes.Factor ? Code[..6] : null;

    /// <summary>Code of the node above it where the code itself says so, else null.</summary>
    public string? ParentByCode => Scheme switch
    {
        PlanSchemes.StrategyGoal or PlanSchemes.StrategyIssue or PlanSchemes.OecdField or PlanSchemes.ResultType when Code.Contains('.') =>
            Code[..Code.IndexOf('.')].TrimStart(Scheme is PlanSchemes.StrategyGoal ? 'Z' : Scheme is PlanSchemes.StrategyIssue ? 'S' : ' '),
        PlanSchemes.IssueGoal or PlanSchemes.SubPlan => Code[..2],
        PlanSchemes.SubTarget => $"{Code[..4]}00",
        PlanSchemes.Component => Code[..6],
        PlanSchemes.Factor => $"{Code[..6]}V{Code[7..9]}",
        _ => null,
    };

    private static string Fold(string written)
    {
        var folded = new StringBuilder(written.Length);
        foreach (var c in written)
        {
            switch (c)
            {
                case >= '\u0E50' and <= '\u0E59': // Thai digits
                    folded.Append((char)('0' + (c - '\u0E50')));
                    break;
                case '\u200B' or '\u200C' or '\u200D' or '\uFEFF': // invisible, left by copying
                    break;
                default:
                    folded.Append(c);
                    break;
            }
        }

        return folded.ToString().Trim();
    }

    private static (string? Body, string? Edition) SplitEdition(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return (text, null);
        }

        var edition = text[(at + 1)..].Trim();
        return Year().IsMatch(edition) ? (text[..at].Trim(), edition) : (null, null);
    }

    private static PlanCode? Named(string text) => text switch
    {
        _ when StrategyPart().IsMatch(text) => new PlanCode(
            char.ToUpperInvariant(text[0]) switch { 'Z' => PlanSchemes.StrategyGoal, 'S' => PlanSchemes.StrategyIssue, _ => PlanSchemes.OecdField },
            text.ToUpperInvariant()),
        _ when Result().Match(text) is { Success: true } result => new PlanCode(
            PlanSchemes.ResultType, result.Groups[1].Value.ToLowerInvariant() + result.Groups[2].Value),
        _ when OtherTree().Match(text) is { Success: true } other && PlanSchemes.IsOtherTree(other.Groups[1].Value) => new PlanCode(other.Groups[1].Value, text),
        _ => null,
    };

    private static PlanCode? ValueChain(string bare, string? subTarget)
    {
        var parts = Chain().Match(bare);
        if (!parts.Success)
        {
            return null;
        }

        var target = parts.Groups["target"].Success ? SixDigits(parts.Groups["target"].Value) : Read(subTarget)?.SubTarget;
        if (target is null || target.EndsWith("00", StringComparison.Ordinal))
        {
            return null;
        }

        var (component, factor) = (parts.Groups["component"].Value, parts.Groups["factor"].Value);
        return (component.Length, factor.Length) switch
        {
            (2, 0) => new PlanCode(PlanSchemes.Component, $"{target}V{component}"),
            (0, 4) => new PlanCode(PlanSchemes.Factor, $"{target}F{factor}"),
            (2, 2) => new PlanCode(PlanSchemes.Factor, $"{target}F{component}{factor}"),
            (2, 4) when factor.StartsWith(component, StringComparison.Ordinal) => new PlanCode(PlanSchemes.Factor, $"{target}F{factor}"),
            _ => null,
        };
    }

    private static PlanCode? Numbered(string bare)
    {
        if (!Digits().IsMatch(bare))
        {
            return null;
        }

        return bare.Length switch
        {
            1 when bare != "0" => new PlanCode(PlanSchemes.Strategy, bare),
            2 when bare != "00" => new PlanCode(PlanSchemes.Issue, bare),
            5 or 6 => OfSix(SixDigits(bare)),
            _ => null,
        };
    }

    private static PlanCode? OfSix(string six) => (six[..2], six[2..4], six[4..]) switch
    {
        ("00", _, _) => null,
        (var issue, "00", "00") => new PlanCode(PlanSchemes.Issue, issue),
        (_, "00", _) => new PlanCode(PlanSchemes.IssueGoal, six),
        (_, _, "00") => new PlanCode(PlanSchemes.SubPlan, six),
        _ => new PlanCode(PlanSchemes.SubTarget, six),
    };

    private static string SixDigits(string digits) => digits.PadLeft(6, '0');

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Digits();

    [GeneratedRegex("^25[0-9]{2}$")]
    private static partial Regex Year();

    [GeneratedRegex("^[Vv]([0-9])_")]
    private static partial Regex RevisionPrefix();

    [GeneratedRegex(@"[\s.\-_/–]+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^[ZSOzso][0-9]{1,2}(\.[0-9]{1,2})?$")]
    private static partial Regex StrategyPart();

    [GeneratedRegex(@"^(output|outcome|impact)(\.[A-Za-z]{1,30})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Result();

    [GeneratedRegex("^([a-z][A-Za-z]{1,15}):[A-Za-z0-9.-]{1,20}$")]
    private static partial Regex OtherTree();

    [GeneratedRegex("^(?<target>[0-9]{5,6})?(V(?<component>[0-9]{2}))?(F(?<factor>[0-9]{2}|[0-9]{4}))?$")]
    private static partial Regex Chain();
}
