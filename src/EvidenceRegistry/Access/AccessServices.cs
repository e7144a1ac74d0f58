using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace EvidenceRegistry.Access;

public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<KeyUses>().AddHostedService(sp => sp.GetRequiredService<KeyUses>());
        // Authentication asks for it; nothing is protected with it until there are cookies, and no key of it may lie in a home folder.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication(KeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        return services.AddAuthorization();
    }
}
