using EvidenceRegistry.Hosting;
using Microsoft.Extensions.Configuration;

namespace EvidenceRegistry.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void Without_any_setting_everything_lies_in_the_working_folder_and_SQLite_is_used()
    {
        var settings = Read();
        Assert.Equal(Path.GetFullPath("data"), settings.DataFolder);
        Assert.Equal(SeedDataChoice.Samples, settings.Registry.SeedData);
        Assert.Null(settings.Postgres);
    }

    [Theory]
    [InlineData("Registry:SeedData", "lots", "SeedData")]
    [InlineData("Registry:DataFolder", "", "DataFolder")]
    [InlineData("Registry:DataFoldr", "x", "DataFoldr")]
    [InlineData("Registry:AdminKey", "secret", "AdminKey")]
    [InlineData("Limits:JsonBody", "ten", "JsonBody")]
    [InlineData("Limits:JsonBody", "-1", "JsonBody")]
    [InlineData("Limits:SlowBodyGraceSeconds", "0", "SlowBodyGraceSeconds")]
    [InlineData("PdfReading:Children", "0", "Children")]
    [InlineData("Elasticsearch:Nodes", "one:9200", "Nodes")]
    [InlineData("Elasticsearch:IndexPrefix", "Capital", "IndexPrefix")]
    [InlineData("Elasticsearch:IndexPrefix", "my-records-2", "IndexPrefix")]
    [InlineData("Elasticsearch:CertificateAuthority", "/no/such.pem", "CertificateAuthority")]
    public void A_wrong_setting_is_named_and_nothing_starts(string name, string value, string named)
    {
        var refusal = Assert.Throws<StartRefusedException>(() => Read((name, value)));
        Assert.Equal(StartRefusedException.WrongSetting, refusal.ExitCode);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_search_server_is_named_as_the_contract_names_it()
    {
        var file = Path.GetTempFileName();
        try
        {
            var settings = Read(
                ("Elasticsearch:Nodes", "http://one:9200, https://two:9200"), ("Elasticsearch:UserName", "somebody"), ("Elasticsearch:Password", "word"),
                ("Elasticsearch:CertificateAuthority", file), ("Elasticsearch:IndexPrefix", "er_check-2")).Elasticsearch;
            Assert.Equal([new Uri("http://one:9200"), new Uri("https://two:9200")], settings.NodeAddresses);
            Assert.Equal(("somebody", file, "er_check-2"), (settings.Account, settings.Authority, settings.NamesBegin));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Names_of_older_versions_are_still_read()
    {
        var settings = Read(("Elasticsearch:Addresses", "http://one:9200"), ("Elasticsearch:User", "somebody"), ("Elasticsearch:Prefix", "old")).Elasticsearch;
        Assert.Equal(new Uri("http://one:9200"), Assert.Single(settings.NodeAddresses));
        Assert.Equal(("somebody", "old"), (settings.Account, settings.NamesBegin));
    }

    [Fact]
    public void Without_a_node_the_index_is_embedded() => Assert.Empty(Read(("Elasticsearch:Nodes", ""), ("Elasticsearch:UserName", "")).Elasticsearch.NodeAddresses);

    [Fact]
    public void All_wrong_settings_are_named_at_once_and_no_key_is_repeated()
    {
        var refusal = Assert.Throws<StartRefusedException>(() => Read(("Limits:JsonBody", "-1"), ("Registry:AdminKey", "my secret"), ("Limits:Address", "5")));
        Assert.Contains("JsonBody", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("AdminKey", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Address", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("my secret", refusal.Message, StringComparison.Ordinal);
    }

    private static RegistrySettings Read(params (string Name, string Value)[] settings) => RegistrySettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build());
}
