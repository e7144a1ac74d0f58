using EvidenceRegistry.Hosting;

if (ReadPdfVerb.Asked(args))
{
    return ReadPdfVerb.Run();
}

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.Run();
return 0;
