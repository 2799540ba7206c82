using System.Collections.Immutable;
using Entente.Games;
using Entente.Games.Uncertainty;
using Entente.Record.Questions;

namespace Entente.Reporting.Records;

/// <summary>
/// The numbers that stand beside claims of a report, each computed from a game as in the data and from every drawn one alike, so that
/// their intervals are of the draws of the answer. The first pressed country is the one asked about.
/// </summary>
public sealed class ClaimNumbers
{
    private const int Pressed = 0;
    private const int Joins = 1;

    private readonly AlignmentGame game;
    private readonly ImmutableArray<(string Key, Func<GameAnswers, double> Of)> numbers;

    /// <summary>The numbers of a game.</summary>
    /// <param name="game">The game.</param>
    /// <param name="proposed">The question it answers.</param>
    public ClaimNumbers(AlignmentGame game, ProposedGame proposed)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(proposed);
        this.game = game;
        Neighbours = NeighboursOf(game.World, proposed.Question.Neighbours);
        numbers = [.. Shares(), .. Levers(), .. OfNeighbours()];
    }

    /// <summary>Positions of the neighbours in the world; empty where the report means none.</summary>
    public ImmutableArray<int> Neighbours { get; }

    /// <summary>Positions of the sectors that mine fuels, of which the pressed country buys abroad.</summary>
    public ImmutableArray<int> Fuels =>
        [
            .. Enumerable
                .Range(0, game.World.Sectors.Length)
                .Where(j => game.World.Sectors[j].Tags.Contains("fossil") && game.World.Sectors[j].Tags.Contains("mining"))
                .Where(j => Bought(game.World, j) > 0),
        ];

    /// <summary>All of them as they are asked of draws.</summary>
    public NumbersBeside Beside => new("beside claims", numbers.Length, answers => [.. numbers.Select(number => number.Of(answers))]);

    /// <summary>A number, with its spread where something was drawn.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="answers">The game as in the data, answered.</param>
    /// <param name="spread">The draws; null: there are none.</param>
    public (double Value, Spread? Drawn) Of(string key, GameAnswers answers, GameSpread? spread)
    {
        var at = numbers.Select(number => number.Key).ToList().IndexOf(key);
        var drawn = spread?.Beside.GetValueOrDefault(Beside.Name);
        return (numbers[at].Of(answers), drawn is { IsDefault: false } list ? list[at] : null);
    }

    /// <summary>Key: the target's share in what the country buys abroad of a sector, in per cent by value.</summary>
    public static string FuelKey(int sector) => $"fuel {sector}";

    /// <summary>Key: the target's share in the country's trade both ways, in per cent.</summary>
    public const string TradeKey = "trade";

    /// <summary>
    /// Key: real income of the country by a lever pulled in full alone, at the first option that it answers, in points.
    /// </summary>
    public static string LeverKey(int lever) => $"lever {lever}";

    /// <summary>Key: real income of all neighbours together when the country joins, in per cent.</summary>
    public const string NeighboursKey = "neighbours";

    /// <summary>Key: that of one country.</summary>
    public static string NeighbourKey(int country) => $"neighbour {country}";

    private int Last => game.Horizons.Length - 1;

    private int Own => game.Pressed[Pressed].Country;

    private IEnumerable<(string, Func<GameAnswers, double>)> Shares()
    {
        foreach (var j in Fuels)
            yield return (
                FuelKey(j),
                answers => 100 * answers.Game.World.Trade[Own, game.Target, j] / Bought(answers.Game.World, j)
            );
        yield return (TradeKey, answers => ShareOfTrade(answers.Game.World));
    }

    private IEnumerable<(string, Func<GameAnswers, double>)> Levers() =>
        game.Levers.Select(
            (lever, at) =>
                (
                    LeverKey(at),
                    (Func<GameAnswers, double>)(answers => Effect(answers, game.Choice(lever.Against, lever.When[0]), at))
                )
        );

    private double Effect(GameAnswers answers, ImmutableArray<int> options, int lever) =>
        GameAnswers.Percent(answers.At(Last, options, answers.Scales(0).SetItem(lever, 1)), Own)
        - GameAnswers.Percent(answers.At(Last, options), Own);

    private IEnumerable<(string, Func<GameAnswers, double>)> OfNeighbours()
    {
        if (Neighbours.IsEmpty)
            yield break;
        yield return (
            NeighboursKey,
            answers =>
                100 * answers.IncomeChange(Joined(answers), Neighbours) / Neighbours.Sum(n => answers.Game.World.Income[n])
        );
        foreach (var n in Neighbours)
            yield return (NeighbourKey(n), answers => GameAnswers.Percent(Joined(answers), n));
    }

    private Play Joined(GameAnswers answers) => answers.At(Last, game.Choice(Pressed, Joins));

    private double Bought(World world, int sector) =>
        Enumerable.Range(0, world.Countries.Length).Where(i => i != Own).Sum(i => world.Trade[Own, i, sector]);

    private double ShareOfTrade(World world)
    {
        var (own, all) = (0.0, 0.0);
        for (var i = 0; i < world.Countries.Length; i++)
            for (var j = 0; i != Own && j < world.Sectors.Length; j++)
            {
                var both = world.Trade[Own, i, j] + world.Trade[i, Own, j];
                all += both;
                own += i == game.Target ? both : 0;
            }
        return 100 * own / all;
    }

    private ImmutableArray<int> NeighboursOf(World world, string? group) =>
        group is null
            ? []
            :
            [
                .. (world.Countries.Any(c => c.Code == group) ? [group] : world.Identity.Groups.GetValueOrDefault(group, []))
                    .Select(code => world.TryCountry(code, out var n) ? n : Own)
                    .Where(n => n != Own),
            ];
}
