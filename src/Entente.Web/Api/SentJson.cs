using System.Text.Json;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Http;

namespace Entente.Web.Api;

/// <summary>
/// An object of JSON that a program has sent, read strictly: keys that mean nothing are faults, numbers are finite, nothing is nested
/// deeply. Faults are gathered while it is read.
/// </summary>
internal sealed class SentJson
{
    private const int MostDepth = 16;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MostDepth, AllowDuplicateProperties = false };

    private readonly Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);

    /// <summary>What is wrong, as far as it has been read.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>Reads the body of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="keys">The keys that mean something.</param>
    /// <returns>The object; else what to answer.</returns>
    public static async Task<(SentJson? Sent, IResult? Refused)> Read(HttpContext context, params string[] keys)
    {
        if (context.Request.ContentType?.Split(';')[0].Trim() != "application/json")
            return (
                null,
                Results.Problem(title: "An object is sent as application/json.", statusCode: StatusCodes.Status415UnsupportedMediaType)
            );
        try
        {
            using var document = await JsonDocument
                .ParseAsync(context.Request.Body, Strict, context.RequestAborted)
                .ConfigureAwait(false);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, Problem.Faults([new Fault(null, Kind(document.RootElement), "an object")], StatusCodes.Status400BadRequest));
            return (new SentJson(document.RootElement, keys), null);
        }
        catch (JsonException e)
        {
            return (
                null,
                Problem.Faults(
                    [new Fault(new Place("body", (int)(e.LineNumber ?? 0) + 1), "text that is not read as JSON", "an object of JSON")],
                    StatusCodes.Status400BadRequest
                )
            );
        }
    }

    private SentJson(JsonElement root, string[] keys)
    {
        foreach (var property in root.EnumerateObject())
            if (keys.Contains(property.Name))
                values[property.Name] = property.Value.Clone();
            else
                Faults.Add(new Fault(new Place(property.Name), "an unknown key", Spelling.OneOf(property.Name, keys)));
    }

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string key)
    {
        if (!values.TryGetValue(key, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        Faults.Add(new Fault(new Place(key), Kind(value), "a text"));
        return null;
    }

    /// <summary>A text that must be there; empty, with a fault, where it is not.</summary>
    public string Needed(string key)
    {
        if (!values.ContainsKey(key))
            Faults.Add(new Fault(new Place(key), "nothing", "a text"));
        return Text(key) ?? "";
    }

    private static string Kind(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.Number => "a number",
            JsonValueKind.String => "a text",
            JsonValueKind.Null => "null",
            _ => "a truth value",
        };
}
