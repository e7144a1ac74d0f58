namespace EvidenceRegistry.Formats.Drafts;

/// <summary>What may stand in a draft, member by member, with its form and limit. The names are those of the API.</summary>
internal static class DraftMembers
{
    // Ten times the yearly research budget of the country, in baht.
    private const decimal HighestBudget = 1_000_000_000_000m;

    public static RecordContent Content(JsonMembers o, DraftKind kind)
    {
        RecordContent content = kind == DraftKind.Dataset ? Dataset(o) : Study(o);
        content.Title = o["title"].LocalText(DraftLimits.Title);
        content.Abstract = o["abstract"].LocalText(DraftLimits.Abstract);
        content.Keywords = o["keywords"].Texts(DraftLimits.Keyword);
        content.Year = o["year"].Year();
        content.Agency = o["agency"].Text(DraftLimits.Name);
        content.Areas = o["areas"].Codes();
        content.Language = o["language"].Language();
        content.Doi = o["doi"].Doi();
        content.Handle = o["handle"].Handle();
        content.Url = o["url"].Url();
        content.Licence = o["licence"].Text(DraftLimits.Name);
        content.Access = o["access"].OneOf<AccessRights>();
        content.EmbargoUntil = o["embargoUntil"].Date();
        content.Status = o["status"].OneOf<RecordStatus>();
        content.Relations = o["relations"].List(entry => entry.Object(Relation));
        content.Targets = o["targets"].Codes();
        content.Factors = o["factors"].Codes();
        content.Sample = o["sample"].Flag();
        content.Extra = o["extra"].Anything();
        return content;
    }

    public static List<DraftFile> Files(JsonValue files) => files.List(entry => entry.Object(File)) ?? [];

    public static DraftFile File(JsonMembers o) => new(
        o["name"].Needed().FileName() ?? "", o["access"].OneOf<AccessRights>(), o["embargoUntil"].Date());

    /// <summary>Notes that nothing was said where something must be.</summary>
    public static JsonValue Needed(this JsonValue value)
    {
        if (!value.Says)
        {
            value.Wrong(ProblemCodes.Missing);
        }

        return value;
    }

    /// <summary>A record has a title and somebody who answers for it; a study a year as well.</summary>
    public static IEnumerable<string> Lacking(RecordContent content)
    {
        if (content.Title is null)
        {
            yield return "title";
        }

        if (string.IsNullOrWhiteSpace(content.Agency))
        {
            yield return "agency";
        }

        if (content is StudyContent && content.Year is null)
        {
            yield return "year";
        }
    }

    private static StudyContent Study(JsonMembers o) => new()
    {
        Authors = o["authors"].List(entry => entry.Object(a => new Author(
            a["name"].LocalText(DraftLimits.Name), a["affiliation"].Text(DraftLimits.Name), a["orcid"].Orcid()))),
        Funder = o["funder"].Text(DraftLimits.Name),
        ContractNumber = o["contractNumber"].Text(DraftLimits.SourceId),
        Budget = o["budget"].Amount(HighestBudget),
        StartOn = o["startOn"].Date(),
        EndOn = o["endOn"].Date(),
        CompletedOn = o["completedOn"].Date(),
        FiscalYear = o["fiscalYear"].Year(),
        OecdField = o["oecdField"].Code(),
        ResearchType = o["researchType"].OneOf<ResearchType>(),
        Design = o["design"].OneOf<StudyDesign>(),
        Methods = o["methods"].Text(DraftLimits.Prose),
        Population = o["population"].Text(DraftLimits.Prose),
        Findings = o["findings"].List(entry => entry.Object(f => new Finding(
            f["text"].LocalText(DraftLimits.Prose), f["direction"].OneOf<FindingDirection>(), f["factor"].Code(), f["area"].Code()))),
        Results = o["results"].List(entry => entry.Object(r => new ResearchResult(
            r["type"].Needed().Code(), r["description"].LocalText(DraftLimits.Prose)))),
    };

    private static DatasetContent Dataset(JsonMembers o) => new()
    {
        DataType = o["dataType"].OneOf<DataType>(),
        Maintainer = o["maintainer"].Text(DraftLimits.Name),
        MaintainerEmail = o["maintainerEmail"].Text(DraftLimits.Name),
        Objective = o["objective"].Text(DraftLimits.Prose),
        UpdateFrequencyUnit = o["updateFrequencyUnit"].Text(DraftLimits.Name),
        UpdateFrequencyInterval = o["updateFrequencyInterval"].Number(0, 10_000),
        GeoCoverage = o["geoCoverage"].Text(DraftLimits.Name),
        DataSource = o["dataSource"].Text(DraftLimits.Prose),
        DataFormat = o["dataFormat"].Texts(DraftLimits.Name),
        DataCategory = o["dataCategory"].Text(DraftLimits.Name),
        FirstYear = o["firstYear"].Year(),
        LastYear = o["lastYear"].Year(),
        Disaggregate = o["disaggregate"].Texts(DraftLimits.Name),
        UnitOfMeasure = o["unitOfMeasure"].Text(DraftLimits.Name),
        UnitOfMultiplier = o["unitOfMultiplier"].Text(DraftLimits.Name),
        CalculationMethod = o["calculationMethod"].Text(DraftLimits.Prose),
        Standard = o["standard"].Text(DraftLimits.Prose),
        OfficialStatistics = o["officialStatistics"].Flag(),
        HighValue = o["highValue"].Flag(),
        ReferenceData = o["referenceData"].Flag(),
        CreatedOn = o["createdOn"].Date(),
        UpdatedOn = o["updatedOn"].Date(),
        ReleaseCalendar = o["releaseCalendar"].Date(),
        Resources = o["resources"].List(entry => entry.Object(r => new DataResource(
            r["name"].Text(DraftLimits.Title), r["url"].Url(), r["format"].Text(DraftLimits.Name), r["description"].Text(DraftLimits.Prose),
            r["firstYear"].Year(), r["lastYear"].Year(), r["unitOfMeasure"].Text(DraftLimits.Name), r["updatedOn"].Date(), r["extra"].Anything()))),
    };

    private static Relation Relation(JsonMembers o)
    {
        var type = o["type"].Needed().OneOf<RelationType>();
        var (source, sourceId, id) = (o["source"], o["sourceId"], o["id"]);
        if (!id.Says)
        {
            source.Needed();
            sourceId.Needed();
        }

        return new Relation(type.GetValueOrDefault(), source.Text(DraftLimits.Source), sourceId.Text(DraftLimits.SourceId), id.Text(DraftLimits.Code));
    }
}
