using System.Net;
using System.Net.Sockets;

namespace EvidenceRegistry.Harvesting;

/// <summary>Which addresses a harvest may connect to, asked after names are resolved.</summary>
internal static class NetworkAddresses
{
    // IANA special-purpose address registries (RFC 6890 and successors), those that are not globally reachable.
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork[] LinkLocal = [IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fe80::/10")];

    // Addresses that carry an IPv4 address in them: NAT64 (RFC 6052), 6to4 (RFC 3056).
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96"), SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>False where a connection there is refused.</summary>
    public static bool MayBeAsked(IPAddress address, bool allowPrivate)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return MayBeAsked(address.MapToIPv4(), allowPrivate);
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            var bytes = address.GetAddressBytes();
            if (Nat64.Contains(address))
            {
                return MayBeAsked(new IPAddress(bytes.AsSpan(12, 4)), allowPrivate);
            }

            if (SixToFour.Contains(address))
            {
                return MayBeAsked(new IPAddress(bytes.AsSpan(2, 4)), allowPrivate);
            }
        }

        return !LinkLocal.Any(n => n.Contains(address)) && (allowPrivate || !Private.Any(n => n.Contains(address)));
    }
}
