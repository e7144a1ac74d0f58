namespace EvidenceRegistry.Hosting;

/// <summary>Words and <c>--name value</c> options of a verb; settings such as <c>--Registry:DataFolder=…</c> go through to the configuration.</summary>
public sealed class VerbArguments
{
    private readonly Dictionary<string, List<string>> _options = new(StringComparer.Ordinal);

    public List<string> Words { get; } = [];

    public List<string> Settings { get; } = [];

    /// <param name="flags">Options that take no value.</param>
    /// <exception cref="StartRefusedException">An option is unknown or has no value.</exception>
    public static VerbArguments Read(string[] args, string[] options, string[] flags)
    {
        var read = new VerbArguments();
        for (var at = 0; at < args.Length; at++)
        {
            var arg = args[at];
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                read.Words.Add(arg);
            }
            else if (arg.Contains(':', StringComparison.Ordinal) && arg.Contains('=', StringComparison.Ordinal))
            {
                read.Settings.Add(arg);
            }
            else if (flags.Contains(arg[2..]))
            {
                read._options[arg[2..]] = ["true"];
            }
            else if (!options.Contains(arg[2..]))
            {
                throw new StartRefusedException(
                    $"There is no option {arg}. Known: {string.Join(", ", options.Concat(flags).Select(o => "--" + o))}.", StartRefusedException.WrongUse);
            }
            else if (at + 1 == args.Length)
            {
                throw new StartRefusedException($"The option {arg} needs a value.", StartRefusedException.WrongUse);
            }
            else
            {
                read.Of(arg[2..]).Add(args[++at]);
            }
        }

        return read;
    }

    public string? One(string option) => _options.TryGetValue(option, out var values) ? values[^1] : null;

    public IReadOnlyList<string> All(string option) => _options.TryGetValue(option, out var values) ? values : [];

    private List<string> Of(string option) => _options.TryGetValue(option, out var values) ? values : _options[option] = [];
}
