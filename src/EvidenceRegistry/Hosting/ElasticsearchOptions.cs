using System.ComponentModel.DataAnnotations;

namespace EvidenceRegistry.Hosting;

/// <summary>The search server, where one machine is not enough; without a node the index lies in the data folder.</summary>
public sealed class ElasticsearchOptions : IValidatableObject
{
    public const string Section = "Elasticsearch";

    private const string UsualPrefix = "registry", PrefixRule = "(?!.*-(records|pages))[a-z]([a-z0-9_-]{0,60}[a-z0-9])?", PrefixProblem = "IndexPrefix is a small letter, then up to 60 small letters, digits, - or _, no - or _ at its end, without -records and -pages.";

    /// <summary>Addresses of the nodes, between commas; empty: the embedded engine.</summary>
    public string? Nodes { get; init; }

    /// <summary>Names of indices, aliases and templates begin so.</summary>
    [RegularExpression(PrefixRule, ErrorMessage = PrefixProblem)]
    public string? IndexPrefix { get; init; }

    /// <summary>Encoded API key; wins over user and password.</summary>
    public string? ApiKey { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>PEM file of the authorities that signed the nodes' certificates; null: the machine's own authorities.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>The name of <see cref="Nodes"/> in older versions; read where that is not set, as are the next three.</summary>
    public string? Addresses { get; init; }

    [RegularExpression(PrefixRule, ErrorMessage = PrefixProblem)]
    public string? Prefix { get; init; }

    public string? User { get; init; }

    public string? AuthorityFile { get; init; }

    /// <summary>Copies of each index beside the first.</summary>
    [Range(0, 10)]
    public int Replicas { get; init; }

    /// <summary>One request and its answer.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; init; } = 30;

    /// <summary>Bulk requests under way at the same time.</summary>
    [Range(1, 32)]
    public int BulkRequests { get; init; } = 2;

    internal IReadOnlyList<Uri> NodeAddresses => [.. Named.Select(address => new Uri(address))];

    internal string NamesBegin => Given(IndexPrefix, Prefix) ?? UsualPrefix;

    internal string? Account => Given(UserName, User);

    internal string? Authority => Given(CertificateAuthority, AuthorityFile);

    private string[] Named => (Given(Nodes, Addresses) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var address in Named)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            {
                yield return new ValidationResult($"Nodes: '{address}' is not an http or https address.");
            }
        }

        if (Authority is { } file && !File.Exists(file))
        {
            yield return new ValidationResult($"CertificateAuthority: there is no file {file}.");
        }
    }

    // A compose file hands on an unset variable as an empty one.
    private static string? Given(string? name, string? before) => !string.IsNullOrEmpty(name) ? name : !string.IsNullOrEmpty(before) ? before : null;
}
