using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace EvidenceRegistry.Storage;

/// <summary>
/// Writes many new rows of one table by one prepared statement. The change tracker and a command for each row cost SQLite
/// several times what the rows themselves cost; columns and conversions are those of the model.
/// </summary>
internal sealed class NewRows : IAsyncDisposable
{
    private readonly DbCommand _insert;
    private readonly List<(DbParameter Parameter, Func<object, object?> Value)> _columns = [];
    private readonly IProperty? _given;
    private readonly JsonMemo _memo;

    private NewRows(RegistryDb db, IEntityType type, JsonMemo memo, bool keepKeys)
    {
        _memo = memo;
        _insert = db.Database.GetDbConnection().CreateCommand();
        _insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var table = StoreObjectIdentifier.Table(type.GetTableName()!);
        _given = keepKeys ? null : type.GetProperties().FirstOrDefault(p => p.ValueGenerated == ValueGenerated.OnAdd && p.ClrType == typeof(long));
        var names = new List<string>();
        foreach (var property in type.GetProperties().Where(p => p != _given))
        {
            names.Add($"\"{property.GetColumnName(table)}\"");
            var parameter = property.GetRelationalTypeMapping().CreateParameter(_insert, $"@p{_columns.Count}", null, nullable: true);
            _insert.Parameters.Add(parameter);
            _columns.Add((parameter, Reader(property)));
        }

        var returning = _given is null ? "" : $" RETURNING \"{_given.GetColumnName(table)}\"";
#pragma warning disable CA2100 // Names come from the model, values go as parameters.
        _insert.CommandText = $"INSERT INTO \"{table.Name}\" ({string.Join(", ", names)}) VALUES ({string.Join(", ", _columns.Select(c => c.Parameter.ParameterName))}){returning}";
#pragma warning restore CA2100
        _insert.Prepare();
    }

    /// <summary>Writes the rows in their order and gives them the keys that the database made.</summary>
    /// <param name="keepKeys">They have keys already, which are kept.</param>
    public static async Task WriteAsync<T>(RegistryDb db, IEnumerable<T> rows, JsonMemo memo, CancellationToken cancel, bool keepKeys = false)
        where T : class
    {
        await using var table = new NewRows(db, db.Model.FindEntityType(typeof(T))!, memo, keepKeys);
        foreach (var row in rows)
        {
            await table.WriteAsync(row, cancel);
        }
    }

    private async ValueTask WriteAsync(object row, CancellationToken cancel)
    {
        foreach (var (parameter, value) in _columns)
        {
            parameter.Value = value(row) ?? DBNull.Value;
        }

        if (_given is null)
        {
            await _insert.ExecuteNonQueryAsync(cancel);
        }
        else
        {
            _given.PropertyInfo!.SetValue(row, (long)(await _insert.ExecuteScalarAsync(cancel))!);
        }
    }

    public ValueTask DisposeAsync() => _insert.DisposeAsync();

    private Func<object, object?> Reader(IProperty property)
    {
        var get = property.GetGetter();
        var convert = property.GetTypeMapping().Converter;
        return convert is null ? get.GetClrValue
            : property.ClrType == typeof(Formats.Drafts.RecordContent) ? row => _memo.Of(get.GetClrValue(row), convert.ConvertToProvider)
            : row => get.GetClrValue(row) is { } value ? convert.ConvertToProvider(value) : null;
    }
}

/// <summary>Record, origin and version of a new record share one content: it is written as JSON once.</summary>
internal sealed class JsonMemo
{
    private readonly Dictionary<object, object?> _written = new(ReferenceEqualityComparer.Instance);

    public object? Of(object? value, Func<object?, object?> write)
    {
        if (value is null)
        {
            return null;
        }

        if (!_written.TryGetValue(value, out var text))
        {
            _written[value] = text = write(value);
        }

        return text;
    }
}
