using System.Text.Json.Serialization;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Searching;

/// <summary>Answer to a search.</summary>
/// <param name="Total">Exact number of records behind the question.</param>
/// <param name="Relaxed">false, or in words what was let go because nothing, or of a whole sentence hardly anything, held every word.</param>
/// <param name="DidYouMean">A better spelling of the question.</param>
/// <param name="Notice">Why nothing was looked for, in words.</param>
/// <param name="Understood">The filters in force, those typed in the box included.</param>
/// <param name="Places">Places named in the question; each can be taken as a filter.</param>
/// <param name="Bridges">Terms of the question that were looked for in other ways too: Thai and English, names of one place.</param>
/// <param name="Facets">Facet → values with counts; each count is the total with that value alone in that facet's filter.</param>
/// <param name="Next">Cursor of the next hits; null at the end.</param>
public sealed record SearchView(
    long Total,
    object Relaxed,
    string? DidYouMean,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Notice,
    IReadOnlyList<HitView> Hits,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, IReadOnlyList<FacetValueView>>? Facets,
    UnderstoodView Understood,
    IReadOnlyList<PlaceView> Places,
    IReadOnlyList<BridgeView> Bridges,
    string? Next);

/// <param name="Text">Words looked for.</param>
/// <param name="Question">The question as typed without the filters in it, quotations and exclusions too: asked with <paramref name="Filters"/> and years as parameters it is the same.</param>
public sealed record UnderstoodView(string Text, string Question, IReadOnlyDictionary<string, IReadOnlyList<string>> Filters, int? YearFrom, int? YearTo);

/// <param name="Typed">As it stands in the question; in quotation marks it would be looked for alone.</param>
/// <param name="Also">The other ways to say it, each worth less than the typed one.</param>
public sealed record BridgeView(string Typed, IReadOnlyList<string> Also);

/// <param name="Code">Give it as <c>area</c>.</param>
public sealed record PlaceView(string Code, string Kind, LocalText Name);

/// <param name="Label">In both languages where there are two.</param>
public sealed record FacetValueView(string Value, LocalText Label, long Count);

/// <summary>A record that answers.</summary>
/// <param name="Access">In force today.</param>
/// <param name="Status">completed, ongoing, retracted, superseded; null where nobody said.</param>
/// <param name="Targets">Sub-targets it is tagged with, of the tag statuses asked for.</param>
/// <param name="Factors">Components and factors likewise.</param>
/// <param name="Passage">What answers best, to be checked word by word; null where only other metadata matched.</param>
/// <param name="Sample">True where it was written for this project and is no evidence.</param>
/// <param name="Explanation">Parts of the score, only when asked for.</param>
/// <param name="Why">Why this hit, in a sentence, only when asked for.</param>
/// <param name="Matched">The words of the question that it holds, and where, only when asked for.</param>
public sealed record HitView(
    string Id,
    RecordKind Kind,
    LocalText? Title,
    int? Year,
    string? Agency,
    TextClass Access,
    RecordStatus? Status,
    IReadOnlyList<HitTagView> Targets,
    IReadOnlyList<HitTagView> Factors,
    double Score,
    PassageView? Passage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Sample,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ScorePartView>? Explanation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LocalText? Why,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MatchedWordView>? Matched);

/// <param name="Typed">The word as typed.</param>
/// <param name="By">The other way to say it that the record holds instead; null where it holds the word itself.</param>
/// <param name="Fields">title, abstract, keywords, targets; other: pages of files and all else.</param>
public sealed record MatchedWordView(string Typed, string? By, IReadOnlyList<string> Fields);

/// <param name="Confidence">0–1 for proposals; null where a source or a person speaks.</param>
public sealed record HitTagView(string Code, string Edition, TagStatus Status, double? Confidence, LocalText? Text);

/// <param name="Part">Stable word.</param>
public sealed record ScorePartView(string Part, LocalText Label, double Value);

/// <summary>A stretch of a stored text, to the letter.</summary>
/// <param name="Field">title, abstract or file.</param>
/// <param name="Language">th or en for title and abstract.</param>
/// <param name="File">Name of the file in the record.</param>
/// <param name="Page">From 1.</param>
/// <param name="Label">What the file prints on the page.</param>
/// <param name="Start">First Unicode code point in the stored text.</param>
/// <param name="End">Code point after the last.</param>
/// <param name="Marks">What answers, [from, to] in code points of <paramref name="Text"/>.</param>
/// <param name="TextRevision">Of a page: of its reading; of title and abstract: the record's version.</param>
/// <param name="Sha256">Of the whole stored text in UTF-8.</param>
/// <param name="TextSource">Of a page: pdf, or ocr where it was recognised in a picture and may hold errors.</param>
/// <param name="Confidence">Of ocr: 0–1.</param>
public sealed record PassageView(
    string Field,
    string? Language,
    string? File,
    int? Page,
    string? Label,
    int Start,
    int End,
    string Text,
    IReadOnlyList<IReadOnlyList<int>> Marks,
    int TextRevision,
    string Sha256,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TextSource = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Confidence = null);

/// <summary>All passages of one record.</summary>
/// <param name="Total">Title, abstract and pages with a passage.</param>
public sealed record PassageListView(
    string Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Sample,
    long Total,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Notice,
    IReadOnlyList<PassageView> Passages,
    string? Next);

/// <param name="Kind">target, agency, or text (a title or frequent words).</param>
/// <param name="Value">What to put into the filter of that kind, or into the box.</param>
public sealed record SuggestionView(string Text, string Kind, string Value);

public sealed record SuggestionListView(IReadOnlyList<SuggestionView> Suggestions);
