using EvidenceRegistry.Access;

namespace EvidenceRegistry.Tagging;

/// <summary>Refusals about tags; docs/problems.md explains each.</summary>
public static class TagProblems
{
    public static readonly ProblemKind LongNote = new("note-too-long", 400,
        new("หมายเหตุยาวเกินไป", "The note is too long"),
        new("หมายเหตุยาวได้ไม่เกิน {0} อักขระ", "A note has {0} characters at most."));

    public static readonly ProblemKind WideRule = new("bulk-rule-wide", 400,
        new("เงื่อนไขกว้างเกินไป", "The rule is too wide"),
        new("ระบุ scheme หรือ concept และให้เงื่อนไขครอบคลุมไม่เกิน {0} แท็ก", "Say a scheme or a concept, and let the rule cover {0} tags at most."));

    public static readonly ProblemKind OtherTags = new("bulk-changed", 409,
        new("จำนวนแท็กเปลี่ยนไปแล้ว", "The tags under the rule have changed"),
        new("ขณะนี้เงื่อนไขครอบคลุม {0} แท็ก ไม่ใช่ {1} ยังไม่มีการตัดสินใด ๆ", "The rule covers {0} tags now, not {1}. Nothing was decided."));

    public static readonly ProblemKind Off = new("tagging-off", 409,
        new("ทะเบียนนี้ปิดการเสนอแท็ก", "This registry proposes no tags"),
        new("การเสนอแท็กถูกปิดด้วยการตั้งค่า {0}", "Proposing is switched off by the setting {0}."));
}
