using System.Globalization;
using Entente.Solvers;

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

    /// <summary>Finds the equilibrium of a world after a shock.</summary>
    /// <param name="world">The baseline data.</param>
    /// <param name="shock">What changes; <see cref="Shock.None"/> gives the world itself, without deficits under <see cref="Closure.Zero"/>.</param>
    /// <param name="closure">What happens to deficits.</param>
    /// <param name="options">How to solve; null: the defaults.</param>
    /// <param name="behaviour">How far producers, households and factors can adjust; null: the long run.</param>
    /// <param name="reference">The equilibrium whose real incomes burden sharing compares with; null: the world.</param>
    /// <returns>The equilibrium, or the named reason why there is none.</returns>
    /// <exception cref="ArgumentException">A part of the shock, the behaviour or the starting point does not fit the world.</exception>
    public static Equilibrium Solve(World world, Shock shock, Closure closure, SolveOptions? options = null, Behaviour? behaviour = null, Equilibrium? reference = null)
    {
        options ??= new SolveOptions();
        var given = new Circumstances(world, shock, closure, behaviour, reference is null ? null : [.. reference.Income.Zip(reference.ConsumerPrices, (i, p) => i / p)]);
        return Impossible(given) ?? Search(given, options);
    }

    /// <summary>The reason why no equilibrium exists that can be seen before any equation is solved; null where there is none.</summary>
    internal static Equilibrium? Impossible(Circumstances given)
    {
        var world = given.World;
        if (!given.Supply.Missing.IsEmpty)
            return Equilibrium.Missing(given, EquilibriumStatus.NoSupplier, "nobody can supply any more: " +
                List(given.Supply.Missing.Select(m => $"{world.Sectors[m.Sector].Code} to {world.Countries[m.Country].Code}")));
        if (!given.Supply.Unfinanced.IsEmpty)
            return Equilibrium.Missing(given, EquilibriumStatus.UnfinancedDeficit, "cut off from trade, wholly or in one direction, with a trade balance that nobody is left to settle: " +
                List(given.Supply.Unfinanced.Select(n => world.Countries[n].Code)) +
                (given.Closure == Closure.Zero ? "" : "; `closure: zero` compares without deficits"));
        return null;
    }

    private static Equilibrium Search(Circumstances given, SolveOptions options)
    {
        if (options.Method == SolutionMethod.Fast)
        {
            var (answer, first) = SearchJointly(given, options);
            if (answer.Converged || first.Iterations >= options.MaxIterations)
                return answer;
        }
        MarketSystem system = options.Method == SolutionMethod.Fast ? new FastSystem(given) : new PlainSystem(given);
        Solver solver = options.Method == SolutionMethod.Fast || !system.IsLongRun ? Fallback.Solve : FixedPoint.Solve;
        var result = solver(system.Residual, system.Start(options.Start), new SolverOptions
        {
            Tolerance = options.Tolerance / system.LargestElasticity,
            MaxIterations = options.MaxIterations,
            Cancellation = options.Cancellation,
        });
        if (result.Status != SolverStatus.Converged && options.Start is not null)
            return Search(given, options with { Start = null });
        var found = result.Status == SolverStatus.Converged ? Certified(given, system, result, options) : Failed(given, result);
        return found.Converged || options.Method == SolutionMethod.Plain ? found : Continuation.After(found, result, options);
    }

    /// <summary>The answer at the root a search has found, judged by the plain equations.</summary>
    internal static Equilibrium Certified(Circumstances given, MarketSystem system, SolverResult result, SolveOptions options)
    {
        var (state, incomes) = (system.State(), new Incomes(given));
        var levels = new Levels(given, incomes, state);
        return Equilibrium.Certify(given, levels.Outcome(incomes), levels.Residuals(), result, options.Tolerance);
    }

    /// <summary>The quickest way; where it does not get through, a surer one is gone from the beginning.</summary>
    private static (Equilibrium Answer, SolverResult Search) SearchJointly(Circumstances given, SolveOptions options)
    {
        var system = new JointSystem(given);
        var search = Anderson.Solve(system.Residual, system.Start(options.Start), new SolverOptions
        {
            Tolerance = options.Tolerance / system.LargestElasticity,
            MaxIterations = Math.Min(JointPatience, options.MaxIterations),
            Cancellation = options.Cancellation,
        });
        if (search.Status != SolverStatus.Converged)
            return (Failed(given, search), search);
        var incomes = new Incomes(given);
        var levels = new Levels(given, incomes, system.State());
        return (Equilibrium.Certify(given, levels.Outcome(incomes), levels.Residuals(), search, options.Tolerance), search);
    }

    /// <summary>A search that did not end at a root, by its name.</summary>
    internal static Equilibrium Failed(Circumstances given, SolverResult search)
    {
        var (status, where) = search.Status switch
        {
            SolverStatus.MaxIterations => (EquilibriumStatus.MaxIterations, "after all iterations allowed"),
            SolverStatus.Stalled => (EquilibriumStatus.Stalled, "at a point no step improves"),
            _ => (EquilibriumStatus.NotFinite, "where numbers were not finite"),
        };
        return Equilibrium.Missing(given, status, string.Create(CultureInfo.InvariantCulture,
            $"the search ended {where}, with a residual of {search.Residual:0.0e0}"), search);
    }

    private static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(MostNames)) + (all.Count > MostNames ? $" and {all.Count - MostNames} more" : "");
    }
}
