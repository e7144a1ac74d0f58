using EvidenceRegistry.Formats.Pdf;

namespace EvidenceRegistry.Readings;

/// <summary>How far the reading of one file has come, over all the processes it takes.</summary>
internal sealed class PdfChildrenReading(string path, int firstPage, PdfReadingOptions options, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private int _next = Math.Max(1, firstPage);
    private int? _announced;
    private bool _opened;
    private bool _openedHere;
    private int _restarts;

    public PdfTally Tally { get; private set; } = PdfTally.Empty;

    /// <summary>Nothing more will come of this file.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The present process has more to say.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>The last process came to the end of its work and can take another file.</summary>
    public bool LeftProcessWhole { get; private set; }

    /// <summary>How long to wait for the next frame: a page's time, or what is left of the file's.</summary>
    public TimeSpan Patience
    {
        get
        {
            var page = TimeSpan.FromSeconds(options.PageSeconds);
            var file = TimeSpan.FromSeconds(options.FileSeconds) - time.GetElapsedTime(_started);
            return file < TimeSpan.Zero ? TimeSpan.Zero : file < page ? file : page;
        }
    }

    /// <summary>What to ask of the next process.</summary>
    public PdfRequest Begin()
    {
        (IsUnderWay, LeftProcessWhole, _announced, _openedHere) = (true, false, null, false);
        // Twice the wall time: collector and compiler threads count as well, and the watch from outside is to come first.
        return new PdfRequest(path, _next, options.MaxPages, options.PageSeconds * 2);
    }

    /// <summary>Notes a frame; the answer is what the outside is told of it, if anything.</summary>
    public PdfFrame? Take(PdfFrame frame)
    {
        switch (frame)
        {
            case PdfPageAnnounced announced:
                _announced = announced.Page;
                return frame;
            case PdfDone:
                (IsUnderWay, LeftProcessWhole, IsOver) = (false, true, true);
                return null;
            case PdfOpened:
                _openedHere = true;
                if (_opened)
                {
                    return null;
                }

                _opened = true;
                break;
            case PdfPage page:
                (_next, _announced) = (page.Page + 1, null);
                break;
            case PdfPageLost lost:
                (_next, _announced) = (lost.Page + 1, null);
                break;
        }

        Tally = Tally.With(frame);
        return frame is PdfRefused ? null : frame;
    }

    /// <summary>Notes that the process is lost; the answer is the page this cost, if it was on one.</summary>
    public PdfFrame? Lose(PdfReason reason, string detail)
    {
        IsUnderWay = false;
        PdfPageLost? page = null;
        if (_announced is { } announced)
        {
            page = new PdfPageLost(announced, reason, detail);
            Take(page);
            IsOver = announced >= Math.Min(Tally.Pages, options.MaxPages);
        }

        // A process that died before it opened the file is tried once more: it may have died of what it read before. One that was ended for its doings is not.
        var worthIt = _openedHere || (reason == PdfReason.Crash && _restarts == 0);
        if (!IsOver && (!worthIt || _restarts++ >= options.Restarts || Patience == TimeSpan.Zero))
        {
            IsOver = true;
            Tally = Tally.With(new PdfRefused(reason, detail));
        }

        return page;
    }
}
