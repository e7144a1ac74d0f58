using EvidenceRegistry.Formats.Pdf;

namespace EvidenceRegistry.Submissions;

/// <summary>The media type a file is kept and served under, by its bytes. Markup is never served as markup.</summary>
public static class MediaTypes
{
    public const string Pdf = "application/pdf";

    public static string Of(FileKind kind) => kind switch
    {
        FileKind.Pdf => Pdf,
        FileKind.Text or FileKind.Html or FileKind.Svg => "text/plain; charset=utf-8",
        FileKind.Zip => "application/zip",
        _ => "application/octet-stream",
    };
}
