using System.Diagnostics.CodeAnalysis;

namespace EvidenceRegistry.FullText;

/// <summary>Failures of disk and engine, as against bugs of ours: the index cannot answer now, and recovers when they end.</summary>
internal static class EngineFailure
{
    /// <summary>A writer that met a full disk closes itself, so that later calls find it disposed.</summary>
    public static bool Is([NotNullWhen(true)] Exception? problem) => problem is IOException or UnauthorizedAccessException
        || (problem is ObjectDisposedException && problem.Source?.StartsWith("Lucene", StringComparison.Ordinal) == true)
        || (problem is AggregateException many && many.InnerExceptions.All(Is));

    public static IndexUnavailableException Unavailable(Exception problem) => new($"The index cannot be used now: {problem.Message}", problem);
}
