using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>Asks one source, politely and patiently: its pace, its key, redirects by hand, a limit of bytes and of time, tries again as the ladder says.</summary>
/// <param name="key">In the clear; goes to the source's own origin alone.</param>
internal sealed class PortalWire(HttpClient http, HarvestSource source, string? key, HarvestPace pace, HarvestingOptions options)
{
    /// <summary>Waits between tries of one request, where the portal asks for none.</summary>
    public static readonly IReadOnlyList<TimeSpan> Ladder = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)];

    /// <summary>A portal that asks for more than this is left alone until then: the run stops and goes on later.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private const int MostRedirects = 5;

    private static readonly string Version = typeof(PortalWire).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private long _requests;

    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>An answer that <paramref name="judge"/> finds whole; or one with a fault that waiting does not mend.</summary>
    /// <param name="judge">Gives the answer back, or with a fault where its body is none.</param>
    /// <exception cref="PortalException">The faults did not pass.</exception>
    public async Task<PortalAnswer> AskAsync(Uri address, Func<PortalAnswer, PortalAnswer> judge, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            await pace.TurnAsync(cancel);
            var answer = judge(await OnceAsync(address, cancel));
            if (!answer.Passing)
            {
                return answer;
            }

            if (attempt == Ladder.Count || answer.RetryAfter > LongestWait)
            {
                throw new PortalException(answer.Fault, answer.Detail, answer.RetryAfter);
            }

            await pace.WaitAsync(answer.RetryAfter ?? Ladder[attempt], cancel);
        }
    }

    /// <summary>One look at any address, redirects followed, without a second try.</summary>
    /// <param name="whole">Its bytes are wanted; else only whether it answers.</param>
    public async Task<PortalAnswer> VisitAsync(Uri address, bool whole, CancellationToken cancel)
    {
        await pace.TurnAsync(cancel);
        return await OnceAsync(address, cancel, headOnly: !whole);
    }

    private async Task<PortalAnswer> OnceAsync(Uri address, CancellationToken cancel, bool headOnly = false)
    {
        // The wire has its own, real time: how long an answer takes is not for a test's clock to say.
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.TimeoutSeconds), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            for (var hop = 0; hop <= MostRedirects; hop++)
            {
                if (address.Scheme is not ("http" or "https"))
                {
                    return new PortalAnswer(PortalFault.AddressRefused, default, $"redirected to {address.Scheme}:");
                }

                Interlocked.Increment(ref _requests);
                using var request = Request(address);
                if (headOnly)
                {
                    // Many servers refuse HEAD or answer it wrongly; of a GET the first byte is enough.
                    request.Headers.Range = new RangeHeaderValue(0, 0);
                }

                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
                if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } next)
                {
                    return headOnly && response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable
                        ? new PortalAnswer(PortalFault.None, default) : await ReadAsync(response, either.Token);
                }

                address = new Uri(address, next);
            }

            return new PortalAnswer(PortalFault.AddressRefused, default, "too many redirects");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new PortalAnswer(PortalFault.TimedOut, default, $"no whole answer in {options.TimeoutSeconds} s");
        }
        catch (HttpRequestException failed) when (failed.InnerException is AddressRefusedException refused)
        {
            return new PortalAnswer(PortalFault.AddressRefused, default, refused.Message);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or InvalidDataException)
        {
            return new PortalAnswer(PortalFault.Unreachable, default, failed.Message);
        }
    }

    private HttpRequestMessage Request(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("EvidenceRegistry", Version));
        if (options.Contact is { Length: > 0 } contact)
        {
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue($"({contact})"));
        }

        request.Headers.Accept.ParseAdd("application/json, application/xml;q=0.9, */*;q=0.1");
        if (key is not null && source.KeyHeader is { } header && SameOrigin(address, new Uri(source.Url)))
        {
            request.Headers.TryAddWithoutValidation(header, key);
        }

        return request;
    }

    private async Task<PortalAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        var most = options.AnswerMegabytes * 1024L * 1024L;
        if (response.Content.Headers.ContentLength > most)
        {
            return new PortalAnswer(PortalFault.TooLarge, default, $"{response.Content.Headers.ContentLength} bytes");
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var body = new MemoryStream((int)Math.Min(response.Content.Headers.ContentLength ?? 64 * 1024, most));
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (body.Length + read > most)
            {
                return new PortalAnswer(PortalFault.TooLarge, default, $"more than {most} bytes");
            }

            body.Write(buffer, 0, read);
        }

        var fault = response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => PortalFault.Busy,
            HttpStatusCode.RequestTimeout => PortalFault.TimedOut,
            HttpStatusCode.Unauthorized => PortalFault.KeyRefused,
            HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Gone => PortalFault.NotThere,
            >= HttpStatusCode.InternalServerError => PortalFault.ServerError,
            >= HttpStatusCode.BadRequest => PortalFault.BadRequest,
            _ => PortalFault.None,
        };
        return new PortalAnswer(fault, body.GetBuffer().AsMemory(0, (int)body.Length), fault == PortalFault.None ? null : $"HTTP {status}", After(response), status);
    }

    private static TimeSpan? After(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        // A date is the portal's clock; the answer's own Date header tells how far off that is.
        { Date: { } date } when date - (response.Headers.Date ?? date) is var wait => wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private static bool SameOrigin(Uri a, Uri b) => Uri.Compare(a, b, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
