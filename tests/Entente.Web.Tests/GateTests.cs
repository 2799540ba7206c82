using System.Net;
using System.Text;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Who gets in, and who does not: a row for each thing that has hit tools of this kind (docs/workbench.md).</summary>
[Collection(nameof(Served))]
public sealed class GateTests(Served served)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Names of others that resolve to this machine: DNS rebinding.</summary>
    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.nip.io")]
    [InlineData("0.0.0.0")]
    [InlineData("localhost.")]
    [InlineData("")]
    public async Task Other_names_of_this_machine_are_refused(string host)
    {
        foreach (var with in new[] { host, host.Length > 0 ? $"{host}:{served.Port}" : "" })
            Assert.Equal(400, await served.Status($"GET /health HTTP/1.1\r\nHost: {with}\r\nConnection: close\r\n\r\n"));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task Its_own_names_are_heard(string host) =>
        Assert.Equal(200, await served.Status($"GET /health HTTP/1.1\r\nHost: {host}:{served.Port}\r\nConnection: close\r\n\r\n"));

    [Theory]
    [InlineData("null")]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost:1")]
    [InlineData("http://localhost:{0}.evil.example")]
    [InlineData("https://localhost:{0}")]
    [InlineData("http://LOCALHOST:{0}")]
    [InlineData("http://localhost:{0}, http://evil.example")]
    public async Task Pages_of_others_are_refused(string origin)
    {
        using var client = served.Client();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Options, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, "/api/v1/scenarios");
            request.Headers.TryAddWithoutValidation("Origin", string.Format(null, origin, served.Port));
            using var response = await client.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("nonsense")]
    public async Task What_a_page_of_others_fetches_is_refused(string site)
    {
        using var client = served.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/scenarios");
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Headers.Add("Sec-Fetch-Mode", "no-cors");
        using var response = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    /// <summary>A person may follow a link; the question that it holds is not answered before that person says so here.</summary>
    [Fact]
    public async Task A_link_on_a_page_of_others_is_asked_about()
    {
        using var client = served.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ask/serbia-2023?case=joins&horizon=%22%3E%3Cscript%3E");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.Add("Sec-Fetch-Dest", "document");
        using var response = await client.SendAsync(request, Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("Open the workbench", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/ask/serbia-2023?case=joins", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Origin: http://evil.example", true, 403)]
    [InlineData("Origin: null", true, 403)]
    [InlineData("X-Nothing: x", true, 403)]
    [InlineData("Origin: http://localhost:{0}", false, 401)]
    [InlineData("Origin: http://localhost:{0}", true, 101)]
    public async Task A_connection_that_stays_open_is_guarded_like_all_others(string header, bool knows, int status)
    {
        var request =
            $"GET /_blazor HTTP/1.1\r\nHost: localhost:{served.Port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + $"{string.Format(null, header, served.Port)}\r\n{(knows ? $"Cookie: {await Cookie()}\r\n" : "")}\r\n";
        Assert.Equal(status, await served.Status(request));
    }

    [Fact]
    public async Task Nothing_is_told_without_the_token()
    {
        using var client = served.Client(withToken: false);
        foreach (var path in new[] { "/api/v1/worlds", "/api/v1/answers/serbia-2023/countries.csv", "/openapi/v1.json", "/api/v1/nothing" })
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }
        foreach (var path in new[] { "/", "/ask/serbia-2023", "/nothing", "/_framework/blazor.web.js", "/_blazor/negotiate" })
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.DoesNotContain("Serbia", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/v1/worlds?token=" + Served.Token, 200)]
    [InlineData("/api/v1/worlds?token=wrong", 401)]
    [InlineData("/?token=" + Served.Token, 401)]
    public async Task Programs_that_set_no_headers_send_it_in_the_address(string path, int status)
    {
        using var client = served.Client(withToken: false);
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_address_that_is_opened_opens_one_browser()
    {
        await using var own = await Serving.Server.Start(new Serving.ServeOptions { Version = "1", Port = 0 }, Cancellation);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var opening = own.Opening;
        using var first = await client.GetAsync(opening, Cancellation);
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal("/", first.Headers.Location?.ToString());
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(own.Token, cookie, StringComparison.Ordinal);
        using var again = await client.GetAsync(opening, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.Equal(own.Address, own.Opening);
    }

    [Fact]
    public async Task Behind_a_proxy_it_answers_to_the_name_of_the_proxy_too()
    {
        await using var own = await Serving.Server.Start(
            new Serving.ServeOptions { Version = "1", Port = 0, PublicOrigin = new Uri("https://trade.example") },
            Cancellation
        );
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(own.Address, "enter"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = own.Token }),
        };
        request.Headers.Host = "trade.example";
        request.Headers.Add("Origin", "https://trade.example");
        using var response = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Contains("; secure", Assert.Single(response.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_takes_too_long_is_not_begun()
    {
        await using var own = await Serving.Server.Start(
            new Serving.ServeOptions { Version = "1", Port = 0, Token = Served.Token, LongestWork = TimeSpan.FromMilliseconds(1) },
            Cancellation
        );
        using var client = new HttpClient { BaseAddress = own.Address };
        foreach (var path in new[] { "answers/gravity-example/countries.csv", "answers/gravity-example/report.html" })
        {
            using var response = await client.GetAsync(
                new Uri($"api/v1/{path}?token={Served.Token}", UriKind.Relative),
                Cancellation
            );
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            Assert.Contains("which would take about", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Served.Token, "/ask/serbia-2023?case=joins", 303, "/ask/serbia-2023?case=joins")]
    [InlineData(Served.Token, "https://evil.example/", 303, "/")]
    [InlineData(Served.Token, "//evil.example/", 303, "/")]
    [InlineData(Served.Token, "/\\evil.example/", 303, "/")]
    [InlineData("wrong", "/", 401, null)]
    public async Task The_token_is_typed_in_and_leads_nowhere_else(string token, string next, int status, string? location)
    {
        using var client = served.Client(withToken: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/enter")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = token, ["next"] = next }),
        };
        request.Headers.Add("Origin", $"http://localhost:{served.Port}");
        using var response = await client.SendAsync(request, Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(location, response.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/")]
    [InlineData("/api/v1/worlds")]
    [InlineData("/nothing")]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string path)
    {
        using var client = served.Client();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        string Header(string name) => Assert.Single(response.Headers.GetValues(name));
        var policy = Header("Content-Security-Policy");
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_scenario_is_sent_as_what_it_is()
    {
        using var client = served.Client();
        using var content = new StringContent("title: x", Encoding.UTF8, "text/plain");
        using var response = await client.PostAsync(new Uri("/api/v1/answers", UriKind.Relative), content, Cancellation);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    private async Task<string> Cookie()
    {
        using var client = served.Client(withToken: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/enter")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = Served.Token }),
        };
        request.Headers.Add("Origin", $"http://localhost:{served.Port}");
        using var response = await client.SendAsync(request, Cancellation);
        return Assert.Single(response.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }
}
