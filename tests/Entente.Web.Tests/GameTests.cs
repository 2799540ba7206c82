using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Entente.Data;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Files;
using Entente.Web.Answers;
using Entente.Web.Games;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Games on the page: their maps are those of the library, coarse first; their places are held by the address.</summary>
public sealed class GameTests(Served served) : IClassFixture<Served>
{
    private static readonly Lazy<OpenGame> Serbia = new(() =>
        new OpenGames(Catalogue.Default, new Library(Catalogue.Default, _ => null), _ => null).Find("serbia-2023").Value
    );

    private const string Path = "api/v1/figures/games/serbia-2023";

    [Fact]
    public void Maps_grow_finer_and_are_those_of_the_game()
    {
        var open = Serbia.Value;
        var last = open.Game.Horizons.Length - 1;
        Assert.Null(open.Map(0, last));
        var coarse = open.Refine(0, last, TestContext.Current.CancellationToken);
        Assert.Equal(OpenGame.Points[0], coarse.Scales.Length);
        var finer = open.Refine(0, last, TestContext.Current.CancellationToken);
        Assert.Equal(OpenGame.Points[1], finer.Scales.Length);
        Assert.Same(finer, open.Map(0, last));

        var expected = AlignmentFrontier.Of(
            new GameAnswers(open.Game),
            0,
            last,
            OpenGame.Points[0],
            cancellation: TestContext.Current.CancellationToken
        );
        Assert.Equal(expected.Best.SelectMany(row => row), coarse.Best.SelectMany(row => row));
        Assert.Equal(expected.Margin.SelectMany(row => row), coarse.Margin.SelectMany(row => row));

        // What the crosshair says is what is solved there.
        var at = new GameQuestion("serbia-2023", 0, last, 0.5, 1);
        var payoffs = PartyPayoffs.Of(open, at, at.Pressure, at.Retaliation, TestContext.Current.CancellationToken);
        var (best, margin) = new GameMap(open, coarse).At(at)!.Value;
        Assert.Equal(best, payoffs.Best(0));
        var ordered = payoffs.Rows.Select(row => row[0]).OrderDescending().ToList();
        Assert.Equal(ordered[0] - ordered[1], margin, 1e-5);
        Assert.Null(new GameMap(open, coarse).At(at with { Pressure = 0.3 }));
    }

    [Fact]
    public void The_line_is_told_in_words()
    {
        var open = Serbia.Value;
        ImmutableArray<ImmutableArray<int>> best = [[0, 0, 0], [2, 0, -1], [2, 0, 0]];
        var words = new GameMap(open, new AlignmentFrontier(0, 0, [0, 0.5, 1], best, [[1, 1, 1], [1, 1, 1], [1, 1, 1]], true, 9, 0, 0));
        Assert.Contains("from 50\u00a0% on “Joins” is", words.InWords(0), StringComparison.Ordinal);
        Assert.Contains("best at every pressure", words.InWords(0.5), StringComparison.Ordinal);
        Assert.Contains("not every choice has an answer", words.InWords(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_is_a_text_and_back()
    {
        var game = GameInput.Read(Catalogue.Default, "georgia-moldova-2023").Value.Game;
        foreach (var question in new[] { new GameQuestion("g", 1, null, 0.1 + 0.2, 0), new GameQuestion("g", 0, 0, 0, 1) })
        {
            var faults = new List<Fault>();
            Assert.Equal(question, GameQuestion.Read(game, "g", QueryHelpers.ParseQuery(question.Query(game)), faults));
            Assert.Empty(faults);
        }
    }

    [Theory]
    [InlineData("serbia-2023/map.svg?pressure=2", HttpStatusCode.UnprocessableEntity, "a number from 0 to 1")]
    [InlineData("serbia-2023/map.csv?horizon=shrot", HttpStatusCode.UnprocessableEntity, "short")]
    [InlineData("serbia-2023/payoffs.csv?presure=1", HttpStatusCode.UnprocessableEntity, "pressure")]
    [InlineData("serbia-2023/joining.csv?pressure=1", HttpStatusCode.UnprocessableEntity, "no key")]
    [InlineData("georgia-moldova-2023/standing.csv", HttpStatusCode.NotFound, "no coalition")]
    [InlineData("nobody/joining.xlsx", HttpStatusCode.NotFound, "unknown game")]
    public async Task What_cannot_be_asked_is_told(string what, HttpStatusCode status, string word)
    {
        var answer = await served.Client().GetAsync($"api/v1/figures/games/{what}", TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(word, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void A_game_is_called_by_its_title()
    {
        var games = new OpenGames(Catalogue.Default, new Library(Catalogue.Default, _ => null), _ => null);
        Assert.Equal("Turkey between the West and Russia", games.Title("turkey-2023"));
        Assert.All(games.Names, name => Assert.Contains(' ', games.Title(name)));
    }

    /// <summary>The game as it is taken along is the file that the terminal answers.</summary>
    [Fact]
    public async Task A_game_is_its_file()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = served.Client();
        using var answer = await client.GetAsync(new Uri("/api/v1/games/turkey-2023.yaml", UriKind.Relative), cancellation);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        var file = Catalogue.Default.FindGame("turkey-2023", AppContext.BaseDirectory).Value.Path;
        Assert.Equal(await File.ReadAllBytesAsync(file, cancellation), await answer.Content.ReadAsByteArrayAsync(cancellation));
        using var none = await client.GetAsync(new Uri("/api/v1/games/turkey.yaml", UriKind.Relative), cancellation);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Payoffs_are_files_with_the_numbers_of_the_game()
    {
        var text = await served.Client().GetStringAsync($"{Path}/payoffs.csv?horizon=long", TestContext.Current.CancellationToken);
        var lines = text.TrimEnd().Split('\n');
        Assert.Equal("choice,party,unit,payoff,low,high,draws", lines[0]);
        Assert.Equal(1 + 3 * 4, lines.Length);
        var game = Serbia.Value.Game;
        var answers = new GameAnswers(game);
        var joins = answers.Payoff(0, game.Horizons.Length - 1, [2], answers.Scales(0));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Joins,Serbia,per cent,{joins:R},,,"), lines);
        var sheet = await served.Client().GetAsync($"{Path}/payoffs.xlsx?horizon=long", TestContext.Current.CancellationToken);
        Assert.Equal("payoffs.xlsx", sheet.Content.Headers.ContentDisposition!.FileName);
        var missing = await served.Client().GetAsync("api/v1/figures/games/nobody/map.svg", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
    /// <summary>Who joins next and who would leave are files as well, found where nobody has looked yet.</summary>
    [Fact]
    public async Task Coalitions_are_files_with_the_numbers_of_the_desk()
    {
        var game = Serbia.Value.Game;
        var desk = new CoalitionDesk(game);
        desk.FindNext((_, _) => { }, TestContext.Current.CancellationToken);
        var joining = await served.Client().GetStringAsync($"{Path}/joining.csv", TestContext.Current.CancellationToken);
        var first = desk.Next[0];
        Assert.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $"\n{desk.Question.Titles[first.Member]},long,million USD,{first.AddedLoss:R},{first.AddedCost:R},{first.Ratio:R},,,,,,,,\n"
            ),
            joining,
            StringComparison.Ordinal
        );
        Assert.Equal(1 + desk.Next.Length, joining.TrimEnd().Split('\n').Length);
        var standing = await served.Client().GetStringAsync($"{Path}/standing.csv", TestContext.Current.CancellationToken);
        var leaving = desk.Standing.SelectMany(one => one.Lists).Sum(list => list.Leaving.Length);
        Assert.Equal(leaving, standing.Split('\n').Count(line => line.Contains(",leave,", StringComparison.Ordinal)));
        Assert.Equal(
            1 + desk.Standing.Length * desk.Question.Valuations.Length * desk.Question.Titles.Length,
            standing.TrimEnd().Split('\n').Length
        );
        var sheet = await served.Client().GetAsync($"{Path}/joining.xlsx", TestContext.Current.CancellationToken);
        Assert.Equal("joining.xlsx", sheet.Content.Headers.ContentDisposition!.FileName);
        var page = await served.Client().GetStringAsync("game/serbia-2023", TestContext.Current.CancellationToken);
        Assert.Contains($"href=\"{Path}/standing.csv\"", page, StringComparison.Ordinal);
    }
}
