using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Exchange;

/// <summary>What an archive holds, table by table, in the order in which rows may be written back. docs/archive.md describes it.</summary>
public static class ArchiveTables
{
    /// <summary>Version of the form of archives; another one is refused.</summary>
    public const int Form = 1;

    public const string Manifest = "manifest.json", Files = "files/";

    /// <summary>Secrets, answers once given, what hands hold, and what is worked out anew from the rest.</summary>
    public static IReadOnlySet<Type> LeftOut { get; } = new HashSet<Type>
    {
        typeof(ApiKey), typeof(ProtectionKey), typeof(IdempotentAnswer), typeof(EndedSession), typeof(Lease), typeof(OutboxRow), typeof(Sketch), typeof(SketchKey), typeof(SketchDue), typeof(TagDue), typeof(TagState),
    };

    internal static IReadOnlyList<ArchiveTable> All { get; } =
    [
        Of("agencies", db => db.Agencies.OrderBy(a => a.Number)),
        Of("actors", db => db.Actors.OrderBy(a => a.Id)),
        Of("settings", db => db.Settings.OrderBy(s => s.Name)),
        Of("editions", db => db.Editions.OrderBy(e => e.Code)),
        Of("concepts", db => db.Concepts.OrderBy(c => c.Scheme).ThenBy(c => c.Code).ThenBy(c => c.Edition)),
        Of("crosswalks", db => db.Crosswalks.OrderBy(c => c.FromCode).ThenBy(c => c.FromEdition).ThenBy(c => c.ToCode).ThenBy(c => c.ToEdition)),
        Of("areas", db => db.Areas.OrderBy(a => a.Code)),
        Of("records", db => db.Records.OrderBy(r => r.Id)),
        Of("origins", db => db.Origins.OrderBy(o => o.Id)),
        Of("files", db => db.Files.OrderBy(f => f.Id)),
        Of("readings", db => db.Readings.OrderBy(r => r.FileId), At.Rest),
        Of("pages", db => db.Pages.OrderBy(p => p.FileId).ThenBy(p => p.TextRevision).ThenBy(p => p.Number)),
        Of("versions", db => db.Versions.OrderBy(v => v.RecordId).ThenBy(v => v.Version)),
        Of("tags", db => db.Tags.OrderBy(t => t.Id)),
        Of("tag-decisions", db => db.TagDecisions.OrderBy(d => d.Id)),
        Of("tag-models", db => db.TagModels.OrderBy(m => m.MadeAt).ThenBy(m => m.Version)),
        Of("audit", db => db.Audit.OrderBy(a => a.Id)),
        Of("jobs", db => db.Jobs.OrderBy(j => j.Id), At.Rest),
        Of("job-parts", db => db.JobParts.OrderBy(p => p.JobId).ThenBy(p => p.Part)),
        Of("duplicate-pairs", db => db.DuplicatePairs.OrderBy(p => p.Id)),
        Of("unfound-questions", db => db.UnfoundQuestions.OrderBy(q => q.Id)),
        Of("harvest-sources", db => db.HarvestSources.OrderBy(s => s.Id), At.Rest),
        Of("harvest-entries", db => db.HarvestEntries.OrderBy(e => e.SourceId).ThenBy(e => e.DatasetId)),
        Of("harvest-plans", db => db.HarvestPlans.OrderBy(p => p.Id)),
        Of("harvest-steps", db => db.HarvestSteps.OrderBy(s => s.PlanId).ThenBy(s => s.Number)),
        Of("resource-checks", db => db.ResourceChecks.OrderBy(c => c.RecordId).ThenBy(c => c.UrlHash)),
    ];

    /// <summary>Instants to the microsecond, which both databases keep, so that the same registry gives the same letters.</summary>
    internal static JsonSerializerOptions Json { get; } = new(JsonColumn.Options) { Converters = { new Instant() } };

    /// <summary>Types that are archived; a test holds them and <see cref="LeftOut"/> against the model.</summary>
    public static IEnumerable<Type> Types => All.Select(t => t.Type);

    private static ArchiveTable<T> Of<T>(string name, Func<RegistryDb, IQueryable<T>> rows, Action<T>? atRest = null)
        where T : class => new($"tables/{name}.ndjson", rows, atRest ?? (_ => { }));

    /// <summary>What is under way when an archive is made is not under way where it is restored.</summary>
    private static class At
    {
        public static void Rest(Reading reading)
        {
            reading.State = reading.State == ReadingState.Running ? ReadingState.Queued : reading.State;
            (reading.ClaimedBy, reading.ClaimedUntil) = (null, null);
        }

        public static void Rest(Job job)
        {
            (job.ClaimedBy, job.ClaimedUntil) = (null, null);
            if (job.EndedAt is null)
            {
                (job.State, job.Error, job.EndedAt) = (JobState.Cancelled, "was under way when the archive was made", job.StartedAt ?? job.CreatedAt);
            }
        }

        public static void Rest(HarvestSource source) => source.ProtectedKey = null;
    }

    private sealed class Instant : JsonConverter<DateTime>
    {
        private const string Form = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateTime.ParseExact(reader.GetString()!, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToUniversalTime().ToString(Form, CultureInfo.InvariantCulture));
    }
}
