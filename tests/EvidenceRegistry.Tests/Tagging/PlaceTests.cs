using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Tagging;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>Names of provinces that are also words, or parts of other names.</summary>
public sealed class PlaceTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private static readonly PlaceNamed[] Places =
    [
        new("TH-10", "province", null, ["กรุงเทพมหานคร"]), new("TH-55", "province", null, ["น่าน"]), new("TH-63", "province", null, ["ตาก"]),
        new("TH-54", "province", null, ["แพร่"]), new("TH-83", "province", null, ["ภูเก็ต"]), new("TH-42", "province", null, ["เลย"]),
    ];

    [Theory]
    [InlineData("ผู้ว่าราชการกรุงเทพมหานครมาถึง", "TH-10")]
    [InlineData("ภายใต้โครงการภูเก็ตแซนด์บ็อกซ์", "TH-83")]
    [InlineData("ผู้ต้องขังเรือนจำกลางตาก", "TH-63")]
    [InlineData("พื้นที่เมืองเก่าน่าน ตามแผน", "TH-55")]
    [InlineData("สถานการณ์การแพร่ระบาด", null)]
    [InlineData("เรื่องนี้ไม่มีอะไรเลย", null)]
    [InlineData("โรงพยาบาลตากสิน", null)]
    [InlineData("ริมแม่น้ำน่าน", null)]
    public void A_province_is_found_where_it_is_meant_and_not_where_its_letters_only_stand(string text, string? code) =>
        Assert.Equal(code, PlaceFinder.Of(desk.App.Services.GetRequiredService<TextAnalysis>(), Places).Find(text).Select(m => m.Code).FirstOrDefault());
}
