using EvidenceRegistry.FullText.Tagging;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>A new version against the one in force, on decisions that taught neither.</summary>
/// <param name="TakesOver">Whether it came into force; <paramref name="Why"/> is one of the words below it.</param>
public sealed record TagComparison(TagScore Own, TagScore Before, string BeforeVersion, bool TakesOver, string Why)
{
    public const string Better = "better", NotBetter = "notBetter", TooFew = "tooFewHeldOut";
}

/// <summary>
/// Makes versions of the model from what people decided. A fifth of the records, always the same ones, teaches nothing: on their decisions the
/// new version is compared with the one in force, and takes over only where it is better by confidence and no worse by F1.
/// </summary>
public sealed class TagLearning(RegistryDbs dbs, TagEngines engines, TimeProvider time)
{
    /// <summary>Decisions that must teach, and that must be held out, before a version takes over.</summary>
    public const int LeastTaught = 20, LeastHeldOut = 10;

    /// <summary>Records that teach a scheme: all their texts are held at once.</summary>
    public const int MostLessons = 3_000;

    private const int Parts = 5, RecordsAtOnce = 50;

    /// <summary>Letters read of a record for learning: it learns what the record is about, not its appendices.</summary>
    private const int MostLetters = 40_000;

    private const string PartName = "held out ";

    /// <summary>A version for each scheme with enough decisions.</summary>
    /// <returns>What was made.</returns>
    public async Task<IReadOnlyList<TagModel>> LearnAsync(int actorId, CancellationToken cancel)
    {
        var engine = await engines.CurrentAsync(cancel);
        var made = new List<TagModel>();
        foreach (var scheme in engine.Schemes)
        {
            var lessons = await LessonsAsync(scheme, MostLessons, cancel);
            var held = lessons.Where(IsHeldOut).ToList();
            var taught = lessons.Except(held).ToList();
            if (taught.Sum(l => l.Said.Count) < LeastTaught)
            {
                continue;
            }

            var learned = new TagLearner(words => scheme.Tagger.Scheme.With(words), scheme.Tagger.Rules, scheme.Taught).Learn(taught);
            var candidate = new Tagger(scheme.Tagger.Scheme.With(learned.Vocabulary()), scheme.Tagger.Rules, learned);
            var (own, before) = (TagScore.Of(candidate, held), TagScore.Of(scheme.Tagger, held));
            var why = own.Decisions < LeastHeldOut ? TagComparison.TooFew : own.Brier < before.Brier && own.F1 >= before.F1 ? TagComparison.Better : TagComparison.NotBetter;
            made.Add(await KeepAsync(scheme, learned, lessons.Sum(l => l.Said.Count), new TagComparison(own, before, scheme.Version, why == TagComparison.Better, why), actorId, cancel));
        }

        return made;
    }

    internal static bool IsHeldOut(TagLesson lesson) => TagLearner.PartOf(PartName + lesson.Id, Parts) == 0;

    private async Task<TagModel> KeepAsync(SchemeTagger scheme, TagLearned learned, int decisions, TagComparison comparison, int actorId, CancellationToken cancel)
    {
        await using var db = dbs.Open(actorId);
        await using var write = await db.BeginWriteAsync(cancel);
        var model = new TagModel
        {
            Version = await NextAsync(db, cancel),
            Scheme = scheme.Scheme,
            State = comparison.TakesOver ? TagModelState.Active : TagModelState.Refused,
            MadeAt = time.GetUtcNow().UtcDateTime,
            ActorId = actorId,
            Decisions = decisions,
            Content = JsonColumn.Write(learned),
            Figures = JsonColumn.Write(comparison),
        };
        if (comparison.TakesOver)
        {
            await TagModels.RetireAsync(db, scheme.Scheme, cancel);
        }

        db.TagModels.Add(model);
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = actorId, Action = "tag-model-made", Detail = $"{model.Version} {model.Scheme} {comparison.Why}" });
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return model;
    }

    private static async Task<string> NextAsync(RegistryDb db, CancellationToken cancel)
    {
        var last = (await db.TagModels.Select(m => m.Version).ToListAsync(cancel)).Select(v => int.TryParse(v.AsSpan(1), out var number) ? number : 0).DefaultIfEmpty().Max();
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"m{last + 1}");
    }

    /// <summary>
    /// What people decided and still stand by, with the open text of their records: closed text teaches nothing, so no word of it shows elsewhere. Of more records than
    /// <paramref name="most"/> some are drawn evenly by the hash of their ids, the same ones each time.
    /// </summary>
    internal async Task<IReadOnlyList<TagLesson>> LessonsAsync(SchemeTagger scheme, int most, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var decided = db.TagDecisions.AsNoTracking().Where(d => d.UndoneAt == null && !d.Sample && d.Scheme == scheme.Scheme && d.Edition == scheme.Edition);
        var drawn = (await decided.Select(d => d.RecordId).Distinct().ToListAsync(cancel)).OrderBy(TagTexts.HashOf, StringComparer.Ordinal);
        var lessons = new List<TagLesson>();
        foreach (var ids in drawn.Chunk(RecordsAtOnce).TakeWhile(_ => lessons.Count < most))
        {
            var said = (await decided.Where(d => ids.Contains(d.RecordId)).ToListAsync(cancel)).ToLookup(d => d.RecordId, StringComparer.Ordinal);
            var all = await db.Records.AsNoTracking().AsSplitQuery().Where(r => ids.Contains(r.Id))
                .Include(r => r.Origins).Include(r => r.Files.Where(f => f.RemovedAt == null)).ThenInclude(f => f.Reading).ToListAsync(cancel);
            var records = all.Where(r => r.State == RecordState.Live).ToDictionary(r => r.Id, StringComparer.Ordinal);
            var texts = await TagTexts.OfAsync(db, [.. records.Values], Records.ReadingClass.Today(time), cancel);
            lessons.AddRange(ids.Where(records.ContainsKey).Select(id => new TagLesson(id, Beginning(texts[id].Open), Stands(said[id]))).Where(l => l.Said.Count > 0));
        }

        return [.. lessons.Take(most).OrderBy(l => l.Id, StringComparer.Ordinal)];
    }

    /// <summary>Code → confirmed or rejected, of one record; what is in dispute teaches nothing.</summary>
    private static Dictionary<string, bool> Stands(IEnumerable<TagDecision> said) =>
        said.GroupBy(d => d.Code, StringComparer.Ordinal).Select(c => (c.Key, Status: TagDecisions.StatusOf([.. c])))
            .Where(c => c.Status is TagStatus.Confirmed or TagStatus.Rejected).ToDictionary(c => c.Key, c => c.Status == TagStatus.Confirmed, StringComparer.Ordinal);

    private static List<TagField> Beginning(IReadOnlyList<TagField> fields)
    {
        var (taken, left) = (new List<TagField>(), MostLetters);
        foreach (var field in fields.TakeWhile(_ => left > 0))
        {
            taken.Add(field with { Text = TagTexts.Beginning(field.Text, left) });
            left -= field.Text.Length;
        }

        return taken;
    }
}
