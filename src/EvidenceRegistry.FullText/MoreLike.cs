using Lucene.Net.Queries.Mlt;
using Lucene.Net.Search;

namespace EvidenceRegistry.FullText;

/// <summary>Records that share the telling open words of one record: its titles, abstracts and keywords.</summary>
internal static class MoreLike
{
    /// <summary>Words of the record that are asked for; the library's default.</summary>
    public const int MostWords = 25;

    /// <summary>Fields whose words a record remembers.</summary>
    public static IReadOnlyList<TextField> Fields => [TextField.Title, TextField.Abstract, TextField.Keywords];

    /// <summary>Best first; empty when the id is not there or nothing is like it.</summary>
    public static IReadOnlyList<Hit> Of(IndexView view, string id, int size, IReadOnlyCollection<string> leftOut, RankingWeights weights, CancellationToken cancel)
    {
        int doc = RecordValues.Documents(view, [id]).FirstOrDefault(-1);
        if (doc < 0 || RecordValues.PagesHash(view, doc) is null)
        {
            return [];
        }

        var library = new MoreLikeThis(view.RecordReader)
        {
            FieldNames = [.. Fields.Select(IndexFields.Weighted)],
            MinTermFreq = 1,
            MinDocFreq = 2,
            MaxQueryTerms = MostWords,
            ApplyBoost = true,
        };
        Query like = library.Like(doc);
        HashSet<int> hidden = RecordValues.Documents(view, leftOut);
        hidden.Add(doc);
        var pass = new SearchPass([], [], hidden, [], size, null);
        pass.Run(view, like, new HitOrder(view, SearchSort.Relevance, [], weights), cancel);
        return [.. pass.Hits.Select(hit => new Hit(RecordValues.Id(view, hit.Doc), hit.Score, null))];
    }
}
