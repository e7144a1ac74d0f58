using System.ComponentModel.DataAnnotations;

namespace EvidenceRegistry.Readings;

/// <summary>How PDFs are read. The defaults read a state document of 500 pages in a few seconds and lose a hostile one in half a minute.</summary>
public sealed record PdfReadingOptions
{
    public const string Section = "PdfReading";

    /// <summary>Reading processes at once, 1–64. Each takes a core while it reads and up to <see cref="MemoryMegabytes"/>.</summary>
    [Range(1, 64)]
    public int Children { get; init; } = 2;

    /// <summary>The longest one page, or the opening of a file, may take: 1–3,600 seconds.</summary>
    [Range(1, 3600)]
    public int PageSeconds { get; init; } = 30;

    /// <summary>The longest one file may take in all: 1–86,400 seconds.</summary>
    [Range(1, 86_400)]
    public int FileSeconds { get; init; } = 600;

    /// <summary>Memory one process may hold, watched from outside: 200–16,384 MB (the empty process holds about 60).</summary>
    [Range(200, 16_384)]
    public int MemoryMegabytes { get; init; } = 700;

    /// <summary>How often a file is taken up again behind a page that ended its process: 0–100 times.</summary>
    [Range(0, 100)]
    public int Restarts { get; init; } = 5;

    /// <summary>The highest page read of one file: 1–1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxPages { get; init; } = 10_000;

    /// <summary>Characters kept of one file, of all its pages together: 100,000–1,000,000,000. The page that would go beyond and those behind it are not read.</summary>
    [Range(100_000, 1_000_000_000)]
    public long MaxCharacters { get; init; } = 20_000_000;

    /// <summary>A process is replaced after so many files: 1–100,000.</summary>
    [Range(1, 100_000)]
    public int RenewAfterFiles { get; init; } = 200;

    /// <summary>A process that holds more than this between two files is replaced: 100–16,384 MB.</summary>
    [Range(100, 16_384)]
    public int RenewAboveMegabytes { get; init; } = 400;

    /// <summary>A process nobody needs ends after so many seconds: 1–86,400.</summary>
    [Range(1, 86_400)]
    public int IdleSeconds { get; init; } = 60;
}
