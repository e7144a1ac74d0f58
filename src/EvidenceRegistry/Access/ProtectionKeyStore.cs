using System.Xml.Linq;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Access;

/// <summary>Keeps the framework's protection keys in the registry's database, so that every process on it reads what another protected.</summary>
internal sealed class ProtectionKeyStore(RegistryDbs dbs) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = dbs.Open();
        return [.. db.ProtectionKeys.AsNoTracking().OrderBy(k => k.Id).Select(k => k.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    // The framework asks without a task; it makes a key once in three months.
    public void StoreElement(XElement element, string friendlyName) => Task.Run(async () =>
    {
        await using var db = dbs.Open();
        db.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName ?? "", Xml = element.ToString(SaveOptions.DisableFormatting) });
        await db.SaveChangesAsync();
    }).GetAwaiter().GetResult();
}
