using EvidenceRegistry.Bench.Pdf;

// What repair changes, how far page text is from the printed line, and what pictures give; docs/pdf-text.md tells what each prints.
var arguments = new Arguments(args);
switch (arguments.Verb)
{
    case "differences":
        RepairDifferences.Run(arguments.Required("texts"), arguments.Required("seed"), int.Parse(arguments.Optional("count") ?? "200", System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case "pictures":
        await PictureErrors.RunAsync(arguments.Required("pdf"), arguments.Optional("lines"));
        return 0;
    case "lines":
        await LineErrors.RunAsync(arguments.Required("pdf"), arguments.Required("lines"));
        return 0;
    default:
        Console.Error.WriteLine("differences --texts <jsonl.gz, json or folder of json/csv> --seed <text> [--count 200] | lines --pdf <folder> --lines <tsv> | pictures --pdf <folder> [--lines <tsv>]");
        return 2;
}
