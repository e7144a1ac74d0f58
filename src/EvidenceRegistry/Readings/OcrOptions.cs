using System.ComponentModel.DataAnnotations;

namespace EvidenceRegistry.Readings;

/// <summary>How pages without text are read from their pictures: by the programs <c>pdftoppm</c> and <c>tesseract</c>, where both are installed.</summary>
public sealed record OcrOptions
{
    public const string Section = "Ocr";

    /// <summary>False: pictures are never read, whatever is installed.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Where the two programs lie; null: in the folders of PATH.</summary>
    public string? ProgramFolder { get; init; }

    /// <summary>Processor time one program may take for one page, 5–3,600 seconds; by the clock five times that (where the kernel keeps no such bound, as long). A full page takes about 3 on an idle core.</summary>
    [Range(5, 3600)]
    public int PageSeconds { get; init; } = 120;

    /// <summary>Memory one program may hold: 100–16,384 MB. A full page takes about 100.</summary>
    [Range(100, 16_384)]
    public int MemoryMegabytes { get; init; } = 500;
}
