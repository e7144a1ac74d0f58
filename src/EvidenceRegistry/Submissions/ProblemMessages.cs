using System.Globalization;
using EvidenceRegistry.Formats.Ckan;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Submissions;

/// <summary>What each code of a draft's problem says to people, in Thai and English.</summary>
public static class ProblemMessages
{
    /// <summary>{0}, {1} … are the details the code promises; a second text stands in where there are none.</summary>
    internal sealed record Words(LocalText Text, LocalText? Bare = null);

    private static readonly Dictionary<string, Words> All = new(BulkMessages.All, StringComparer.Ordinal)
    {
        [ProblemCodes.NotJson] = Both("ไม่ใช่ JSON ที่ถูกต้อง บรรทัด {0} ตำแหน่ง {1}", "Not valid JSON: line {0}, column {1}."),
        [ProblemCodes.NotUtf8] = Both("ไม่ใช่ UTF-8 บรรทัด {0} ตำแหน่ง {1}", "Not UTF-8: line {0}, column {1}."),
        [ProblemCodes.UnknownMember] = new(
            new("ไม่รู้จักสมาชิกนี้ อาจหมายถึง {0}", "Unknown member; {0} was perhaps meant."),
            new("ไม่รู้จักสมาชิกนี้", "Unknown member.")),
        [ProblemCodes.DuplicateMember] = Both("สมาชิกนี้มีมากกว่าหนึ่งครั้ง", "This member stands more than once."),
        [ProblemCodes.WrongType] = Both("ต้องเป็น {0} แต่ได้ {1}", "This must be of type {0}, not {1}."),
        [ProblemCodes.Missing] = Both("ต้องมีค่านี้", "This must be given."),
        [ProblemCodes.TooLong] = Both("ยาวเกินไป: ได้ไม่เกิน {0} แต่ยาว {1}", "Too long: {0} at most, {1} found."),
        [ProblemCodes.TooMany] = Both("มากเกินไป: ได้ไม่เกิน {0} รายการ แต่มี {1}", "Too many: {0} entries at most, {1} found."),
        [ProblemCodes.OutOfRange] = Both("ต้องอยู่ระหว่าง {0} ถึง {1}", "This must lie between {0} and {1}."),
        [ProblemCodes.NotOneOf] = Both("ต้องเป็นค่าใดค่าหนึ่งใน: {0}", "This must be one of: {0}."),
        [ProblemCodes.NotADate] = Both("ไม่ใช่วันที่ในรูปแบบ ปปปป-ดด-วว", "Not a date of the form YYYY-MM-DD."),
        [ProblemCodes.YearNotCommonEra] = Both("ต้องเป็นปี ค.ศ. น่าจะหมายถึง {0}", "This asks for the Common Era; {0} was probably meant."),
        [ProblemCodes.LoneSurrogate] = Both("มีครึ่งหนึ่งของอักขระคู่ (surrogate)", "Holds half of a surrogate pair."),
        [ProblemCodes.Nul] = Both("มีอักขระ NUL", "Holds a NUL character."),
        [ProblemCodes.ControlCharacter] = Both("มีอักขระควบคุม ซึ่งนำออกแล้ว", "Held control characters; they were taken out."),
        [ProblemCodes.BadDoi] = Both("ไม่ใช่ DOI", "Not a DOI."),
        [ProblemCodes.BadOrcid] = Both("ไม่ใช่ ORCID", "Not an ORCID iD."),
        [ProblemCodes.BadUrl] = Both("ไม่ใช่ที่อยู่ http หรือ https", "Not an http or https address."),
        [ProblemCodes.BadHandle] = Both("ไม่ใช่ handle", "Not a handle."),
        [ProblemCodes.BadLanguage] = Both("ไม่ใช่รหัสภาษา ISO 639-1", "Not a language code of ISO 639-1."),
        [ProblemCodes.BadFileName] = Both("ใช้ชื่อไฟล์นี้ไม่ได้", "This file name cannot be taken."),
        [ProblemCodes.OtherSourceId] = Both("ไม่ตรงกับ {0} ที่ระบุในที่อยู่", "Differs from {0} in the address."),
        [ProblemCodes.MoreProblems] = Both("มีข้อผิดพลาดมากกว่านี้ แสดงเพียง {0} แห่ง", "There are more; only {0} are named."),
        [IntakeProblems.FileNotSent] = Both("ไฟล์นี้ไม่ได้ส่งมาด้วย จึงรับระเบียนโดยไม่มีไฟล์", "This file was not sent; the record is taken without it."),
        [IntakeProblems.RemovedByPerson] = Both("ระเบียนนี้ถูกนำออกโดยบุคคล การนำเข้าไม่นำกลับมา", "A person removed this record; an import does not bring it back."),
        [IntakeProblems.NotTheirs] = Both("รหัสต้นทางนี้ส่งเข้ามาโดยหน่วยงานอื่น", "This source id was handed in by another agency."),
        [IntakeProblems.FileNotTheirs] = Both("ไฟล์ชื่อนี้มาจากหน่วยงานอื่นหรือผู้ดูแลข้อมูล ใช้ชื่ออื่นสำหรับไฟล์ของตน", "Another agency or a curator brought the file of this name; give your own another name."),
        [IntakeProblems.BytesGone] = Both("ไฟล์หายไประหว่างบันทึก ส่งใหม่อีกครั้ง", "A file went away while it was being written; send it again."),
        [IntakeProblems.SourceNotAllowed] = Both("กุญแจนี้เขียนแหล่งข้อมูลนี้ไม่ได้", "This key may not write to that source."),
        [IntakeProblems.OthersTellOfIt] = Both("แหล่งอื่นยังกล่าวถึงระเบียนนี้ จึงไม่ถูกนำออก", "Other sources tell of this record too, so it is not removed."),
        [CkanProblems.NotPublic] = Both("ชุดข้อมูลนี้ไม่เปิดเผย เป็นร่าง หรือถูกลบที่ต้นทาง", "The dataset is private, a draft or deleted at its source."),
        [CkanProblems.HarvestNotAllowed] = Both("เจ้าของไม่ยินยอมให้นำไปใช้ (allow_harvest)", "Its owner does not allow catalogues to take it over (allow_harvest)."),
        [IntakeProblems.HeldByCurator] = Both("ผู้ดูแลข้อมูลแก้ไขไว้เป็น “{0}” และยังคงใช้ค่านั้น", "A curator has laid “{0}” over this, and that stands."),
        [IntakeProblems.OtherKind] = Both("ระเบียนนี้เป็นชนิด {0} อยู่แล้ว", "The record is kept as a {0}."),
        [IntakeProblems.UnknownTarget] = Near("ไม่มีเป้าหมายรหัสนี้", "No target has this code"),
        [IntakeProblems.UnknownFactor] = Near("ไม่มีองค์ประกอบหรือปัจจัยรหัสนี้", "No component or factor has this code"),
        [IntakeProblems.UnknownArea] = Near("ไม่มีพื้นที่รหัสนี้", "No area has this code"),
        [IntakeProblems.UnknownField] = Near("ไม่มีสาขาวิจัยรหัสนี้", "No field of research has this code"),
        [IntakeProblems.UnknownResultType] = Near("ไม่มีประเภทผลลัพธ์รหัสนี้", "No type of result has this code"),
        [IntakeProblems.UnknownFile] = Both("ไม่มีไฟล์ชื่อนี้ในระเบียนหรือในคำขอ", "No file of this name is in the record or the request."),
        [IntakeProblems.DuplicateFile] = Both("ชื่อไฟล์ซ้ำ", "Two files have this name."),
        [IntakeProblems.UnknownPart] = Both("ไม่รู้จักส่วนนี้ ใช้: {0}", "Unknown part; use: {0}."),
        [IntakeProblems.TooManyParts] = Both("มีส่วนมากเกินไป: ได้ไม่เกิน {0} ส่งไฟล์ที่เหลือทีหลังหรือรวมเป็น ZIP", "Too many parts: {0} at most. Send the other files after this, or all in a ZIP."),
        [IntakeProblems.OtherFileName] = Both("ส่งไฟล์เดียวชื่อ {0}", "Send one file, named {0}."),
        [IntakeProblems.SampleByHand] = Both("เฉพาะข้อมูลตั้งต้นของทะเบียนเท่านั้นที่เป็นตัวอย่าง", "Only the registry's own seed marks samples."),
        [IntakeProblems.NotInOverlay] = Both("แก้ที่ป้ายกำกับของระเบียน ไม่ใช่ที่นี่", "Decide on the record's tags instead."),
    };

    private static readonly Dictionary<string, string> ThaiTypes = new(StringComparer.Ordinal)
    {
        ["text"] = "ข้อความ",
        ["number"] = "ตัวเลข",
        ["boolean"] = "true หรือ false",
        ["list"] = "รายการ",
        ["object"] = "ออบเจกต์",
    };

    public static IReadOnlyCollection<string> Codes => All.Keys;

    public static string Of(DraftProblem problem, string language)
    {
        var words = All[problem.Code];
        var text = problem.Details.Count == 0 ? words.Bare ?? words.Text : words.Text;
        var details = problem.Code == ProblemCodes.WrongType && language == "th" ? problem.Details.Select(d => ThaiTypes[d]) : problem.Details;
        return string.Format(CultureInfo.InvariantCulture, language == "en" ? text.En! : text.Th!, [.. details]);
    }

    /// <summary>What a code says of many places at once, without the details of one.</summary>
    public static string Bare(string code, string language)
    {
        var text = All[code].Bare ?? All[code].Text;
        var words = language == "en" ? text.En! : text.Th!;
        return words.Contains('{', StringComparison.Ordinal) ? string.Format(CultureInfo.InvariantCulture, words, "…", "…", "…") : words;
    }

    internal static Words Both(string th, string en) => new(new(th, en));

    internal static Words Near(string th, string en) => new(new($"{th} อาจหมายถึง {{0}}", $"{en}; {{0}} was perhaps meant."), new(th, $"{en}."));
}
