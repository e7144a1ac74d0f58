namespace EvidenceRegistry.FullText.Tests;

/// <summary>Files of the index as they are mapped into memory.</summary>
public sealed class MappedInputTests : IDisposable
{
    /// <summary>Eight tebibytes, of which no byte is on the disk: some fifteen of them fill the addresses of a process, but for room for what is smaller.</summary>
    private const long Vast = 1L << 43;

    private const int MoreThanFit = 64;

    private readonly IndexFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_for_which_no_addresses_are_left_is_refused_and_the_process_lives_on()
    {
        string path = Path.Combine(_folder.Path, "vast");
        Directory.CreateDirectory(_folder.Path);
        try
        {
            using FileStream file = File.Create(path);
            file.SetLength(Vast);
        }
        catch (Exception tooLarge) when (tooLarge is IOException or ArgumentException)
        {
            Assert.Skip("This disk has no files of that length.");
        }

        Assert.ThrowsAny<IOException>(() => MapAll(path));

        // What was not mapped is not given back either: a fault there would end the process.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        string small = Path.Combine(_folder.Path, "small");
        File.WriteAllBytes(small, [7]);
        using MappedInput mapped = MappedInput.Of(small);
        Assert.Equal(7, mapped.ReadByte());
    }

    private static void MapAll(string path)
    {
        var held = new List<MappedInput>();
        for (int i = 0; i < MoreThanFit; i++)
        {
            held.Add(MappedInput.Of(path));
        }

        GC.KeepAlive(held);
    }
}
