using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace EvidenceRegistry.Harvesting;

/// <summary>Keys of sources, encrypted before they are kept.</summary>
internal sealed class SourceKeys(IDataProtectionProvider protection, ILogger<SourceKeys> log)
{
    private readonly IDataProtector _protector = protection.CreateProtector("EvidenceRegistry.Harvesting.SourceKeys");

    public string Protect(string key) => _protector.Protect(key);

    /// <summary>Null where there is none, and where the keys that protect it are gone (a database moved without them): the source then says so itself, with 401.</summary>
    public string? Reveal(string? kept)
    {
        try
        {
            return kept is null ? null : _protector.Unprotect(kept);
        }
        catch (CryptographicException lost)
        {
            log.LogError(lost, "The key of a source cannot be read; it has to be given again");
            return null;
        }
    }
}
