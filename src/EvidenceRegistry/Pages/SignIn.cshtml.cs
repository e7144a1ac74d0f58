using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>An API key in exchange for a session.</summary>
public sealed class SignInModel : RegistryPage
{
    public bool Wrong { get; private set; }

    public string Back { get; private set; } = "/";

    public void OnGet(string? back = null) => Back = Local(back);

    public async Task<IActionResult> OnPostAsync([FromForm] string? key, [FromForm] string? back)
    {
        Back = Local(back);
        if (await Service<PageSession>().OpenAsync(HttpContext, key?.Trim() ?? ""))
        {
            return LocalRedirect(Back);
        }

        Wrong = true;
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Page();
    }

    public async Task<IActionResult> OnPostOutAsync()
    {
        await Service<PageSession>().CloseAsync(HttpContext);
        return LocalRedirect("/");
    }

    private string Local(string? back) => Url.IsLocalUrl(back) ? back : "/";
}
