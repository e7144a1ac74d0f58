using AutoMapper;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Records;

public sealed class RecordProfileTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public void The_configuration_of_the_views_is_valid() =>
        desk.App.Services.GetRequiredService<IMapper>().ConfigurationProvider.AssertConfigurationIsValid();

    [Theory]
    [InlineData(typeof(StudyContent), typeof(StudyView))]
    [InlineData(typeof(DatasetContent), typeof(DatasetView))]
    public void Every_member_that_can_be_said_is_shown(Type content, Type view) =>
        Assert.Empty(content.GetProperties().Select(p => p.Name).Except(view.GetProperties().Select(p => p.Name)));
}
