namespace EvidenceRegistry.Storage;

/// <summary>What was thrown, and what it was thrown for.</summary>
public static class Causes
{
    /// <summary>Outermost first.</summary>
    public static IEnumerable<Exception> Of(Exception? thrown)
    {
        for (; thrown is not null; thrown = thrown.InnerException)
        {
            yield return thrown;
        }
    }
}
