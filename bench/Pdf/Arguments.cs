namespace EvidenceRegistry.Bench.Pdf;

/// <summary>A verb and options of the form <c>--name value</c>.</summary>
internal sealed class Arguments(string[] args)
{
    public string Verb => args.Length > 0 ? args[0] : "";

    /// <exception cref="ArgumentException">The option is missing.</exception>
    public string Required(string name) => Optional(name) ?? throw new ArgumentException($"--{name} is missing");

    public string? Optional(string name)
    {
        var index = Array.IndexOf(args, $"--{name}");
        return index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
    }
}
