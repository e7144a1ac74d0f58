using EvidenceRegistry.Access;
using Microsoft.AspNetCore.Http.Metadata;

namespace EvidenceRegistry.Hosting;

/// <summary>
/// Holds a query against what its call takes, before anything of the body is read. A write refuses a parameter that it does not know: a
/// misspelt <c>access</c> or <c>dryRun</c> must not pass for none. A number outside its range is refused on every call. Reads name the
/// parameters they do not know themselves, with all else that is wrong.
/// </summary>
internal sealed class QueryCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not RouteEndpoint call)
        {
            return next(http);
        }

        var taken = call.Metadata.GetOrderedMetadata<IParameterBindingMetadata>();
        var wrong = taken.SelectMany(parameter => NumberRanges.Left(http, parameter.Name, parameter.ParameterInfo)).ToList();
        if (call.Metadata.GetMetadata<NeedsRole>() is not null && !HttpMethods.IsGet(http.Request.Method))
        {
            var known = taken.Where(parameter => parameter.HasTryParse && call.RoutePattern.GetParameter(parameter.Name) is null);
            wrong.AddRange(Parameters.NotAmong(http, [.. known.Select(parameter => parameter.Name)]));
        }

        return wrong.Count == 0 ? next(http) : Refusal.Of(http, ProblemKinds.InvalidRequest, wrong, wrong.Count).ExecuteAsync(http);
    }
}
