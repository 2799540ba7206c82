using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Entente.Web.Serving;

/// <summary>
/// Before anything else is done for a request: is it addressed to this server by a name of its own, does it come from a page of its own
/// or from no page, and does it know the secret. Holds for pages, answers and connections that stay open alike.
/// </summary>
internal sealed class Gate
{
    /// <summary>Where the token is typed in.</summary>
    public const string EntryPath = "/enter";

    /// <summary>Says that the server is there, to whoever asks.</summary>
    public const string HealthPath = "/health";

    /// <summary>Says whether what comes along has been read, to whoever asks.</summary>
    public const string ReadyPath = "/health/ready";

    /// <summary>Numbers for whoever watches the server, and knows the token.</summary>
    public const string MetricsPath = "/metrics";

    /// <summary>How pages look, the one that asks for the token among them.</summary>
    public const string StylePath = "/app.css";

    /// <summary>The parameter of the address that opens a browser for its user.</summary>
    public const string OnceParameter = "once";

    /// <summary>The parameter by which programs that set no headers send the token.</summary>
    public const string TokenParameter = "token";

    /// <summary>Pages draw from this server alone, run no script but its own, and stand in no frame.</summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private readonly FrozenSet<string> hosts;
    private readonly FrozenSet<string> origins;
    private readonly Secret secret;
    private readonly bool asks;
    private readonly string cookieName;
    private readonly string? secureHost;

    /// <param name="hosts">Names with ports that requests may be addressed to.</param>
    /// <param name="origins">Schemes, names and ports of pages that requests may come from.</param>
    /// <param name="secret">What opens the server.</param>
    /// <param name="asks">Whether it is asked for.</param>
    /// <param name="port">The port, as cookies know none.</param>
    /// <param name="secureHost">The name under which a proxy before the server encrypts; null: there is none.</param>
    public Gate(IEnumerable<string> hosts, IEnumerable<string> origins, Secret secret, bool asks, int port, string? secureHost)
    {
        this.secureHost = secureHost;
        (this.hosts, this.origins) = (hosts.ToFrozenSet(StringComparer.OrdinalIgnoreCase), origins.ToFrozenSet(StringComparer.Ordinal));
        (this.secret, this.asks) = (secret, asks);
        cookieName = $"entente-{port}";
    }

    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        SetHeaders(context.Response.Headers);
        var request = context.Request;
        if (!IsAddressedHere(request) || IsTwoMessages(request))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var isLinked = IsLinkedFromElsewhere(request);
        if (!isLinked && !IsFromHere(request))
        {
            await Problem
                .Write(context, StatusCodes.Status403Forbidden, "The request comes from a page of another server.")
                .ConfigureAwait(false);
            return;
        }
        if (request.Path == HealthPath || request.Path == ReadyPath || request.Path == StylePath)
            await next(context).ConfigureAwait(false);
        else if (!isLinked && asks && HttpMethods.IsGet(request.Method) && secret.Use(request.Query[OnceParameter]))
            Enter(context, request.Path + Without(request.QueryString, OnceParameter));
        else if (!isLinked && request.Path == EntryPath)
            await TypedIn(context).ConfigureAwait(false);
        else if (!isLinked && (!asks || Knows(request)))
            await next(context).ConfigureAwait(false);
        else if (IsForPrograms(request.Path))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Problem
                .Write(context, StatusCodes.Status401Unauthorized, "The token is missing or wrong: send it as Authorization: Bearer.")
                .ConfigureAwait(false);
        }
        else
            await EntryPage.Write(context, needsToken: asks && !isLinked, wasWrong: false).ConfigureAwait(false);
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        // With none at all browsers would hide the origin of what a form of this server sends.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers.CacheControl = "no-store";
    }

    /// <summary>Names that only look like the server's resolve to it as well: whoever owns such a name could read all answers.</summary>
    private bool IsAddressedHere(HttpRequest request) =>
        request.Headers.Host is { Count: 1 } host && host[0] is { Length: > 0 } name && hosts.Contains(name);

    /// <summary>With two lengths a proxy before the server may see another end of the message than the server does.</summary>
    private static bool IsTwoMessages(HttpRequest request) =>
        request.Headers.TransferEncoding.Count > 0
        && (request.ContentLength is not null || request.Headers.ContainsKey("X-Content-Length"));

    /// <summary>
    /// A link on a page of somebody else's, followed by a person: what it leads to is not done before that person says so on a page of
    /// the server's own, as a link may hold a question that costs work.
    /// </summary>
    private static bool IsLinkedFromElsewhere(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && Only(request.Headers["Sec-Fetch-Site"]) is "cross-site" or "same-site"
        && Only(request.Headers["Sec-Fetch-Mode"]) == "navigate"
        && Only(request.Headers["Sec-Fetch-Dest"]) == "document"
        && StringValues.IsNullOrEmpty(request.Headers.Origin)
        && !IsForPrograms(request.Path);

    /// <summary>Whether somebody followed a link on a page of this server, as far as the browser's word is worth: to a file, say.</summary>
    public static bool IsFollowedHere(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Only(request.Headers["Sec-Fetch-Site"]) == "same-origin" && Only(request.Headers["Sec-Fetch-Mode"]) == "navigate";
    }

    /// <summary>Compared whole: what only begins or ends like an origin is another.</summary>
    private bool IsFromHere(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        if (origin.Count > 0)
            return origin.Count == 1 && origins.Contains(origin[0] ?? "") && IsOwnSite(request);
        // A browser names the origin of whatever may change something or stays open; a program with the token is none.
        var mayChange = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        return IsOwnSite(request) && (!(mayChange || IsUpgrade(request)) || (!IsUpgrade(request) && HasToken(request)));
    }

    private static bool IsOwnSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is var site && (site.Count == 0 || Only(site) is "same-origin" or "none");

    private static bool IsUpgrade(HttpRequest request) =>
        !StringValues.IsNullOrEmpty(request.Headers.Upgrade) || !StringValues.IsNullOrEmpty(request.Headers.SecWebSocketKey);

    private bool HasToken(HttpRequest request) => !asks || HasBearer(request);

    private bool HasBearer(HttpRequest request) =>
        Only(request.Headers.Authorization) is { } header
        && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && secret.IsToken(header["Bearer ".Length..].Trim());

    private bool Knows(HttpRequest request) =>
        secret.IsCookie(request.Cookies[cookieName])
        || HasBearer(request)
        || (IsForPrograms(request.Path) && HttpMethods.IsGet(request.Method) && secret.IsToken(Only(request.Query[TokenParameter])));

    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal)
        || path.StartsWithSegments("/openapi", StringComparison.Ordinal)
        || path == MetricsPath;

    private static string? Only(StringValues values) => values.Count == 1 ? values[0] : null;

    private async Task TypedIn(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method))
        {
            await EntryPage.Write(context, asks, wasWrong: false).ConfigureAwait(false);
            return;
        }
        var form = request.HasFormContentType ? await request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false) : null;
        if (!asks || secret.IsToken(form?["token"].ToString().Trim()))
            Enter(context, Local(form?["next"].ToString()));
        else
            await EntryPage.Write(context, needsToken: true, wasWrong: true).ConfigureAwait(false);
    }

    private void Enter(HttpContext context, string next)
    {
        context.Response.Cookies.Append(
            cookieName,
            secret.Cookie,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps || context.Request.Headers.Host == secureHost,
                Path = "/",
                IsEssential = true,
            }
        );
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = Local(next);
    }

    /// <summary>An address on this server; its beginning where it is none.</summary>
    private static string Local(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.AsSpan().ContainsAnyInRange('\0', '\u001f')
            ? Encoded(address)
            : "/";

    private static string Encoded(string address) => new Uri(new Uri("http://localhost"), address).PathAndQuery;

    private static string Without(QueryString query, string name)
    {
        var left = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query.Value).Where(pair => pair.Key != name);
        return QueryString.Create(left).ToString();
    }
}
