namespace EvidenceRegistry.FullText.Tests;

public sealed class NormByteTests
{
    [Fact]
    public void Lengths_to_forty_are_kept_exactly()
    {
        for (int length = 0; length <= 40; length++)
        {
            Assert.Equal(length, NormByte.Length(NormByte.Encode(length)));
        }
    }

    /// <summary>Values of Lucene 9's SmallFloat, which Elasticsearch 8 stores.</summary>
    [Theory]
    [InlineData(41, 41 - 1)]
    [InlineData(100, 96)]
    [InlineData(1000, 984)]
    [InlineData(65_536, 61_464)]
    public void Longer_ones_are_rounded_down_to_four_significant_bits(int length, int kept) =>
        Assert.Equal(kept, NormByte.Length(NormByte.Encode(length)));

    [Fact]
    public void A_longer_text_never_has_a_smaller_norm()
    {
        for (int length = 1; length < 200_000; length++)
        {
            Assert.True(NormByte.Encode(length) >= NormByte.Encode(length - 1));
        }

        Assert.Equal(255, NormByte.Encode(int.MaxValue));
    }
}
