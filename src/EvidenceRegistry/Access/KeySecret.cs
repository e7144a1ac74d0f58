using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EvidenceRegistry.Access;

/// <summary>The letters of an API key: <c>erk_</c> and 256 random bits in base64url (RFC 4648 §5). Kept only as SHA-256.</summary>
public static class KeySecret
{
    public const string Start = "erk_";

    private const int RandomBytes = 32;

    public static string New() => Start + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>SHA-256 of the whole key in UTF-8, lower-case hexadecimal.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares in a time that says nothing of where they differ.</summary>
    public static bool Same(string hash, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(other));

    /// <summary>What lists show: eight characters of a key made here, a quarter at most of a shorter one given by an operator.</summary>
    public static string PrefixOf(string secret) => secret[Start.Length..][..Math.Min(8, (secret.Length - Start.Length) / 4)];
}
