namespace EvidenceRegistry.FullText;

/// <summary>Where an answer stopped: enough to go on in the same view without losing or repeating a record.</summary>
/// <param name="View">Number of the view it was answered from.</param>
/// <param name="Question">Hash of the question it belongs to.</param>
/// <param name="Wanted">Words a record must hold, as the first answer decided.</param>
/// <param name="HoldingAll">Records that hold every word.</param>
/// <param name="LetGo">Words named as let go, by their place in the question.</param>
/// <param name="Seam">Everything up to this place in the plain order is answered or stands in <paramref name="Waiting"/>.</param>
/// <param name="Waiting">Re-ranked documents not yet answered, in order.</param>
internal sealed record SearchCursor(long View, ulong Question, int Wanted, long HoldingAll, IReadOnlyList<int> LetGo, HitKey Seam, IReadOnlyList<int> Waiting)
{
    public void Write(BinaryWriter to)
    {
        to.Write(View);
        to.Write(Question);
        to.Write7BitEncodedInt(Wanted);
        to.Write7BitEncodedInt64(HoldingAll);
        Write(to, LetGo);
        to.Write(Seam.First);
        to.Write(Seam.Second);
        to.Write7BitEncodedInt(Seam.IdRank);
        to.Write7BitEncodedInt(Seam.Doc);
        Write(to, Waiting);
    }

    public static SearchCursor Read(BinaryReader from)
    {
        long view = from.ReadInt64();
        ulong question = from.ReadUInt64();
        int wanted = from.Read7BitEncodedInt();
        long holdingAll = from.Read7BitEncodedInt64();
        int[] letGo = ReadList(from);
        var seam = new HitKey(from.ReadDouble(), from.ReadInt64(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt());
        return new SearchCursor(view, question, wanted, holdingAll, letGo, seam, ReadList(from));
    }

    private static void Write(BinaryWriter to, IReadOnlyList<int> list)
    {
        to.Write7BitEncodedInt(list.Count);
        foreach (int item in list)
        {
            to.Write7BitEncodedInt(item);
        }
    }

    private static int[] ReadList(BinaryReader from)
    {
        var list = new int[from.Read7BitEncodedInt()];
        for (int i = 0; i < list.Length; i++)
        {
            list[i] = from.Read7BitEncodedInt();
        }

        return list;
    }
}
