using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Records;

/// <summary>Refusals when records and their files are read; docs/problems.md explains each.</summary>
public static class RecordProblems
{
    public static readonly ProblemKind Removed = new("removed", 410,
        new("ระเบียนนี้ถูกนำออกแล้ว", "This record was removed"),
        new("เหตุผล: {0}", "Reason: {0}"));

    public static readonly ProblemKind Closed = new("closed", 403,
        new("ไม่มีสิทธิ์อ่านเนื้อหานี้", "The text is closed"),
        new("สิทธิ์การเข้าถึงของไฟล์นี้คือ {0} อ่านได้เฉพาะข้อมูลกำกับ", "Access to this file is {0}; only its metadata is open."));

    public static readonly ProblemKind FileDamaged = new("file-damaged", 500,
        new("ไฟล์ที่เก็บไว้เสียหายหรือหายไป", "The stored file is damaged or missing"),
        new("ไฟล์ {0} ไม่ตรงกับลายนิ้วมือที่บันทึกไว้ ส่งไฟล์ใหม่หรือกู้จากสำเนาสำรอง", "{0} does not match the fingerprint on record. Send it again or restore it from a backup."));

    /// <summary>410 with the tombstone in words and as members.</summary>
    public static ProblemHttpResult Gone(HttpContext http, Record record)
    {
        var stone = record.Tombstone!;
        var refusal = Refusal.Of(http, Removed, stone.Reason);
        refusal.ProblemDetails.Extensions["tombstone"] = TombstoneView.Of(record);
        return refusal;
    }
}

/// <summary>What stays of a removed record.</summary>
/// <param name="Purged">Bytes, pages and texts of versions are gone as well.</param>
public sealed record TombstoneView(string Id, string Reason, DateTime At, bool ByPerson, bool Purged, int Version, bool? Sample)
{
    public static TombstoneView Of(Record record) => new(
        record.Id, record.Tombstone!.Reason, record.Tombstone.At, record.Tombstone.ByPerson, record.Tombstone.Purged, record.Version, record.Sample ? true : null);
}
