using System.ComponentModel.DataAnnotations;

namespace EvidenceRegistry.Hosting;

/// <summary>Figures for those who watch the registry; docs/operations.md says what to watch.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Whether anyone may read <c>/metrics</c>, or admins alone.</summary>
    public bool PublicMetrics { get; init; }

    /// <summary>Where metrics and traces are sent by OTLP; null sends nothing.</summary>
    [Url(ErrorMessage = "Otlp is an http or https address.")]
    public string? Otlp { get; init; }
}
