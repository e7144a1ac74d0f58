using System.Globalization;
using EvidenceRegistry.Formats.Oai;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>
/// All identifiers of a repository, over its resumption tokens. Where a token expires in the middle, the list is asked again in windows of dates,
/// each half as long, down to a day, so that only the window at hand is lost. Windows go forward in time: what changes meanwhile moves into a later one.
/// </summary>
/// <param name="ask">A query to an answer.</param>
/// <param name="list">The query of the whole list.</param>
internal sealed class OaiListing(Func<string, Task<OaiAnswer>> ask, string list)
{
    /// <summary>The protocol is of 2001; a repository that does not say when it begins begins no earlier.</summary>
    private static readonly DateOnly Dawn = new(2000, 1, 1);

    /// <summary>A day whose list breaks so often is no list.</summary>
    private const int Tries = 3;

    private readonly Dictionary<string, Stamp> _stamps = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private DateOnly _today = Dawn;

    /// <summary>The sum of what the lists that came to their end count; null where one does not say.</summary>
    private long? _size = 0;

    /// <exception cref="PortalException">It cannot be listed.</exception>
    public async Task<Gathering> RunAsync(Func<Task<string?>> earliest)
    {
        if (!await ToEndAsync(null, null))
        {
            await WindowAsync(Day(await earliest()) ?? Dawn, null);
        }

        _deleted.ToList().ForEach(id => _stamps.Remove(id));
        var met = _stamps.Count + _deleted.Count;

        // The size that a repository tells may be an estimate: fewer met than told proves nothing, more or none told is the whole list.
        return _size is { } told && met < told
            ? new Gathering(_stamps, false, _deleted, [new HarvestWarning("incomplete", false, [$"{met}", $"{told}"])])
            : new Gathering(_stamps, true, _deleted, []);
    }

    private async Task WindowAsync(DateOnly from, DateOnly? until)
    {
        var last = until ?? (_today < from ? from : _today);
        for (var tries = 1; !await ToEndAsync(from, until); tries++)
        {
            if (last > from)
            {
                var middle = from.AddDays((last.DayNumber - from.DayNumber) / 2);
                await WindowAsync(from, middle);
                await WindowAsync(middle.AddDays(1), until);
                return;
            }

            if (tries == Tries)
            {
                throw new PortalException(PortalFault.BadRequest, $"badResumptionToken {from:yyyy-MM-dd}");
            }
        }
    }

    /// <returns>False when a token expired before the end.</returns>
    private async Task<bool> ToEndAsync(DateOnly? from, DateOnly? until)
    {
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        var query = list + (from is { } first ? Bound("from", first) : "") + (until is { } last ? Bound("until", last) : "");
        long? size = null;
        while (true)
        {
            var answer = await ask(query);
            _today = Day(answer.Facts.GetValueOrDefault("responseDate")) ?? _today;
            if (answer.Error == "badResumptionToken" && tokens.Count > 0)
            {
                return false;
            }

            if (answer.Error is not null and not "noRecordsMatch")
            {
                throw new PortalException(PortalFault.BadRequest, $"{answer.Error} {answer.Message}");
            }

            size = answer.Error is not null ? 0 : size ?? answer.ListSize;
            foreach (var header in answer.Headers)
            {
                Take(header);
            }

            if (answer.Token is null)
            {
                _size = tokens.Count == 0 && size is null ? _size + answer.Headers.Count : _size + size;
                return true;
            }

            if (!tokens.Add(answer.Token))
            {
                throw new PortalException(PortalFault.Unreadable, "its resumption tokens go round in circles");
            }

            query = $"verb=ListIdentifiers&resumptionToken={Uri.EscapeDataString(answer.Token)}";
        }
    }

    private void Take(OaiHeader header)
    {
        _stamps[header.Identifier] = new Stamp("", header.Datestamp);
        if (header.Deleted)
        {
            _deleted.Add(header.Identifier);
        }
        else
        {
            _deleted.Remove(header.Identifier);
        }
    }

    private static string Bound(string name, DateOnly day) => $"&{name}={day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    private static DateOnly? Day(string? stamp) =>
        stamp?.Length >= 10 && DateOnly.TryParseExact(stamp[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
