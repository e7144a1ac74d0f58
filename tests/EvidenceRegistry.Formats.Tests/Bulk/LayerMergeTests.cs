using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tests.Bulk;

public sealed class LayerMergeTests
{
    private static readonly StudyContent Known = new()
    {
        Title = new LocalText("น้ำ", "Water"),
        Abstract = new LocalText("บทคัดย่อ"),
        Year = 2023,
        Agency = "หน่วยงานตัวอย่าง",
        Access = AccessRights.Restricted,
        Keywords = ["น้ำ", "ฝน"],
    };

    [Fact]
    public void What_a_table_leaves_empty_stays_and_a_closed_text_stays_closed()
    {
        var merged = (StudyContent)LayerMerge.Onto(Known, new StudyContent { Title = new LocalText("น้ำท่วม"), Keywords = ["ดิน"] }, []);
        Assert.Equal(new LocalText("น้ำท่วม", "Water"), merged.Title);
        Assert.Equal(["ดิน"], merged.Keywords!);
        Assert.Equal((2023, AccessRights.Restricted, "บทคัดย่อ"), (merged.Year, merged.Access, merged.Abstract!.Th));
        Assert.Equal("น้ำ", Known.Title!.Th);
    }

    [Fact]
    public void An_erase_mark_erases_a_member_or_one_language_of_it()
    {
        var merged = LayerMerge.Onto(Known, new StudyContent { Year = 2024 }, ["title.en", "abstract.th", "keywords"]);
        Assert.Equal(new LocalText("น้ำ"), merged.Title);
        Assert.Null(merged.Abstract);
        Assert.Null(merged.Keywords);
        Assert.Equal(2024, merged.Year);
    }

    [Fact]
    public void What_a_new_record_lacks_is_named()
    {
        var said = new StudyContent { Title = new LocalText("น้ำ") };
        Assert.Equal(["line 3 $.agency", "line 3 $.year"], LayerMerge.Lacking(LayerMerge.Onto(null, said, []), "line 3").Select(p => p.Place));
        Assert.Empty(LayerMerge.Lacking(LayerMerge.Onto(Known, said, []), "line 3"));
    }
}
