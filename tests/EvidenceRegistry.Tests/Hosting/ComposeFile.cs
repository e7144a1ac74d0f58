using System.Text.RegularExpressions;
using EvidenceRegistry.Tests.Repository;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>The services of docker-compose.yml, with what they share merged in.</summary>
internal sealed partial class ComposeFile
{
    private readonly YamlMappingNode _root;

    public ComposeFile()
    {
        var yaml = new YamlStream();
        yaml.Load(new MergingParser(new Parser(new StringReader(SourceTree.Read("docker-compose.yml")))));
        _root = (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    public IReadOnlyDictionary<string, YamlMappingNode> Services => ((YamlMappingNode)_root["services"]).Children.ToDictionary(s => s.Key.ToString(), s => (YamlMappingNode)s.Value);

    /// <summary>Those that run this program.</summary>
    public IReadOnlyDictionary<string, YamlMappingNode> Registries => Services.Where(s => s.Value.Children.ContainsKey("build")).ToDictionary();

    /// <summary>As a container would be started when the operator has set these variables and no others.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentOf(string service, IReadOnlyDictionary<string, string> variables) =>
        ((YamlMappingNode)Services[service]["environment"]).Children.ToDictionary(e => e.Key.ToString(), e => Variable().Replace(e.Value.ToString(), found =>
            variables.GetValueOrDefault(found.Groups["name"].Value, found.Groups["otherwise"].Value)));

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+):-(?<otherwise>[^}]*)\}")]
    private static partial Regex Variable();
}
