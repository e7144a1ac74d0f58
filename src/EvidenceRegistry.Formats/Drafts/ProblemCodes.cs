namespace EvidenceRegistry.Formats.Drafts;

/// <summary>Every code a reading of drafts can give. Stable: clients and messages rely on them.</summary>
public static class ProblemCodes
{
    /// <summary>Details: line, column.</summary>
    public const string NotJson = "not-json";

    /// <summary>Details: line, column.</summary>
    public const string NotUtf8 = "not-utf8";

    /// <summary>Details: nearest known member, or nothing.</summary>
    public const string UnknownMember = "unknown-member";

    public const string DuplicateMember = "duplicate-member";

    /// <summary>Details: type asked for, type found (text, number, boolean, list, object).</summary>
    public const string WrongType = "wrong-type";

    public const string Missing = "missing";

    /// <summary>Details: the longest allowed, the length found.</summary>
    public const string TooLong = "too-long";

    /// <summary>Details: the most entries allowed, the entries found.</summary>
    public const string TooMany = "too-many";

    /// <summary>Details: lowest, highest.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>Details: the values allowed, comma-separated.</summary>
    public const string NotOneOf = "not-one-of";

    public const string NotADate = "not-a-date";

    /// <summary>Details: what was probably meant.</summary>
    public const string YearNotCommonEra = "year-not-common-era";

    public const string LoneSurrogate = "lone-surrogate";

    public const string Nul = "nul";

    /// <summary>A control character; taken out, the draft goes on.</summary>
    public const string ControlCharacter = "control-character";

    public const string BadDoi = "bad-doi";

    public const string BadOrcid = "bad-orcid";

    public const string BadUrl = "bad-url";

    public const string BadHandle = "bad-handle";

    public const string BadLanguage = "bad-language";

    public const string BadFileName = "bad-file-name";

    /// <summary>Details: which is which, as sent apart from the draft.</summary>
    public const string OtherSourceId = "other-source-id";

    /// <summary>Details: how many problems are named.</summary>
    public const string MoreProblems = "more-problems";
}
