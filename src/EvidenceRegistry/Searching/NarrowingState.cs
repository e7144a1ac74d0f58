using System.Globalization;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Searching;

/// <summary>
/// What was closed and may still stand in the index: those records are left out whole, and cursors made before the last closing, or before
/// it arrived in the index, are over, because the views of the index they keep still hold what was closed. With it, in the same statement, the name of the index's state.
/// </summary>
/// <param name="Count">Closings so far, and arrivals of closings in the index.</param>
/// <param name="LeftOut">Records whose closing the index does not have yet.</param>
/// <param name="Index">State of the index in which it has all other closings (<see cref="SearchRequest.State"/>); null before it was first fed.</param>
internal sealed record NarrowingState(long Count, IReadOnlyCollection<string> LeftOut, string? Index)
{
    private const char Between = '~';

    /// <summary>Before the count and before the state, which come with the ids; no id begins so.</summary>
    private const string Counted = "=";

    private const string Named = "+";

    // One question: every search and every completion asks it.
    private static readonly PreparedQuestion<Func<RegistryDb, IAsyncEnumerable<string>>> Asked = new(() => EF.CompileAsyncQuery((RegistryDb db) =>
        db.Settings.Where(s => s.Name == Setting.Narrowings || s.Name == Setting.IndexState)
            .Select(s => (s.Name == Setting.Narrowings ? Counted : Named) + s.Value).Concat(db.Outbox.Where(o => o.Narrowing).Select(o => o.RecordId))));

    /// <summary>Read before the index is asked, so that a closing in between makes cursors too old rather than too young.</summary>
    public static async Task<NarrowingState> ReadAsync(RegistryDb db, CancellationToken cancel)
    {
        var (count, leftOut, index) = (0L, new HashSet<string>(StringComparer.Ordinal), (string?)null);
        await foreach (var said in Asked.For(db)(db).WithCancellation(cancel))
        {
            if (said.StartsWith(Counted, StringComparison.Ordinal))
            {
                count = long.Parse(said.AsSpan(Counted.Length), CultureInfo.InvariantCulture);
            }
            else if (said.StartsWith(Named, StringComparison.Ordinal))
            {
                index = said[Named.Length..];
            }
            else
            {
                leftOut.Add(said);
            }
        }

        return new NarrowingState(count, leftOut, index);
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
