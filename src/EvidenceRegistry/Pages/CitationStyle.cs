using EvidenceRegistry.Formats.Citations;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;

namespace EvidenceRegistry.Pages;

/// <summary>A reference ready to copy. A sample says that it is no evidence, a retracted study that it was retracted.</summary>
/// <param name="Key">apa, vancouver, chicago, thesis (a Thai thesis).</param>
public sealed record CitationStyle(string Key, string Text)
{
    public static IReadOnlyList<CitationStyle> All(RecordView view)
    {
        var english = view.Language == "en" || view.Title?.Th is null;
        var work = new CitedWork(
            [.. ((view as StudyView)?.Authors ?? []).Select(a => In(a.Name)).Where(name => !string.IsNullOrWhiteSpace(name)).OfType<string>()],
            view.Agency,
            view.Year,
            In(view.Title) ?? "",
            view is DatasetView,
            view.Doi,
            view.Url ?? (view.Handle is { } handle ? $"https://hdl.handle.net/{handle}" : null),
            string.Join(' ', Notes(view)),
            english);
        return
        [
            new("apa", CitationStyles.Apa(work)), new("vancouver", CitationStyles.Vancouver(work)), new("chicago", CitationStyles.Chicago(work)), new("thesis", CitationStyles.ThaiThesis(work)),
        ];

        string? In(LocalText? text) => english ? text?.En ?? text?.Th : text?.Th ?? text?.En;
    }

    private static IEnumerable<string> Notes(RecordView view)
    {
        if (view.Sample == true)
        {
            yield return "[ตัวอย่าง ไม่ใช่หลักฐานจริง / Sample, not evidence]";
        }

        if (view.Status == RecordStatus.Retracted)
        {
            yield return $"[{Citation.RetractedNote}]";
        }
    }
}
