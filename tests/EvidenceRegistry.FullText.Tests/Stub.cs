namespace EvidenceRegistry.FullText.Tests;

public class Stub { [Fact] public void Runs() => Assert.NotEqual(1, DateTimeOffset.UnixEpoch.Year); }
