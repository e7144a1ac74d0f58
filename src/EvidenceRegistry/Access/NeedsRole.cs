using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Authorization;

namespace EvidenceRegistry.Access;

/// <summary>On an endpoint: the roles let in. The API document and the 403 answer read it.</summary>
public sealed record NeedsRole(IReadOnlyList<Role> Roles)
{
    public string Names => string.Join(", ", Roles.Select(r => r.ToString().ToLowerInvariant()));
}

public static class NeedsRoleRoutes
{
    /// <summary>
    /// Lets in keys of these roles and of admins, nobody else: 401 without a key, 403 with another. Asked before a body is read.
    /// Said once for a group of routes; roles are not ranked (a curator does not harvest).
    /// </summary>
    public static T Needs<T>(this T routes, params Role[] roles) where T : IEndpointConventionBuilder
    {
        Role[] all = [.. roles.Append(Role.Admin).Distinct().Order()];
        var policy = new AuthorizationPolicyBuilder(KeyAuthentication.SchemeName).RequireRole(all.Select(r => r.ToString())).Build();
        return routes.RequireAuthorization(policy).WithMetadata(new NeedsRole(all));
    }
}
