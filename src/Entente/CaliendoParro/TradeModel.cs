using System.Collections.Immutable;
using System.Globalization;
using Entente.CaliendoParro.Kernels;
using Entente.CaliendoParro.Plain;
using Entente.CaliendoParro.Search;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro;

/// <summary>Which way to an equilibrium; all give the same answer.</summary>
public enum SolutionMethod
{
    /// <summary>Vector kernels, Anderson acceleration, and Newton steps where that fails.</summary>
    Fast,

    /// <summary>The equations as written; in the long run, with the damped fixed point of the literature.</summary>
    Plain,
}

/// <summary>How to solve.</summary>
public sealed record SolveOptions
{
    /// <summary>
    /// Largest residual accepted, of equations recomputed at the answer, relative to the value added of the world;
    /// the search itself holds every country to it, relative to its own value added. Default 1e-10.
    /// </summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>Most iterations of the solver; default 2000.</summary>
    public int MaxIterations { get; init; } = 2000;

    /// <summary>Default <see cref="SolutionMethod.Fast"/>.</summary>
    public SolutionMethod Method { get; init; } = SolutionMethod.Fast;

    /// <summary>
    /// A point of the same countries and sectors that the search starts from; null, the default: the data. It saves
    /// iterations where it is near; an answer differs with it by no more than the tolerance allows, and where the search
    /// does not get through from it, it begins again from the data.
    /// </summary>
    public StartingPoint? Start { get; init; }

    /// <summary>Ends the solve with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>The model of Caliendo and Parro (2015): where its equations and a solver meet.</summary>
public static class TradeModel
{
    private const int MostNames = 8;

    /// <summary>Iterations after which the joint system has had its chance; where it works it needs a few dozen.</summary>
    private const int JointPatience = 120;

    /// <summary>How many times the tolerance the trade balance of a country may miss, over what it earns itself; the search is far more exact.</summary>
    private const double OwnTolerance = 1e5;

    /// <summary>Finds the equilibrium of a world after a shock.</summary>
    /// <param name="world">The baseline data.</param>
    /// <param name="shock">What changes; <see cref="Shock.None"/> gives the world itself, without deficits under <see cref="Closure.Zero"/>.</param>
    /// <param name="closure">What happens to deficits.</param>
    /// <param name="options">How to solve; null: the defaults.</param>
    /// <param name="behaviour">How far producers, households and factors can adjust; null: the long run.</param>
    /// <param name="reference">The equilibrium whose real incomes burden sharing compares with; null: the world.</param>
    /// <returns>The equilibrium, or the named reason why there is none.</returns>
    /// <exception cref="ArgumentException">A part of the shock, the behaviour or the starting point does not fit the world.</exception>
    public static Equilibrium Solve(
        World world,
        Shock shock,
        Closure closure,
        SolveOptions? options = null,
        Behaviour? behaviour = null,
        Equilibrium? reference = null
    )
    {
        options ??= new SolveOptions();
        var given = new CounterfactualInputs(
            world,
            shock,
            closure,
            behaviour,
            reference is null ? null : [.. reference.Income.Zip(reference.ConsumerPrices, (i, p) => i / p)]
        );
        return Impossible(given) ?? Search(given, options);
    }

    /// <summary>The reason why no equilibrium exists that can be seen before any equation is solved; null where there is none.</summary>
    internal static Equilibrium? Impossible(CounterfactualInputs given)
    {
        var world = given.World;
        if (!given.Supply.Missing.IsEmpty)
            return Equilibrium.Missing(
                given,
                EquilibriumStatus.NoSupplier,
                "nobody can supply any more: "
                    + List(given.Supply.Missing.Select(m => $"{world.Sectors[m.Sector].Code} to {world.Countries[m.Country].Code}"))
            );
        if (!given.Supply.Unfinanced.IsEmpty)
            return Equilibrium.Missing(
                given,
                EquilibriumStatus.UnfinancedDeficit,
                "cut off from trade, wholly or in one direction, with a trade balance that nobody is left to settle: "
                    + Blocs(world, given.Supply.UnfinancedBlocs)
                    + (given.Closure == Closure.Zero ? "" : "; `closure: zero` compares without deficits")
            );
        return null;
    }

    /// <summary>Ways to an equilibrium, the quickest first, until one gets there; where none does, what the last resort says.</summary>
    private static Equilibrium Search(CounterfactualInputs given, SolveOptions options)
    {
        var isPlain = options.Method == SolutionMethod.Plain;
        var attempt = First(null);
        if (!attempt.IsLast(options) && options.Start is not null)
        {
            options = options with { Start = null };
            attempt = First(attempt.Search);
        }
        if (isPlain || attempt.IsLast(options))
            return attempt.Answer;
        var markets = new NestedSystem(given);
        if (markets.Length <= Fallback.Few)
        {
            attempt = SearchMarkets(given, markets, options, attempt.Search);
            return attempt.IsLast(options) ? attempt.Answer : Continuation.After(attempt, jointly: false, options).Answer;
        }
        // In a large world the path is quicker than a search over markets by Newton steps.
        var path = Continuation.After(attempt, jointly: true, options);
        if (path.IsLast(options))
            return path.Answer;
        attempt = SearchMarkets(given, markets, options, path.Search);
        return attempt.Answer.Converged
            ? attempt.Answer
            : Equilibrium.Missing(given, path.Answer.Status, path.Answer.Explanation, attempt.Search);

        Attempt First(SolverResult? earlier) =>
            isPlain ? SearchMarkets(given, new PlainSystem(given), options, earlier) : SearchJointly(given, options, earlier);
    }

    /// <summary>The quickest way: all unknowns together, by what is around in the data, and where that does not get through, by what is around where it got to.</summary>
    private static Attempt SearchJointly(CounterfactualInputs given, SolveOptions options, SolverResult? earlier = null)
    {
        var system = new JointSystem(given);
        var search = Accelerated(system.Start(options.Start), earlier);
        if (
            search.Status != SolverStatus.Converged
            && search.Iterations < options.MaxIterations
            && double.IsFinite(search.Residual)
            && system.RelineariseAt(search.Best)
        )
            search = Accelerated(search.Best, search);
        return new(
            search.Status == SolverStatus.Converged ? Certified(given, system.State(), search, options) : Failed(given, search),
            search
        );

        SolverResult Accelerated(ReadOnlySpan<double> start, SolverResult? before)
        {
            var most = Math.Min(JointPatience, options.MaxIterations - (before?.Iterations ?? 0));
            var result = Anderson.Solve(system.Residual, start, Settings(options, system.LargestElasticity, most));
            return before is null ? result : result.After(before);
        }
    }

    /// <summary>A surer way, for what is left of the iterations: prices and expenditures inside a search over the markets of factors.</summary>
    private static Attempt SearchMarkets(CounterfactualInputs given, MarketSystem system, SolveOptions options, SolverResult? earlier = null)
    {
        Solver solver = options.Method == SolutionMethod.Plain && system.IsLongRun ? FixedPoint.Solve : Fallback.Solve;
        var search = solver(
            system.Residual,
            system.Start(options.Start),
            Settings(options, system.LargestElasticity, options.MaxIterations - (earlier?.Iterations ?? 0))
        );
        var whole = earlier is null ? search : search.After(earlier);
        return new(
            search.Status == SolverStatus.Converged ? Certified(given, system.State(), whole, options) : Failed(given, whole),
            whole
        );
    }

    /// <summary>When a search of a system is to stop, so that every gap is within the tolerance.</summary>
    internal static SolverOptions Settings(SolveOptions options, double largestElasticity, int mostIterations) =>
        new()
        {
            Tolerance = options.Tolerance / largestElasticity,
            MaxIterations = mostIterations,
            Cancellation = options.Cancellation,
        };

    /// <summary>The answer at the root a search has found, judged by the plain equations.</summary>
    internal static Equilibrium Certified(CounterfactualInputs given, EquilibriumState state, SolverResult result, SolveOptions options)
    {
        var incomes = new Incomes(given);
        var levels = new PlainSolution(given, incomes, state);
        var answer = Equilibrium.Certify(given, levels.Outcome(incomes), levels.Residuals(), result, options.Tolerance);
        // A country whose income vanishes satisfies what is measured by the world's: it is held to its own.
        var worst = Enumerable.Range(0, levels.Own.Length).MaxBy(n => Math.Abs(levels.ExcessDemand[n] / levels.Own[n]));
        var gap = Math.Abs(levels.ExcessDemand[worst] / levels.Own[worst]);
        return !answer.Converged || gap <= OwnTolerance * options.Tolerance
            ? answer
            : Equilibrium.Missing(
                given,
                EquilibriumStatus.Stalled,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the trade balance of {given.World.Countries[worst].Code} holds to {gap:0.0e0} of what it earns only"
                ),
                result
            );
    }

    /// <summary>A search that did not end at a root, by its name.</summary>
    internal static Equilibrium Failed(CounterfactualInputs given, SolverResult search)
    {
        var (status, where) = search.Status switch
        {
            SolverStatus.MaxIterations => (EquilibriumStatus.MaxIterations, "after all iterations allowed"),
            SolverStatus.Stalled => (EquilibriumStatus.Stalled, "at a point no step improves"),
            _ => (EquilibriumStatus.NotFinite, "where numbers were not finite"),
        };
        return Equilibrium.Missing(
            given,
            status,
            string.Create(CultureInfo.InvariantCulture, $"the search ended {where}, with a residual of {search.Residual:0.0e0}"),
            search
        );
    }

    /// <summary>The countries of blocs, the smallest first; where that is everybody, a large last one is all others.</summary>
    private static string Blocs(World world, ImmutableArray<ImmutableArray<int>> blocs)
    {
        var bySize = blocs.OrderBy(bloc => bloc.Length).ToList();
        var everybody = blocs.Sum(bloc => bloc.Length) == world.Countries.Length;
        return everybody && bySize.Count > 1 && bySize[^1].Length > MostNames
            ? $"{Codes(bySize.SkipLast(1))}; and all {bySize[^1].Length} others"
            : Codes(bySize);

        string Codes(IEnumerable<ImmutableArray<int>> some) => List(some.SelectMany(bloc => bloc).Order().Select(n => world.Countries[n].Code));
    }

    private static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(MostNames)) + (all.Count > MostNames ? $" and {all.Count - MostNames} more" : "");
    }
}

/// <summary>What a way to an equilibrium came to, and all that was done up to there.</summary>
internal sealed record Attempt(Equilibrium Answer, SolverResult Search)
{
    /// <summary>Whether there is nothing left to try: an answer was found, or the iterations are used up.</summary>
    public bool IsLast(SolveOptions options) => Answer.Converged || Search.Iterations >= options.MaxIterations;
}
