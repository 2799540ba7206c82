using System.Collections.Immutable;
using Entente.Games.Chosen;
using Entente.Games.Files;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Games.Tests;

/// <summary>Rates that parties choose for themselves.</summary>
public sealed class ChosenRateTests
{
    private const double Theta = 4;

    private static RateScope Tariffs(double most = 1, bool bySector = false, params ImmutableArray<int> partners) =>
        new([RateInstrument.Tariff], partners, [0], false, bySector, 0, most);

    /// <summary>
    /// Two countries that differ in size alone, one sector, no inputs: what each spends on the other goes with (w d)^-theta, and trade
    /// balances.
    /// </summary>
    private static World TwoCountries(double first, double second, double cost)
    {
        double[] size = [first, second];
        double Share(int n, int i, double wage) =>
            Weight(n, i, wage) / (Weight(n, 0, wage) + Weight(n, 1, wage));
        double Weight(int n, int i, double wage) => Math.Pow((i == 0 ? wage : 1) * (n == i ? 1 : cost), -Theta);
        var (low, high) = (1e-6, 1e6);
        for (var halving = 0; halving < 300; halving++)
        {
            var middle = Math.Sqrt(low * high);
            if (Share(1, 0, middle) * size[1] > Share(0, 1, middle) * size[0] * middle)
                low = middle;
            else
                high = middle;
        }
        var w = Math.Sqrt(low * high);
        double Income(int n) => n == 0 ? size[0] * w : size[1];
        return World
            .Create(
                new WorldIdentity { Title = "Two countries", Unit = "1" },
                [new Country("A", "A"), new Country("B", "B")],
                [new Sector("S", "S", ["goods"], Theta)],
                new WorldTables
                {
                    Trade = Cube.Create(2, 2, 1, (n, i, _) => Share(n, i, w) * Income(n)),
                    Tariffs = Cube.Create(2, 2, 1, (_, _, _) => 0),
                    InputShares = Cube.Create(2, 1, 1, (_, _, _) => 1),
                    ValueAddedShares = Table.Filled(2, 1, 1),
                }
            )
            .Value;
    }

    private static RateGame Game(World world, RateScope scope, params int[] choosers) =>
        new(
            Baseline.Create(world, new BaselineOptions { Solve = new SolveOptions { Tolerance = 1e-13 } }).Value,
            [],
            [.. choosers.Select(n => RateChooser.Of(world, world.Countries[n].Code, [n]))],
            scope
        );

    /// <summary>
    /// The optimal tariff of two countries is 1 / (theta times the partner's home share at the optimum) (Costinot and Rodriguez-Clare
    /// 2014, section 4); a grid finds the same, 0.2686 for sizes 1 and 1.5 with trade costs of 60 per cent.
    /// </summary>
    [Theory]
    [InlineData(1, 1.5, 1.6, 0.2686)]
    [InlineData(1.5, 1, 1.6, 0.2770)]
    [InlineData(1, 3, 1.2, null)]
    public void The_optimal_tariff_of_two_countries_has_its_closed_form(double first, double second, double cost, double? printed)
    {
        var game = Game(TwoCountries(first, second, cost), Tariffs(partners: [0, 1]), 0);
        var (maximum, rates) = game.BestReply(0, game.Start, 1e-10);
        Assert.Equal(MaximumStatus.Converged, maximum.Status);
        var closed = 1 / (Theta * game.At(rates).Equilibrium.TradeShares[1, 1, 0]);
        Assert.Equal(closed, rates[0], 1e-8);
        if (printed is { } value)
            Assert.Equal(value, rates[0], 5e-5);
        var grid = Enumerable.Range(0, 2001).Select(k => k / 4000.0).MaxBy(rate => game.Payoff(0, game.At([rate])));
        Assert.Equal(grid, rates[0], 2.6e-4);
        Assert.True(RateDeviations.Of(game, [.. rates], 0).IsEquilibrium());
    }

    [Fact]
    public void The_tariff_of_a_small_country_goes_to_one_over_theta()
    {
        var before = double.PositiveInfinity;
        foreach (var size in new[] { 1e-3, 1e-5, 1e-8 })
        {
            var game = Game(TwoCountries(size, 1, 10), Tariffs(partners: [0, 1]), 0);
            var (maximum, rates) = game.BestReply(0, game.Start, 1e-10);
            Assert.Equal(MaximumStatus.Converged, maximum.Status);
            Assert.Equal(1 / (Theta * game.At(rates).Equilibrium.TradeShares[1, 1, 0]), rates[0], 1e-8);
            Assert.True(rates[0] - 1 / Theta < before);
            before = rates[0] - 1 / Theta;
        }
        Assert.Equal(0, before, 1e-8);
    }

    [Fact]
    public void At_Nash_tariffs_no_deviation_pays_and_rates_that_are_none_are_told_apart()
    {
        var game = Game(TwoCountries(1, 1.5, 1.6), Tariffs(partners: [0, 1]), 0, 1);
        var profile = game.Nash(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("", profile.Trouble);
        var answer = game.At(profile.Rates);
        for (var n = 0; n < 2; n++)
        {
            // The elasticity of the partner's demand for what n sells is 1 + theta times its home share, whatever duty it levies.
            Assert.Equal(1 / (Theta * answer.Equilibrium.TradeShares[1 - n, 1 - n, 0]), profile.Rates[n], 0.05);
            Assert.True(RateDeviations.Of(game, profile.Rates, n).IsEquilibrium());
        }
        // Rates that are none are told apart from it.
        var off = RateDeviations.Of(game, profile.Rates.SetItem(0, 0.05), 0);
        Assert.False(off.IsEquilibrium());
        Assert.True(off.Step > 1e-3);
        Assert.True(off.Regret > 1e-3);
    }

    /// <summary>The gradient by rates is that of differences of the solver, tariffs and export taxes alike.</summary>
    [Fact]
    public void Gradients_are_those_of_differences()
    {
        var world = SmallWorld.Random(3, 4, 3);
        var scope = new RateScope([RateInstrument.Tariff, RateInstrument.ExportTax], [0, 1, 2, 3], [0, 1, 2], true, true, -0.2, 1);
        var game = Game(world, scope, 0);
        double[] rates = [.. game.Variables.Select((_, v) => 0.05 + 0.01 * (v % 7))];
        var gradient = game.Gradient(0, game.At(rates));
        for (var v = 0; v < rates.Length; v++)
        {
            double Payoff(double by) => game.Payoff(0, game.At([.. rates.Select((rate, u) => u == v ? rate + by : rate)]));
            Assert.Equal((Payoff(1e-4) - Payoff(-1e-4)) / 2e-4, gradient[v], 1e-5 * game.IncomeOf(0));
        }
    }

    [Fact]
    public void Rates_by_sector_are_a_maximum_that_no_scan_beats_and_stay_in_bounds()
    {
        var game = Game(SmallWorld.Random(3, 4, 3), Tariffs(0.12, bySector: true, [1, 2, 3]) with { Sectors = [0, 1, 2] }, 0);
        var (maximum, rates) = game.BestReply(0, game.Start);
        Assert.Equal(MaximumStatus.Converged, maximum.Status);
        Assert.All(rates, rate => Assert.InRange(rate, 0, 0.12));
        Assert.Contains(rates, rate => rate == 0.12);
        Assert.True(RateDeviations.Of(game, [.. rates], 0).IsEquilibrium());
    }

    [Fact]
    public void A_rate_on_nothing_to_speak_of_is_undetermined_and_stays_where_it_was()
    {
        var world = TwoCountries(1, 1.5, 60);
        var game = Game(world, Tariffs(partners: [0, 1]), 0);
        Assert.True(game.Trade[0] > 0);
        Assert.True(game.IsUndetermined(0));
        var (_, rates) = game.BestReply(0, game.Start);
        Assert.Equal(game.Start[0], rates[0]);
    }

    /// <summary>The more the target's loss is worth, the more it loses and the more those who sanction do; at 0 they gain.</summary>
    [Fact]
    public void The_frontier_of_sanctions_trades_own_income_for_the_targets()
    {
        var game = Blocs10
            .Read(
                Blocs10.Game(
                    """
                    chosen:
                      problems: [unilateral, sanctions, counter]
                      sectors: goods
                      detail: sector
                      lambda: [0, 0.3, 1]
                    """
                ),
                1e-11
            )
            .Value.Game;
        var answer = ChosenAnswer.Of(game, cancellation: TestContext.Current.CancellationToken)!;
        Assert.All(answer.Outcomes, outcome => Assert.Equal("", outcome.Trouble));
        foreach (var problem in new[] { ChosenProblem.Sanctions, ChosenProblem.Counter })
        {
            var frontier = answer.Outcomes.Where(o => o.Problem == problem).ToList();
            Assert.Equal([0, 0.3, 1], frontier.Select(o => o.Lambda!.Value));
            double Own(ChosenOutcome o) => o.ByRates(o.Game.Choosers[0].Countries);
            double Others(ChosenOutcome o) =>
                o.ByRates(problem == ChosenProblem.Sanctions ? [game.Target] : game.Senders[0].Countries);
            Assert.True(Own(frontier[0]) >= 0);
            Assert.True(Own(frontier[0]) >= Own(frontier[1]) && Own(frontier[1]) >= Own(frontier[2]));
            Assert.True(Others(frontier[0]) >= Others(frontier[1]) && Others(frontier[1]) >= Others(frontier[2]));
            // At the optimum the last of a rate inside its bounds costs what it is worth; on average it costs less.
            Assert.All(
                frontier[1].Rates.Where(rate => rate.Standing == RateStanding.Inside && rate.Price is not null),
                rate => Assert.True(rate.Price > 1 / 0.3 - 1e-6, $"{rate.Variable} {rate.Price}")
            );
            Assert.All(
                frontier.SelectMany(o => o.Checks),
                check => Assert.True(check.IsEquilibrium(), $"{problem} {check.Step} {check.Regret}")
            );
        }
    }

    /// <summary>A small tariff on the country under pressure pays for itself, beside an embargo that costs.</summary>
    [Fact]
    public void The_gain_from_a_secondary_tariff_is_told_apart_from_the_cost_of_the_embargo()
    {
        var game = Blocs10
            .Read(Blocs10.Game("chosen: { on: TUR, sectors: goods, common: core }"), 1e-11)
            .Value.Game;
        var outcome = Assert.Single(ChosenAnswer.Of(game, cancellation: TestContext.Current.CancellationToken)!.Outcomes);
        // Rates and the look at deviations are kept; what was kept is not searched for again, and is the same to the last bit.
        using var folder = new TemporaryFolder();
        for (var before = 0; before <= 2; before += 2)
        {
            using var kept = KeptAnswers.Open(folder.Path, "x").Value;
            Assert.Equal(before, kept.Before);
            var again = Assert.Single(
                ChosenAnswer.Of(game, answers: new GameAnswers(game, kept), cancellation: TestContext.Current.CancellationToken)!.Outcomes
            );
            Assert.Equal(2, kept.Count);
            Assert.Equal(outcome.Rates, again.Rates);
            Assert.Equal(outcome.With, again.With);
            Assert.Equal((outcome.Checks[0].Step, outcome.Checks[0].Regret), (again.Checks[0].Step, again.Checks[0].Regret));
        }
        var core = game.Senders[0].Countries;
        Assert.True(outcome.ByRates(core) > 0);
        Assert.True(outcome.ByCommon(core) < 0);
        Assert.Equal(outcome.ByRates(core) + outcome.ByCommon(core), core.Sum(n => (outcome.With[n] - 1) * game.World.Income[n]), 1e-3);
        Assert.Equal(RateStanding.Inside, outcome.Rates[0].Standing);
        Assert.Null(outcome.Rates[0].Price);
    }

    [Fact]
    public void Every_fault_of_rates_to_be_chosen_is_told_at_once_with_its_place()
    {
        var faults = Blocs10
            .Read(Blocs10.Game("chosen: { detail: each, instruments: quota, problems: [nahs], least: 2, most: 1, lambda: [-1] }"))
            .Faults;
        foreach (var found in new[] { "detail 'each'", "instruments 'quota'", "problems 'nahs'", "rates from 2 to 1", "lambda '-1'" })
            Assert.Contains(faults, f => f.Found.Contains(found, StringComparison.Ordinal) && f.Place!.Line > 0);
        Assert.Contains(
            Blocs10.Read(Blocs10.Game("chosen: { by: [coar], sectors: gods }")).Faults,
            f => f.Found.Contains("'coar'", StringComparison.Ordinal) && f.Expected.Contains("core", StringComparison.Ordinal)
        );
    }
}
