using System.Text.RegularExpressions;
using EvidenceRegistry.Tests.Journeys;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>Somebody with a session, without a browser.</summary>
internal static partial class SignedIn
{
    /// <summary>A client that keeps cookies and follows no redirect, signed in with this key.</summary>
    public static async Task<HttpClient> SignedInAsync(this RegistryApp app, string secret)
    {
        var browser = app.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });
        using var answer = await browser.SendFormAsync("/signin", "/signin", ("key", secret), ("back", "/"));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    /// <summary>Opens a page and sends its form for that address, with the token of that very form; where it has no such form, with another's.</summary>
    public static async Task<HttpResponseMessage> SendFormAsync(this HttpClient browser, string page, string address, params (string Name, string Value)[] fields)
    {
        var shown = System.Net.WebUtility.HtmlDecode(await browser.GetStringAsync(page));
        var forms = Form().Matches(shown).Select(m => m.Value).ToList();
        var form = forms.FirstOrDefault(f => f.Contains($"action=\"{address}\"", StringComparison.Ordinal)) ?? forms[0];
        var token = Token().Match(form) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException($"The form for {address} has no token: {form}");
        return await browser.PostAsync(address, new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), new("__RequestVerificationToken", token)]));
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)""")]
    private static partial Regex Token();
}
