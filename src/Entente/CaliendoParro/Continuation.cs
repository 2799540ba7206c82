using System.Globalization;
using Entente.Solvers;

namespace Entente.CaliendoParro;

/// <summary>
/// The last resort of a search: follows equilibria from the world as it is to the whole shock, each step starting where
/// the last one ended, and where that path ends, from the whole shock without deficits to all of them.
/// </summary>
internal sealed class Continuation
{
    private const double FirstStep = 0.25;
    private const double ShortestStep = 1.0 / 512;
    private const int IterationsATry = 40;

    private readonly Func<double, Circumstances> path;
    private readonly string what;
    private readonly SolveOptions options;
    private readonly int mostIterations;
    private readonly List<TraceEntry> trace = [];
    private int evaluations;
    private int iterations;

    private Continuation(Func<double, Circumstances> path, string what, SolveOptions options, int mostIterations) =>
        (this.path, this.what, this.options, this.mostIterations) = (path, what, options, mostIterations);

    /// <summary>How far it got, from 0 to 1; below 0 where it has no beginning.</summary>
    private double Reached { get; set; } = -1;

    /// <summary>Who would have an income below zero just beyond where it got; empty where that is not what ends it.</summary>
    private string Poor { get; set; } = "";

    /// <summary>The answer at the end of a path where other ways found none; else the reason, named.</summary>
    /// <param name="without">What other ways ended with.</param>
    /// <param name="search">Their search.</param>
    /// <param name="options">How to solve.</param>
    public static Equilibrium After(Equilibrium without, SolverResult search, SolveOptions options)
    {
        var given = without.Given;
        var left = options.MaxIterations - search.Iterations;
        if (left <= 0)
            return without;
        var paths = new List<Continuation> { new(t => PartialShock.Of(given, t), "the shock", options, left) };
        if ((given.Closure != Closure.Zero && given.World.Deficits.Any(d => d != 0)) || given.Transfers.Any(t => t != 0))
            paths.Add(new(s => PartialShock.Financed(given, s), given.Transfers.Any(t => t != 0) ? "deficits and transfers" : "the deficits", options, left));
        var (entries, count) = (search.Trace.ToList(), search.Evaluations);
        foreach (var follow in paths)
        {
            var found = follow.Follow();
            entries.AddRange(follow.trace);
            count += follow.evaluations;
            if (found is { } end && TradeModel.Certified(given, end.System.State(), new SolverResult(SolverStatus.Converged, end.X, end.Residual, count, entries), options) is { Converged: true } answer)
                return answer;
        }
        return Ended(without, paths, new SolverResult(search.Status, search.Best.ToArray(), search.Residual, count, entries));
    }

    private static Equilibrium Ended(Equilibrium without, List<Continuation> paths, SolverResult search)
    {
        var poor = paths.FirstOrDefault(p => p.Poor.Length > 0);
        if (poor is null && without.Status is EquilibriumStatus.NegativeIncome or EquilibriumStatus.NegativePurchases)
            return without;
        var status = poor is not null ? EquilibriumStatus.NegativeIncome : paths.Any(p => p.Reached >= 0) ? EquilibriumStatus.PathEnds : without.Status;
        var ends = paths.Where(p => p.Reached >= 0).Select(p => p.Poor.Length > 0
            ? string.Create(CultureInfo.InvariantCulture, $"income of {p.Poor} falls to zero at {Math.Floor(1000 * p.Reached) / 10:0.#} % of {p.what}")
            : string.Create(CultureInfo.InvariantCulture, $"the path of equilibria ends at {Math.Floor(1000 * p.Reached) / 10:0.#} % of {p.what}"));
        return Equilibrium.Missing(without.Given, status, string.Join("; ", [.. ends, without.Explanation]), search);
    }

    private (MarketSystem System, double[] X, double Residual)? Follow()
    {
        if (At(0, null) is not { } here)
            return null;
        (Reached, var step) = (0, FirstStep);
        ((MarketSystem System, double[] X, double Residual) At, double T)? before = null;
        while (step >= ShortestStep && iterations < mostIterations)
        {
            var next = Math.Min(1, Reached + step);
            var ahead = Ahead(before, here, next);
            if ((At(next, here, ahead) ?? (ahead is null || Poor.Length > 0 ? null : At(next, here))) is { } there)
            {
                before = (here, Reached);
                (here, Reached, step) = (there, next, step * 2);
                if (Reached == 1)
                    return here;
            }
            else
                step = (next - Reached) / 4;
        }
        return null;
    }

    /// <summary>Where the line through the last two points leads; null where there is none.</summary>
    private double[]? Ahead(((MarketSystem System, double[] X, double Residual) At, double T)? before, (MarketSystem System, double[] X, double Residual) here, double next)
    {
        if (before is not { } earlier || earlier.At.X.Length != here.X.Length)
            return null;
        var ratio = (next - Reached) / (Reached - earlier.T);
        return [.. here.X.Zip(earlier.At.X, (x, was) => x + ratio * (x - was))];
    }

    /// <summary>The equilibrium at a point of the path, from one before it; null where none is found or an income is not above zero.</summary>
    private (MarketSystem System, double[] X, double Residual)? At(double t, (MarketSystem System, double[] X, double Residual)? from, double[]? ahead = null)
    {
        var given = path(t);
        var system = new FastSystem(given);
        var start = ahead?.Length == system.Length ? ahead : from is { } before ? system.Near(before.System.State(), before.System.LimitsOf(before.X)) : new double[system.Length];
        Solver solver = from is null ? Fallback.Solve : Fallback.Newton;
        var result = solver(system.Residual, start, new SolverOptions
        {
            Tolerance = options.Tolerance / system.LargestElasticity,
            MaxIterations = from is null ? mostIterations : IterationsATry,
            Cancellation = options.Cancellation,
        });
        (evaluations, iterations) = (evaluations + result.Evaluations, iterations + result.Iterations);
        var (found, poor) = (result.Status == SolverStatus.Converged, "");
        if (found)
        {
            var income = new Levels(given, new Incomes(given), system.State()).Income;
            poor = string.Join(", ", Enumerable.Range(0, income.Length).Where(n => !(income[n] > 0)).Select(n => given.World.Countries[n].Code));
        }
        trace.Add(new(result.Residual, string.Create(CultureInfo.InvariantCulture,
            $"{100 * t:0.#} % of {what}: {(!found ? "not found" : poor.Length > 0 ? $"income of {poor} below zero" : "found")} in {result.Iterations} steps")));
        Poor = poor;
        return found && poor.Length == 0 ? (system, result.Solution.ToArray(), result.Residual) : null;
    }
}
