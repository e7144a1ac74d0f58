using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>What a browser asked for and did not get, on its way to the page that says so.</summary>
/// <param name="Method">As it was asked.</param>
/// <param name="Address">Path and query.</param>
/// <param name="Problem">What the API would have answered; null where only a status is known.</param>
/// <param name="WasPage">The gate of pages had let it in: session and language are settled and not asked for again, for the database may be what failed.</param>
public sealed record FailedRequest(string Method, string Address, ProblemDetails? Problem, bool WasPage);
