using System.Text;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Tests.Databases;

public sealed class FileStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("registry-files-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Equal_bytes_are_kept_once_under_their_hash()
    {
        var store = new FileStore(_folder);
        var first = await store.SaveAsync(new MemoryStream("รายงาน"u8.ToArray()), Cancel);
        var second = await store.SaveAsync(new MemoryStream("รายงาน"u8.ToArray()), Cancel);
        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Equal(18, first.Length);
        Assert.Single(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
        using var reader = new StreamReader(store.Open(first.Sha256), Encoding.UTF8);
        Assert.Equal("รายงาน", await reader.ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task Bytes_that_come_once_more_are_as_young_as_new_ones()
    {
        var store = new FileStore(_folder);
        var first = await store.SaveAsync(new MemoryStream([1]), Cancel);
        File.SetLastWriteTimeUtc(store.PathOf(first.Sha256), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var before = new DateTime(2020, 1, 2, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal([first.Sha256], store.CameBefore(before));
        var second = await store.SaveAsync(new MemoryStream([1]), Cancel);
        Assert.Equal((true, false), (first.IsNew, second.IsNew));
        Assert.Empty(store.CameBefore(before));
    }

    [Fact]
    public async Task A_stream_that_breaks_leaves_nothing_behind()
    {
        var store = new FileStore(_folder);
        await Assert.ThrowsAsync<IOException>(() => store.SaveAsync(new BreakingStream(), Cancel));
        Assert.Empty(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Half_written_files_of_a_stopped_process_are_swept_at_start()
    {
        File.WriteAllText(Path.Combine(_folder, "draft-0123"), "half");
        var store = new FileStore(_folder);
        store.Sweep(File.GetLastWriteTimeUtc(Path.Combine(_folder, "draft-0123")));
        Assert.NotEmpty(Directory.EnumerateFiles(_folder));
        store.Sweep(DateTime.MaxValue);
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class BreakingStream : MemoryStream
    {
        private bool _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given)
            {
                throw new IOException("The client has gone.");
            }

            _given = true;
            buffer.Span[..10].Fill(1);
            return ValueTask.FromResult(10);
        }
    }
}
