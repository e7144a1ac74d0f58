using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Tagging;

/// <summary>
/// What the proposals of one record rest on: its text as it is worded and the concept's own rules. Neither who may read the text nor which file holds it: what a
/// person rejected does not come back because an embargo ended or a file was handed in again.
/// </summary>
public sealed class TagBasis
{
    private readonly TagEngine _engine;
    private readonly string _words;
    private readonly string _former;

    private TagBasis(TagEngine engine, string words, string former) => (_engine, _words, _former) = (engine, words, former);

    public static TagBasis Of(TagEngine engine, TagTexts texts) => new(engine, texts.Words, texts.Hash);

    /// <returns>Null where nothing is proposed of that name.</returns>
    public string? Of(string scheme, string code, string edition) => RulesOf(scheme, code, edition) is { } rules ? $"{_words} {rules}" : null;

    /// <summary>Whether a rejected tag may be proposed again: text or rules are others than those it was rejected by, and no source claims it.</summary>
    public bool HasLapsed(Tag rejected) =>
        rejected.ClaimedBy.Count == 0 && Now(rejected.Basis) is { } basis && Of(rejected.Scheme, rejected.Code, rejected.Edition) is { } now && basis != now;

    /// <summary>
    /// The basis that a tag of which a source or a person speaks is to be kept with: that of now, so that who rejects it rejects it by the text and the rules of
    /// their day. A rejected one keeps its own, written as it is written now; one without (it was never proposed here, or was rejected of a copy or in another edition) is rejected
    /// by what is read next.
    /// </summary>
    public string? Kept(Tag tag) =>
        (tag.Basis is null) == (tag.Status == TagStatus.Rejected) ? Of(tag.Scheme, tag.Code, tag.Edition) ?? Now(tag.Basis) : Now(tag.Basis);

    /// <summary>A basis used to begin with the hash of the text and of its parting among readers.</summary>
    private string? Now(string? basis) =>
        basis is not null && basis.StartsWith($"{_former} ", StringComparison.Ordinal) ? _words + basis[_former.Length..] : basis;

    private string? RulesOf(string scheme, string code, string edition) =>
        scheme is Tag.AreaScheme or Tag.YearScheme
            ? _engine.Places.Version
            : _engine.Schemes.FirstOrDefault(s => s.Scheme == scheme && s.Edition == edition)?.Rules.GetValueOrDefault(code);
}
