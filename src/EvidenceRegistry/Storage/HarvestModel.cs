using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Storage;

/// <summary>Tables of the harvest.</summary>
internal static class HarvestModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<HarvestSource>().HasIndex(s => s.Name).IsUnique();
        model.Entity<HarvestEntry>(e =>
        {
            e.HasKey(h => new { h.SourceId, h.DatasetId });
            e.HasOne<HarvestSource>().WithMany().HasForeignKey(h => h.SourceId);
        });
        model.Entity<HarvestPlan>(e =>
        {
            e.Property(p => p.Warnings).AsJson();
            e.HasIndex(p => new { p.SourceId, p.CreatedAt });
            e.HasIndex(p => p.RunId);
            e.HasOne<HarvestSource>().WithMany().HasForeignKey(p => p.SourceId);
        });
        // No foreign key: what is said of a record that is gone is shown to nobody.
        model.Entity<ResourceCheck>().HasKey(c => new { c.RecordId, c.UrlHash });
        model.Entity<HarvestStep>(e =>
        {
            e.HasKey(s => new { s.PlanId, s.Number });
            e.HasOne<HarvestPlan>().WithMany().HasForeignKey(s => s.PlanId);
        });
    }
}
