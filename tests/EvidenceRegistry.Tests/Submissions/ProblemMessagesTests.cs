using System.Reflection;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Ckan;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Submissions;

namespace EvidenceRegistry.Tests.Submissions;

public sealed class ProblemMessagesTests
{
    private static IEnumerable<string> AllCodes => new[] { typeof(ProblemCodes), typeof(BulkProblems), typeof(CkanProblems), typeof(IntakeProblems) }.SelectMany(CodesOf);

    public static TheoryData<string> Codes => [.. AllCodes];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_code_says_something_in_Thai_and_in_English(string code)
    {
        foreach (var details in new[] { Array.Empty<string>(), ["text", "number"] })
        {
            if (details.Length == 0 && code is not (ProblemCodes.UnknownMember or ProblemCodes.Missing))
            {
                continue;
            }

            var problem = new DraftProblem(code, "$") { Details = details };
            var (thai, english) = (ProblemMessages.Of(problem, "th"), ProblemMessages.Of(problem, "en"));
            Assert.Contains(thai, c => c is >= 'ก' and <= '๛');
            Assert.DoesNotContain(english, c => c is >= 'ก' and <= '๛');
            Assert.DoesNotContain('{', thai + english);
        }
    }

    [Fact]
    public void No_message_is_kept_for_a_code_that_nobody_gives() =>
        Assert.Empty(ProblemMessages.Codes.Except(AllCodes));

    [Fact]
    public void Each_reason_of_a_reading_has_words_in_both_languages()
    {
        Assert.Empty(Enum.GetValues<PdfReason>().Select(r => r.Code()).Except(ReadingReasons.Codes));
        Assert.All(ReadingReasons.Codes, code => Assert.False(
            string.IsNullOrWhiteSpace(ReadingReasons.InWords(code).Th) || string.IsNullOrWhiteSpace(ReadingReasons.InWords(code).En)));
    }

    private static IEnumerable<string> CodesOf(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
}
