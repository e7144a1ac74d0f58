using System.ComponentModel;
using System.Text;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Tables;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Submissions;

/// <summary>The table people fill, made anew from the layout and the lists that read it.</summary>
internal static class TemplateRoutes
{
    private static readonly LocalText NoFormat = new("ต้องเป็น xlsx หรือ csv", "It must be xlsx or csv.");

    private static readonly IReadOnlyList<string> Known = ["format"];

    public static void MapTemplate(this IEndpointRouteBuilder app) =>
        app.MapGet($"{ImportRoutes.Address}/template", Template).WithTags("submissions").WithName("get-template")
            .Produces(200, contentType: BulkFormats.Of(BulkFormat.Xlsx).MediaTypes[0]).ProducesProblem(400)
            .WithSummary("The table to fill for bulk submission, with choices, notes in Thai and an example row");

    private static Results<FileContentHttpResult, ProblemHttpResult> Template(
        HttpContext http, SourceMaps maps, [Description("xlsx (with drop-down lists) or csv.")] string? format = null)
    {
        IReadOnlyList<ProblemPlace> wrong =
        [
            .. Parameters.NotAmong(http, Known),
            .. format is null or "xlsx" or "csv" ? Array.Empty<ProblemPlace>() : [new ProblemPlace("format", "unknown-value", NoFormat.In(http.Language()), format)],
        ];
        if (wrong.Count > 0)
        {
            return Refusal.Of(http, ProblemKinds.InvalidRequest, wrong, wrong.Count);
        }

        var (map, lists) = (maps.All[0], maps.Lists);
        var example = Formats.Tables.Template.Example(map, lists);
        using var bytes = new MemoryStream();
        if (format == "csv")
        {
            using var text = new StreamWriter(bytes, new UTF8Encoding(false), leaveOpen: true);
            Formats.Tables.Template.WriteCsv(text, map, [example]);
        }
        else
        {
            TemplateWorkbook.Write(bytes, map, lists, [example]);
        }

        var facts = BulkFormats.Of(format == "csv" ? BulkFormat.Csv : BulkFormat.Xlsx);
        return TypedResults.File(bytes.ToArray(), format == "csv" ? "text/csv; charset=utf-8; header=present" : facts.MediaTypes[0], $"registry-template{facts.Extensions[0]}");
    }
}
