using System.Net.Http.Headers;
using EvidenceRegistry.Access;
using EvidenceRegistry.Duplicates;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace EvidenceRegistry.Tests.Journeys;

/// <summary>
/// The registry as it is, on a folder of its own and a clock that the test moves. No worker runs by itself: what they would
/// do is asked for by name, so that no test sleeps or polls.
/// </summary>
public sealed class RegistryApp : WebApplicationFactory<Program>
{
    public const string AdminKey = "erk_adminkeyofthetesthost-adminkeyofthetesthost";

    public static readonly DateTimeOffset FirstDay = new(2026, 11, 2, 3, 0, 0, TimeSpan.Zero);

    /// <summary>Settings beyond those of a test: <c>new RegistryApp { Settings = [("Limits:JsonBody", "2000")] }</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; init; } = [];

    /// <summary>Services a test puts in the place of others.</summary>
    public Action<IServiceCollection>? Replacing { get; init; }

    public FakeTimeProvider Time { get; } = new(FirstDay);

    public string Folder { get; } = Directory.CreateTempSubdirectory("registry-test-").FullName;

    public TestLog Log { get; } = new();

    public RegistryDbs Databases => Services.GetRequiredService<RegistryDbs>();

    /// <summary>Starts it, where the test does so by nothing else.</summary>
    public RegistryApp Started()
    {
        _ = Services;
        return this;
    }

    /// <summary>Somebody without a key, who prefers English.</summary>
    public HttpClient Reader() => With(null);

    public HttpClient Admin() => With(AdminKey);

    public HttpClient With(string? key)
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = ClientOptions.BaseAddress, AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Somebody with a new key. Keys of one role and agency are one actor's unless another is named.</summary>
    public async Task<HttpClient> AsAsync(Role role, string? agency = null, string[]? sources = null, bool restricted = false, DateTime? expiresAt = null, string? actor = null) =>
        With((await KeyAsync(role, agency, sources, restricted, expiresAt, actor)).Secret);

    public async Task<IssuedKey> KeyAsync(Role role, string? agency = null, string[]? sources = null, bool restricted = false, DateTime? expiresAt = null, string? actor = null)
    {
        await using var db = Databases.Open();
        actor ??= $"{role} of {agency ?? "no agency"}";
        return await KeyIssue.IssueAsync(db, new KeyWish(role, actor, agency, sources, restricted, expiresAt), CancellationToken.None);
    }

    /// <summary>Does what the workers would have done by now.</summary>
    public async Task CatchUpAsync(CancellationToken cancel = default)
    {
        await Services.GetRequiredService<KeyUses>().WriteAsync(cancel);
        await Services.GetRequiredService<EmbargoClock>().SweepAsync(cancel);
        await Services.GetRequiredService<TextReading>().DrainAsync(cancel);
        await CompareAsync(cancel);
        await Services.GetRequiredService<IndexFeed>().DrainAsync(cancel);
    }

    /// <summary>Looks for duplicates, and leaves the index as it is.</summary>
    public Task CompareAsync(CancellationToken cancel) => Services.GetRequiredService<DuplicateWatch>().DrainAsync(cancel);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Test");
        builder.UseSetting("Registry:DataFolder", Folder);
        builder.UseSetting("Registry:SeedData", "none");
        builder.UseSetting("Registry:AdminKey", AdminKey);
        foreach (var (name, value) in Settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Time);
            foreach (var worker in services.Where(IsOurWorker).ToList())
            {
                services.Remove(worker);
            }

            Replacing?.Invoke(services);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static bool IsOurWorker(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && (service.ImplementationType ?? service.ImplementationFactory?.GetType().GenericTypeArguments[1])?.Assembly == typeof(Program).Assembly;
}
