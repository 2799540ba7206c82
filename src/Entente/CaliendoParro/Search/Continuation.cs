using System.Globalization;
using Entente.CaliendoParro.Kernels;
using Entente.CaliendoParro.Plain;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Search;

/// <summary>
/// The last resort of a search: follows equilibria from the world as it is to the whole shock, each step starting where
/// the last one ended, and where that path ends, from the whole shock without deficits to all of them.
/// </summary>
internal sealed class Continuation
{
    private const double FirstStep = 0.25;
    private const double ShortestStep = 1.0 / 512;

    /// <summary>How steps grow where they get there, and shrink where not.</summary>
    private const double Growth = 2;

    private const double Shortening = 4;

    /// <summary>The same for the joint system once the path has shown to be hard, as it ends tries sooner.</summary>
    private const double JointGrowth = 1.5;

    private const double JointShortening = 3;

    private const int IterationsATry = 100;

    /// <summary>Of the joint system, whose steps are quick and many; and of Newton steps in it, which are not.</summary>
    private const int JointIterationsATry = 300;

    private const int JointNewtonATry = 40;

    private const double NearlyThere = 0.9;

    /// <summary>Points on the way by the joint system need be no nearer than this; the last one is what is asked for.</summary>
    private const double OnTheWay = 1e-8;

    /// <summary>A point of a path: what holds there, and the unknowns of the system it was found by.</summary>
    private sealed record Point(EquilibriumState State, double[] X, double Residual);

    private readonly Func<double, CounterfactualInputs> path;
    private readonly string what;
    private readonly SolveOptions options;
    private readonly int mostIterations;
    private readonly List<TraceEntry> trace = [];
    private bool jointly;
    private int evaluations;
    private int iterations;

    private Continuation(Func<double, CounterfactualInputs> path, string what, bool jointly, SolveOptions options, int mostIterations) =>
        (this.path, this.what, this.jointly, this.options, this.mostIterations) = (path, what, jointly, options, mostIterations);

    /// <summary>How far it got, from 0 to 1; below 0 where it has no beginning.</summary>
    private double Reached { get; set; } = -1;

    /// <summary>Who would have an income below zero just beyond where it got; empty where that is not what ends it.</summary>
    private string Poor { get; set; } = "";

    /// <summary>The answer at the end of a path where other ways found none; else the reason, named.</summary>
    /// <param name="without">What other ways came to.</param>
    /// <param name="jointly">
    /// Whether points are sought by the joint system, which is quick in large worlds, or by Newton steps in prices of factors,
    /// which are sure in small ones.
    /// </param>
    /// <param name="options">How to solve.</param>
    public static Attempt After(Attempt without, bool jointly, SolveOptions options)
    {
        var (given, search) = (without.Answer.Given, without.Search);
        var left = options.MaxIterations - search.Iterations;
        var paths = new List<Continuation> { new(t => PartialShock.Of(given, t), "the shock", jointly, options, left) };
        var hasTransfers = given.Transfers.Any(t => t != 0) || !given.OwnedAbroad.IsEmpty;
        if ((given.Closure != Closure.Zero && given.World.Deficits.Any(d => d != 0)) || hasTransfers)
            paths.Add(
                new(
                    s => PartialShock.Financed(given, s),
                    hasTransfers ? "deficits and transfers" : "the deficits",
                    jointly,
                    options,
                    left
                )
            );
        foreach (var follow in paths)
        {
            var end = follow.Follow();
            var status = end is null ? search.Status : SolverStatus.Converged;
            var (point, residual) = end is null ? (search.Best.ToArray(), search.Residual) : (end.X, end.Residual);
            search = new SolverResult(status, point, residual, search.Evaluations + follow.evaluations, [.. search.Trace, .. follow.trace]);
            if (end is not null && TradeModel.Certified(given, end.State, search, options) is { Converged: true } answer)
                return new(answer, search);
        }
        return new(Ended(without.Answer, paths, search), search);
    }

    private static Equilibrium Ended(Equilibrium without, List<Continuation> paths, SolverResult search)
    {
        var poor = paths.FirstOrDefault(p => p.Poor.Length > 0);
        if (poor is null && without.Status is EquilibriumStatus.NegativeIncome or EquilibriumStatus.NegativePurchases)
            return without;
        var status =
            poor is not null ? EquilibriumStatus.NegativeIncome
            : paths.Any(p => p.Reached >= 0) ? EquilibriumStatus.PathEnds
            : without.Status;
        var ends = paths
            .Where(p => p.Reached >= 0)
            .Select(p =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(p.Poor.Length > 0 ? $"income of {p.Poor} falls to zero" : "the path of equilibria ends")} at "
                        + $"{Math.Floor(1000 * p.Reached) / 10:0.#} % of {p.what}"
                )
            );
        return Equilibrium.Without(without.Given, status, string.Join("; ", [.. ends, without.Explanation]), search);
    }

    private Point? Follow()
    {
        if (At(0, null) is not { } here)
            return null;
        (Reached, var step, var growth) = (0, FirstStep, Growth);
        (Point At, double T)? before = null;
        while (step >= ShortestStep && iterations < mostIterations)
        {
            var next = Math.Min(1, Reached + step);
            var ahead = Ahead(before, here, next);
            if ((At(next, here, ahead) ?? (ahead is null || Poor.Length > 0 ? null : At(next, here))) is { } there)
            {
                before = (here, Reached);
                (here, Reached, step) = (there, next, step * growth);
                if (Reached == 1)
                    return here;
            }
            else
            {
                step = (next - Reached) / (jointly ? JointShortening : Shortening);
                growth = jointly ? JointGrowth : Growth;
                if (step < ShortestStep && jointly && Reached >= NearlyThere)
                    (here, before, step) = (ToMarkets(here), null, 1 - Reached);
            }
        }
        return null;
    }

    /// <summary>
    /// The point where the path is left by the joint system and gone on with, little being left, by the surer and slower way.
    /// </summary>
    private Point ToMarkets(Point here)
    {
        jointly = false;
        var system = new NestedSystem(path(Reached));
        return here with { X = system.Near(here.State, system.LimitsOf(here.X.AsSpan(0, system.Length))) };
    }

    /// <summary>Where the line through the last two points leads; null where there is none.</summary>
    private double[]? Ahead((Point At, double T)? before, Point here, double next)
    {
        if (before is not { } earlier || earlier.At.X.Length != here.X.Length)
            return null;
        var ratio = (next - Reached) / (Reached - earlier.T);
        return [.. here.X.Zip(earlier.At.X, (x, was) => x + ratio * (x - was))];
    }

    /// <summary>
    /// The equilibrium at a point of the path, from one before it; null where none is found or an income is not above zero.
    /// </summary>
    private Point? At(double t, Point? from, double[]? ahead = null)
    {
        var given = path(t);
        var accuracy = t == 1 || !jointly ? options : options with { Tolerance = Math.Max(options.Tolerance, OnTheWay) };
        var (result, state) = jointly ? Jointly(given, from, ahead, accuracy) : ByMarkets(given, from, ahead, accuracy);
        (evaluations, iterations) = (evaluations + result.Evaluations, iterations + result.Iterations);
        var (found, poor) = (result.Status == SolverStatus.Converged, "");
        if (found)
        {
            var income = new PlainSolution(given, new Incomes(given), state).Income;
            poor = string.Join(
                ", ",
                Enumerable.Range(0, income.Length).Where(n => !(income[n] > 0)).Select(n => given.World.Countries[n].Code)
            );
        }
        trace.Add(
            new(
                result.Residual,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{100 * t:0.#} % of {what}: "
                        + $"{(!found ? "not found" : poor.Length > 0 ? $"income of {poor} below zero" : "found")} in {result.Iterations} "
                        + $"steps"
                )
            )
        );
        Poor = poor;
        return found && poor.Length == 0 ? new(state, result.Solution.ToArray(), result.Residual) : null;
    }

    private (SolverResult, EquilibriumState) ByMarkets(
        CounterfactualInputs given,
        Point? from,
        double[]? ahead,
        SolveOptions accuracy
    )
    {
        var system = new NestedSystem(given);
        var start =
            ahead?.Length == system.Length ? ahead
            : from is null ? new double[system.Length]
            : system.Near(from.State, system.LimitsOf(from.X));
        Solver solver = from is null ? Fallback.Solve : Fallback.Newton;
        return (
            solver(
                system.Residual,
                start,
                TradeModel.Settings(accuracy, system.LargestElasticity, from is null ? mostIterations : IterationsATry)
            ),
            system.State()
        );
    }

    private static (SolverResult, EquilibriumState) Jointly(
        CounterfactualInputs given,
        Point? from,
        double[]? ahead,
        SolveOptions accuracy
    )
    {
        using var system = new JointSystem(given);
        if (from?.X.Length == system.Length)
            system.RelineariseAt(from.X);
        var start =
            ahead?.Length == system.Length ? ahead
            : from?.X.Length == system.Length ? from.X
            : new double[system.Length];
        var result = Anderson.Solve(system.Residual, start, TradeModel.Settings(accuracy, system, JointIterationsATry));
        if (result.Status != SolverStatus.Converged && from is not null)
            result = NewtonKrylov
                .Solve(system.Residual, start, TradeModel.Settings(accuracy, system, JointNewtonATry))
                .After(result);
        return (result, system.State());
    }
}
