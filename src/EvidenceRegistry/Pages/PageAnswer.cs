using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>What a function of the API answered, taken out of its HTTP form.</summary>
public static class PageAnswer
{
    /// <returns>The value, or the refusal; neither where it answers something else (a redirect, a status).</returns>
    public static (T? Value, ProblemDetails? Problem, IResult Result) Of<T>(IResult answer)
        where T : class
    {
        while (answer is INestedHttpResult nested)
        {
            answer = nested.Result;
        }

        return answer is IValueHttpResult { Value: ProblemDetails problem } ? (null, problem, answer)
            : answer is IValueHttpResult { Value: T value } ? (value, null, answer) : (null, null, answer);
    }
}
