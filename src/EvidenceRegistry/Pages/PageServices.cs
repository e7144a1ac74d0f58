using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.WebEncoders;

namespace EvidenceRegistry.Pages;

/// <summary>Pages for people. They ask what the API asks, by the same functions; they add words, form and pictures.</summary>
public static class PageServices
{
    public const string Assets = "/assets";

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddSingleton(PageTexts.Load()).AddSingleton<PageSession>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "registry-form";
            options.SuppressXFrameOptionsHeader = true;
        });

        // Thai letters as they are, three bytes each; written as entities they would be eight. What HTML reads as markup is encoded as ever.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorPages();
        return services;
    }

    /// <summary>One style sheet and one script, with a year in the browser's cache: their address changes with the program.</summary>
    public static void UsePageAssets(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions
    {
        RequestPath = Assets,
        FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "assets")),
        OnPrepareResponse = context => context.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable",
    });

    public static void MapPages(this WebApplication app) => app.MapRazorPages();
}
