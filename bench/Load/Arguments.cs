using System.Globalization;

namespace EvidenceRegistry.Bench.Load;

/// <summary><c>verb --name value …</c></summary>
public sealed class Arguments(string[] args)
{
    public string Verb => args.Length > 0 ? args[0] : "";

    public string? Text(string name)
    {
        var at = Array.IndexOf(args, $"--{name}");
        return at > 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    public string Text(string name, string otherwise) => Text(name) ?? otherwise;

    public int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Folder of the real inputs, from --corpus or REGISTRY_CORPUS.</summary>
    public string Corpus => Text("corpus") ?? Environment.GetEnvironmentVariable("REGISTRY_CORPUS")
        ?? throw new InvalidOperationException("Say where the real inputs lie: --corpus FOLDER or REGISTRY_CORPUS.");

    public static int Help()
    {
        Console.WriteLine("""
            start    first and warm starts on seed data, memory
            load     submit news texts one POST each, then search; prints rates and percentiles, writes --out FILE.md
            quality  question sets through the API, stream by stream, beside Elasticsearch (--elasticsearch ADDRESS, --sets, --json FILE)
            beside   the same texts and questions: registry embedded, registry on servers, Elasticsearch directly (--elasticsearch ADDRESS --postgres CONNECTION, --records arxiv --count 100000)
                     (--bodies FILE.md: what each is asked, word for word)
            feed     Elasticsearch fed: raw texts with its own analyzer, the registry's rebuild, the same ready tokens sent once more (--elasticsearch ADDRESS --postgres CONNECTION)
            pages    fill a registry, then open its pages: first byte, weight
            journey  submit the Thai PDFs among other studies and look sentences of them up
            import   take bulk files in, twice each: rates, processor time, memory (--files arxiv:0,news:10000)
                     (--searchable no: not waited for)
            rebuild  a hundred thousand records, their index made anew alone and while clients search: time, percentiles
                     (--records arxiv-metadata or news; on servers --postgres CONNECTION --elasticsearch ADDRESS)
            move     ten thousand records and some PDFs from the embedded engines to servers by export and restore, compared there (--postgres CONNECTION --elasticsearch ADDRESS --files 6)
            retag    tag ten thousand texts anew while clients search: time, percentiles
            import-kill  kill -9 the registry at random moments of one import and compare with an undisturbed one (--processes N --postgres CONNECTION --elasticsearch ADDRESS)
            duplicates  disturbed copies among real records: precision, recall, time to 300,000 (--show yes names what went wrong)
            nasty    submit the hostile PDFs and read their receipts
            pictures kill -9 the registry while it reads the pages of a scan, again and again until all are read
            kill     kill -9 the registry at random moments under load and look what is left (--processes N --postgres CONNECTION --elasticsearch ADDRESS: one of several)
            node-kill  one of three nodes of Elasticsearch loses its power while studies come in and comes back (--kill COMMAND --back COMMAND --elasticsearch A,B,C --postgres CONNECTION)
            elastic-faults  Elasticsearch stopped, busy, closed to writes, late, and answering what it should not, while studies come in (--elasticsearch ADDRESS --postgres CONNECTION, --processes 2)
            memory   of one process on servers with 100,000 records, under load for --minutes 20 (--postgres CONNECTION --elasticsearch ADDRESS)
            harvest  keep a simulated portal of 32,473 datasets in step: times, requests, memory, undo (--group FOLDER: within a control group of the kernel's)
            harvest-kill  kill -9 the registry at random moments of plans and runs
            options  --corpus FOLDER --count N --clients N --runs N --seed N --port N --out FILE
            """);
        return 2;
    }
}
