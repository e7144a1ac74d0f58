using Lucene.Net.Store;
using Directory = Lucene.Net.Store.Directory;

namespace EvidenceRegistry.FullText;

/// <summary>
/// An index folder whose files are read by mapping them into memory. The library's own mapping keeps a weak entry for every
/// copy of a reader that a search makes, which cost more than a third of a search's processor time; here a copy is a small object and nothing else.
/// </summary>
/// <remarks>
/// A mapping is given back when nothing reads it any more, by the garbage collector: a file that was deleted keeps its room on
/// disk until then, and a reader that outlives its folder reads on instead of ending the process.
/// </remarks>
internal sealed class MappedFolder : FSDirectory
{
    private MappedFolder(DirectoryInfo path)
        : base(path, null)
    {
    }

    public static Directory At(string path) => new MappedFolder(new DirectoryInfo(path));

    public override IndexInput OpenInput(string name, IOContext context) => MappedInput.Of(PathOf(name));

    public override IndexInputSlicer CreateSlicer(string name, IOContext context) => new Slicer(MappedInput.Of(PathOf(name)));

    private string PathOf(string name)
    {
        EnsureOpen();
        return Path.Combine(Directory.FullName, name);
    }

    private sealed class Slicer(MappedInput whole) : IndexInputSlicer
    {
        public override IndexInput OpenSlice(string sliceDescription, long offset, long length) => whole.Slice(sliceDescription, offset, length);

        [Obsolete("Asked for by the library alone, for old files.")]
        public override IndexInput OpenFullSlice() => whole.Slice(whole.ToString(), 0, whole.Length);

        protected override void Dispose(bool disposing)
        {
            // The slices live on; the mapping goes with the last of them.
        }
    }
}
