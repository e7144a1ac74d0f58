using Lucene.Net.Index;
using Lucene.Net.Store;

namespace EvidenceRegistry.FullText;

/// <summary>The live generation as found at start, or a new empty one where none could be opened.</summary>
internal sealed record OpenedGeneration(GenerationWriter Writer, IndexView View)
{
    /// <exception cref="IndexUnavailableException">The folder belongs to another process, or may not be written.</exception>
    public static OpenedGeneration Open(LuceneOptions options, TextAnalysis analysis)
    {
        System.IO.Directory.CreateDirectory(options.Folder);
        string? live = LivePointer.Read(options.Folder);
        try
        {
            return live is null ? Empty(options, analysis) : Existing(options, live);
        }
        catch (Exception problem) when (problem is LockObtainFailedException or UnauthorizedAccessException)
        {
            throw new IndexUnavailableException($"The index in {options.Folder} cannot be opened: {problem.Message}", problem);
        }
        catch (Exception problem) when (live is not null)
        {
            // Whatever a damaged file makes the library throw: the index is made again from the database, what was there is kept aside.
            GenerationFolder.SetAside(options.Folder, live, problem.ToString());
            return Empty(options, analysis);
        }
    }

    private static OpenedGeneration Existing(LuceneOptions options, string live)
    {
        GenerationFolder.RemoveAllBut(options.Folder, live);
        bool check = GenerationFolder.Bytes(options.Folder, live) <= options.CheckedAtStart;
        foreach (string path in new[] { GenerationFolder.Records(options.Folder, live), GenerationFolder.Pages(options.Folder, live) })
        {
            using Lucene.Net.Store.Directory folder = options.OpenFolder(path);
            using DirectoryReader reader = DirectoryReader.Open(folder);
            foreach (AtomicReaderContext leaf in check ? reader.Leaves : [])
            {
                leaf.AtomicReader.CheckIntegrity();
            }
        }

        GenerationWriter writer = GenerationWriter.Open(options.Folder, live, options);
        return new OpenedGeneration(writer, Read(writer, live, options));
    }

    private static OpenedGeneration Empty(LuceneOptions options, TextAnalysis analysis)
    {
        if (GenerationFolder.Newest(options.Folder) is { } unnamed)
        {
            GenerationFolder.SetAside(options.Folder, unnamed, "No pointer file named it.");
        }

        GenerationFolder.RemoveAllBut(options.Folder, null);
        string generation = GenerationFolder.Next(options.Folder);
        GenerationWriter writer = GenerationWriter.Create(options.Folder, generation, options, new CommitData(analysis.Version, IsNew: true));
        LivePointer.Write(options.Folder, generation);
        return new OpenedGeneration(writer, Read(writer, generation, options));
    }

    public static IndexView Read(GenerationWriter writer, string generation, LuceneOptions options) =>
        new(generation, writer.ReadRecords(), writer.ReadPages(), options);
}
