using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Hosting;

/// <summary>Puts the application together from settings given as arguments; nothing is opened yet.</summary>
internal delegate (WebApplication App, RegistrySettings Settings) BuildRegistry(string[] args);

/// <summary>
/// The registry a verb talks to. With <c>--key</c> the one that runs at <c>--url</c>. Without a key whoever can open the database may act: a key of a day
/// is made and taken back at the end, and where nothing runs on the data folder and no <c>--url</c> is given a registry serves on loopback for as long as the verb lasts.
/// </summary>
internal sealed class VerbDoor : IAsyncDisposable
{
    private const string ActorName = "command line";

    private readonly List<Func<ValueTask>> _ends = [];

    private bool _keyStays;

    private VerbDoor(Uri url, string key) => (Url, Key) = (url, key);

    public Uri Url { get; private set; }

    public string Key { get; private set; }

    /// <summary>Fires when somebody stops the registry that runs for this verb.</summary>
    public CancellationToken Stopping { get; private set; }

    /// <exception cref="StartRefusedException">The address is none, or the database or folder cannot be opened.</exception>
    public static async Task<VerbDoor> OpenAsync(VerbArguments asked, BuildRegistry? build)
    {
        var url = asked.One("url");
        if (!Uri.TryCreate(url ?? HostingServices.DefaultUrl, UriKind.Absolute, out var address))
        {
            throw new StartRefusedException($"“{url}” is no address.", StartRefusedException.WrongUse);
        }

        var door = new VerbDoor(address, asked.One("key") ?? "");
        if (door.Key.Length > 0)
        {
            return door;
        }

        if (build is null)
        {
            throw new StartRefusedException("A key is needed: --key erk_…", StartRefusedException.WrongUse);
        }

        try
        {
            var settings = RegistrySettings.Of(asked);
            if (url is null && IsFree(settings.DataFolder))
            {
                await door.ServeAsync(asked, build);
            }
            else
            {
                var dbs = StorageServices.OpenDatabase(settings, TimeProvider.System);
                door._ends.Add(() =>
                {
                    dbs.Dispose();
                    return ValueTask.CompletedTask;
                });
                await door.MakeKeyAsync(dbs);
            }

            return door;
        }
        catch
        {
            await door.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the verb began goes on without it: a made key is good for its day.</summary>
    public void LeaveKey() => _keyStays = true;

    public async ValueTask DisposeAsync()
    {
        for (var at = _ends.Count - 1; at >= 0; at--)
        {
            await _ends[at]();
        }

        _ends.Clear();
    }

    private static bool IsFree(string folder)
    {
        try
        {
            FolderLock.Take(folder).Dispose();
            return true;
        }
        catch (StartRefusedException held) when (held.ExitCode == StartRefusedException.FolderInUse)
        {
            return false;
        }
    }

    private async Task ServeAsync(VerbArguments asked, BuildRegistry build)
    {
        var (app, settings) = build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning", .. asked.Settings]);
        _ends.Add(app.DisposeAsync);
        var held = await Start.PrepareAsync(app, settings);
        _ends.Add(held.DisposeAsync);
        await app.StartAsync();
        _ends.Add(() => new ValueTask(app.StopAsync()));
        await MakeKeyAsync(app.Services.GetRequiredService<RegistryDbs>());
        (Url, Stopping) = (new Uri(app.Urls.First()), app.Lifetime.ApplicationStopping);
    }

    private async Task MakeKeyAsync(RegistryDbs dbs)
    {
        await using var db = dbs.Open();
        var issued = await KeyIssue.IssueAsync(db, new KeyWish(Role.Admin, ActorName, ExpiresAt: db.Now.AddDays(1)), CancellationToken.None);
        Key = issued.Secret;
        _ends.Add(async () =>
        {
            if (_keyStays)
            {
                return;
            }

            await using var closing = dbs.Open();
            await KeyRevocation.RevokeAsync(closing, issued.Key!.Id, CancellationToken.None);
        });
    }
}
