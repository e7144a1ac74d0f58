using System.Reflection;
using Lucene.Net.Index;

namespace EvidenceRegistry.FullText;

internal static class LuceneLibrary
{
    public static string? Version { get; } = typeof(IndexWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
}
