using EvidenceRegistry.Bench.FullText;

// Usage: dotnet run -c Release --project bench/FullText -- engine  <mappings> <news.jsonl.gz> [texts]
//        dotnet run -c Release --project bench/FullText -- answers <mappings> <questions.json (SQuAD form)>
switch (args)
{
    case ["engine", var mappings, var news, .. var rest]:
        await EngineBench.RunAsync(mappings, news, rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 10_000);
        return 0;
    case ["answers", var mappings, var questions]:
        await AnswerBench.RunAsync(mappings, questions);
        return 0;
    default:
        await Console.Error.WriteLineAsync("engine <mappings> <news.jsonl.gz> [texts] | answers <mappings> <questions.json>");
        return 1;
}
