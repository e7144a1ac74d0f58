using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>Whether what an operator says of a source can be.</summary>
internal static class SourceForm
{
    private const string ActionStyle = "action", GetCkanStyle = "get-ckan";

    public static string StyleName(HarvestPathStyle style) => style == HarvestPathStyle.GetCkan ? GetCkanStyle : ActionStyle;

    public static HarvestPathStyle Style(string name) => name == GetCkanStyle ? HarvestPathStyle.GetCkan : HarvestPathStyle.Action;

    public static IEnumerable<ProblemPlace> Wrong(NewSourceRequest asked, string language)
    {
        if (string.IsNullOrWhiteSpace(asked.Name) || asked.Name.Length > DraftLimits.Source || asked.Name != asked.Name.Trim() || asked.Name.Any(char.IsControl))
        {
            yield return new("$.name", "not-a-name", new LocalText("ต้องมี 1–50 ตัวอักษร", "It takes 1–50 characters.").In(language));
        }

        if (!Uri.TryCreate(asked.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0 || asked.Url.Length > DraftLimits.Url)
        {
            yield return new("$.url", "bad-url", new LocalText("ต้องเป็นที่อยู่ http หรือ https ที่ไม่มี query", "It takes an http or https address without a query.").In(language), asked.Url);
        }

        if (asked.Kind is not (HarvestKind.Ckan or HarvestKind.Oai))
        {
            yield return new("$.kind", "not-one-of", new LocalText("ckan หรือ oai", "ckan or oai").In(language), asked.Kind.ToString());
        }

        if (asked.PathStyle is not (ActionStyle or GetCkanStyle))
        {
            yield return new("$.pathStyle", "not-one-of", new LocalText("action หรือ get-ckan", "action or get-ckan").In(language), asked.PathStyle);
        }

        if (asked.KeyHeader is { } header && (header.Length is 0 or > 100 || !header.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
        {
            yield return new("$.keyHeader", "not-a-header", new LocalText("ต้องเป็นชื่อหัวข้อ HTTP", "It takes the name of an HTTP header.").In(language), header);
        }

        if (asked.Key is { } key && (key.Length is 0 or > 2000 || key.Any(c => c is < '!' or > '~') || asked.KeyHeader is null))
        {
            yield return new("$.key", "not-a-key", new LocalText("ต้องเป็นตัวอักษร ASCII ไม่มีช่องว่าง และต้องมี keyHeader", "It takes printable ASCII without blanks, and a keyHeader.").In(language));
        }

        if (asked.Schedule is { } schedule && Cron.Read(schedule) is null)
        {
            yield return new("$.schedule", "not-a-schedule", new LocalText("ต้องเป็น cron ห้าช่อง เวลาไทย", "It takes five fields of cron (Thai time).").In(language), schedule);
        }

        if (asked.PauseWindow is { } window && PauseWindow.Read(window) is null)
        {
            yield return new("$.pauseWindow", "not-a-window", new LocalText("รูปแบบ HH:mm-HH:mm", "The form is HH:mm-HH:mm.").In(language), window);
        }

        foreach (var (place, value, low, high) in new[]
        {
            ("$.requestsPerSecond", asked.RequestsPerSecond, 0.01, 1000), ("$.parallelRequests", asked.ParallelRequests, 1, 8),
            ("$.maxRemovalPercent", asked.MaxRemovalPercent, 0, 100), ("$.quarantineDays", asked.QuarantineDays, 0, 3650),
        })
        {
            if (!(value >= low && value <= high))
            {
                yield return new(place, "out-of-range", new LocalText($"ต้องอยู่ระหว่าง {low} ถึง {high}", $"It lies between {low} and {high}.").In(language));
            }
        }

        foreach (var (place, text) in new[] { ("$.filter", asked.Filter), ("$.owner", asked.Owner) })
        {
            if (text is { Length: > DraftLimits.Url } || text?.Any(char.IsControl) == true)
            {
                yield return new(place, "too-long", new LocalText("ยาวเกินไปหรือมีอักขระควบคุม", "It is too long or holds control characters.").In(language));
            }
        }
    }
}
