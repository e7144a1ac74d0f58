using System.Globalization;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Plans;

/// <summary>
/// Reads plan files in the layout of docs/seed-data.md, each known by its columns, whatever its name. Pure: bytes in, drafts and
/// problems out; every problem names file, line and column.
/// </summary>
public static class PlanFile
{
    /// <summary>Spellings of column names met in agencies' own lists.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["รหัส"] = "code",
        ["ข้อความ"] = "text_th",
        ["ชื่อ"] = "text_th",
        ["text"] = "text_th",
        ["เป้าหมายแผนแม่บทย่อย"] = "sub_target",
        ["รหัสเป้าหมายแผนแม่บทย่อย"] = "sub_target",
        ["subtarget"] = "sub_target",
        ["edition_code"] = "editions",
    };

    /// <param name="edition">Edition of concepts whose file names none; null: each must name its own.</param>
    public static PlanDraft Read(IEnumerable<SourceFile> files, string? edition = null)
    {
        var draft = new PlanDraft();
        foreach (var file in files)
        {
            if (CsvTable.Read(file, Names, draft.Problems) is { } table)
            {
                ReadTable(table, edition, draft);
            }
        }

        return draft;
    }

    private static void ReadTable(CsvTable table, string? edition, PlanDraft draft)
    {
        if (table.Has("from_scheme", "from_code", "to_code", "relation"))
        {
            Each(table, row => Link(row, draft));
        }
        else if (table.Has("from_code", "from_edition", "to_code", "to_edition", "relation"))
        {
            Each(table, row => Crosswalk(row, draft));
        }
        else if (table.Has("edition", "effective_from", "name_th"))
        {
            Each(table, row => Edition(row, draft));
        }
        else if (table.Has("code", "kind", "name_th"))
        {
            Each(table, row => Area(row, draft));
        }
        else if (table.Has("code", "text_th"))
        {
            Each(table, row => ConceptRow.Read(row, edition, draft));
        }
        else
        {
            draft.Problems.Add(new DraftProblem("unknown-layout", $"{table.Name} line 1", CsvTable.Cut(string.Join(',', table.Header))));
        }
    }

    private static void Each(CsvTable table, Action<CsvRow> read)
    {
        foreach (var row in table.Rows)
        {
            read(row);
        }
    }

    private static void Link(CsvRow row, PlanDraft draft)
    {
        if (Needed(row, "from_code", draft) is { } from && Needed(row, "to_code", draft) is { } to && Needed(row, "relation", draft) is { } relation)
        {
            draft.Links.Add(new LinkDraft(from, to, relation, row["confidence"] ?? "", row.PlaceOf("from_code")));
        }
    }

    private static void Crosswalk(CsvRow row, PlanDraft draft)
    {
        string[] relations = ["same", "renamed", "split", "merged", "retired", "new"];
        if (Needed(row, "from_edition", draft) is not { } from || Needed(row, "to_edition", draft) is not { } to
            || Needed(row, "relation", draft) is not { } relation)
        {
            return;
        }

        if (!relations.Contains(relation))
        {
            draft.Problems.Add(new DraftProblem("unknown-value", row.PlaceOf("relation"), relation) { Details = relations });
            return;
        }

        foreach (var (column, mayMiss) in new[] { ("from_code", relation == "new"), ("to_code", relation == "retired") })
        {
            if (row[column] is null && !mayMiss)
            {
                draft.Problems.Add(new DraftProblem("missing", row.PlaceOf(column)));
                return;
            }
        }

        draft.Crosswalk.Add(new CrosswalkDraft(row["from_code"] ?? "", from, row["to_code"], to, relation, row.PlaceOf("relation")));
    }

    private static void Edition(CsvRow row, PlanDraft draft)
    {
        if (Needed(row, "edition", draft) is { } code && Needed(row, "name_th", draft) is { } name
            && Day(row, "effective_from", draft) is { } from)
        {
            draft.Editions.Add(new EditionDraft(
                code, name, row["name_en"], from, row["effective_to"] is null ? null : Day(row, "effective_to", draft), row.PlaceOf("edition")));
        }
    }

    private static void Area(CsvRow row, PlanDraft draft)
    {
        string[] kinds = ["country", "region", "cluster", "province", "district"];
        if (Needed(row, "code", draft) is not { } code || Needed(row, "kind", draft) is not { } kind || Needed(row, "name_th", draft) is not { } name)
        {
            return;
        }

        if (!kinds.Contains(kind))
        {
            draft.Problems.Add(new DraftProblem("unknown-value", row.PlaceOf("kind"), kind) { Details = kinds });
            return;
        }

        draft.Areas.Add(new AreaDraft(
            code, kind, row["parent"], name, row["name_en"], [.. Parts(row["short_th"]), .. Parts(row["short_en"])], row.PlaceOf("code")));
    }

    internal static string[] Parts(string? joined) =>
        joined?.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    internal static string? Needed(CsvRow row, string column, PlanDraft draft)
    {
        if (row[column] is { } value)
        {
            return value;
        }

        draft.Problems.Add(new DraftProblem("missing", row.PlaceOf(column)));
        return null;
    }

    private static DateOnly? Day(CsvRow row, string column, PlanDraft draft)
    {
        if (Needed(row, column, draft) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        draft.Problems.Add(new DraftProblem("not-a-date", row.PlaceOf(column), CsvTable.Cut(text)));
        return null;
    }
}
