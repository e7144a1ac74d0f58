using Lucene.Net.Store;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>A folder on a disk that can be full: then no new file can be made.</summary>
internal sealed class FullDisk
{
    public bool IsFull { get; set; }

    public Lucene.Net.Store.Directory Open(string path) => new Folder(FSDirectory.Open(path), this);

    private sealed class Folder(Lucene.Net.Store.Directory folder, FullDisk disk) : FilterDirectory(folder)
    {
        public override IndexOutput CreateOutput(string name, IOContext context) =>
            disk.IsFull ? throw new IOException("No space left on device") : base.CreateOutput(name, context);
    }
}
