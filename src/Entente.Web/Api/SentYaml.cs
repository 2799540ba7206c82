using System.Text;
using Entente.Web.Answers;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Entente.Web.Api;

/// <summary>A file that a program sends as YAML, to be asked by its key from then on.</summary>
internal static class SentYaml
{
    private const int MostText = 1 << 20;

    private static readonly string[] Types = ["application/yaml", "text/yaml", "application/x-yaml"];

    /// <summary>Reads the body of a request and takes it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="busy">The places for work.</param>
    /// <param name="what">What is sent, for people.</param>
    /// <param name="cost">How long it takes to read, as estimated.</param>
    /// <param name="take">Takes the text.</param>
    /// <param name="told">What is answered, of key and warnings.</param>
    public static async Task<IResult> Take(
        HttpContext context,
        Busy busy,
        string what,
        TimeSpan cost,
        Func<string, Checked<SentKey>> take,
        Func<string, string[], IResult> told
    )
    {
        if (!Types.Contains(context.Request.ContentType?.Split(';')[0].Trim()))
            return Results.Problem(title: $"A {what} is sent as {Types[0]}.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        string text;
        try
        {
            using var reader = new StreamReader(context.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
            text = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (DecoderFallbackException)
        {
            return Problem.Faults([new Fault(null, "bytes that are no UTF-8", "text in UTF-8")]);
        }
        if (text.Length > MostText || text.Contains('\0', StringComparison.Ordinal))
            return Problem.Faults([new Fault(null, "a text too long, or none", "a YAML file")]);
        using var place = await busy.Enter(cost, isPerson: false, context.RequestAborted).ConfigureAwait(false);
        if (place is null)
            return Problem.Busy(context, busy.Wait);
        var taken = take(text);
        return taken.Success ? told(taken.Value.Text, [.. taken.Warnings]) : Problem.Faults(taken.Faults);
    }

    /// <summary>How an endpoint says that it takes a file.</summary>
    public static RouteHandlerBuilder TakesYaml<T>(this RouteHandlerBuilder route) =>
        route
            .Accepts<string>(Types[0], [.. Types[1..]])
            .Produces<T>(201)
            .ProducesProblem(415)
            .ProducesProblem(422)
            .ProducesProblem(503);
}

/// <summary>A game or sweep that was sent.</summary>
/// <param name="Name">The key under which it is asked from now on.</param>
/// <param name="Warnings">What is remarkable about it.</param>
/// <param name="Page">Its page on this server.</param>
/// <param name="Answers">Where it is begun to be answered, by a request that posts nothing.</param>
internal sealed record SentFile(string Name, string[] Warnings, string Page, string Answers);
