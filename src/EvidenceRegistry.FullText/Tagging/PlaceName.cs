namespace EvidenceRegistry.FullText.Tagging;

/// <summary>One way of writing an area's name, normalised.</summary>
/// <param name="Doubtful">Also a word, or the name of persons and things: met only where the text says that a place is meant.</param>
internal sealed record PlaceName(string Text, string Code, bool Thai, bool Doubtful)
{
    /// <summary>Names that are words, given names or other things as well; found by reading news texts.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "เลย", "ตาก", "น่าน", "ตราด", "แพร่", "ตรัง", "กระบี่", "สุรินทร์", "พิจิตร", "สระแก้ว", "อ่างทอง", "มหาชัย", "แม่กลอง", "กาญจน์", "สุพรรณ", "อุดร", "อุบล", "ประจวบ",
        "สารคาม", "ชัยภูมิ", "ชุมพร", "เมืองลุง", "เมืองคอน", "สุราษฎร์", "บางกอก", "ยโสธร",
        "tak", "nan", "trat", "trad", "loei", "trang", "surin", "phrae", "udon", "ubon", "korat", "krabi", "satul", "yala",
        "north", "northern", "northeast", "northeastern", "central", "south", "southern", "east", "eastern", "southern border", "deep south",
        "upper central", "eastern 1", "eastern 2", "prachuap", "patani", "paknam",
    };

    /// <summary>Directions are areas only with Thailand or region beside them.</summary>
    private static readonly HashSet<string> Directions = new(StringComparer.Ordinal) { "north", "northern", "northeast", "northeastern", "central", "south", "southern", "east", "eastern" };

    public bool Direction => Directions.Contains(Text);

    public bool Region { get; private init; }

    public static IEnumerable<PlaceName> Of(PlaceNamed place) => place.Names
        .Select(name => TextAnalysis.Normalised(name).TrimEnd('ฯ', ' '))
        .Where(name => name.Length > 1)
        .Select(name => new PlaceName(name, place.Code, Characters.IsThaiLetter(Characters.ClassOf(name[0])), Words.Contains(name)) { Region = place.Kind != "province" });
}

/// <summary>A name met in a text.</summary>
internal sealed class PlaceCandidate(PlaceName name, int from, int to)
{
    public PlaceName Name { get; } = name;

    public int From { get; } = from;

    public int To { get; } = to;

    /// <summary>Null while only a list can tell.</summary>
    public bool? Stands { get; set; }
}
