using System.Net;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Submissions;

/// <summary>The receipt of a bulk file as a page to print: one sheet, no script, nothing loaded from elsewhere.</summary>
internal static class JobReceiptPage
{
    private const string Style = "body{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}"
        + "th{text-align:start;font-weight:normal}td{text-align:end;font-variant-numeric:tabular-nums}tr{border-top:1px solid #ccc}.of th{padding-inline-start:1.5rem;color:#555}@media print{body{margin:0}}";

    public static string Of(JobReceiptView receipt, Job job, ImportOrder order, string language)
    {
        string[] rows =
        [
            Row(new("นำส่ง", "Handed in"), receipt.HandedIn), Row(new("รับไว้", "Accepted"), receipt.Accepted), Row(new("ค้นพบได้แล้ว", "Searchable"), receipt.Searchable),
            Row(new("รอจัดทำดัชนี", "Waiting for the index"), receipt.Waiting), Row(new("จัดทำดัชนีไม่ได้", "Could not be indexed"), receipt.NotIndexed), Row(new("ไม่รับ", "Refused"), receipt.Refused),
            .. receipt.RefusedBecause.Select(Because),
            Row(new("ไฟล์ที่อ่านแล้ว", "Files read"), receipt.FilesRead), Row(new("ไฟล์ที่รออ่าน", "Files waiting"), receipt.FilesWaiting), Row(new("ไฟล์ที่อ่านไม่ได้", "Files not readable"), receipt.FilesFailed),
            .. receipt.FilesBecause.Select(Because),
        ];
        string[] facts =
        [
            JobWords.Of(receipt.State).In(language)!, .. receipt.DryRun ? [new LocalText("ทดลอง ไม่ได้บันทึก", "on trial: nothing was written").In(language)!] : Array.Empty<string>(),
            .. new[] { order.FileName, order.Source }.OfType<string>(), ReaderDates.Moment(job.CreatedAt, language), receipt.Job,
        ];
        var title = new LocalText("ใบรับการนำส่งข้อมูล", "Receipt of a submission").In(language);
        return $"<!doctype html><html lang=\"{language}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{Style}</style>"
            + $"<h1>{title}</h1><p>{string.Join(" · ", facts.Select(WebUtility.HtmlEncode))}</p><table>{string.Concat(rows)}</table></html>\n";

        string Row(LocalText name, long value) => $"<tr><th scope=\"row\">{WebUtility.HtmlEncode(name.In(language))}</th><td>{value:N0}</td></tr>";

        string Because(CountedReason reason) => $"<tr class=\"of\"><th scope=\"row\">{WebUtility.HtmlEncode(reason.Message)}</th><td>{reason.Count:N0}</td></tr>";
    }
}
