using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace EvidenceRegistry.Access;

public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<KeyUses>().AddHostedService(sp => sp.GetRequiredService<KeyUses>());
        services.AddDataProtection().SetApplicationName("EvidenceRegistry");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(sp =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new ProtectionKeyStore(sp.GetRequiredService<RegistryDbs>())));
        services.AddAuthentication(KeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        return services.AddAuthorization();
    }
}
