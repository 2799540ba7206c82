using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Entente.Batches;
using Entente.Data;
using Entente.Data.Backtests;
using Entente.Data.Runs;
using Entente.Data.Sweeps;
using Entente.Data.Worlds;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Files;
using Entente.Models;
using Entente.Reporting.Games;
using Entente.Testing;
using Entente.Web.Serving;
using Entente.Web.Work;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Games, sweeps and backtests of a small world: begun, looked at, cancelled, and read as the files of the command line.</summary>
public sealed class JobApiTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Server server = null!;
    private HttpClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Catalogue Catalogue => new(folder.Path);

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder.File("scenarios/games"));
        Directory.CreateDirectory(folder.File("scenarios/sweeps"));
        Directory.CreateDirectory(folder.File("scenarios/backtests"));
        WorldWriter.Write(SmallWorld.WithFactors(SmallWorld.Random(1, 4, 2), 1), folder.File("worlds/w"));
        const string cases = """
            scenario:
              title: What is done
              world: w
              cases:
                - { name: joins, measures: [{ kind: embargo, from: C0, to: C3 }] }
                - { name: tariff, measures: [{ kind: tariff, by: C1, on: C0, rate: 0.1, mode: add }] }
            """;
        await File.WriteAllTextAsync(
            folder.File("scenarios/games/small.yaml"),
            $$"""
            title: Small
            {{cases}}
            target: C3
            pressed:
              - { country: C0, options: [{ name: stays }, { name: joins, case: joins }] }
            senders:
              - { name: C1, countries: C1 }
            levers:
              - { name: tariff, by: C1, case: tariff, when: stays }
            """
        );
        var sweep = $"title: Rates\n{cases}\ncases: tariff\noutcomes: [real_income_pct:C0]\ngrid:\n  tariff.1.rate: ";
        await File.WriteAllTextAsync(folder.File("scenarios/sweeps/few.yaml"), $"{sweep}[0.1, 0.2, 0.3]\n");
        await File.WriteAllTextAsync(folder.File("scenarios/sweeps/many.yaml"), $"{sweep}{{ from: 0, to: 1, steps: 40000 }}\n");
        await File.WriteAllTextAsync(
            folder.File("scenarios/backtests/past.yaml"),
            $"""
            title: The past
            {cases}
            happened:
              - what: C0, real income, at last
                case: joins
                outcome: real_income_pct:C0
                happened: -1
                range: [-2, 0]
                source: a guess
              - what: C1, real income
                case: tariff
                outcome: real_income_pct:C1
                range: [50, inf]
                source: nobody
                why: because
            """
        );
        server = await Server.Start(
            new ServeOptions { Version = "1.0", Port = 0, AsksForToken = false, Catalogue = Catalogue },
            Cancellation
        );
        client = new HttpClient { BaseAddress = server.Address };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_game_is_answered_as_by_the_terminal_bit_for_bit()
    {
        var (status, at) = await Begin("games/small/answers?points=3");
        Assert.Equal(202, status);
        // The same question is the same job.
        Assert.Equal((202, at), await Begin("games/small/answers?points=3"));
        var events = await Events(at);
        Assert.Equal("over", events[^1].Event);
        Assert.Equal("done", events[^1].Job.GetProperty("state").GetString());
        Assert.Equal(events.Select(one => one.Id).Order(), events.Select(one => one.Id));
        var answer = AlignmentAnswer.Of(GameInput.Read(Catalogue, "small").Value.Game, 3, cancellation: Cancellation);
        using var plain = new TemporaryFolder();
        GameTables.Write(answer, plain.Path);
        SectionTables.Write(SectionAnswers.Of(answer.Answers, cancellation: Cancellation), plain.Path);
        var files = Directory.EnumerateFiles(plain.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Contains("options.csv", files);
        Assert.Equal(files, events[^1].Job.GetProperty("tables").EnumerateArray().Select(table => table.GetString()));
        foreach (var file in files)
            Assert.Equal(
                await File.ReadAllTextAsync(plain.File(file!), Cancellation),
                await client.GetStringAsync(At($"{at}/{file}"), Cancellation)
            );
        // Who has seen all but the last event gets that one.
        Assert.Equal(events[^1].Id, Assert.Single(await Events(at, events[^1].Id - 1)).Id);
    }

    [Fact]
    public async Task A_sweep_is_answered_as_by_the_terminal_bit_for_bit()
    {
        var (_, at) = await Begin("sweeps/few/answers");
        Assert.Equal("done", (await Events(at))[^1].Job.GetProperty("state").GetString());
        var input = SweepInput.Read(Catalogue, "few", null).Value;
        using var plain = new TemporaryFolder();
        using var into = SweepFolder.Open(plain.Path, SweepManifest.Of(input, new SolveOptions(), "1.0")).Value;
        input
            .Sweep.Batch(input.Written.ChunkSize, new SolveOptions())
            .Run(into.Missing(), (chunk, rows) => into.Add(input.Sweep, chunk, rows), new BatchOptions { Threads = 2 });
        into.Complete();
        into.WriteCsv();
        into.Summary().Write(plain.Path);
        foreach (var file in new[] { "results.csv", "summary.csv" })
            Assert.Equal(
                await File.ReadAllTextAsync(plain.File(file), Cancellation),
                await client.GetStringAsync(At($"{at}/{file}"), Cancellation)
            );
    }

    [Fact]
    public async Task A_backtest_is_answered_as_by_the_terminal()
    {
        Assert.Equal("[{\"name\":\"past\"}]", await client.GetStringAsync(At("backtests"), Cancellation));
        var (_, at) = await Begin("backtests/past/answers");
        Assert.Equal("done", (await Events(at))[^1].Job.GetProperty("state").GetString());
        var read = BacktestInput.Read(Catalogue, "past").Value;
        var results = read.Run();
        Assert.Equal(BacktestPage.Of(read.Backtest, results), await client.GetStringAsync(At($"{at}/page.md"), Cancellation));
        BacktestPage.Table(results).WriteCsv(folder.Path);
        var table = await client.GetStringAsync(At($"{at}/results.csv"), Cancellation);
        Assert.Equal(await File.ReadAllTextAsync(folder.File("results.csv"), Cancellation), table);
        Assert.Contains(FormattableString.Invariant($",{results[0].Answer:R},-1,-2,0"), table, StringComparison.Ordinal);
        Assert.StartsWith("<svg", await client.GetStringAsync(At($"{at}/results.svg"), Cancellation), StringComparison.Ordinal);
        // The page has it without asking again.
        var page = await client.GetStringAsync(new Uri("backtest/past", UriKind.Relative), Cancellation);
        var within = results.Count(result => result.IsWithin);
        Assert.Contains($"{within} of 2 answers lie within", page, StringComparison.Ordinal);
        Assert.Contains($"{at}/results.xlsx", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_that_is_cancelled_stops_and_can_be_asked_again()
    {
        var (_, at) = await Begin("sweeps/many/answers");
        while ((await Row(at)).GetProperty("state").GetString() == "waiting")
            await Task.Delay(20, Cancellation);
        Assert.Equal(409, await Status(HttpMethod.Get, $"{at}/results.csv"));
        Assert.Equal(204, await Status(HttpMethod.Delete, at));
        Assert.Equal("cancelled", (await Events(at))[^1].Job.GetProperty("state").GetString());
        var (_, again) = await Begin("sweeps/many/answers");
        Assert.NotEqual(at, again);
        Assert.Equal(204, await Status(HttpMethod.Delete, again));
    }

    [Theory]
    [InlineData("POST", "games/smell/answers", 404, "did you mean")]
    [InlineData("POST", "games/..%2fsmall/answers", 404, "unknown game")]
    [InlineData("POST", "games/small/answers?horizon=shorty&points=1&point=3", 422, "did you mean points")]
    [InlineData("POST", "sweeps/many/answers?threads=99", 422, "no key")]
    [InlineData("POST", "backtests/..%2fpast/answers", 404, "unknown backtest")]
    [InlineData("GET", "jobs/0123", 404, "no such job")]
    [InlineData("GET", "jobs/0123/events", 404, "no such job")]
    [InlineData("DELETE", "jobs/0123", 404, "no such job")]
    public async Task What_means_nothing_is_a_fault(string method, string path, int status, string says)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), At(path));
        using var response = await client.SendAsync(request, Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(says, await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    /// <summary>A game and a sweep that are sent have the answers of the same files, to the last bit.</summary>
    [Theory]
    [InlineData("games", "small", "options.csv", "points=3")]
    [InlineData("sweeps", "few", "results.csv", "")]
    public async Task What_is_sent_is_answered_as_what_comes_along(string kind, string name, string table, string query)
    {
        var text = await File.ReadAllTextAsync(folder.File($"scenarios/{kind}/{name}.yaml"), Cancellation);
        using var content = new StringContent(text, Encoding.UTF8, "application/yaml");
        using var sent = await client.PostAsync(At(kind), content, Cancellation);
        Assert.Equal(201, (int)sent.StatusCode);
        var told = JsonDocument.Parse(await sent.Content.ReadAsStringAsync(Cancellation)).RootElement;
        var answers = told.GetProperty("answers").GetString()!["/api/v1/".Length..];
        Assert.Equal($"{sent.Headers.Location}/answers", $"/api/v1/{answers}");
        var (status, own) = await Begin($"{answers}?{query}");
        Assert.Equal(202, status);
        Assert.Equal("done", (await Events(own))[^1].Job.GetProperty("state").GetString());
        var (_, theirs) = await Begin($"{kind}/{name}/answers?{query}");
        await Events(theirs);
        Assert.Equal(
            await client.GetStringAsync(At($"{theirs}/{table}"), Cancellation),
            await client.GetStringAsync(At($"{own}/{table}"), Cancellation)
        );
        var page = await client.GetStringAsync(new Uri(told.GetProperty("page").GetString()!, UriKind.Relative), Cancellation);
        Assert.Contains(kind == "games" ? "<h1>Small</h1>" : "<h1>Rates</h1>", page, StringComparison.Ordinal);
    }

    /// <summary>A job ends when it has taken as long as one may, and says so.</summary>
    [Fact]
    public async Task A_job_that_takes_too_long_is_ended()
    {
        var options = new ServeOptions { Version = "1.0", LongestJob = TimeSpan.FromMilliseconds(50) };
        using var jobs = new Jobs(new Busy(1, TimeSpan.FromSeconds(1)), options);
        var job = jobs.Begin(
            "game",
            "long",
            "long",
            at =>
            {
                at.Stop.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
                return Checked<JobTables>.Valid(JobTables.Of(_ => { }));
            }
        )!;
        await foreach (var _ in job.Events(0, Cancellation)) { }
        Assert.Equal("failed", job.Row().State);
        Assert.Contains("not done in 0 minutes", Assert.Single(job.Faults).Found, StringComparison.Ordinal);
    }

    private static Uri At(string path) => new($"/api/v1/{path}", UriKind.Relative);

    private async Task<(int Status, string At)> Begin(string path)
    {
        using var response = await client.PostAsync(At(path), null, Cancellation);
        return ((int)response.StatusCode, response.Headers.Location?.ToString()["/api/v1/".Length..] ?? "");
    }

    private async Task<JsonElement> Row(string at) =>
        JsonDocument.Parse(await client.GetStringAsync(At(at), Cancellation)).RootElement.Clone();

    private async Task<int> Status(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, At(path));
        using var response = await client.SendAsync(request, Cancellation);
        return (int)response.StatusCode;
    }

    private async Task<List<(string Event, long Id, JsonElement Job)>> Events(string at, long seen = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At($"{at}/events"));
        if (seen > 0)
            request.Headers.Add("Last-Event-ID", seen.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancellation);
        var events = new List<(string, long, JsonElement)>();
        var parser = SseParser.Create(stream, (_, data) => JsonDocument.Parse(Encoding.UTF8.GetString(data)).RootElement.Clone());
        await foreach (var one in parser.EnumerateAsync(Cancellation))
            events.Add((one.EventType, long.Parse(one.EventId!, System.Globalization.CultureInfo.InvariantCulture), one.Data));
        return events;
    }
}
