using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;

namespace EvidenceRegistry.Tests.Submissions;

public sealed class ReceiptOrderTests
{
    /// <summary>Each database gives rows in an order of its own: a registry that was moved showed the same proposals otherwise.</summary>
    [Fact]
    public void Proposals_of_equal_confidence_stand_on_the_receipt_in_the_order_of_their_codes_however_the_database_gives_them()
    {
        var tags = new[] { ("TH-72", 0.5), ("TH-14", 0.5), ("TH-90", 0.9), ("TH-45", 0.5) }.Select(tag => new Tag { RecordId = "r", Scheme = Tag.AreaScheme, Code = tag.Item1, Edition = "", Confidence = tag.Item2 });
        Assert.Equal(["TH-90", "TH-14", "TH-45", "TH-72"], ReceiptView.Proposed(tags).Select(tag => tag.Code));
    }
}
