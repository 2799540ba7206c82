using Entente.Games.Uncertainty;
using Entente.Testing;
using Entente.Web.Answers;
using Entente.Web.Games;
using Entente.Web.Serving;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Intervals of a game follow the place in it, are drawn once, and stand in its files.</summary>
public sealed class GameIntervalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly OpenGame open;

    public GameIntervalTests()
    {
        DrawnGame.WriteWorld(folder.Path);
        open = new OpenGame("small", DrawnGame.Read(folder.Path));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task They_follow_the_sliders_and_are_not_drawn_twice()
    {
        var question = new GameQuestion("small", 0, null, 0.25, 0.5);
        Assert.Null(open.Intervals.Payoffs(0, null));
        var told = new List<int>();
        await Fill(question, 3, told);
        await Fill(question, 4, told);
        Assert.Equal([0, 1, 2, 3, 3, 4], told);

        var drawn = open.Intervals.Payoffs(0, null)!;
        Assert.Equal(4, drawn.Draws.Length);
        var here = PartyPayoffs.Of(open, question, question.Pressure, question.Retaliation, Cancellation);
        var spread = drawn.Of(here, 2, 0)!;
        // Of the draws, what they differ from the data by at the place.
        var draws = new DrawnPlaces(GameDraws.Create(open.Input, open.Input.Draws!).Value, open.Answers);
        var inData = At(h => draws.InData(0, h, Cancellation));
        var values = Enumerable
            .Range(0, 4)
            .Select(k => here.Rows[2][0] + At(h => draws.Of(k, 0, [h], Cancellation)[0]) - inData)
            .Order()
            .ToList();
        Assert.InRange(spread.Low, values[0] - 1e-9, values[1]);
        Assert.InRange(spread.High, values[2], values[3] + 1e-9);
        Assert.Equal(4, spread.Draws);
        var (best, answered) = drawn.Agreeing(here.Best(0), question.Pressure, question.Retaliation);
        Assert.InRange(best, 0, answered);
        Assert.Equal(4, answered);

        // Elsewhere they are there at once; at rest nothing is done, in no draw.
        var rest = PartyPayoffs.Of(open, question, 0, 0, Cancellation);
        Assert.Equal((0, 0), (drawn.Of(rest, 0, 0)!.Low, drawn.Of(rest, 0, 0)!.High));
        var row = here.Table(open.Game, 0, drawn).Rows.First(one => one.Texts[0] == "Joins" && one.Numbers[3] > 0);
        Assert.Equal([here.Rows[2][0], spread.Low, spread.High, 4], row.Numbers);

        double At(Func<int, PlacedPayoffs> of) =>
            open.Game.Weights.Select((weight, h) => weight * of(h).At(2, 0, question.Pressure, question.Retaliation)).Sum();
    }

    /// <summary>The map says in which share of the draws what is best is so.</summary>
    [Fact]
    public async Task A_map_says_where_draws_agree()
    {
        await Fill(new GameQuestion("small", 0, 1, 0, 0), 4, []);
        var map = new GameMap(open, open.Refine(0, 1, Cancellation));
        Assert.Equal(4, map.Draws);
        Assert.All(map.Table.Rows, row => Assert.InRange(row.Numbers[3], 0, 1));
        var cells = map.Chart(new GameQuestion("small", 0, 1, 0, 0)).Cells;
        foreach (var (row, cell) in map.Table.Rows.Zip(cells.SelectMany(column => column)))
            Assert.Equal(row.Numbers[3] >= GameMap.Agreed, cell.IsSure);
    }

    [Fact]
    public async Task Who_has_left_is_not_drawn_for()
    {
        using var left = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            open.Intervals.Fill(
                new Busy(1, TimeSpan.FromSeconds(1)),
                new Costs(),
                new GameQuestion("small", 0, 0, 0, 0),
                100,
                () =>
                {
                    if (open.Intervals.Payoffs(0, 0)!.Drawn == 2)
                        left.Cancel();
                },
                left.Token
            )
        );
        Assert.Equal(2, open.Intervals.Payoffs(0, 0)!.Drawn);
    }

    private Task Fill(GameQuestion question, int wanted, List<int> told) =>
        open.Intervals.Fill(
            new Busy(1, TimeSpan.FromSeconds(1)),
            new Costs(),
            question,
            wanted,
            () => told.Add(open.Intervals.Payoffs(question.Pressed, question.Horizon)!.Drawn),
            Cancellation
        );
}
