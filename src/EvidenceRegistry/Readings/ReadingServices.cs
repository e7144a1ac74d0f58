using EvidenceRegistry.Jobs;

namespace EvidenceRegistry.Readings;

/// <summary>The text of files: read in child processes after their bytes are safe, recognised in pictures where programs for it are installed.</summary>
public static class ReadingServices
{
    public static IServiceCollection AddReadings(this IServiceCollection services)
    {
        services.AddSingleton<ReadingWake>();
        services.AddSingleton(sp => new PdfChildren(sp.GetRequiredService<PdfReadingOptions>(), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ReadPages>(sp => sp.GetRequiredService<PdfChildren>().ReadAsync);
        services.AddSingleton<OcrChild>().AddSingleton<OcrPrograms>().AddSingleton<OcrReader>().AddSingleton<IJobWork, OcrWork>();
        services.AddSingleton<ReadPicture>(sp => sp.GetRequiredService<OcrReader>().ReadAsync);
        services.AddSingleton<OcrClock>().AddHostedService(sp => sp.GetRequiredService<OcrClock>());
        return services.AddSingleton<TextReading>().AddHostedService(sp => sp.GetRequiredService<TextReading>());
    }
}
