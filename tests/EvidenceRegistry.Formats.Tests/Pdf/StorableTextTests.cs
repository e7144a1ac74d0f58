using System.Text;
using EvidenceRegistry.Formats.Pdf;
using FsCheck;
using FsCheck.Fluent;

namespace EvidenceRegistry.Formats.Tests.Pdf;

public sealed class StorableTextTests
{
    [Fact]
    public void What_no_store_takes_becomes_a_replacement_character()
    {
        // Attributes cannot hold lone surrogates: they are stored as UTF-8.
        (string Text, string Storable)[] cases =
        [
            ("a\0b", "a\uFFFDb"),
            ("\uD83D\uDE00", "\uD83D\uDE00"),
            ("\uD83D", "\uFFFD"),
            ("\uDE00\uD83D", "\uFFFD\uFFFD"),
            ("\uD83D\uD83D\uDE00\0", "\uFFFD\uD83D\uDE00\uFFFD"),
        ];

        Assert.All(cases, one => Assert.Equal(one.Storable, StorableText.From(one.Text)));
    }

    [Fact]
    public void Whatever_the_text_the_result_survives_the_way_through_UTF_8()
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        Prop.ForAll(ArbMap.Default.ArbFor<char[]>(), signs =>
        {
            var text = StorableText.From(new string([.. signs, '\uD83D', .. signs]));
            Assert.Equal(text, strict.GetString(strict.GetBytes(text)));
            Assert.DoesNotContain('\0', text);
        }).Check(Config.QuickThrowOnFailure);
    }
}
