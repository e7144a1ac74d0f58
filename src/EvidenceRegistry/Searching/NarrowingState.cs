using System.Globalization;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Searching;

/// <summary>
/// What was closed and may still stand in the index: those records are left out whole, and cursors made before the last closing
/// are over, because the views of the index they keep still hold what was closed.
/// </summary>
/// <param name="Count">Closings so far.</param>
/// <param name="LeftOut">Records whose closing the index does not have yet.</param>
internal sealed record NarrowingState(long Count, IReadOnlyCollection<string> LeftOut)
{
    private const char Between = '~';

    /// <summary>Read before the index is asked, so that a closing in between makes cursors too old rather than too young.</summary>
    public static async Task<NarrowingState> ReadAsync(RegistryDb db, CancellationToken cancel)
    {
        var count = await db.Settings.AsNoTracking().Where(s => s.Name == Setting.Narrowings).Select(s => s.Value).FirstOrDefaultAsync(cancel);
        return new NarrowingState(
            count is null ? 0 : long.Parse(count, CultureInfo.InvariantCulture), await Visibility.NarrowingAsync(db, cancel));
    }

    public string? Wrap(string? cursor) => cursor is null ? null : string.Create(CultureInfo.InvariantCulture, $"{Count}{Between}{cursor}");

    public (CursorFit Fit, string? Cursor) Unwrap(string? given)
    {
        if (given is null)
        {
            return (CursorFit.Good, null);
        }

        var at = given.IndexOf(Between, StringComparison.Ordinal);
        return at <= 0 || !long.TryParse(given.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > Count
            ? (CursorFit.Garbage, null)
            : count < Count ? (CursorFit.TooOld, null) : (CursorFit.Good, given[(at + 1)..]);
    }
}

internal enum CursorFit
{
    Good,

    /// <summary>No answer of this registry gave it.</summary>
    Garbage,

    /// <summary>Something was closed since: start again.</summary>
    TooOld,
}
