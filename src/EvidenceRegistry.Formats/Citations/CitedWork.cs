namespace EvidenceRegistry.Formats.Citations;

/// <summary>What a reference says of a work, in one language.</summary>
/// <param name="Authors">As the source gives them; none where it names nobody.</param>
/// <param name="Agency">Stands in the place of the authors where there are none.</param>
/// <param name="Year">Common Era; Thai references say it in the Buddhist Era.</param>
/// <param name="Doi">Without its resolver.</param>
/// <param name="Url">Where it has no DOI.</param>
/// <param name="Note">Said behind the title, such as that the work was retracted; empty: nothing.</param>
/// <param name="English">Language of the reference.</param>
public sealed record CitedWork(
    IReadOnlyList<string> Authors, string? Agency, int? Year, string Title, bool IsDataset, string? Doi, string? Url, string Note, bool English);
