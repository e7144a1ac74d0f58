using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Elastic.Transport;
using HttpMethod = Elastic.Transport.HttpMethod;
using Polly;
using Polly.Retry;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// The one file that knows the wire: JSON to a node of the cluster and back. The transport leaves a silent node out and asks the next one;
/// 429 and 503 are tried again later, as long as the server says or in growing steps. What still fails is
/// <see cref="IndexUnavailableException"/>; other statuses come back to the caller.
/// </summary>
internal sealed class ElasticClient : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly TransportConfiguration _configuration;
    private readonly DistributedTransport _transport;
    private readonly ResiliencePipeline<ElasticAnswer> _patience;
    private readonly SemaphoreSlim _lines;

    public ElasticClient(ElasticOptions options, TimeProvider time)
    {
        _lines = new SemaphoreSlim(options.BulkRequests);
        Uri[] addresses = [.. options.Addresses];
        NodePool nodes = addresses.Length == 1 ? new SingleNodePool(addresses[0]) : new StaticNodePool(addresses, randomize: true);
        _configuration = new TransportConfiguration(nodes)
        {
            Authentication = options.ApiKey is { } key ? new ApiKey(key) : options.User is { } user ? new BasicAuthentication(user, options.Password ?? "") : null,
            RequestTimeout = options.Timeout,
            MaxRetries = addresses.Length - 1,
            DisablePings = true,
            DisableDirectStreaming = false,

            // Packing an answer takes longer than sending it next door.
            EnableHttpCompression = false,
            ResponseHeadersToParse = new HeadersList("retry-after"),
            ServerCertificateValidationCallback = options.AuthorityFile is { } file ? SignedBy(Authorities(file)) : null,
        };
        _transport = new DistributedTransport(_configuration);
        _patience = new ResiliencePipelineBuilder<ElasticAnswer> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<ElasticAnswer>
            {
                MaxRetryAttempts = Math.Max(1, options.Retries),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstWait,
                MaxDelay = LongestWait,
                ShouldHandle = new PredicateBuilder<ElasticAnswer>().HandleResult(answer => answer.IsBusy),
                DelayGenerator = found => ValueTask.FromResult(found.Outcome.Result?.RetryAfter),
            })
            .AddRetry(new RetryStrategyOptions<ElasticAnswer>
            {
                // Several kept connections may be dead at once: the next may be another of them.
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromMilliseconds(20),
                BackoffType = DelayBackoffType.Exponential,
                ShouldHandle = new PredicateBuilder<ElasticAnswer>().HandleResult(answer => answer.IsCut),
            })
            .Build();
    }

    public Task<ElasticAnswer> GetAsync(string path, CancellationToken cancel) => SendAsync(HttpMethod.GET, path, null, cancel);

    public Task<ElasticAnswer> PostAsync(string path, JsonNode? body, CancellationToken cancel) => SendAsync(HttpMethod.POST, path, Bytes(body), cancel);

    /// <summary>Asks a moment that the server keeps; that it does so no longer is an answer (<see cref="ElasticAnswer.IsViewGone"/>).</summary>
    public Task<ElasticAnswer> AskViewAsync(string path, JsonNode? body, CancellationToken cancel) => SendAsync(HttpMethod.POST, path, Bytes(body), cancel, view: true);

    public Task<ElasticAnswer> PutAsync(string path, JsonNode? body, CancellationToken cancel) => SendAsync(HttpMethod.PUT, path, Bytes(body), cancel);

    public Task<ElasticAnswer> DeleteAsync(string path, JsonNode? body, CancellationToken cancel) => SendAsync(HttpMethod.DELETE, path, Bytes(body), cancel);

    /// <summary>No more than <see cref="ElasticOptions.BulkRequests"/> are under way at the same time, whoever sends them; the others wait.</summary>
    /// <param name="lines">Newline-delimited JSON.</param>
    public async Task<ElasticAnswer> LinesAsync(string path, ReadOnlyMemory<byte> lines, CancellationToken cancel)
    {
        await _lines.WaitAsync(cancel);
        try
        {
            return await SendAsync(HttpMethod.POST, path, PostData.ReadOnlyMemory(lines), cancel);
        }
        finally
        {
            _lines.Release();
        }
    }

    public void Dispose()
    {
        _lines.Dispose();
        _configuration.RequestInvoker.Dispose();
        _configuration.NodePool.Dispose();
    }

    private async Task<ElasticAnswer> SendAsync(HttpMethod method, string path, PostData? body, CancellationToken cancel, bool view = false)
    {
        ElasticAnswer answer = await _patience.ExecuteAsync(async token => await OnceAsync(method, path, body, token) with { IsOfView = view }, cancel);
        return answer.IsAway ? throw new IndexUnavailableException($"The search server cannot be used now: {answer.Problem}") : answer;
    }

    private async Task<ElasticAnswer> OnceAsync(HttpMethod method, string path, PostData? body, CancellationToken cancel)
    {
        BytesResponse response = await _transport.RequestAsync<BytesResponse>(new EndpointPath(method, path), body, null, null, cancel);
        cancel.ThrowIfCancellationRequested();
        int status = response.ApiCallDetails.HttpStatusCode ?? 0;
        TimeSpan? later = response.ApiCallDetails.TryGetHeader("retry-after", out IEnumerable<string>? values)
            && int.TryParse(values?.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
                ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds))
                : null;
        Exception? problem = response.ApiCallDetails.OriginalException;
        bool cut = problem is not null && response.Body is not { Length: > 0 } && status is 0 or (>= 200 and < 300) && !Causes(problem).Any(cause => cause is OperationCanceledException or TimeoutException);
        return ElasticAnswer.Of(status, response.Body, later, problem?.Message) with { IsCut = cut };
    }

    private static IEnumerable<Exception> Causes(Exception? problem)
    {
        for (Exception? cause = problem; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private static PostData? Bytes(JsonNode? body) => body is null ? null : PostData.Bytes(ElasticJson.Bytes(body));

    /// <summary>All that the file holds; one that is no PEM holds one.</summary>
    private static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0 ? authorities : [X509CertificateLoader.LoadCertificateFromFile(file)];
    }

    /// <summary>The nodes' certificates are good when one of these authorities signed them, itself or by what the node sends along, and they name the node that was asked.</summary>
    private static Func<object, X509Certificate, X509Chain, SslPolicyErrors, bool> SignedBy(X509Certificate2Collection authorities) => (_, certificate, sent, errors) =>
    {
        if ((errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var node = new X509Certificate2(certificate);
        return chain.Build(node);
    };
}
