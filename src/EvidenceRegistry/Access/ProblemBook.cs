using System.Reflection;

namespace EvidenceRegistry.Access;

/// <summary>Every kind of refusal in this program, found where chapters define them.</summary>
public static class ProblemBook
{
    /// <summary>By word. Two kinds with one word would be a bug; the test on docs/problems.md sees it.</summary>
    public static IReadOnlyDictionary<string, ProblemKind> All { get; } = typeof(ProblemBook).Assembly.GetTypes()
        .Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType == typeof(ProblemKind))
        .Select(field => (ProblemKind)field.GetValue(null)!)
        .DistinctBy(kind => kind.Word)
        .ToDictionary(kind => kind.Word, StringComparer.Ordinal);
}
