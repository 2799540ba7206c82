using System.Globalization;
using System.Net;
using Entente.Data;
using Entente.Games;
using Entente.Games.Files;
using Entente.Testing;
using Entente.Web.Answers;
using Entente.Web.Games;
using Entente.Web.Questions;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>A question that somebody makes up is a game as well: its file is answered by the terminal with the same bits.</summary>
[Collection(nameof(Served))]
public sealed class OwnQuestionGameTests(Served served) : IDisposable
{
    private const string Turkey = "own~world-2023~TUR~russia-2022~2023-12~~eu27.USA";
    private const string Georgia = "own~world-2021~GEO~russia-2022~2022-12~MDA~eu27.GBR.USA~HUN";

    private static readonly Library Library = new(Catalogue.Default, _ => null);

    private readonly HttpClient client = served.Client();
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        client.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(Turkey)]
    [InlineData(Georgia)]
    public async Task Its_file_has_the_numbers_of_the_page(string name)
    {
        var text = await client.GetStringAsync($"api/v1/games/{name}.yaml", Cancellation);
        await File.WriteAllTextAsync(folder.File("g.yaml"), text, Cancellation);
        var input = GameInput.Read(Catalogue.Default, folder.File("g.yaml"));
        Assert.Empty(input.Faults);
        var game = input.Value.Game;
        var open = new OpenGame("g", input.Value);
        var at = new GameQuestion("g", 0, game.Horizons.Length - 1, 0.5, 0.25);
        var (pressed, target) = (game.World.Countries[game.Pressed[0].Country].Name, game.World.Countries[game.Target].Name);
        var payoffs = PartyPayoffs.Of(open, at, at.Pressure, at.Retaliation, Cancellation).Table(game, 0, null);
        var sent = await client.GetStringAsync(
            $"api/v1/figures/games/{name}/payoffs.csv?horizon=long&pressure=0.5&retaliation=0.25",
            Cancellation
        );
        var rows = payoffs
            .Rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', row.Texts)},{row.Numbers[0]:R},,,"))
            .ToList();
        Assert.Equal(rows.Prepend("choice,party,unit,payoff,low,high,draws"), sent.TrimEnd().Split('\n'));
        Assert.Contains(rows, row => row.StartsWith($"Joins,{pressed},per cent,", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith($"Stays out,{target},", StringComparison.Ordinal));
        // All three kinds of levers: barriers, help, the target's answers.
        Assert.Equal(game.Senders.Length * 2 + 2, game.Levers.Length);
        Assert.Equal(2, game.Levers.Count(lever => lever.Sender is null));
        Assert.Equal(8, game.Coalition!.Members.Length);
    }

    /// <summary>Joining costs what the scenario of the same question says, also where members act in both.</summary>
    [Theory]
    [InlineData(Turkey, 0)]
    [InlineData(Georgia, 1)]
    public async Task Joining_costs_what_the_question_says(string name, int common)
    {
        var game = GameInput.Parse(Catalogue.Default, Library.Own.Game(name).Value.Text, Library.Kept).Value.Game;
        Assert.Equal(common > 0, !game.Common.IsEmpty);
        var (answers, last) = (new GameAnswers(game), game.Horizons.Length - 1);
        double Of(int option) => answers.At(last, [option], answers.Scales(0)).RealIncome[game.Pressed[0].Country];
        var code = game.World.Countries[game.Pressed[0].Country].Code;
        var csv = await client.GetStringAsync($"api/v1/answers/{name}/countries.csv?case=joins&horizon=long", Cancellation);
        var rows = csv.Split('\n').Select(line => line.Split(',')).ToList();
        var said = double.Parse(
            rows.First(row => row[1] == code)[Array.IndexOf(rows[0], "real_income_pct")],
            CultureInfo.InvariantCulture
        );
        Assert.Equal(said, 100 * (Of(1) / Of(0) - 1), 1e-7);
    }

    /// <summary>Any country and day makes a game.</summary>
    [Theory]
    [InlineData("world-2023", "2023-12")]
    [InlineData("world-2021", "2022-04-09")]
    public void Whoever_may_join_may_be_pressed(string world, string asOf)
    {
        var known = Library.Own.Regimes.Find("russia-2022")!;
        var day = DateOnly.Parse($"{asOf}-28"[..10], CultureInfo.InvariantCulture);
        var candidates = known.Candidates(Library.Own.World(world).Value.World, day);
        foreach (var country in candidates.Where((_, at) => at % 12 == 0))
        {
            var name = new OwnQuestion(world, country.Code, "russia-2022", asOf) { Senders = ["USA", "eu27"], Without = ["HUN"] }.Name;
            var input = GameInput.Parse(Catalogue.Default, Library.Own.Game(name).Value.Text, Library.Kept);
            Assert.True(input.Success, $"{name}: {string.Join("; ", input.Faults)}");
            Assert.DoesNotContain(input.Value.Game.World.Country("HUN"), input.Value.Game.Senders[1].Countries);
            Assert.Equal("European Union without Hungary", input.Value.Game.Senders[1].Title);
        }
    }

    [Theory]
    [InlineData("own~world-2023~TUR~russia-2022~2023-12~~", "a game in which nobody presses")]
    [InlineData("own~world-2023~TUR~russia-2022~2023-12~~eu27~SRB", "'SRB' left out, who takes no part anyhow")]
    [InlineData("own~world-2023~TUR~russia-2022~2023-12~~USA~USA", "'USA', all of whom are left out")]
    [InlineData("own~world-2023~TRU~russia-2022~2023-12~~eu27", "did you mean TUR")]
    public async Task What_cannot_be_played_is_told(string name, string says)
    {
        foreach (var path in new[] { $"games/{name}.yaml", $"figures/games/{name}/map.csv" })
            await Told(await client.GetAsync($"api/v1/{path}", Cancellation));
        await Told(await client.PostAsync($"api/v1/games/{name}/answers", null, Cancellation));
        var page = WebUtility.HtmlDecode(await client.GetStringAsync($"game/{name}", Cancellation));
        Assert.Contains(says, page, StringComparison.Ordinal);

        async Task Told(HttpResponseMessage answer)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains(says, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
            answer.Dispose();
        }
    }
}
