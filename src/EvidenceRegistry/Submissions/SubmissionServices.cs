using EvidenceRegistry.Jobs;

namespace EvidenceRegistry.Submissions;

public static class SubmissionServices
{
    public static IServiceCollection AddSubmissions(this IServiceCollection services)
    {
        services.AddSingleton<IntakeFiles>().AddSingleton<Intake>().AddSingleton<Writes>().AddSingleton<ReadingWake>().AddSingleton<DraftCodes>().AddSingleton<Purge>().AddSingleton<SourceMaps>();
        services.AddSingleton<SampleSeed>().AddSingleton<SampleRemoval>().AddSingleton<BulkTagDecisions>();
        services.AddSingleton<IJobWork, ImportJob>();
        services.AddSingleton(sp => new PdfChildren(sp.GetRequiredService<PdfReadingOptions>(), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ReadPages>(sp => sp.GetRequiredService<PdfChildren>().ReadAsync);
        services.AddSingleton<OcrChild>().AddSingleton<OcrPrograms>().AddSingleton<OcrReader>().AddSingleton<IJobWork, OcrWork>();
        services.AddSingleton<ReadPicture>(sp => sp.GetRequiredService<OcrReader>().ReadAsync);
        services.AddSingleton<OcrClock>().AddHostedService(sp => sp.GetRequiredService<OcrClock>());
        services.AddSingleton<TextReading>().AddHostedService(sp => sp.GetRequiredService<TextReading>());
        return services.AddSingleton<EmbargoClock>().AddHostedService(sp => sp.GetRequiredService<EmbargoClock>());
    }
}
