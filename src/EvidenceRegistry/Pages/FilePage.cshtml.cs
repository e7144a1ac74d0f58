using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Pages;

/// <summary>The stored text of one page, with a passage marked where it stands.</summary>
public sealed class FilePageModel : RegistryPage
{
    public PageView? Text { get; private set; }

    public string Id { get; private set; } = "";

    public string Name { get; private set; } = "";

    public IReadOnlyList<IReadOnlyList<int>> Marks { get; private set; } = [];

    /// <summary>Whether the file can stand beside its text.</summary>
    public bool IsPdf { get; private set; }

    /// <summary>Whether a page follows.</summary>
    public bool More { get; private set; }

    public async Task OnGetAsync(string id, string name, int number, int? from = null, int? to = null, int? textRevision = null)
    {
        (Id, Name) = (id, name);
        Text = Take<PageView>(await FileRoutes.PageAsync(id, name, number, textRevision, HttpContext, Service<RegistryDbs>(), Service<TimeProvider>()));
        More = Text is not null
            && PageAnswer.Of<PageView>(await FileRoutes.PageAsync(id, name, number + 1, textRevision, HttpContext, Service<RegistryDbs>(), Service<TimeProvider>())).Value is not null;
        IsPdf = Text is not null
            && PageAnswer.Of<FileList>(await FileRoutes.ListAsync(id, HttpContext, Service<RegistryDbs>(), Service<RecordViewing>(), Service<TimeProvider>())).Value?.Files
                .FirstOrDefault(f => f.File.Name.Equals(name.Normalize(), StringComparison.OrdinalIgnoreCase)) is { Readable: true, File.MediaType: "application/pdf" };
        Marks = from is { } first && to is { } last && last > first ? [[first, last]] : [];
    }
}
