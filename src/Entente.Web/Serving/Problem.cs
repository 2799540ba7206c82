using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Web.Serving;

/// <summary>A fault as answers tell it: the same place, found and expected as the terminal prints.</summary>
/// <param name="Place">File and line, or parameter; null where there is none.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
public sealed record ToldFault(string? Place, string Found, string Expected)
{
    /// <summary>Of a fault.</summary>
    public static ToldFault Of(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new(fault.Place?.ToString(), Shown.Of(fault.Found, 400), Shown.Of(fault.Expected, 4000));
    }
}

/// <summary>Answers that are none: problem details of RFC 9457.</summary>
internal static class Problem
{
    public const string ContentType = "application/problem+json";

    /// <summary>Faults of what was sent.</summary>
    public static IResult Faults(IEnumerable<Fault> faults, int status = StatusCodes.Status422UnprocessableEntity) =>
        Results.Problem(
            title: "The question has faults.",
            statusCode: status,
            extensions: new Dictionary<string, object?> { ["faults"] = faults.Select(ToldFault.Of).ToArray() }
        );

    /// <summary>Something that is not there.</summary>
    public static IResult Missing(Fault fault) => Faults([fault], StatusCodes.Status404NotFound);

    /// <summary>Too much to do: come again.</summary>
    public static IResult Busy(HttpContext context, TimeSpan after, string title = "Too much is asked at once.")
    {
        context.Response.Headers.RetryAfter = Seconds(after);
        return Results.Problem(title: title, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Writes one before any endpoint is found.</summary>
    public static Task Write(HttpContext context, int status, string title) =>
        Results.Problem(title: title, statusCode: status).ExecuteAsync(context);

    /// <summary>Writes one in the words of its status.</summary>
    public static Task Write(HttpContext context, int status) => Write(context, status, $"{ReasonPhrases.GetReasonPhrase(status)}.");

    private static string Seconds(TimeSpan time) =>
        Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
