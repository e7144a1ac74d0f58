namespace EvidenceRegistry.Storage;

/// <summary>Many new records in one go, with the version, history and outbox row that every save adds (<see cref="ChangeStamp"/>).</summary>
internal static class NewRecords
{
    /// <returns>The change token: the id of the last outbox row.</returns>
    public static async Task<long> WriteAsync(RegistryDb db, IReadOnlyList<(Record Record, AuditEntry Audit)> fresh, CancellationToken cancel)
    {
        var records = fresh.Select(f => f.Record).ToList();
        var memo = new JsonMemo();
        var versions = records.Select(r => ChangeStamp.First(db, r)).ToList();
        var outbox = records.Select(r => new OutboxRow { RecordId = r.Id }).ToList();
        await NewRows.WriteAsync(db, outbox, memo, cancel);
        for (var at = 0; at < records.Count; at++)
        {
            foreach (var reading in records[at].Files.Select(f => f.Reading).OfType<Reading>())
            {
                reading.Origin = outbox[at].Id;
            }
        }

        await NewRows.WriteAsync(db, records, memo, cancel);
        await NewRows.WriteAsync(db, records.SelectMany(r => r.Origins), memo, cancel);
        await NewRows.WriteAsync(db, records.SelectMany(r => r.Files), memo, cancel);
        await NewRows.WriteAsync(db, records.SelectMany(r => r.Files).Select(f => f.Reading).OfType<Reading>(), memo, cancel);
        await NewRows.WriteAsync(db, records.SelectMany(r => r.Tags), memo, cancel);
        await NewRows.WriteAsync(db, versions, memo, cancel);
        await NewRows.WriteAsync(db, fresh.Select(f => f.Audit), memo, cancel);
        await DueRows.AddAsync(db, [.. records.Select(r => r.Id)], cancel);
        return outbox[^1].Id;
    }
}
