namespace Entente.Web.Serving;

/// <summary>The page on which answers for programs are tried; it needs nothing but this server.</summary>
internal static class TryPage
{
    public const string Path = "/try";

    public static ReadOnlySpan<byte> Html =>
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Answers for programs</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/app.css">
        <link rel="stylesheet" href="/try.css">
        </head>
        <body>
        <main class="start try">
        <p class="kicker"><a href="/">Entente</a></p>
        <h1>Answers for programs</h1>
        <p>Each of the forms below sends one request to this server; <a href="/openapi/v1.json">openapi/v1.json</a> describes them all.</p>
        <div id="all"></div>
        </main>
        <script type="module" src="/try.js"></script>
        </body>
        </html>
        """u8;
}
