using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>
/// The one small file that names the live generation. It is replaced in one step: written beside, flushed, renamed, folder
/// flushed; so after a power cut it names the old generation or the new one, never half of a name.
/// </summary>
internal static class LivePointer
{
    private const string FileName = "live";

    /// <summary>The name, or null when there is no file or what it holds is no name.</summary>
    public static string? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        string name = File.ReadAllText(path, Encoding.UTF8).Trim();
        return GenerationFolder.IsName(name) ? name : null;
    }

    public static void Write(string folder, string generation)
    {
        string path = Path.Combine(folder, FileName);
        string beside = path + ".new";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(generation + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        FolderSync.Flush(folder);
    }
}
