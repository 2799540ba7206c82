using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Web.Serving;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>What is served beside answers: their description, the page to try them, health, metrics, and how large a visit is.</summary>
[Collection(nameof(Served))]
public sealed partial class ServingTests(Served served) : IDisposable
{
    private readonly HttpClient client = served.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => client.Dispose();

    /// <summary>Everything that a program may ask, with what it may be asked by and what may come back.</summary>
    [Fact]
    public async Task Everything_there_is_is_described()
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync(At("/openapi/v1.json"), Cancellation));
        Assert.StartsWith("3.1", document.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var described = document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, operation.Name, operation.Value)))
            .ToList();
        var offered = served
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint =>
                endpoint
                    .Metadata.GetMetadata<IHttpMethodMetadata>()!
                    .HttpMethods.Select(method => (method.ToLowerInvariant(), Constraint().Replace(endpoint.RoutePattern.RawText!, "")))
            );
        Assert.Equal(
            offered.Select(one => $"{one.Item1} {one.Item2}").Order(StringComparer.Ordinal),
            described.Select(one => $"{one.Item2} {one.Item1}").Order(StringComparer.Ordinal)
        );
        foreach (var (path, _, operation) in described)
        {
            Assert.NotEqual("", operation.GetProperty("summary").GetString());
            var responses = operation.GetProperty("responses").EnumerateObject().Select(one => one.Name).ToList();
            Assert.Contains(responses, status => status is "200" or "201" or "202" or "204");
            Assert.Contains("401", responses);
            var named = operation.TryGetProperty("parameters", out var all)
                ? all.EnumerateArray()
                    .Where(one => one.GetProperty("in").GetString() == "path")
                    .Select(one => one.GetProperty("name").GetString())
                : [];
            Assert.Equal(InPath().Matches(path).Select(match => match.Groups[1].Value).Order(), named.Order());
        }
        // A key of the query that is read is described.
        var table = document.RootElement.GetProperty("paths").GetProperty("/api/v1/answers/{scenario}/{table}.csv").GetProperty("get");
        Assert.Contains(table.GetProperty("parameters").EnumerateArray(), one => one.GetProperty("name").GetString() == "horizon");
    }

    /// <summary>A person who follows a link to nothing finds a way back; a program is told as of all else.</summary>
    [Fact]
    public async Task Nothing_is_a_page_for_people_and_a_problem_for_programs()
    {
        using var person = new HttpRequestMessage(HttpMethod.Get, At("/no/such/page"));
        person.Headers.Add("Accept", "text/html");
        using var page = await client.SendAsync(person, Cancellation);
        Assert.Equal((404, "text/html"), ((int)page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Contains("href=\"/\"", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        foreach (var path in new[] { "/no/such/page", "/api/v1/none" })
        {
            using var told = await client.GetAsync(At(path), Cancellation);
            Assert.Equal((404, "application/problem+json"), ((int)told.StatusCode, told.Content.Headers.ContentType?.MediaType));
        }
    }

    /// <summary>What a browser fetches when somebody opens a question first, compressed as browsers ask for it.</summary>
    [Fact]
    public async Task A_first_visit_is_under_250_KiB()
    {
        using var browser = served.Client();
        browser.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, deflate, br, zstd");
        var page = await Fetch("/ask/serbia-2023", "text/html");
        using var plain = await client.GetAsync(At("/ask/serbia-2023"), Cancellation);
        var html = await plain.Content.ReadAsStringAsync(Cancellation);
        var total = page;
        var assets = Assets().Matches(html).Select(match => match.Groups[1].Value).Distinct();
        foreach (var asset in assets.Where(one => !one.StartsWith("data:", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("//", asset, StringComparison.Ordinal);
            total += await Fetch($"/{asset.TrimStart('/')}", null);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"page {page}, all {total} bytes");
        Assert.InRange(total, 30 << 10, 250 << 10);

        async Task<int> Fetch(string path, string? accept)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, At(path));
            if (accept is not null)
                request.Headers.Add("Accept", accept);
            using var response = await browser.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var headers = response.Headers.Concat(response.Content.Headers).Sum(one => one.Key.Length + one.Value.Sum(v => v.Length) + 4);
            return headers + (await response.Content.ReadAsByteArrayAsync(Cancellation)).Length;
        }
    }

    [Fact]
    public async Task The_page_to_try_answers_needs_nothing_but_this_server()
    {
        var page = await client.GetStringAsync(At("/try"), Cancellation);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.Matches("<script type=\"module\" src=\"/try.js\"></script>", page);
        var script = await client.GetStringAsync(At("/try.js"), Cancellation);
        Assert.DoesNotContain("innerHTML", script, StringComparison.Ordinal);
        Assert.DoesNotContain("://", script.Replace("// ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(At("/try.css"), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Health_is_told_to_everybody_and_metrics_to_those_who_know_the_token()
    {
        using var stranger = served.Client(withToken: false);
        Assert.Equal("ok\n", await stranger.GetStringAsync(At("/health"), Cancellation));
        Assert.Equal("ready\n", await stranger.GetStringAsync(At("/health/ready"), Cancellation));
        using var refused = await stranger.GetAsync(At("/metrics"), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        const string answer = "/api/v1/answers/serbia-2023/countries.csv?case=joins&horizon=long&lever.severity=0.77";
        await client.GetStringAsync(At(answer), Cancellation);
        using var response = await client.GetAsync(At("/metrics"), Cancellation);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(MetricLine(), line));
        Assert.True(Value("entente_solve_duration_seconds_count{horizon=\"long\"}") >= 1);
        Assert.True(Value("entente_solve_duration_seconds_bucket{horizon=\"long\",le=\"+Inf\"}") >= 1);
        Assert.Contains("http_server_request_duration_seconds_count{", text, StringComparison.Ordinal);
        Assert.Contains("http_route=\"/api/v1/answers/{scenario}/{table}.csv\"", text, StringComparison.Ordinal);
        Assert.True(Value("entente_pages_open") >= 0);
        Assert.DoesNotContain(Served.Token, text, StringComparison.Ordinal);
        // Types once a name, before its numbers.
        var lines = text.Split('\n').Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal));
        var types = lines.Select(line => line.Split(' ')[2]).ToList();
        Assert.Equal(types.Distinct(), types);

        double Value(string name) =>
            double.Parse(
                text.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[^1],
                System.Globalization.CultureInfo.InvariantCulture
            );
    }

    /// <summary>Connections that stay open, each a page, are bounded, and who comes too late is told when to come again.</summary>
    [Fact]
    public async Task Pages_beyond_the_bound_are_told_to_come_again()
    {
        await using var own = await Server.Start(
            new ServeOptions { Version = "1", Port = 0, AsksForToken = false, MostPages = 2 },
            Cancellation
        );
        var host = $"localhost:{own.Address.Port}";
        var open = new List<System.Net.Sockets.TcpClient>();
        try
        {
            Assert.Equal("101", await Connect());
            Assert.Equal("101", await Connect());
            Assert.Equal("503", await Connect());
            using var to = new HttpClient { BaseAddress = own.Address };
            using var page = await to.GetAsync(At("/ask/serbia-2023"), Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.True(page.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            Assert.Equal(HttpStatusCode.OK, (await to.GetAsync(At("/api/v1/worlds"), Cancellation)).StatusCode);
            open[0].Dispose();
            var status = "";
            for (var tries = 0; tries < 100 && status != "101"; tries++)
            {
                await Task.Delay(20, Cancellation);
                status = await Connect();
            }
            Assert.Equal("101", status);
        }
        finally
        {
            open.ForEach(one => one.Dispose());
        }

        async Task<string> Connect()
        {
            var socket = new System.Net.Sockets.TcpClient();
            open.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, own.Address.Port, Cancellation);
            await socket
                .GetStream()
                .WriteAsync(
                    System.Text.Encoding.ASCII.GetBytes(
                        $"GET /_blazor HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                    ),
                    Cancellation
                );
            var buffer = new byte[12];
            await socket.GetStream().ReadExactlyAsync(buffer, Cancellation);
            return System.Text.Encoding.ASCII.GetString(buffer, 9, 3);
        }
    }

    /// <summary>Work that nobody waits for is given up, and its place is free for others.</summary>
    [Fact]
    public async Task Who_leaves_takes_the_work_along()
    {
        using var patience = new CancellationTokenSource();
        var all = Enumerable
            .Range(0, 2)
            .Select(at => At($"/api/v1/answers/serbia-2023/countries.csv?horizon=short&set=energy=0.0{at + 2}"))
            .Select(address => client.GetAsync(address, patience.Token))
            .ToList();
        await Task.Delay(30, Cancellation);
        await patience.CancelAsync();
        foreach (var one in all)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        const string expected = "entente_work_expected_wait_seconds ";
        var since = System.Diagnostics.Stopwatch.StartNew();
        double wait;
        do
        {
            await Task.Delay(10, Cancellation);
            var text = await client.GetStringAsync(At("/metrics"), Cancellation);
            wait = double.Parse(
                text.Split('\n').First(line => line.StartsWith(expected, StringComparison.Ordinal)).Split(' ')[1],
                System.Globalization.CultureInfo.InvariantCulture
            );
        } while (wait > 0 && since.Elapsed < TimeSpan.FromSeconds(20));
        Assert.Equal(0, wait);
        Assert.DoesNotContain(served.Log, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public void Neither_token_nor_cookie_is_ever_logged() =>
        Assert.DoesNotContain(served.Log, line => line.Contains(Served.Token, StringComparison.Ordinal));

    private static Uri At(string path) => new(path, UriKind.Relative);

    [GeneratedRegex(@":\w+(?=\})")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InPath();

    [GeneratedRegex("""(?:<link[^>]*href|<script[^>]*src)="([^"]+)""")]
    private static partial Regex Assets();

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z_]+="[^"]*",?)+\})? -?[0-9.E+-]+)$""")]
    private static partial Regex MetricLine();
}
