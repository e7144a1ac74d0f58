using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EvidenceRegistry.FullText.Elasticsearch;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>Which nodes are believed when the operator names the authorities of a cluster's own.</summary>
public sealed class AuthorityFileTests : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1), Until = From.AddDays(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("registry-authority-").FullName;
    private readonly X509Certificate2 _root = Authority("Root", null), _other = Authority("Another root", null);
    private readonly X509Certificate2 _between;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public AuthorityFileTests()
    {
        _between = Authority("Between", _root);
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (X509Certificate2 certificate in new[] { _root, _other, _between })
        {
            certificate.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_authority_that_signed_the_node_is_enough() => await BelievedAsync(_root, [], Pem(_root));

    [Fact]
    public async Task What_stands_between_them_comes_from_the_node() => await BelievedAsync(_between, [_between], Pem(_root));

    [Fact]
    public async Task Or_from_the_file() => await BelievedAsync(_between, [], Pem(_root, _between));

    /// <summary>While a cluster goes over to another authority both are named.</summary>
    [Fact]
    public async Task Any_of_several_authorities_will_do() => await BelievedAsync(_root, [], Pem(_other, _root));

    [Fact]
    public async Task A_file_of_bytes_is_read_as_well() => await BelievedAsync(_root, [], File("root.cer", _root.RawData));

    [Fact]
    public async Task Another_authority_is_none() => await RefusedAsync(_root, "localhost", Pem(_other));

    /// <summary>Whoever may send a certificate may send any.</summary>
    [Fact]
    public async Task An_authority_that_only_the_node_names_is_none() => await RefusedAsync(_between, "localhost", Pem(_other), _between, _root);

    [Fact]
    public async Task A_node_of_another_name_is_none() => await RefusedAsync(_root, "elsewhere", Pem(_root));

    private async Task BelievedAsync(X509Certificate2 signer, X509Certificate2[] sent, string file)
    {
        using X509Certificate2 node = Node(signer, "localhost");
        Task serving = ServeAsync(node, sent);
        using ElasticClient client = Client(file);
        Assert.True((await client.GetAsync("", CancellationToken.None)).IsFound);
        await serving;
    }

    private async Task RefusedAsync(X509Certificate2 signer, string name, string file, params X509Certificate2[] sent)
    {
        using X509Certificate2 node = Node(signer, name);
        Task serving = ServeAsync(node, sent);
        using ElasticClient client = Client(file);
        await Assert.ThrowsAsync<IndexUnavailableException>(() => client.GetAsync("", CancellationToken.None));
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private ElasticClient Client(string file) => new(
        new ElasticOptions
        {
            Addresses = [new Uri($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}")],
            MappingsFolder = "",
            AuthorityFile = file,
            Timeout = TimeSpan.FromSeconds(10),
            Retries = 1,
        },
        TimeProvider.System);

    /// <summary>Answers one request, and nobody after it.</summary>
    private async Task ServeAsync(X509Certificate2 node, X509Certificate2[] sent)
    {
        using TcpClient asked = await _listener.AcceptTcpClientAsync();
        _listener.Stop();
        await using var secured = new SslStream(asked.GetStream());
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(node, [.. sent], offline: true) });
        await secured.ReadAtLeastAsync(new byte[16], 16, throwOnEndOfStream: false);
        await secured.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Elastic-Product: Elasticsearch\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray());
        await secured.ShutdownAsync();
    }

    private string Pem(params X509Certificate2[] certificates) => File("authorities.pem", System.Text.Encoding.ASCII.GetBytes(string.Join('\n', certificates.Select(certificate => certificate.ExportCertificatePem()))));

    private string File(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? signer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return Signed(request, signer, key);
    }

    private static X509Certificate2 Node(X509Certificate2 signer, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return Signed(request, signer, key);
    }

    private static X509Certificate2 Signed(CertificateRequest request, X509Certificate2? signer, ECDsa key)
    {
        if (signer is null)
        {
            return request.CreateSelfSigned(From, Until);
        }

        using X509Certificate2 signed = request.Create(signer, From, Until, RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
