using System.Text;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tests.Drafts;

public sealed class DraftHashTests
{
    [Fact]
    public void Order_blanks_nulls_and_trailing_zeros_say_nothing_anew()
    {
        var one = Content("""{"source":"a","sourceId":"b","title":{"th":"ก"},"year":2023,"agency":"x","budget":10.50,"extra":{"p":1,"q":[{"r":1,"s":2}]}}""");
        var other = Content("""{ "budget": 10.5, "agency": "x", "url": null, "year": 2023, "extra": {"q": [{"s": 2, "r": 1}], "p": 1}, "title": {"en": null, "th": "ก"}, "sourceId":"b","source":"a"}""");
        Assert.Equal(DraftHash.Canonical(one), DraftHash.Canonical(other));
        Assert.Equal(DraftHash.Of(one), DraftHash.Of(other));
    }

    [Fact]
    public void Another_word_or_another_order_of_authors_is_something_new()
    {
        var one = Content("""{"source":"a","sourceId":"b","title":{"th":"ก"},"year":2023,"agency":"x","keywords":["น้ำ","ดิน"]}""");
        var other = Content("""{"source":"a","sourceId":"b","title":{"th":"ก"},"year":2023,"agency":"x","keywords":["ดิน","น้ำ"]}""");
        Assert.NotEqual(DraftHash.Of(one), DraftHash.Of(other));
    }

    private static RecordContent Content(string json)
    {
        var reading = DraftJson.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(reading.Problems);
        return reading.Draft!.Content;
    }
}
