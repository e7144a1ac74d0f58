namespace EvidenceRegistry.FullText;

/// <summary>
/// Where a record stands in the order of one search: by two sort values, ascending, then by id. Two records never
/// stand at the same place, so that a cursor cuts the list without losing or repeating one.
/// </summary>
/// <param name="First">Score or year, negated; else the rank of the title.</param>
/// <param name="Second">Instant of the last change, negated; else 0.</param>
/// <param name="IdRank">Rank of the id in the view.</param>
/// <param name="Doc">Document number in the view.</param>
internal readonly record struct HitKey(double First, long Second, int IdRank, int Doc) : IComparable<HitKey>
{
    public double Score => -First;

    public int CompareTo(HitKey other)
    {
        int order = First.CompareTo(other.First);
        order = order != 0 ? order : Second.CompareTo(other.Second);
        return order != 0 ? order : IdRank.CompareTo(other.IdRank);
    }
}
