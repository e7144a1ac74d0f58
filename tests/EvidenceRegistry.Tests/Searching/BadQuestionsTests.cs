using System.Diagnostics;
using System.Net;
using FsCheck.Fluent;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>Whatever is typed gets an answer or a refusal with its place, never a failure.</summary>
[Collection(Alone)]
public sealed class BadQuestionsTests
{
    /// <summary>No other test runs beside these: they measure processor time.</summary>
    public const string Alone = "Bad questions alone";

    /// <summary>Processor time of all that one question may cost, in a test host that does other things too.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Listed { get; } =
    [
        "NOT", "*", "[[[", "\"", "\"\"", "-", "--", "-\"", ":", "target:", "target:\"", "AND OR NOT", "()", "\\", "\\\"", "?*~^!", "a*", "%", "%00", "\u0000", "\u0007\t\r\n",
        "่่่่่่่่่่", "\u0E33\u0E48\u0E33\u0E48", "\u202E\u202Dtfel\u202C", "\u200F\u200E\u2066\u2069", "👩🏽‍🌾🌾🔥", "🇹🇭", "\uFFFF\uFFFE", "\uD800", "a\uDC00b", "\uDBFF\uDFFF", "ﷺ", "Ａ：Ｂ", "𝒻𝓁𝑜𝑜𝒹",
        "11030111030111030111030199999999999", "10.1/", "http://", "yearFrom:9999999999999", "year:-1", "area:,,,", "' OR 1=1 --", "<script>alert(1)</script>", "${jndi:ldap://x}", "../../etc/passwd",
        "ำ", "เเเเเเเเ", "ๆๆๆๆ", "ฯลฯ", "1/2/3/4/5", "-ก -ข -ค", "\"ก", "ก\"", "“”„‟«»",
    ];

    [Theory]
    [MemberData(nameof(Listed))]
    public async Task A_question_that_is_none_gets_an_answer_or_a_400_with_its_place(string typed)
    {
        await using var registry = new SearchedRegistry();
        await registry.SubmitAsync("1", "น้ำท่วม flood ข้าว 110301");
        await registry.CarryAsync();
        await Ask(registry, typed);
    }

    [Fact]
    public async Task Long_questions_of_one_thing_are_answered_or_refused_in_time()
    {
        await using var registry = await SearchedRegistry.WithSamplesAsync();
        await Ask(registry, "น้ำท่วม");
        foreach (var unit in new[] { "ก", "่", "น้ำ ", "a", "a ", "\"", "-", "-ก ", "[", "\u202E", "🌾", "1", "11 ", "\"ก\" ", "target:1 ", "e.g. ", "ผู้สูงอายุ" })
        {
            await Ask(registry, Repeated(unit, 2_000));
            await Ask(registry, Repeated(unit, 4_500));
        }
    }

    [Fact]
    public async Task Random_characters_and_bytes_get_an_answer_or_a_400()
    {
        await using var registry = await SearchedRegistry.WithSamplesAsync();
        await Ask(registry, "น้ำท่วม");
        var bytes = ArbMap.Default.ArbFor<byte[]>().Generator.Select(one => string.Concat((one ?? []).Select(b => (char)b)));
        var texts = ArbMap.Default.ArbFor<string>().Generator.Select(one => one ?? "");
        var thai = Gen.Choose(0x0E00, 0x0E7F).Select(c => (char)c).ArrayOf().Select(one => new string(one));
        var signs = Gen.Elements("\"-*:[](){}^~\\+!&|<>?/,.;'#@%กำ่a1 \u200B\u202E\uD83C\uDF3E".ToCharArray()).ArrayOf().Select(one => new string(one));
        foreach (var typed in Gen.OneOf(bytes, texts, thai, signs).Sample(100))
        {
            await Ask(registry, typed);
            await Ask(registry, typed, "/suggest");
        }
    }

    private static async Task Ask(SearchedRegistry registry, string typed, string where = "")
    {
        // Unpaired surrogates cannot be written as UTF-8: they arrive as bytes that are none.
        var escaped = string.Concat(System.Text.Encoding.UTF8.GetBytes(typed).Select(b => $"%{b:X2}"));
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var answer = await registry.App.Reader().GetAsync($"/api/v1/search{where}?q={escaped}", SearchedRegistry.Cancel);
        var spent = Process.GetCurrentProcess().TotalProcessorTime - before;
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{(int)answer.StatusCode} for {escaped[..Math.Min(200, escaped.Length)]}");
        if (answer.StatusCode == HttpStatusCode.BadRequest)
        {
            var body = await answer.Content.ReadAsStringAsync(SearchedRegistry.Cancel);
            var place = typed.Contains('\0', StringComparison.Ordinal) ? "query" : "q";
            Assert.True(body.Contains($"\"place\":\"{place}\"", StringComparison.Ordinal), $"{body} for {escaped[..Math.Min(200, escaped.Length)]}");
        }

        Assert.True(spent < Most, $"{spent.TotalMilliseconds:F0} ms for {typed[..Math.Min(40, typed.Length)]}");
    }

    private static string Repeated(string unit, int length) => string.Concat(Enumerable.Repeat(unit, (length / unit.Length) + 1))[..length];
}

[CollectionDefinition(BadQuestionsTests.Alone, DisableParallelization = true)]
public sealed class BadQuestionsAlone;
