using System.Diagnostics;
using EvidenceRegistry.Bench.Lexicon;

// Verbs of the lexicon tool; docs/thai-text.md tells what each prints.
string verb = args.Length > 0 ? args[0] : "";
var options = new Arguments(args);
var watch = Stopwatch.StartNew();
switch (verb)
{
    case "train":
        Training.Run(options.Required("news"), options.Required("out"));
        break;
    case "known-items":
        Console.WriteLine(string.Join('\n', KnownItems.Draw(News.Read(options.Required("news")).Count()).Order()));
        return 0;
    case "retrieval":
        RetrievalReport.Run(options.Required("mappings"), options.Required("questions").Split(','), options.Has("tune"));
        break;
    case "speed":
        Speed.Run(options.Required("mappings"), options.Required("news"), 2000);
        break;
    case "streams":
        StreamCosts.Run(options.Required("mappings"), options.Required("news"), 2000);
        break;
    case "agreement":
        Agreement.Run(options.Required("mappings"), options.Required("news"));
        break;
    case "sample":
        LexiconSample.Run(options.Required("mappings"), options.Required("seed"));
        return 0;
    default:
        Console.Error.WriteLine("train --news <thaigov-10k.jsonl.gz> --out <mappings/thai> | known-items --news <thaigov-10k.jsonl.gz> | agreement --mappings <mappings> --news <thaigov-10k.jsonl.gz> | sample --mappings <mappings> --seed <text> | retrieval --mappings <mappings> --questions <xquad.th.json,xquad.en.json> [--tune] | speed --mappings <mappings> --news <thaigov-10k.jsonl.gz> | streams --mappings <mappings> --news <thaigov-10k.jsonl.gz>");
        return 2;
}

Console.WriteLine($"{verb}: {watch.Elapsed.TotalSeconds:F1} s");
return 0;
