using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>What a simulated portal holds, how often each of its datasets changed, and under which record it is kept.</summary>
internal sealed class PortalState
{
    private readonly PortalSimulator _portal;
    private readonly List<JsonObject> _templates = PortalTemplates.Small();
    private readonly int _count;
    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _records = new(StringComparer.Ordinal);
    private readonly HashSet<int> _away = [];
    private int _revision;

    public PortalState(PortalSimulator portal, int count)
    {
        (_portal, _count) = (portal, count);
        for (var number = 0; number < count; number++)
        {
            Put(number);
        }
    }

    public int Count => _portal.Datasets.Count;

    /// <summary>A tenth changes, a few go, those that went return.</summary>
    public void Change(Random random)
    {
        _revision++;
        var returning = _away.ToList();
        _away.Clear();
        returning.ForEach(Put);
        foreach (var number in Enumerable.Range(0, _count).OrderBy(_ => random.Next()).Where(n => !returning.Contains(n)).Take(_count / 10).ToList())
        {
            if (random.Next(10) == 0)
            {
                var id = Id(number);
                _portal.Datasets.Remove(id);
                _versions[id]++;
                _away.Add(number);
            }
            else
            {
                Put(number);
            }
        }
    }

    public void Note(IEnumerable<JsonNode> items)
    {
        foreach (var item in items.Where(i => i["recordId"] is not null))
        {
            _records[(string)item["datasetId"]!] = (string)item["recordId"]!;
        }
    }

    public IEnumerable<string> Draw(Random random, int some) => _versions.Keys.OrderBy(_ => random.Next()).Take(some).ToList();

    public string RecordOf(string id) => _records[id];

    public int VersionOf(string id) => _versions[id];

    public bool Agrees(string id, JsonNode record) => _portal.Datasets.TryGetValue(id, out var dataset)
        ? (string?)record["state"] == "live" && (string?)record["title"]!["th"] == dataset.Title
        : (string?)record["state"] == "quarantined";

    private string Id(int number) => PortalTemplates.Dataset(_templates, number).Id;

    private void Put(int number)
    {
        var dataset = PortalTemplates.Dataset(_templates, number, _revision);
        _portal.Datasets[dataset.Id] = dataset;
        _versions[dataset.Id] = _versions.GetValueOrDefault(dataset.Id) + 1;
    }
}
