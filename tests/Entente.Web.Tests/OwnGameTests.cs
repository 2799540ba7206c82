using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Entente.Data;
using Entente.Testing;
using Entente.Web.Serving;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>A game of somebody's own: sent as a file, played as those that come along, kept; its faults are told all at once.</summary>
[Collection(nameof(Served))]
public sealed class OwnGameTests(Served served) : IDisposable
{
    private const string Figures = "api/v1/figures/games";

    private readonly HttpClient client = served.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Turkey { get; } =
        File.ReadAllText(Catalogue.Default.FindGame("turkey-2023", AppContext.BaseDirectory).Value.Path);

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task It_is_played_as_one_that_comes_along()
    {
        var key = await Key(client, Turkey);
        const string query = "horizon=long&pressure=0.5&retaliation=1";
        foreach (var table in new[] { "payoffs.csv", "map.csv", "map.svg" })
            Assert.Equal(
                await client.GetStringAsync($"{Figures}/turkey-2023/{table}?{query}", Cancellation),
                await client.GetStringAsync($"{Figures}/{key}/{table}?{query}", Cancellation)
            );
        Assert.Equal(Turkey, await client.GetStringAsync($"api/v1/games/{key}.yaml", Cancellation));
        var page = await client.GetStringAsync($"game/{key}?{query}", Cancellation);
        Assert.Contains("<h1>Turkey between the West and Russia</h1>", page, StringComparison.Ordinal);
        var asked = $"against=TUR&{query}".Replace("&", "&amp;", StringComparison.Ordinal);
        Assert.Contains($"href=\"{Figures}/{key}/payoffs.csv?{asked}\"", page, StringComparison.Ordinal);
        using var sweep = await client.PostAsync($"api/v1/sweeps/{key}/answers", null, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, sweep.StatusCode);
    }

    /// <summary>What a file holds wrong is told with its line; what it names on the disk is not looked for.</summary>
    [Theory]
    [InlineData("games", "target: RUS", "targets: RUS\nlever: []", "game:[0-9]+", "did you mean target", "did you mean levers")]
    [InlineData("games", "target: RUS", "target: RUSS", "game:[0-9]+", "did you mean RUS")]
    [InlineData("games", "world: world-2023", "world: ../worlds/world-2023", "game", "world-2023")]
    [InlineData("games", "world: world-2023", "world: /etc", "game", "world-2023")]
    [InlineData("games", "regime: russia-2022", "regime: ../regimes/russia-2022.yaml", "game:[0-9]+", "which is no file")]
    [InlineData("games", "kind: tariff,", "kind: tariff_table, file: /etc/hosts,", "game:[0-9]+", "which does not exist")]
    [InlineData("games", "horizon: [short, medium, long]", "horizon: long\n  parameters: { theta: [1 }", "game:[0-9]+", "")]
    [InlineData("sweeps", "scenario: serbia-2023", "scenario: ../../etc/passwd", "sweep:[0-9]+", "which does not exist")]
    [InlineData("sweeps", "scenario: serbia-2023", "scenario: serbia-2023.yaml", "sweep:[0-9]+", "did you mean serbia-2023")]
    [InlineData("sweeps", "grid:", "list: /etc/hosts\ngrid:", "sweep:[0-9]+", "which does not exist")]
    [InlineData("sweeps", "steps: 2 }", "steps: 90000 }\ndraws: { count: 1000, seed: 1, elasticities: true }", "null", "or entente sweep")]
    public async Task What_cannot_be_read_is_told(string kind, string before, string after, string place, params string[] says)
    {
        var text = kind == "games" ? Turkey : Sweep;
        Assert.Contains(before, text, StringComparison.Ordinal);
        using var answer = await Send(client, kind, text.Replace(before, after, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var told = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Matches($"\"place\":\"?{place}", told);
        Assert.All(says, word => Assert.Contains(word, told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_would_keep_others_waiting_is_refused()
    {
        var options = string.Join('\n', Enumerable.Range(0, 9).Select(at => $"      - {{ name: other{at}, case: joins }}"));
        const string first = "      - { name: abstains, title: Stays out }";
        using var many = await Send(client, "games", Turkey.Replace(first, $"{first}\n{options}", StringComparison.Ordinal));
        Assert.Contains("12 options of TUR at 3 horizons", await many.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var plain = await client.PostAsync("api/v1/games", new StringContent("title: a"), Cancellation);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, plain.StatusCode);
        using var bytes = new ByteArrayContent([0x61, 0xc3, 0x28]);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");
        using var torn = await client.PostAsync("api/v1/sweeps", bytes, Cancellation);
        Assert.Contains("no UTF-8", await torn.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    /// <summary>A server that is started again has the game that was kept, with the place in it, and its versions.</summary>
    [Fact]
    public async Task It_is_kept_with_its_versions()
    {
        using var folder = new TemporaryFolder();
        var options = new ServeOptions { Version = "1.0", Port = 0, Token = Served.Token, Store = folder.File("saved.db") };
        string key;
        await using (var first = await Server.Start(options, Cancellation))
        {
            using var own = Served.Client(first);
            key = await Key(own, Turkey);
            using var saved = await own.PostAsJsonAsync(
                "api/v1/saved",
                new { name = "mine", subject = "game", scenario = key, query = "horizon=short&pressure=0.25" },
                Cancellation
            );
            Assert.Equal(HttpStatusCode.Created, saved.StatusCode);
            var item = saved.Headers.Location!.ToString();
            Assert.Equal(Turkey, await own.GetStringAsync(new Uri($"{item}/versions/1.yaml", UriKind.Relative), Cancellation));
            using var next = new HttpRequestMessage(HttpMethod.Put, item)
            {
                Content = JsonContent.Create(new { name = "mine", subject = "game", scenario = key, query = "horizon=long" }),
                Headers = { IfMatch = { new EntityTagHeaderValue("\"1\"") } },
            };
            using var kept = await own.SendAsync(next, Cancellation);
            Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        }
        await using var second = await Server.Start(options, Cancellation);
        using var again = Served.Client(second);
        using var all = JsonDocument.Parse(await again.GetStringAsync("api/v1/saved", Cancellation));
        var row = Assert.Single(all.RootElement.EnumerateArray());
        Assert.Equal(2, row.GetProperty("number").GetInt32());
        Assert.Equal("game", row.GetProperty("subject").GetString());
        var at = row.GetProperty("page").GetString()!;
        Assert.Equal($"/game/{key}?against=TUR&horizon=long&pressure=0&retaliation=0", at);
        var page = await again.GetStringAsync(new Uri(at, UriKind.Relative), Cancellation);
        Assert.Contains("<h1>Turkey between the West and Russia</h1>", page, StringComparison.Ordinal);
        var list = await again.GetStringAsync("saved", Cancellation);
        Assert.Contains($"href=\"game/{key}?", list, StringComparison.Ordinal);
        Assert.Contains("a game of your own", list, StringComparison.Ordinal);
    }

    private const string Sweep = """
        title: Of mine
        scenario: serbia-2023
        cases: joins
        horizon: long
        outcomes: real_income_pct:SRB
        grid:
          energy: { from: 0.1, to: 0.2, steps: 2 }
        """;

    private static async Task<HttpResponseMessage> Send(HttpClient client, string kind, string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, "application/yaml");
        return await client.PostAsync($"api/v1/{kind}", content, Cancellation);
    }

    private static async Task<string> Key(HttpClient client, string text)
    {
        using var answer = await Send(client, "games", text);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }
}
