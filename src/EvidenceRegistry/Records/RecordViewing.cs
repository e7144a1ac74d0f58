using AutoMapper;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Records;

/// <summary>Makes the view of a record whose origins and files are loaded.</summary>
public sealed class RecordViewing(IMapper mapper)
{
    public RecordView Of(Record record) => record.Content switch
    {
        DatasetContent dataset => mapper.Map(record, mapper.Map<DatasetView>(dataset)),
        StudyContent study => mapper.Map(record, mapper.Map<StudyView>(study)),
        _ => throw new InvalidOperationException($"Record {record.Id} has content of no known kind."),
    };

    public FileView Of(StoredFile file) => mapper.Map<FileView>(file);
}
