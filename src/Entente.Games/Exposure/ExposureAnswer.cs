using System.Collections.Immutable;
using Entente.CaliendoParro;
using Entente.CaliendoParro.Derivatives;
using Entente.Games.Files;
using Entente.Measures;
using Entente.Models;
using Entente.Numerics;

namespace Entente.Games.Exposure;

/// <summary>How a country is exposed to another or to a bloc.</summary>
/// <param name="Horizon">Position of the horizon.</param>
/// <param name="Of">Position of the country.</param>
/// <param name="By">Position of the bloc in the question.</param>
/// <param name="Elasticity">
/// (X1) d ln W_of / d ln A_by: by how many per cent real income of the country rises where productivity of the bloc does by one in all
/// sectors; a friend above 0, an enemy below. Null where derivatives do not cover the model.
/// </param>
/// <param name="ImportShare">What the country buys of the bloc over all that it buys abroad, at producer prices.</param>
/// <param name="Power">
/// (X2) Loss of real income when nothing can be bought of the bloc any more, wages of all countries being what they are, in per cent:
/// infinite where something then has no supplier.
/// </param>
/// <param name="Loss">The same in equilibrium; not a number where there is none.</param>
/// <param name="Concentration">(X3) Sum over countries of the square of their share in what the country buys abroad; 1: all of one.</param>
/// <param name="Trouble">Why there is no equilibrium; empty where there is one.</param>
public sealed record ExposureRow(
    int Horizon,
    int Of,
    int By,
    double? Elasticity,
    double ImportShare,
    double Power,
    double Loss,
    double Concentration,
    string Trouble
);

/// <summary>What is said of exposure in a game.</summary>
/// <param name="Game">The game.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Rows">The answers.</param>
public sealed record ExposureAnswer(AlignmentGame Game, ExposureQuestion Question, ImmutableArray<ExposureRow> Rows)
{
    private const int MostRounds = 2000;

    /// <summary>Of elasticities, relative to what is asked; as exact as the equilibrium they are taken at.</summary>
    private const double Accuracy = 1e-10;

    /// <summary>Prices that move by no more, in logs, stand.</summary>
    private const double Settled = 1e-13;

    /// <summary>Answers what a game asks of exposure.</summary>
    /// <param name="game">The game.</param>
    /// <param name="threads">How many; 0: as many as there are processors. No number depends on it.</param>
    /// <param name="progress">Told what is being done, for people; null: nobody is told.</param>
    /// <param name="answers">Keeps answers beside the plays of the game, and may know some already; null: nobody keeps them.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static ExposureAnswer Of(
        AlignmentGame game,
        int threads = 0,
        Action<string>? progress = null,
        GameAnswers? answers = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(game);
        answers ??= new GameAnswers(game);
        var question =
            game.Exposure
            ?? ExposureQuestion.Usual(
                game.Target,
                game.Pressed.Select(p => p.Country),
                game.Senders,
                game.World,
                game.Horizons.Length
            );
        progress?.Invoke("exposure");
        var pairs = (
            from of in question.Of
            from bloc in Enumerable.Range(0, question.By.Length)
            where !question.By[bloc].Countries.Contains(of)
            select (Of: of, By: bloc)
        ).ToList();
        // Not taken where all rows are known from before.
        var elasticities = question.Horizons.Select(h => new Lazy<ImmutableDictionary<int, ImmutableArray<double>>>(() =>
                Elasticities(game.Horizons[h].Baseline, question.Of)
            ))
            .ToList();
        // One horizon after the other, so that not all threads wait for the elasticities of the same one.
        var asked = (
            from pair in pairs
            from at in Enumerable.Range(0, question.Horizons.Length)
            select (pair.Of, pair.By, At: at)
        ).ToList();
        var rows = InParallel.Of(
            asked.Count,
            k =>
            {
                var (of, by, at) = asked[k];
                var horizon = question.Horizons[at];
                return KeptRow(
                    answers,
                    horizon,
                    of,
                    by,
                    () =>
                        Row(
                            game.Horizons[horizon].Baseline,
                            horizon,
                            of,
                            by,
                            question.By[by],
                            elasticities[at].Value.GetValueOrDefault(of)
                        )
                );
            },
            threads,
            cancellation
        );
        return new ExposureAnswer(
            game,
            question,
            [.. Enumerable.Range(0, question.Horizons.Length).SelectMany(at => rows.Where((_, k) => asked[k].At == at))]
        );
    }

    /// <summary>
    /// (X1) d ln W_n / d ln A_i of some countries n by the productivity of every country i in all of its sectors, at the world as it is;
    /// none where derivatives do not cover the model. What <see cref="FriendsAndEnemies"/> is for one sector.
    /// </summary>
    public static ImmutableDictionary<int, ImmutableArray<double>> Elasticities(Baseline baseline, IEnumerable<int> of)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        if (!baseline.Equilibrium.Converged || Linearisation.WhyNotCovered(baseline.Equilibrium) is not null)
            return ImmutableDictionary<int, ImmutableArray<double>>.Empty;
        var (here, first, found) = (
            new Linearisation(baseline.Equilibrium, Accuracy),
            default(Gradient),
            ImmutableDictionary.CreateBuilder<int, ImmutableArray<double>>()
        );
        foreach (var n in of)
        {
            // Each goes on from what the first one has found out of the equations.
            var gradient = here.GradientOf(Target.RealIncomeOf(baseline.World, n), first);
            first ??= gradient;
            var by = gradient.LogProductivity;
            found[n] =
            [
                .. Enumerable.Range(0, by.Rows).Select(i => Enumerable.Range(0, by.Columns).Sum(j => by[i, j])),
            ];
        }
        return found.ToImmutable();
    }

    /// <summary>(X3) H_n = sum_i (share of i in what n buys abroad)^2, at producer prices.</summary>
    public static double Concentration(World world, int n)
    {
        var bought = BoughtAbroad(world, n);
        var all = bought.Sum();
        return all > 0 ? bought.Sum(value => value / all * (value / all)) : 0;
    }

    /// <summary>
    /// (X2) 1 - 1 / PHat_n in per cent, from (2) and (3) of docs/model.md with all prices of value added as they are: what a country loses
    /// by what is done, before wages anywhere give way; infinite where a good then has no supplier.
    /// </summary>
    /// <param name="given">What is done.</param>
    /// <param name="n">Position of the country.</param>
    public static double AtGivenWages(CounterfactualInputs given, int n)
    {
        ArgumentNullException.ThrowIfNull(given);
        return (AcceleratedPrices(given) ?? RoundByRound(given, n)) is { } prices && !Lacks(given.World, prices, n)
            ? 100 * (1 - 1 / Equations.ConsumerPrices(given, prices)[n])
            : double.PositiveInfinity;
    }

    /// <summary>Prices at given wages by a few accelerated rounds; null where that does not get there.</summary>
    private static Table? AcceleratedPrices(CounterfactualInputs given)
    {
        var (ones, suppliers) = (Ones(given.World), new SupplierWeights(given));
        var first = suppliers.Prices(Equations.UnitCosts(given, ones, ones));
        var search = Anderson.Solve(
            (x, f, _) =>
            {
                var next = suppliers.Prices(Equations.UnitCosts(given, ones, At(x)));
                for (var at = 0; at < f.Length; at++)
                    f[at] = double.IsFinite(first.Span[at]) ? Math.Log(next.Span[at]) - x[at] : 0;
            },
            new double[first.Span.Length],
            new SolverOptions { Tolerance = Settled, MaxIterations = MostRounds }
        );
        return search.Status == SolverStatus.Converged ? At(search.Solution) : null;

        // What nobody delivers in the first round has no price in any.
        Table At(ReadOnlySpan<double> logPrices)
        {
            var prices = first.Span.ToArray();
            for (var at = 0; at < prices.Length; at++)
                if (double.IsFinite(prices[at]))
                    prices[at] = Math.Exp(logPrices[at]);
            return new Table(first.Rows, first.Columns, prices);
        }
    }

    /// <summary>The same by the equations, round by round; what is held against the other.</summary>
    /// <returns>The prices, or those of the first round that leaves the country without a good.</returns>
    internal static Table RoundByRound(CounterfactualInputs given, int n)
    {
        var ones = Ones(given.World);
        var prices = ones;
        for (var round = 0; round < MostRounds; round++)
        {
            var next = Equations.Prices(given, Equations.UnitCosts(given, ones, prices));
            var moved = 0.0;
            for (var at = 0; at < next.Span.Length; at++)
                if (double.IsFinite(next.Span[at]))
                    moved = Math.Max(moved, Math.Abs(Math.Log(next.Span[at] / prices.Span[at])));
            prices = next;
            if (moved <= Settled || Lacks(given.World, prices, n))
                break;
        }
        return prices;
    }

    private static Table Ones(World world) => Table.Filled(world.Countries.Length, world.Sectors.Length, 1);

    /// <summary>Whether a country buys something that has no supplier.</summary>
    private static bool Lacks(World world, Table prices, int n) =>
        Enumerable.Range(0, prices.Columns).Any(j => double.IsPositiveInfinity(prices[n, j]) && world.Expenditure[n, j] > 0);

    /// <summary>A row as it was kept, or computed and kept.</summary>
    private static ExposureRow KeptRow(GameAnswers answers, int horizon, int of, int by, Func<ExposureRow> compute)
    {
        var key = $"exposure {answers.Game.Horizons[horizon].Name} {answers.Game.World.Countries[of].Code} {by}";
        var kept = answers.KeptOrComputed(
            key,
            5,
            () =>
            {
                var row = compute();
                return new KeptNumbers(
                    row.Trouble,
                    [row.Elasticity ?? double.NaN, row.ImportShare, row.Power, row.Loss, row.Concentration]
                );
            }
        );
        var n = kept.Numbers;
        return new ExposureRow(horizon, of, by, double.IsNaN(n[0]) ? null : n[0], n[1], n[2], n[3], n[4], kept.Text);
    }

    private static ExposureRow Row(
        Baseline baseline,
        int horizon,
        int of,
        int by,
        Bloc bloc,
        ImmutableArray<double> elasticities
    )
    {
        var world = baseline.World;
        var bought = BoughtAbroad(world, of);
        var answer = baseline.Solve(
            new Embargo
            {
                From = [.. bloc.Countries.Select(i => (Word)world.Countries[i].Code)],
                To = [world.Countries[of].Code],
            }
        );
        return new ExposureRow(
            horizon,
            of,
            by,
            elasticities.IsDefault ? null : bloc.Countries.Sum(i => elasticities[i]),
            bloc.Countries.Sum(i => bought[i]) / bought.Sum(),
            AtGivenWages(answer.Equilibrium.Given, of),
            answer.Converged ? 100 * (1 - answer.Changes.RealIncome[of]) : double.NaN,
            Concentration(world, of),
            answer.Converged ? "" : $"{answer.Status}: {answer.Explanation}"
        );
    }

    private static double[] BoughtAbroad(World world, int n) =>
        [
            .. Enumerable
                .Range(0, world.Countries.Length)
                .Select(i => i == n ? 0 : Enumerable.Range(0, world.Sectors.Length).Sum(j => world.Trade[n, i, j])),
        ];
}
