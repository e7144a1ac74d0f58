using System.ComponentModel.DataAnnotations;

namespace EvidenceRegistry.Hosting;

/// <summary>The search server, where one machine is not enough; without an address the index lies in the data folder.</summary>
public sealed class ElasticsearchOptions : IValidatableObject
{
    public const string Section = "Elasticsearch";

    /// <summary>Addresses of the nodes, between commas; empty: the embedded engine.</summary>
    public string Addresses { get; init; } = "";

    /// <summary>Names of indices, aliases and templates begin so.</summary>
    [RegularExpression("[a-z][a-z0-9]{0,30}", ErrorMessage = "Prefix is a letter and up to 30 letters or digits, all small.")]
    public string Prefix { get; init; } = "registry";

    /// <summary>Encoded API key; wins over user and password.</summary>
    public string? ApiKey { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>PEM file of the authorities that signed the nodes' certificates; null: the machine's own authorities.</summary>
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

    public IReadOnlyList<Uri> Nodes => [.. Addresses.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(address => new Uri(address))];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var address in Addresses.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            {
                yield return new ValidationResult($"Addresses: '{address}' is not an http or https address.");
            }
        }

        if (!string.IsNullOrEmpty(AuthorityFile) && !File.Exists(AuthorityFile))
        {
            yield return new ValidationResult($"AuthorityFile: there is no file {AuthorityFile}.");
        }
    }
}
