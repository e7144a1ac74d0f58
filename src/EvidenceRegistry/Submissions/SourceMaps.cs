using System.Security.Cryptography;
using System.Text.Json;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Formats.Tables;
using EvidenceRegistry.Plans;

namespace EvidenceRegistry.Submissions;

/// <summary>
/// What tables are read and written by: the layouts of <c>mappings/sources</c>, read once at start, and the codes of plans and areas
/// as they stand now, by name.
/// </summary>
public sealed class SourceMaps(PlanTrees plans)
{
    /// <summary>The layout of the registry's own template; it comes first, so that it wins where two know a table equally well.</summary>
    public const string Default = "default";

    /// <summary>Sub-targets, components and factors, areas and fields of research.</summary>
    public IReadOnlyList<CodeList> Lists
    {
        get
        {
            var tree = plans.Current;
            var edition = tree.CurrentEdition?.Code ?? "";
            return
            [
                new CodeList("targets", Labels(tree.All(PlanSchemes.SubTarget, edition))),
                new CodeList("factors", Labels([.. tree.All(PlanSchemes.Component, edition), .. tree.All(PlanSchemes.Factor, edition)])),
                new CodeList("areas", [.. tree.Areas.All.Select(area => new CodeLabel(area.Code, area.Name.Th ?? area.Code) { Others = [.. area.Names] })]),
                new CodeList("oecdField", Labels(tree.All(PlanSchemes.OecdField, ""))),
            ];
        }
    }

    /// <summary>
    /// What decides, beside a file itself, what is read of it: layouts, codes and names as they stand now, and the program that reads. SHA-256, in hex.
    /// </summary>
    public string Edition()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(BulkReaders).Module.ModuleVersionId.ToByteArray());
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(All));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(Lists));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <exception cref="InvalidDataException">A file of the folder is no field map; it names the file and the place.</exception>
    public IReadOnlyList<FieldMap> All { get; } = Load(Path.Combine(AppContext.BaseDirectory, "mappings", "sources"));

    private static List<FieldMap> Load(string folder)
    {
        var maps = new List<FieldMap>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").OrderBy(file => Path.GetFileNameWithoutExtension(file) != Default).ThenBy(file => file, StringComparer.Ordinal))
        {
            var (map, problems) = FieldMapFile.Read(Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(file));
            maps.Add(map ?? throw new InvalidDataException(string.Join("; ", problems.Select(problem => $"{problem.Place}: {problem.Code} {problem.Text}"))));
        }

        return maps;
    }

    private static List<CodeLabel> Labels(IEnumerable<PlanNode> nodes) =>
        [.. nodes.Where(node => !node.Retired).Select(node => new CodeLabel(node.Code, node.Text.Th ?? node.Code) { Others = node.Text.En is { } english ? [english] : [] })];
}
