using System.Net;
using System.Text;
using System.Text.Json;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Models;
using Entente.Reporting;
using Entente.Testing;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Answers for programs are the files of a run, to the last bit.</summary>
[Collection(nameof(Served))]
public sealed class AnswerApiTests(Served served) : IDisposable
{
    private static readonly WorldsKept Worlds = new();

    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = served.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        client.Dispose();
    }

    [Theory]
    [InlineData("", "case=joins&horizon=short", "short", "joins")]
    [InlineData("energy=0.05", "case=gas-cut-off&horizon=long&horizon=medium&set=energy=0.05", "long medium", "gas-cut-off")]
    public async Task Tables_are_those_of_a_run_bit_for_bit(string set, string query, string horizons, string theCase)
    {
        var input = RunInput
            .Read(
                Catalogue.Default,
                "serbia-2023",
                null,
                new RunOverrides
                {
                    Cases = [theCase],
                    Horizons = [.. horizons.Split(' ').Select(name => (Word)name)],
                    Set = set.Length > 0 ? [set] : [],
                },
                null,
                Worlds
            )
            .Value;
        var options = new SolveOptions();
        var run = ScenarioRun.Record(input, ScenarioRun.Answer(input, options), options, "1.0", []);
        RunTables.Write(run, folder.Path);
        foreach (var table in new[] { "countries", "sectors", "flows", "energy", "lines" })
        {
            var answer = await client.GetByteArrayAsync(At($"answers/serbia-2023/{table}.csv?{query}"), Cancellation);
            Assert.True(File.ReadAllBytes(folder.File($"{table}.csv")).AsSpan().SequenceEqual(answer), table);
        }
        Assert.Equal(File.Exists(folder.File("limits.csv")) ? 200 : 404, await Status($"/api/v1/answers/serbia-2023/limits.csv?{query}"));
    }

    [Fact]
    public async Task An_answer_that_is_there_is_not_sent_again()
    {
        const string path = "/api/v1/answers/serbia-2023/countries.csv?case=joins&horizon=long";
        using var first = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal("text/csv", first.Content.Headers.ContentType?.MediaType);
        var tag = first.Headers.ETag!;
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(tag);
        using var again = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        var shorter = path.Replace("long", "short", StringComparison.Ordinal);
        using var other = await client.GetAsync(new Uri(shorter, UriKind.Relative), Cancellation);
        Assert.NotEqual(tag, other.Headers.ETag);
    }

    [Fact]
    public async Task Every_fault_of_a_question_is_told_at_once()
    {
        using var response = await client.GetAsync(
            new Uri("/api/v1/answers/serbia-2023/countries.csv?case=join&horizon=shorty&sets=1", UriKind.Relative),
            Cancellation
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        var faults = problem.RootElement.GetProperty("faults").EnumerateArray().ToList();
        Assert.Equal(2, faults.Count);
        Assert.Contains(
            faults,
            fault => fault.GetProperty("expected").GetString()!.Contains("did you mean short", StringComparison.Ordinal)
        );
        Assert.Equal(404, await Status("/api/v1/answers/serbia/countries.csv"));
        Assert.Equal(404, await Status("/api/v1/answers/serbia-2023/country.csv"));
    }

    [Fact]
    public async Task A_scenario_that_is_sent_is_answered_under_its_key()
    {
        const string yaml = "title: Sent\nfocus: SRB\ncases:\n  - { name: joins, regime: russia-2022, as_of: 2023-12, joiners: SRB }\n";
        using var content = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        using var response = await client.PostAsync(new Uri("/api/v1/answers", UriKind.Relative), content, Cancellation);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var at = response.Headers.Location!;
        var mine = await client.GetStringAsync(new Uri($"{at}/countries.csv?horizon=short", UriKind.Relative), Cancellation);
        var theirs = await client.GetStringAsync(
            new Uri("/api/v1/answers/serbia-2023/countries.csv?case=joins&horizon=short", UriKind.Relative),
            Cancellation
        );
        Assert.Equal(theirs, mine);
    }

    [Fact]
    public async Task Levers_where_the_scenario_has_them_change_no_bit_and_others_do()
    {
        const string path = "/api/v1/answers/serbia-2023/countries.csv?case=joins&horizon=short";
        var asWritten = await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal(asWritten, await client.GetStringAsync(new Uri($"{path}&lever.severity=1", UriKind.Relative), Cancellation));
        var harsher = await client.GetStringAsync(new Uri($"{path}&lever.food-ban-2022=1", UriKind.Relative), Cancellation);
        var case2 = await client.GetStringAsync(
            new Uri("/api/v1/answers/serbia-2023/countries.csv?case=joins-and-russia-bans-food&horizon=short", UriKind.Relative),
            Cancellation
        );
        Assert.Equal(case2.Replace("joins-and-russia-bans-food,", "joins,", StringComparison.Ordinal), harsher);
        var half = await client.GetStringAsync(new Uri($"{path}&lever.severity=0.5", UriKind.Relative), Cancellation);
        var (whole, part) = (Income(asWritten), Income(half));
        Assert.True(whole < part && part < 0, $"{whole} {part}");
    }

    /// <summary>Read as a file is read, by the same reader, it gives the same last digit.</summary>
    [Theory]
    [InlineData("serbia-2023", "case=joins&horizon=short")]
    [InlineData(
        "serbia-2023",
        "case=joins&horizon=short&set=energy=0.05&lever.severity=0.3&lever.food-ban-2022=0.5&lever.joins-with-help.1.amount=700"
    )]
    [InlineData("serbia-2023", "case=joins-with-help&horizon=long&lever.1.amount=123.5&lever.energy-stop-2022=0")]
    [InlineData("serbia-2023", "case=gas-cut-off-with-interconnector&horizon=short&lever.1.share=0.25")]
    [InlineData("serbia-2023", "case=joins&horizon=short&fact.input_share.SRB.GAS.CHEM=0.2&fact.value_added_share.SRB.CHEM=0.3")]
    [InlineData("measures-2023", "case=remittances-from-russia&lever.1.share=0.25")]
    [InlineData("own~world-2023~TUR~russia-2022~2023-12~MDA~eu27.USA", "case=joins-with-help&horizon=long&lever.severity=0.5")]
    [InlineData("own~world-2021~MDA~russia-2022~2022-12~~eu27", "case=stays-out-and-is-pressed&horizon=long&lever.1.rate=0.1")]
    [InlineData("own~world-2021~MDA~russia-2022~2022-12~~eu27", "case=members-act&horizon=long&lever.member.HUN=0&lever.member.JPN=0")]
    [InlineData("own~world-2021~MDA~russia-2022~2022-12~~eu27~HUN", "case=joins&horizon=short&lever.member.AUT=0&lever.severity=0.5")]
    public async Task A_question_as_a_file_has_the_same_answer(string scenario, string query)
    {
        using var asked = await client.GetAsync(At($"answers/{scenario}/countries.csv?{query}"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var yaml = await client.GetStringAsync(At($"scenarios/{scenario}/asked.yaml?{query}"), Cancellation);
        await File.WriteAllTextAsync(folder.File("question.yaml"), yaml, Cancellation);
        var name = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)["case"].ToString();
        var read = RunInput.Read(Catalogue.Default, folder.File("question.yaml"), null, new RunOverrides { Cases = [name] }, null, Worlds);
        Assert.True(read.Success, $"{string.Join("; ", read.Faults)}\n{yaml}");
        var options = new SolveOptions();
        var run = ScenarioRun.Record(read.Value, ScenarioRun.Answer(read.Value, options), options, "1.0", []);
        RunTables.Write(run, folder.Path);
        var written = await File.ReadAllTextAsync(folder.File("countries.csv"), Cancellation);
        Assert.Equal(await asked.Content.ReadAsStringAsync(Cancellation), written);
    }

    [Fact]
    public async Task Everything_there_is_is_listed()
    {
        using var scenarios = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/scenarios", UriKind.Relative), Cancellation));
        Assert.Equal(
            Catalogue.Default.Scenarios,
            scenarios.RootElement.EnumerateArray().Select(one => one.GetProperty("name").GetString()!)
        );
        using var worlds = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/worlds", UriKind.Relative), Cancellation));
        Assert.Equal(Catalogue.Default.Worlds, worlds.RootElement.EnumerateArray().Select(one => one.GetProperty("name").GetString()!));
        using var horizons = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/horizons", UriKind.Relative), Cancellation));
        Assert.Equal(Entente.Horizons.HorizonParameter.All.Length, horizons.RootElement.GetArrayLength());
        using var detail = JsonDocument.Parse(await client.GetStringAsync(At("scenarios/serbia-2023"), Cancellation));
        Assert.Equal("SRB", detail.RootElement.GetProperty("focus")[0].GetString());
    }

    [Fact]
    public async Task A_figure_and_a_report_are_files_with_the_numbers_of_the_answer()
    {
        const string query = "case=joins&horizon=short";
        using var figure = await client.GetAsync(At($"figures/serbia-2023/others.svg?{query}"), Cancellation);
        Assert.Equal("image/svg+xml", figure.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", figure.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("Russia", await figure.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        var report = await client.GetStringAsync(At($"answers/serbia-2023/report.html?{query}"), Cancellation);
        Assert.Contains("In the short run, “Serbia joins” costs Serbia", report, StringComparison.Ordinal);
        Assert.DoesNotContain("http://localhost", report, StringComparison.Ordinal);
        Assert.Equal(404, await Status($"/api/v1/figures/serbia-2023/other.svg?{query}"));
    }

    /// <summary>Whoever is sent away is told when to come again; whoever is answered is answered right.</summary>
    [Fact]
    public async Task Fifty_at_once_are_answered_right_or_told_to_come_again()
    {
        var paths = Enumerable
            .Range(0, 50)
            .Select(at => (Horizon: at % 2 == 0 ? "short" : "long", Severity: 0.5 + at / 2 / 100.0))
            .Select(one => FormattableString.Invariant($"case=joins&horizon={one.Horizon}&lever.severity={one.Severity}"))
            .Select(query => $"/api/v1/answers/serbia-2023/countries.csv?{query}")
            .ToList();
        var answers = await Task.WhenAll(paths.Select(Get));
        Assert.Contains(answers, answer => answer.Status == 200);
        for (var at = 0; at < paths.Count; at++)
            if (answers[at].Status == 200)
                Assert.Equal((await Get(paths[at])).Text, answers[at].Text);
            else
                Assert.True(answers[at] is { Status: 503, After: > 0 }, answers[at].ToString());

        async Task<(int Status, string Text, double After)> Get(string path)
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            return (
                (int)response.StatusCode,
                await response.Content.ReadAsStringAsync(Cancellation),
                response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0
            );
        }
    }

    /// <summary>
    /// The same fifty, ten times over, by the clock: docs/workbench.md has what came out. Not part of the ordinary run, as others use the
    /// processors then.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Fifty_clients_have_an_answer_or_are_told_within_a_second()
    {
        var (answered, told) = (new List<double>(), new List<double>());
        await client.GetStringAsync(new Uri("/api/v1/answers/serbia-2023/countries.csv?case=joins", UriKind.Relative), Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(Ask));
        foreach (var (name, times) in new[] { ("answered", answered), ("told to come again", told) })
            Console.WriteLine(
                times.Count == 0
                    ? $"{name}: none"
                    : FormattableString.Invariant(
                        $"{name}: {times.Count}, median {times.Order().ElementAt(times.Count / 2):0} ms, longest {times.Max():0} ms"
                    )
            );
        Assert.True(answered.Concat(told).Max() < 1000);

        async Task Ask(int number)
        {
            using var own = served.Client();
            for (var round = 0; round < 10; round++)
            {
                var severity = (0.2 + 0.015 * number + 0.001 * round).ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
                var horizon = (number + round) % 2 == 0 ? "short" : "long";
                var watch = System.Diagnostics.Stopwatch.StartNew();
                using var response = await own.GetAsync(
                    At($"answers/serbia-2023/countries.csv?case=joins&horizon={horizon}&lever.severity={severity}"),
                    Cancellation
                );
                var took = watch.Elapsed.TotalMilliseconds;
                lock (answered)
                    (response.IsSuccessStatusCode ? answered : told).Add(took);
                Assert.True(response.IsSuccessStatusCode || response.Headers.RetryAfter is not null);
                if (response.Headers.RetryAfter?.Delta is { } after)
                    await Task.Delay(after, Cancellation);
            }
        }
    }

    private static Uri At(string path) => new($"/api/v1/{path}", UriKind.Relative);

    private static double Income(string table) =>
        double.Parse(
            table.Split('\n').First(line => line.Contains(",SRB,", StringComparison.Ordinal)).Split(',')[2],
            System.Globalization.CultureInfo.InvariantCulture
        );

    private async Task<int> Status(string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return (int)response.StatusCode;
    }
}
