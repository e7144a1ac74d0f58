namespace EvidenceRegistry.FullText;

/// <summary>What a UTF-16 unit is to text analysis; every edge of a cluster or word is decided by these classes.</summary>
public enum CharacterClass : byte
{
    /// <summary>Punctuation, symbols, everything that is no part of a word.</summary>
    Symbol,

    /// <summary>White space and control characters.</summary>
    Space,

    /// <summary>Zero-width and formatting characters: they are dropped before anything is compared.</summary>
    Dropped,

    /// <summary>ก–ฮ with ฤ and ฦ.</summary>
    ThaiConsonant,

    /// <summary>เ แ โ ใ ไ: written before the consonant they belong to.</summary>
    ThaiLeading,

    /// <summary>ะ า ำ ๅ: written after the consonant, never first in a word.</summary>
    ThaiFollowing,

    /// <summary>Vowels above and below, tone marks, ์ ็ ํ ๎ ฺ.</summary>
    ThaiMark,

    /// <summary>ฯ and ๆ: they end a word and are no part of it.</summary>
    ThaiSign,

    /// <summary>A letter of a script that writes words as runs of letters (Latin, Greek, Cyrillic, Hangul …).</summary>
    Alphabetic,

    /// <summary>A decimal digit of any script.</summary>
    Digit,

    /// <summary>A combining mark outside Thai: it belongs to what stands before it.</summary>
    Mark,

    /// <summary>A letter of a script without spaces other than Thai (Han, kana, Lao, Khmer, Burmese): a word by itself.</summary>
    Ideograph,
}
