using System.Net;
using System.Text.Json;
using Entente.Data;
using Entente.Web.Answers;
using Entente.Web.Questions;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>A question that somebody makes up is a scenario, wherever it is asked, and its name holds all of it.</summary>
[Collection(nameof(Served))]
public sealed class OwnQuestionTests(Served served) : IDisposable
{
    private const string Serbia = "own~world-2023~SRB~russia-2022~2023-12~~eu27.GBR.USA";

    private static readonly Library Library = new(Catalogue.Default, _ => null);

    private readonly HttpClient client = served.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => client.Dispose();

    [Theory]
    [InlineData(Serbia, true)]
    [InlineData("own~world-2021~TUR~russia-2022~2022-04-09~MDA.GEO~", true)]
    [InlineData("own~world-2021~TUR~russia-2022~2022-12~~eu27~HUN.SVK", true)]
    [InlineData("own~world-2021~TUR~russia-2022~2022-12~~eu27~", false)]
    [InlineData("own~world-2021~TUR~russia-2022~2022-12~~eu27~HUN~SVK", false)]
    [InlineData("own~world-2023~SRB~russia-2022~2023-12~", false)]
    [InlineData("own~world-2023~SRB~russia-2022~tomorrow~~", false)]
    [InlineData("own~world-2023~SRB: 1~russia-2022~2023~~", false)]
    [InlineData("own~../worlds~SRB~russia-2022~2023~~", false)]
    [InlineData("own~world-2023~SRB~russia-2022~2023~A..B~", false)]
    [InlineData("serbia-2023", false)]
    public void A_name_holds_the_question(string name, bool isOne)
    {
        Assert.Equal(isOne ? name : null, OwnQuestion.Read(name)?.Name);
        Assert.Equal(isOne || Library.Scenarios.Contains(name), Library.Has(name));
    }

    /// <summary>The flagship is one of them: the same country, regime and day have the same answer to the last bit.</summary>
    [Theory]
    [InlineData("short")]
    [InlineData("long")]
    public async Task It_has_the_answer_of_a_scenario_that_says_the_same(string horizon)
    {
        var query = $"countries.csv?case=joins&horizon={horizon}";
        var written = await client.GetStringAsync(At($"answers/serbia-2023/{query}"), Cancellation);
        Assert.Equal(written, await client.GetStringAsync(At($"answers/{Serbia}/{query}"), Cancellation));
        using var detail = JsonDocument.Parse(await client.GetStringAsync(At($"scenarios/{Serbia}"), Cancellation));
        Assert.Equal("SRB", detail.RootElement.GetProperty("focus")[0].GetString());
    }

    /// <summary>Whoever is asked, in whatever world: what comes of it can be answered, as all of it is looked up.</summary>
    [Theory]
    [InlineData("world-2021", "2023-06-30")]
    [InlineData("world-2023", "2024")]
    public void Everybody_can_be_asked(string world, string asOf)
    {
        var known = Library.Own.Regimes.Find("russia-2022")!;
        var countries = known.Candidates(Library.Own.World(world).Value.World, new DateOnly(2024, 12, 31)).Select(one => one.Code).ToList();
        Assert.True(countries.Count > 10);
        Assert.DoesNotContain("RUS", countries);
        Assert.DoesNotContain("DEU", countries);
        foreach (var code in countries.Where((_, at) => at % 6 == 0))
        {
            var own = new OwnQuestion(world, code, known.Regime.Name, asOf) { Senders = ["USA", "JPN"] };
            var scenario = Library.Scenario(own.Name);
            Assert.True(scenario.Success, $"{own.Name}: {string.Join("; ", scenario.Faults)}");
            var cases = scenario.Value.AsWritten.Cases;
            Assert.Equal(world != "world-2023", cases[0].Name == "members-act");
            foreach (var name in new[] { "joins", "joins-and-all-else", "stays-out-and-is-pressed", "joins-with-help" })
            {
                var theCase = Assert.Single(cases, one => one.Name == name);
                Assert.Equal(world == "world-2023" ? null : "members-act", theCase.RelativeTo?.Text);
                Assert.NotEmpty(CaseLevers.Of(scenario.Value.Scenario, theCase).Levers);
            }
            Assert.Equal(scenario.Value.ScenarioHash, Library.Scenario(own.Name).Value.ScenarioHash);
        }
    }

    /// <summary>Who is left out takes no measures, among members as among those who press: it and its trade lose less.</summary>
    [Theory]
    [InlineData("own~world-2021~TUR~russia-2022~2022-12~~eu27", "members-act", "RUS")]
    [InlineData("own~world-2023~TUR~russia-2022~2023-12~~eu27", "stays-out-and-is-pressed", "TUR")]
    public async Task Members_may_be_left_out(string name, string theCase, string loser)
    {
        var all = await Income(name, loser, theCase);
        var less = await Income($"{name}~DEU", loser, theCase);
        Assert.True(all < less && less < 0, $"{all} {less}");
    }

    /// <summary>Who is left out by a lever is left out of the file, and of the question that says the same.</summary>
    [Fact]
    public async Task Members_are_left_out_on_the_page_as_in_a_file()
    {
        const string name = "own~world-2021~TUR~russia-2022~2022-12~~eu27";
        const string query = "case=members-act&horizon=long&lever.member.HUN=0&lever.member.JPN=0";
        var page = await client.GetStringAsync(At($"answers/{name}/countries.csv?{query}"), Cancellation);
        var yaml = await client.GetStringAsync(At($"scenarios/{name}/asked.yaml?{query}"), Cancellation);
        Assert.Contains("without: [HUN, JPN]", yaml, StringComparison.Ordinal);
        var other = await client.GetStringAsync(At($"answers/{name}~HUN.JPN/countries.csv?case=members-act&horizon=long"), Cancellation);
        Assert.Equal(page, other);

        // Taken back in, all act again; nobody is left out where members act in the data.
        var all = await client.GetStringAsync(At($"answers/{name}/countries.csv?case=members-act&horizon=long"), Cancellation);
        const string back = "case=members-act&horizon=long&lever.member.HUN=1";
        Assert.Equal(all, await client.GetStringAsync(At($"answers/{name}~HUN/countries.csv?{back}"), Cancellation));
        Assert.NotEqual(all, page);
        using var held = await client.GetAsync(At($"answers/{Serbia}/countries.csv?case=joins&lever.member.HUN=0"), Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, held.StatusCode);
        var members = Library
            .Own.Regimes.Find("russia-2022")!
            .TakingPart(Library.Own.World("world-2021").Value.World, new DateOnly(2022, 12, 31), OwnQuestion.Read(name)!);
        var none = string.Concat(members.Select(country => $"&lever.member.{country.Code}=0"));
        using var nobody = await client.GetAsync(At($"answers/{name}/countries.csv?case=members-act{none}"), Cancellation);
        var told = await nobody.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("without all who take its measures", told, StringComparison.Ordinal);
    }

    /// <summary>Who joins along acts too: Russia loses more by two than by one.</summary>
    [Fact]
    public async Task Others_may_join_along()
    {
        var one = await Income("own~world-2023~SRB~russia-2022~2023-12~~", "RUS");
        var two = await Income("own~world-2023~SRB~russia-2022~2023-12~TUR~", "RUS");
        Assert.True(two < one && one < 0, $"{two} {one}");
    }

    [Theory]
    [InlineData("own~world-2023~SBR~russia-2022~2023-12~~", 422, "did you mean SRB")]
    [InlineData("own~world-2023~DEU~russia-2022~2023-12~~", 422, "cannot join")]
    [InlineData("own~world-2023~RUS~russia-2022~2023-12~~", 422, "cannot join")]
    [InlineData("own~world-2023~SRB~russia-2020~2023-12~~", 422, "did you mean russia-2022")]
    [InlineData("own~world-2033~SRB~russia-2022~2023-12~~", 422, "did you mean world-2023")]
    [InlineData("own~world-2023~SRB~russia-2022~2021-12~~", 422, "nothing of russia-2022 is in force")]
    [InlineData("own~world-2023~SRB~russia-2022~2023-13~~", 422, "a day, a month or a year")]
    [InlineData("own~world-2023~SRB~russia-2022~2023-12~~USB", 422, "did you mean USA")]
    [InlineData("own~world-2023~SRB~russia-2022~2023-12~~brics", 422, "against itself")]
    [InlineData("own~world-2014~SRB~russia-2022~2023-12~~", 422, "has no eu27")]
    [InlineData("own~world-2023~SRB~russia-2022~2023-12~~USA~HUN", 422, "takes no part anyhow")]
    [InlineData("own~world-2023~SRB", 404, "unknown scenario")]
    public async Task What_cannot_be_asked_is_told(string name, int status, string says)
    {
        using var response = await client.GetAsync(At($"answers/{name}/countries.csv?case=joins"), Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(says, await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private async Task<double> Income(string scenario, string country, string theCase = "joins")
    {
        using var response = await client.GetAsync(At($"answers/{scenario}/countries.csv?case={theCase}&horizon=long"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var rows = (await response.Content.ReadAsStringAsync(Cancellation)).Split('\n').Select(line => line.Split(',')).ToList();
        return double.Parse(
            rows.First(row => row[1] == country)[Array.IndexOf(rows[0], "real_income_pct")],
            System.Globalization.CultureInfo.InvariantCulture
        );
    }

    private static Uri At(string path) => new($"/api/v1/{path}", UriKind.Relative);
}
