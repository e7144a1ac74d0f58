using EvidenceRegistry.Access;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Tests.Access;

/// <summary>The table of who may read what, as far as a key says it; the clock and the page's class do the rest.</summary>
public sealed class CallerTests
{
    private const int OwnAgency = 7;

    [Theory]
    // reader                            open   embargoed restricted metadataOnly
    [InlineData(Role.Reader, false, null, true, false, false, false)]
    [InlineData(Role.Submitter, false, OwnAgency, true, true, true, true)]
    [InlineData(Role.Submitter, false, 8, true, false, false, false)]
    [InlineData(Role.Submitter, false, null, true, false, false, false)]
    [InlineData(Role.Submitter, true, 8, true, false, true, false)]
    [InlineData(Role.Curator, false, null, true, true, true, true)]
    [InlineData(Role.Harvester, false, OwnAgency, true, false, false, false)]
    [InlineData(Role.Harvester, true, null, true, false, true, false)]
    [InlineData(Role.Admin, false, null, true, true, true, true)]
    [InlineData(Role.Reader, true, null, true, false, true, false)]
    public void Each_reader_reads_what_the_table_says(Role role, bool restricted, int? agency, bool open, bool embargoed, bool closed, bool metadataOnly)
    {
        var rights = new Caller(2, role, agency, [], restricted).Rights;
        int[] handedInBy = [OwnAgency];
        Assert.Equal(open, rights.MayRead(TextClass.Open, handedInBy));
        Assert.Equal(embargoed, rights.MayRead(TextClass.Embargoed, handedInBy));
        Assert.Equal(closed, rights.MayRead(TextClass.Restricted, handedInBy));
        Assert.Equal(metadataOnly, rights.MayRead(TextClass.MetadataOnly, handedInBy));
    }

    [Fact]
    public void A_key_with_sources_writes_to_these_and_one_without_to_all()
    {
        Assert.True(new Caller(2, Role.Submitter, null, [], false).MayWriteTo("tsri"));
        Assert.True(new Caller(2, Role.Submitter, null, ["tsri", "nrct"], false).MayWriteTo("nrct"));
        Assert.False(new Caller(2, Role.Submitter, null, ["tsri"], false).MayWriteTo("TSRI"));
    }

    [Theory]
    [InlineData("erk_0123456789012345678901234567890123456789012", "01234567")]
    [InlineData("erk_12345678", "12")]
    public void A_list_shows_too_little_of_a_key_to_guess_the_rest(string secret, string prefix) =>
        Assert.Equal(prefix, KeySecret.PrefixOf(secret));
}
