using EvidenceRegistry.Bench.FullText;

const string Usage = """
    engine  <mappings> <news.jsonl.gz> [texts]
    answers <mappings> <questions.json (SQuAD form)>
    tagger  --concepts FILE --texts FILE --out FILE [--mappings FOLDER] [--plans FOLDER] [--scheme SCHEME] [--levels all] [--rules FILE]
    judged  --news FILE --judged FILE --out FILE [--mappings FOLDER] [--plans FOLDER]
    errors  --news FILE --judged FILE --out FILE [--mappings FOLDER] [--plans FOLDER]
    taught  --news FILE --judged FILE --out FILE [--mappings FOLDER] [--plans FOLDER] [--scheme subTarget]
    sets    --corpus FOLDER --judged FOLDER --out FILE [--mappings FOLDER] [--plans FOLDER]
    likely  --news FILE --judged FOLDER --out FILE [--mappings FOLDER] [--plans FOLDER]
    sdg     --corpus FOLDER --out FILE [--mappings FOLDER]
    places  --news FILE --judged FILE --out FILE [--mappings FOLDER] [--areas FILE]
    learn   --news FILE --judged FILE --out FILE [--mappings FOLDER] [--plans FOLDER]
    """;

switch (args)
{
    case ["engine", var mappings, var news, .. var rest]:
        await EngineBench.RunAsync(mappings, news, rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 10_000);
        return 0;
    case ["answers", var mappings, var questions]:
        await AnswerBench.RunAsync(mappings, questions);
        return 0;
    case ["tagger", .. var options] when Named(options, "concepts") is { } concepts && Named(options, "texts") is { } texts && Named(options, "out") is { } file:
        return await TaggerBench.RunAsync(new(
            concepts, texts, file, Named(options, "mappings") ?? "mappings", Named(options, "plans") ?? "seed-data/plans", Named(options, "scheme"), Named(options, "levels") == "all", Named(options, "rules")));
    case ["judged", .. var options] when Named(options, "news") is { } news && Named(options, "judged") is { } judged && Named(options, "out") is { } table:
        return await JudgedBench.RunAsync(Named(options, "mappings") ?? "mappings", Named(options, "plans") ?? "seed-data/plans", news, judged, table);
    case ["errors", .. var options] when Named(options, "news") is { } news && Named(options, "judged") is { } judged && Named(options, "out") is { } lines:
        return await ErrorsBench.RunAsync(Named(options, "mappings") ?? "mappings", Named(options, "plans") ?? "seed-data/plans", news, judged, lines);
    case ["taught", .. var options] when Named(options, "news") is { } news && Named(options, "judged") is { } judged && Named(options, "out") is { } model:
        return await TaughtBench.RunAsync(Named(options, "mappings") ?? "mappings", Named(options, "plans") ?? "seed-data/plans", news, judged, model, Named(options, "scheme") ?? JudgedTexts.SubTargets);
    case ["sets", .. var options] when Named(options, "corpus") is { } corpus && Named(options, "judged") is { } judged && Named(options, "out") is { } table:
        return await JudgedSets.RunAsync(Named(options, "mappings") ?? "mappings", Named(options, "plans") ?? "seed-data/plans", corpus, judged, table);
    case ["likely", .. var options] when Named(options, "news") is { } news && Named(options, "judged") is { } judged && Named(options, "out") is { } table:
        return await LikelyBench.RunAsync(Named(options, "mappings") ?? "mappings", Named(options, "plans") ?? "seed-data/plans", news, judged, table);
    case ["sdg", .. var options] when Named(options, "corpus") is { } corpus && Named(options, "out") is { } table:
        return await SdgBench.RunAsync(Named(options, "mappings") ?? "mappings", corpus, table);
    case ["places", .. var options] when Named(options, "news") is { } news && Named(options, "judged") is { } judged && Named(options, "out") is { } table:
        return await PlaceBench.RunAsync(Named(options, "mappings") ?? "mappings", Named(options, "areas") ?? "seed-data/areas/areas.csv", news, judged, table);
    case ["learn", .. var options] when Named(options, "news") is { } news && Named(options, "judged") is { } judged && Named(options, "out") is { } table:
        return await LearnBench.RunAsync(Named(options, "mappings") ?? "mappings", Named(options, "plans") ?? "seed-data/plans", news, judged, table);
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 1;
}

static string? Named(string[] options, string name) => Array.IndexOf(options, $"--{name}") is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
