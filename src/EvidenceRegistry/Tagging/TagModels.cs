using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>A version of what decisions taught.</summary>
/// <param name="Decisions">Those it was made from, held-out ones included.</param>
/// <param name="Figures">On held-out decisions, beside the version it was compared with.</param>
public sealed record TagModelView(string Version, string Scheme, TagModelState State, DateTime MadeAt, int Decisions, int Concepts, TagComparison Figures)
{
    internal static TagModelView Of(TagModel model) => new(
        model.Version, model.Scheme, model.State, model.MadeAt, model.Decisions, JsonColumn.Read<FullText.Tagging.TagLearned>(model.Content).Weights?.Codes.Count ?? 0, JsonColumn.Read<TagComparison>(model.Figures));
}

/// <param name="Models">Newest first. A scheme without one in force goes by what ships.</param>
public sealed record TagModelList(IReadOnlyList<TagModelView> Models);

/// <summary>Which versions there are, and which is in force.</summary>
public sealed class TagModels(RegistryDbs dbs)
{
    /// <summary>Rules and weights as they ship, without what was decided here.</summary>
    public const string AsShipped = "m0";

    public async Task<TagModelList> AllAsync(CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var all = await db.TagModels.AsNoTracking().OrderByDescending(m => m.MadeAt).ThenByDescending(m => m.Version).ToListAsync(cancel);
        return new TagModelList([.. all.Select(TagModelView.Of)]);
    }

    /// <summary>Brings a version into force, whatever its figures say: the way back. <see cref="AsShipped"/> is for all schemes.</summary>
    /// <returns>False when there is no such version.</returns>
    public async Task<bool> ActivateAsync(string version, int actorId, CancellationToken cancel)
    {
        await using var db = dbs.Open(actorId);
        await using var write = await db.BeginWriteAsync(cancel);
        var model = await db.TagModels.FindAsync([version], cancel);
        if (model is null && version != AsShipped)
        {
            return false;
        }

        await RetireAsync(db, model?.Scheme, cancel);
        model?.State = TagModelState.Active;
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = actorId, Action = "tag-model-activated", Detail = version });
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return true;
    }

    /// <param name="scheme">Null: of all.</param>
    internal static async Task RetireAsync(RegistryDb db, string? scheme, CancellationToken cancel)
    {
        foreach (var active in await db.TagModels.Where(m => (scheme == null || m.Scheme == scheme) && m.State == TagModelState.Active).ToListAsync(cancel))
        {
            active.State = TagModelState.Retired;
        }
    }
}
