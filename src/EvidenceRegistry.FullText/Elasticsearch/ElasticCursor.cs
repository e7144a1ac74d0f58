using System.IO.Hashing;
using System.Text;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Where an answer stopped; the counterpart of <see cref="SearchCursor"/> for views that the server keeps.</summary>
/// <param name="View">The server's name for the moment it was answered from.</param>
/// <param name="Used">Ticks of the last use, UTC.</param>
/// <param name="LeftOut">Records that were left out of the first answer.</param>
/// <param name="Seam">Everything up to this place in the plain order is answered or stands in <paramref name="Waiting"/>.</param>
/// <param name="Waiting">Re-ranked records not yet answered, in order, each by <see cref="Mark"/>.</param>
internal sealed record ElasticCursor(
    string View, long Used, ulong Question, int Wanted, long HoldingAll, int LeftOut, IReadOnlyList<int> LetGo, string Seam, IReadOnlyList<uint> Waiting)
{
    public static uint Mark(string id) => XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(id));

    public void Write(BinaryWriter to)
    {
        to.Write(View);
        to.Write(Used);
        to.Write(Question);
        to.Write7BitEncodedInt(Wanted);
        to.Write7BitEncodedInt64(HoldingAll);
        to.Write7BitEncodedInt(LeftOut);
        to.Write7BitEncodedInt(LetGo.Count);
        foreach (int word in LetGo)
        {
            to.Write7BitEncodedInt(word);
        }

        to.Write(Seam);
        to.Write7BitEncodedInt(Waiting.Count);
        foreach (uint mark in Waiting)
        {
            to.Write(mark);
        }
    }

    public static ElasticCursor Read(BinaryReader from)
    {
        (string view, long used, ulong question) = (from.ReadString(), from.ReadInt64(), from.ReadUInt64());
        (int wanted, long holdingAll, int leftOut) = (from.Read7BitEncodedInt(), from.Read7BitEncodedInt64(), from.Read7BitEncodedInt());
        var letGo = new int[from.Read7BitEncodedInt()];
        for (int i = 0; i < letGo.Length; i++)
        {
            letGo[i] = from.Read7BitEncodedInt();
        }

        string seam = from.ReadString();
        var waiting = new uint[from.Read7BitEncodedInt()];
        for (int i = 0; i < waiting.Length; i++)
        {
            waiting[i] = from.ReadUInt32();
        }

        return new ElasticCursor(view, used, question, wanted, holdingAll, leftOut, letGo, seam, waiting);
    }
}
