namespace EvidenceRegistry.Storage;

/// <summary>Quiet work that one process at a time does for all; the numbers stand for it among the locks of the database.</summary>
public enum Turn
{
    Duplicates = 110303,
    Tags = 110304,
}
