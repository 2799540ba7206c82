using System.Text;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Requests that nobody sends by mistake: refused with a message, the server alive, no word of how it is made.</summary>
[Collection(nameof(Served))]
public sealed class HostileTests(Served served)
{
    private string Head(string first, string more = "") =>
        $"{first} HTTP/1.1\r\nHost: localhost:{served.Port}\r\nAuthorization: Bearer {Served.Token}\r\nConnection: close\r\n{more}\r\n";

    [Theory]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/api/v1/answers/..%5c..%5cworlds/countries.csv")]
    [InlineData("/api/v1/answers/serbia-2023%00/countries.csv")]
    [InlineData("/api/v1/answers/%2fetc%2fpasswd/countries.csv")]
    [InlineData("/api/v1/scenarios/..%2f..%2fworlds")]
    [InlineData("/api/v1/answers/serbia-2023/..%2fmanifest.csv")]
    [InlineData("//etc/passwd")]
    [InlineData("/app.css/../../appsettings.json")]
    public async Task No_path_reaches_the_disk(string path)
    {
        var status = await served.Status(Head($"GET {path}"));
        Assert.True(status is 400 or 404, $"{path}: {status}");
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        const string post = "POST /api/v1/answers";
        const string yaml = "Content-Type: application/yaml\r\n";
        Assert.Equal(413, await served.Status(Head(post, $"{yaml}Content-Length: 2097152\r\n") + new string('a', 100_000)));
        Assert.Equal(413, await served.Status(Head(post, $"{yaml}Content-Length: 9223372036854775807\r\n")));
        Assert.Equal(431, await served.Status(Head("GET /health", $"X-Long: {new string('a', 64 << 10)}\r\n")));
        Assert.Equal(414, await served.Status(Head($"GET /health?{new string('a', 64 << 10)}")));
        Assert.Equal(400, await served.Status(Head(post, $"{yaml}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n"));
    }

    [Theory]
    [InlineData("case=nobody")]
    [InlineData("horizon=eternity")]
    [InlineData("case=joins&lever.severity=NaN")]
    [InlineData("case=joins&lever.severity=1e308")]
    [InlineData("case=joins&lever.severity=Infinity")]
    [InlineData("case=joins&lever.severity=-1")]
    [InlineData("case=joins&lever.nothing=1")]
    [InlineData("lever.severity=0.5")]
    [InlineData("set=energy=NaN")]
    [InlineData("set=energy=-1")]
    [InlineData("set=nothing=1")]
    [InlineData("cases=joins")]
    [InlineData("rows=none")]
    public async Task Numbers_and_names_that_mean_nothing_are_faults(string query)
    {
        var answer = await served.Raw(Head($"GET /api/v1/answers/serbia-2023/countries.csv?{query}"));
        Assert.StartsWith("HTTP/1.1 422", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just words")]
    [InlineData("[1, 2]")]
    [InlineData("title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("title: x\ntitle: y\ncases: []")]
    [InlineData("title: x\nworld: /etc\ncases: [{ name: a }]")]
    [InlineData("title: x\nworld: ../worlds/world-2023\ncases: [{ name: a }]")]
    [InlineData("title: x\nregimes: [../regimes/russia-2022.yaml]\ncases: [{ name: a }]")]
    [InlineData("title: x\ncases: [{ name: a, measures: [{ kind: tariff_table, file: /etc/passwd }] }]")]
    [InlineData("title: x\ngravity: { data: /etc/passwd }\ncases: [{ name: a }]")]
    [InlineData("title: x\ncases: [{ name: a, measures: [{ kind: tariff, by: SRB, rate: .nan }] }]")]
    public async Task What_cannot_be_asked_or_names_files_is_a_fault(string yaml)
    {
        var body = Encoding.UTF8.GetBytes(yaml);
        foreach (var path in new[] { "answers", "games", "sweeps" })
        {
            var answer = await served.Raw(
                Head($"POST /api/v1/{path}", $"Content-Type: application/yaml\r\nContent-Length: {body.Length}\r\n") + yaml
            );
            Assert.StartsWith("HTTP/1.1 422", answer, StringComparison.Ordinal);
        }
    }

    /// <summary>Drawn from parts that have hit others, with a seed.</summary>
    [Fact]
    public async Task A_thousand_hostile_requests_are_refused_and_the_server_lives()
    {
        string[] methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "GARBAGE", "get"];
        string[] paths =
        [
            "/api/v1/answers/nobody/countries.csv", "/api/v1/answers/serbia-2023/passwd.csv", "/%2e%2e%2fetc", "/api/v1/../../etc/passwd",
            "/_blazor/negotiation", "/_blazor?id=x", "/api/v1/figures/serbia-2023/x.svg", "/ask/%00", "/enter?once=guess",
            "/api/v1/answers/serbia-2023/countries.csv?lever.severity=%ff", "/api/v1/answers/serbia-2023/countries.csv?case=%27%3B--",
            "/api/v1/saved/0000", "/api/v1/saved/..%2f..%2fsaved.db", "/api/v1/saved/0000/versions/1/restore", "/api/v1/jobs/..%5c/x.csv",
            "/api/v1/positions/%00/joining.csv", "/api/v1/positions/SRB/joining.csv?topic=%27%3B--", "/api/v1/record/passwd.csv",
            "/api/v1/estimates/..%2fx.json", "/api/v1/games/%2e%2e/answers", "/api/v1/sweeps/..%2fx/answers", "/metrics/x",
            "/api/v1/games/..%2fx.yaml", "/api/v1/figures/games/own~/map.svg",
            "/api/v1/answers", "/openapi/v2.json", "/wp-login.php", "*", "http://evil.example/",
        ];
        string[] headers =
        [
            "X: y", "Origin: http://evil.example", "Content-Length: -1", "Content-Length: 10", "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding: x", "Content-Type: text/xml", "Range: bytes=0-0,0-0", "Expect: 100-continue", "Host: evil.example",
            "Sec-Fetch-Site: cross-site", "Upgrade: h2c", "Authorization: Basic x", "Cookie: entente-1=x", "If-None-Match: *", "No colon",
            "Accept-Encoding: " + new string('x', 5000),
        ];
        var random = new Random(7);
        await Parallel.ForEachAsync(
            Enumerable
                .Range(0, 1000)
                .Select(_ => (Method: Of(methods), Path: Of(paths), Header: Of(headers), Knows: random.Next(3) > 0))
                .ToList(),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken },
            async (one, _) =>
            {
                var text =
                    $"{one.Method} {one.Path} HTTP/1.1\r\nHost: localhost:{served.Port}\r\nConnection: close\r\n"
                    + $"{(one.Knows ? $"Authorization: Bearer {Served.Token}\r\n" : "")}{one.Header}\r\n\r\n0\r\n\r\n";
                var answer = await served.Raw(text);
                Assert.True(
                    answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal),
                    $"{one.Method} {one.Path} {one.Header}: {answer.Split('\r')[0]}"
                );
                Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
            }
        );
        Assert.Equal(200, await served.Status(Head("GET /health")));
        Assert.DoesNotContain(served.Log, line => line.Contains("Exception", StringComparison.Ordinal));

        T Of<T>(T[] from) => from[random.Next(from.Length)];
    }
}
