namespace EvidenceRegistry.Tests.Readings;

/// <summary>A store of files whose disk goes and comes back: meanwhile the folder it is mounted on is there and empty.</summary>
internal sealed class StoreAway(string dataFolder)
{
    private readonly string _place = Path.Combine(dataFolder, "files"), _elsewhere = Path.Combine(dataFolder, "files-elsewhere");

    public void Go()
    {
        Directory.Move(_place, _elsewhere);
        Directory.CreateDirectory(_place);
    }

    public void Return()
    {
        Directory.Delete(_place);
        Directory.Move(_elsewhere, _place);
    }
}
