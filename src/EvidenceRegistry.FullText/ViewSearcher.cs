using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace EvidenceRegistry.FullText;

/// <summary>A searcher that asks its reader for the statistics of a field once; they do not change.</summary>
internal sealed class ViewSearcher(IndexReader reader) : IndexSearcher(reader)
{
    private readonly ConcurrentDictionary<string, CollectionStatistics> _fields = new(StringComparer.Ordinal);

    public override CollectionStatistics CollectionStatistics(string field) =>
        _fields.GetOrAdd(field, name => base.CollectionStatistics(name));
}
