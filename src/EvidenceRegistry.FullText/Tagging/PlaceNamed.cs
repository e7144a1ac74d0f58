namespace EvidenceRegistry.FullText.Tagging;

/// <summary>An area as the finder of places knows it.</summary>
/// <param name="Kind">country, region, cluster, province.</param>
/// <param name="Names">Every name and short form in both languages.</param>
public sealed record PlaceNamed(string Code, string Kind, string? Parent, IReadOnlyList<string> Names);

/// <summary>A mention of a place or a year in a text.</summary>
/// <param name="Code">Code of the area, or the Common Era year.</param>
/// <param name="Start">UTF-16 offset in the text, as is <paramref name="End"/>.</param>
public readonly record struct Mention(string Code, int Start, int End);
