using System.Net;
using EvidenceRegistry.Harvesting;

namespace EvidenceRegistry.Tests.Harvesting;

public sealed class NetworkAddressTests
{
    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("127.0.0.1")]
    [InlineData("172.31.255.1")]
    [InlineData("192.168.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("::1")]
    [InlineData("fd12::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:c0a8:1::1")]
    public void Private_addresses_are_asked_only_where_that_is_allowed_however_they_are_written(string address)
    {
        Assert.False(NetworkAddresses.MayBeAsked(IPAddress.Parse(address), allowPrivate: false));
        Assert.True(NetworkAddresses.MayBeAsked(IPAddress.Parse(address), allowPrivate: true));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    public void Link_local_addresses_are_never_asked(string address)
    {
        Assert.False(NetworkAddresses.MayBeAsked(IPAddress.Parse(address), allowPrivate: true));
        Assert.False(NetworkAddresses.MayBeAsked(IPAddress.Parse(address), allowPrivate: false));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("203.150.1.1")]
    [InlineData("2400:cb00::1")]
    public void Public_addresses_are_asked(string address) => Assert.True(NetworkAddresses.MayBeAsked(IPAddress.Parse(address), allowPrivate: false));
}
