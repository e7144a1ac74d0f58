using System.Net;
using System.Net.Sockets;

namespace EvidenceRegistry.Harvesting;

/// <summary>An address that may not be asked: private, link-local, or a name that leads to one.</summary>
public sealed class AddressRefusedException(string host) : IOException($"{host} is at a private or link-local address, which is not asked.");

/// <summary>Opens connections to portals: names are resolved here, every address is looked at, and only one that passed is connected to.</summary>
internal static class PortalConnection
{
    /// <summary>Name of the client of portals.</summary>
    public const string Client = "portals";

    public static SocketsHttpHandler Handler(HarvestingOptions options) => new()
    {
        // Followed by hand, so that each step is looked at and a key never goes to another host.
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(Math.Min(15, options.TimeoutSeconds)),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
        // A proxy would resolve names behind our back.
        UseProxy = false,
        ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, options.AllowPrivateNetworks, cancel),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint where, bool allowPrivate, CancellationToken cancel)
    {
        var addresses = IPAddress.TryParse(where.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(where.Host, cancel);
        var allowed = addresses.Where(a => NetworkAddresses.MayBeAsked(a, allowPrivate)).ToArray();
        if (allowed.Length < addresses.Length || allowed.Length == 0)
        {
            throw new AddressRefusedException(where.Host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, where.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
