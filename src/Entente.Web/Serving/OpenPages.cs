using Microsoft.AspNetCore.Http;

namespace Entente.Web.Serving;

/// <summary>
/// Pages that are open, each of which holds a connection and some megabytes: no more than so many at once. Who comes too late is told so,
/// and when to come again. Safe from several threads.
/// </summary>
/// <param name="most">Most pages that are open at once.</param>
internal sealed class OpenPages(int most)
{
    private const string ConnectionPath = "/_blazor";

    private static readonly string[] Pages = ["/ask", "/compare", "/game", "/saved"];

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(20);

    private int open;

    /// <summary>How many are open.</summary>
    public int Count => Volatile.Read(ref open);

    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        var isConnection = path.StartsWithSegments(ConnectionPath, StringComparison.OrdinalIgnoreCase);
        if (isConnection && HttpMethods.IsGet(context.Request.Method))
            await Stay(context, next).ConfigureAwait(false);
        else if ((isConnection && path.Value!.EndsWith("/negotiate", StringComparison.OrdinalIgnoreCase) || IsPage(path)) && Count >= most)
            await Refuse(context).ConfigureAwait(false);
        else
            await next(context).ConfigureAwait(false);
    }

    /// <summary>The connection of a page lasts as long as the page is open.</summary>
    private async Task Stay(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref open) > most)
                await Refuse(context).ConfigureAwait(false);
            else
                await next(context).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    private static bool IsPage(PathString path) =>
        path == "/" || Array.Exists(Pages, page => path.StartsWithSegments(page, StringComparison.OrdinalIgnoreCase));

    private static Task Refuse(HttpContext context) => Problem.Busy(context, Again, "Too many pages are open.").ExecuteAsync(context);
}
