using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Entente.Web.Serving;

/// <summary>The page before the others: it asks for the token, or whether a link from elsewhere is to be followed.</summary>
internal static class EntryPage
{
    /// <summary>Writes it, under 401 where the token is missing and under 200 where only a link is to be followed.</summary>
    public static Task Write(HttpContext context, bool needsToken, bool wasWrong)
    {
        var request = context.Request;
        var asked = request.Path == Gate.EntryPath ? "/" : request.PathBase + request.Path + request.QueryString;
        var next = HtmlEncoder.Default.Encode(asked);
        context.Response.StatusCode = needsToken ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>Entente</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/app.css">
            </head>
            <body class="entry">
            <main>
            <h1>Entente</h1>
            {(needsToken ? Form(next, wasWrong) : Link(next))}
            </main>
            </body>
            </html>
            """,
            context.RequestAborted
        );
    }

    private static string Form(string next, bool wasWrong) =>
        $"""
            <p>This workbench belongs to whoever started it. The terminal that says where it is served also says the token.</p>
            {(wasWrong ? "<p class=\"trouble\" role=\"alert\">That is not the token.</p>" : "")}
            <form method="post" action="{Gate.EntryPath}">
            <input type="hidden" name="next" value="{next}">
            <label for="token">Token</label>
            <input id="token" name="token" type="password" autocomplete="off" required autofocus>
            <button type="submit">Open</button>
            </form>
            """;

    private static string Link(string next) =>
        $"""<p>A link on another page has led here.</p><p><a class="button" href="{next}">Open the workbench</a></p>""";
}
