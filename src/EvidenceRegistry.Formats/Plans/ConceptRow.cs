using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Plans;

/// <summary>A row of a concept file: scheme, code, parent, texts, editions; one draft for each edition it names.</summary>
internal static class ConceptRow
{
    /// <summary>Columns kept as they stand, shown beside the concept.</summary>
    private static readonly string[] KeptColumns = ["kind", "priority", "confidence", "note"];

    public static void Read(CsvRow row, string? edition, PlanDraft draft)
    {
        if (PlanFile.Needed(row, "code", draft) is not { } written)
        {
            return;
        }

        if (PlanCode.Read(written, row["sub_target"]) is not { } code)
        {
            draft.Problems.Add(new DraftProblem("not-a-plan-code", row.PlaceOf("code"), CsvTable.Cut(written)));
            return;
        }

        var scheme = row["scheme"] ?? code.Scheme;
        if (scheme != code.Scheme)
        {
            draft.Problems.Add(new DraftProblem("code-of-another-scheme", row.PlaceOf("scheme"), CsvTable.Cut(scheme)) { Details = [code.Code, code.Scheme] });
            return;
        }

        var text = PlanFile.Needed(row, "text_th", draft);
        var sample = Sample(row, draft);
        var editions = Editions(row, code, edition, draft);
        if (text is null || sample is null)
        {
            return;
        }

        foreach (var one in editions)
        {
            draft.Concepts.Add(new ConceptDraft(
                scheme, code.Code, one, Parent(row, code), text, row["text_en"], row["text_en_source"], sample.Value, row["origin"], More(row, code), row.PlaceOf("code")));
        }
    }

    private static string? Parent(CsvRow row, PlanCode code) =>
        row["parent"] is { } parent ? PlanCode.Read(parent, row["sub_target"])?.Code ?? parent : code.ParentByCode;

    private static bool? Sample(CsvRow row, PlanDraft draft)
    {
        switch (row["sample"]?.ToLowerInvariant())
        {
            case null or "false":
                return false;
            case "true":
                return true;
            default:
                draft.Problems.Add(new DraftProblem("unknown-value", row.PlaceOf("sample"), CsvTable.Cut(row["sample"]!)) { Details = ["true", "false"] });
                return null;
        }
    }

    private static string[] Editions(CsvRow row, PlanCode code, string? edition, PlanDraft draft)
    {
        if (!PlanSchemes.HasEditions(code.Scheme))
        {
            return [""];
        }

        string[] named = PlanFile.Parts(row["editions"]) is { Length: > 0 } several ? several
            : (code.Edition ?? edition) is { } one ? [one]
            : [];
        if (named.Length == 0)
        {
            draft.Problems.Add(new DraftProblem("no-edition", row.PlaceOf("editions"), code.Code));
        }

        return named;
    }

    private static Dictionary<string, string> More(CsvRow row, PlanCode code)
    {
        var more = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in KeptColumns)
        {
            if (row[column] is { } value)
            {
                more[column] = value;
            }
        }

        if (code.Revision is { } revision)
        {
            more["revision"] = revision;
        }

        return more;
    }
}
