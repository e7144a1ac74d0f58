using System.Globalization;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Plans;

/// <summary>Parameters of a question to the plans, checked; everything that is wrong is answered at once.</summary>
internal sealed class PlanQuestion
{
    private static readonly LocalText UnknownEdition = new("ไม่มีฉบับนี้ ที่มี: {0}", "There is no such edition. Known ones: {0}.");
    private static readonly LocalText NotOne = new("ใช้ได้เฉพาะ: {0}", "Only these can stand here: {0}.");

    private readonly HttpContext _http;
    private readonly PlanTree _tree;
    private readonly List<ProblemPlace> _wrong;

    public PlanQuestion(HttpContext http, PlanTree tree, string? edition, IReadOnlyCollection<string> known)
    {
        (_http, _tree) = (http, tree);
        _wrong = [.. Parameters.NotAmong(http, known)];
        Edition = edition ?? tree.CurrentEdition?.Code;
        if (edition is not null && tree.Editions.All(e => e.Code != edition))
        {
            Wrong("edition", "unknown-edition", UnknownEdition, edition, string.Join(", ", tree.Editions.Select(e => e.Code)));
        }
    }

    /// <summary>The edition asked for, else the one in force; null when there are no plans.</summary>
    public string? Edition { get; }

    public ProblemHttpResult? Refused => _wrong.Count > 0 ? Refusal.Of(_http, ProblemKinds.InvalidRequest, _wrong, _wrong.Count) : null;

    public PlanNode? Node(string parameter, string? code, IReadOnlyCollection<string> schemes)
    {
        if (code is null)
        {
            return null;
        }

        var node = _tree.Find(code.Contains('@', StringComparison.Ordinal) || Edition is null ? code : $"{code}@{Edition}");
        if (node is null || (schemes.Count > 0 && !schemes.Contains(node.Scheme)))
        {
            _wrong.Add(PlanMessages.UnknownCode(_http, _tree, parameter, code, schemes));
            return null;
        }

        return node;
    }

    public AreaNode? Area(string parameter, string? code)
    {
        var area = _tree.Areas.Find(code);
        if (code is not null && area is null)
        {
            _wrong.Add(PlanMessages.UnknownArea(_http, _tree, parameter, code));
        }

        return area;
    }

    public void OneOf(string parameter, string? value, IReadOnlyCollection<string> known)
    {
        if (value is not null && !known.Contains(value, StringComparer.Ordinal))
        {
            Wrong(parameter, "unknown-value", NotOne, value, string.Join(", ", known));
        }
    }

    private void Wrong(string place, string code, LocalText message, string text, params object[] details) =>
        _wrong.Add(new ProblemPlace(place, code, string.Format(CultureInfo.InvariantCulture, message.In(_http.Language()), details), Shortened.Of(text)));
}
