using System.Text.Json.Nodes;
using AutoMapper;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Records;

/// <summary>
/// Records to views. Content goes first, member by member under equal names (a member of content without one in the view is a
/// fault of the configuration, found by its test), the record's own columns after it.
/// </summary>
internal sealed class RecordProfile : Profile
{
    public RecordProfile()
    {
        AllowNullCollections = true;

        // Else it would be copied as a dictionary, and a node of JSON has one parent only.
        CreateMap<JsonObject, JsonObject>().ConvertUsing(json => json);
        CreateMap<StudyContent, StudyView>(MemberList.Source);
        CreateMap<DatasetContent, DatasetView>(MemberList.Source);
        OwnColumns(CreateMap<Record, StudyView>(MemberList.Source));
        OwnColumns(CreateMap<Record, DatasetView>(MemberList.Source));
        CreateMap<Origin, OriginView>();
        CreateMap<StoredFile, FileView>();
    }

    private static void OwnColumns<TView>(IMappingExpression<Record, TView> map)
        where TView : RecordView => map
            .ForMember(v => v.Title, o => o.Ignore())
            .ForMember(v => v.Sample, o => o.MapFrom(r => r.Sample ? true : (bool?)null))
            .ForMember(v => v.Files, o => o.MapFrom(r => r.Files.Where(f => f.RemovedAt == null).OrderBy(f => f.Name, StringComparer.Ordinal)))
            .ForMember(v => v.Origins, o => o.MapFrom(r => r.Origins.OrderBy(x => x.FirstSeen).ThenBy(x => x.Id, StringComparer.Ordinal)))
            .ForSourceMember(r => r.Sample, o => o.DoNotValidate())
            .ForSourceMember(r => r.Files, o => o.DoNotValidate())
            .ForSourceMember(r => r.Origins, o => o.DoNotValidate())
            .ForSourceMember(r => r.Title, o => o.DoNotValidate())
            .ForSourceMember(r => r.Revision, o => o.DoNotValidate())
            .ForSourceMember(r => r.MergedInto, o => o.DoNotValidate())
            .ForSourceMember(r => r.Tombstone, o => o.DoNotValidate())
            .ForSourceMember(r => r.Content, o => o.DoNotValidate())
            .ForSourceMember(r => r.Overlay, o => o.DoNotValidate())
            .ForSourceMember(r => r.Tags, o => o.DoNotValidate());
}
