namespace EvidenceRegistry.Hosting;

/// <summary>The process does not start; the message says what to change and is all that the operator sees.</summary>
public sealed class StartRefusedException : Exception
{
    public StartRefusedException(string message, int exitCode, Exception? inner = null) : base(message, inner) => ExitCode = exitCode;

    public int ExitCode { get; }

    /// <summary>EX_CONFIG of sysexits.h: a setting is wrong.</summary>
    public const int WrongSetting = 78;

    /// <summary>EX_TEMPFAIL of sysexits.h: another process holds the folder.</summary>
    public const int FolderInUse = 75;

    /// <summary>EX_UNAVAILABLE of sysexits.h: the database cannot be used by this program.</summary>
    public const int DatabaseUnusable = 69;

    /// <summary>EX_CANTCREAT of sysexits.h: the file that was asked for cannot be written.</summary>
    public const int NotWritten = 73;

    /// <summary>EX_USAGE of sysexits.h: a verb or its options are wrong.</summary>
    public const int WrongUse = 64;
}
