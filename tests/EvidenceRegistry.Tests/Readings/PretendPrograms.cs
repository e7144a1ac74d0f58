using EvidenceRegistry.Readings;

namespace EvidenceRegistry.Tests.Readings;

/// <summary>A folder with a pdftoppm and a tesseract that do what a test writes into them.</summary>
internal sealed class PretendPrograms : IDisposable
{
    public PretendPrograms(string draw = "printf picture", string read = "printf 'text'", int pageSeconds = 20, int megabytes = 500)
    {
        Folder = Directory.CreateTempSubdirectory("registry-ocr-").FullName;
        Options = new OcrOptions { ProgramFolder = Folder, PageSeconds = pageSeconds, MemoryMegabytes = megabytes };
        Write("pdftoppm", draw);
        Write("tesseract", $"if [ \"$1\" = --list-langs ]; then printf 'List\\neng\\ntha\\n'; exit 0; fi\n{read}");
    }

    public string Folder { get; }

    public OcrOptions Options { get; }

    public void Write(string program, string script)
    {
        var path = Path.Combine(Folder, program);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
