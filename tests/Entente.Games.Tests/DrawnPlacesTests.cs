using Entente.Games.Alignment;
using Entente.Games.Uncertainty;
using Entente.Testing;
using Xunit;

namespace Entente.Games.Tests;

/// <summary>
/// What parties get wherever levers stand, draw by draw: where all or nothing is pulled it is what the spread of a game has.
/// </summary>
public sealed class DrawnPlacesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DrawnPlacesTests() => DrawnGame.WriteWorld(folder.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_draw_is_that_of_the_spread_at_the_corners()
    {
        var input = DrawnGame.Read(folder.Path);
        var point = AlignmentAnswer.Of(input.Game, 5, cancellation: Token);
        var draws = GameDraws.Create(input, input.Draws! with { Count = 3 }).Value;
        var spread = new SpreadOfGame(point, draws).Answer(1, Token);
        var places = new DrawnPlaces(draws, point.Answers);
        var names = GameSpread.PayoffNumbers(point);
        for (var draw = 0; draw < 3; draw++)
        {
            var payoffs = places.Of(draw, 0, [0, 1], Token);
            foreach (var ((row, party, _), at) in names.Select((name, at) => (name, at)).Where(one => one.name.Number == "payoff"))
            {
                var pressure = row.Levers is Pulled.Pressure or Pulled.All ? 1 : 0;
                var retaliation = row.Levers is Pulled.Retaliation or Pulled.All ? 1 : 0;
                // The spread has the target before the senders.
                var mine = party == 0 ? 0 : party == 1 ? input.Game.Senders.Length + 1 : party - 1;
                var found = payoffs[row.Horizon].At(row.Option, mine, pressure, retaliation);
                Assert.Equal(spread.Numbers[draw][at], found, 1e-7 * Math.Max(1, Math.Abs(found)));
            }
        }
        // The same whoever asks, and by itself.
        Assert.Equal(
            places.Of(2, 0, [1], Token)[0].At(2, 0, 0.3, 0.7),
            new DrawnPlaces(draws, new GameAnswers(input.Game)).Of(2, 0, [0, 1], Token)[1].At(2, 0, 0.3, 0.7),
            1e-7
        );
    }

    /// <summary>Between the places it is near what is solved there; several horizons are weighed together; what is best is so.</summary>
    [Fact]
    public void Between_the_places_it_is_near_what_is_solved()
    {
        var game = DrawnGame.Read(folder.Path);
        var answers = new GameAnswers(game.Game);
        var places = new DrawnPlaces(GameDraws.Create(game, game.Draws!).Value, answers);
        var both = PlacedPayoffs.Sum([.. game.Game.Weights.Select((weight, horizon) => (places.InData(0, horizon, Token), weight))]);
        foreach (var (pressure, retaliation) in new[] { (0.25, 0), (0.75, 0.25), (0.4, 1.0) })
        {
            var solved = Enumerable
                .Range(0, 3)
                .Select(option => answers.Payoff(0, null, [option], answers.Scales(0, pressure, retaliation)))
                .ToList();
            for (var option = 0; option < 3; option++)
                Assert.Equal(solved[option], both.At(option, 0, pressure, retaliation), 0.1 * Math.Abs(solved[option]));
            Assert.Equal(solved.IndexOf(solved.Max()), both.Best(pressure, retaliation));
        }
    }
}
