using Microsoft.AspNetCore.Http;

namespace Entente.Web.Serving;

/// <summary>What a person sees who follows a link to nothing; programs are told as of all else.</summary>
internal static class MissingPage
{
    /// <summary>Whether somebody at a browser has asked for a page.</summary>
    public static bool IsFor(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api")
        && request.Headers.Accept.Any(types => types?.Contains("text/html", StringComparison.Ordinal) == true);

    /// <summary>Writes it.</summary>
    public static Task Write(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>Not found</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/app.css">
            </head>
            <body class="entry">
            <main>
            <h1>There is no such page</h1>
            <p><a href="/">To the scenarios</a></p>
            </main>
            </body>
            </html>
            """,
            context.RequestAborted
        );
    }
}
