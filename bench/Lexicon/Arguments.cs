namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>Options of the form <c>--name value</c>.</summary>
internal sealed class Arguments(string[] args)
{
    /// <exception cref="ArgumentException">The option is missing.</exception>
    public string Required(string name) => Optional(name) ?? throw new ArgumentException($"--{name} is missing");

    public bool Has(string name) => args.Contains($"--{name}");

    public string? Optional(string name)
    {
        int index = Array.IndexOf(args, $"--{name}");
        return index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
    }
}
