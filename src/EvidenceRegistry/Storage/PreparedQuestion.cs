using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace EvidenceRegistry.Storage;

/// <summary>A question that every request of its kind asks: made ready once for each database, since what was made for one provider does not fit the other.</summary>
/// <param name="make">Gives what <c>EF.CompileAsyncQuery</c> made.</param>
internal sealed class PreparedQuestion<TAsk>(Func<TAsk> make)
    where TAsk : Delegate
{
    private readonly ConditionalWeakTable<IModel, TAsk> _made = [];

    public TAsk For(RegistryDb db) => _made.GetValue(db.Model, _ => make());
}
