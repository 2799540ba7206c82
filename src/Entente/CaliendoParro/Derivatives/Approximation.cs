using System.Collections.Immutable;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// What a shock does to ln of real incomes as seen from where it begins: by the slope along its way there, and by slope and
/// curvature. Both belong to the way (<see cref="ShockPath"/>): straight in logarithms or, for flows that end, in the weight
/// they are left with.
/// </summary>
/// <param name="First">By country, the first-order change of ln WHat_n.</param>
/// <param name="Second">By country, the second-order change: First and half the curvature.</param>
public sealed record Approximation(ImmutableArray<double> First, ImmutableArray<double> Second)
{
    /// <summary>Steps change no flow by much more than this part.</summary>
    private const double LargestStep = 0.01;

    /// <summary>
    /// (D14) ln WHat_n = f'(0) + f''(0)/2, f' being exact and f'' the central difference of two exact f'; where a limit or a stock begins
    /// to bind with the way, both from exact f' a little, twice and three times as far along it.
    /// </summary>
    /// <returns>The approximation, or why there is none.</returns>
    public static Checked<Approximation> Of(ShockPath path, Equilibrium before, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Opens)
            return Checked<Approximation>.Invalid([
                new Fault(null, "a flow that is forbidden before", "flows that exist where the way begins"),
            ]);
        var options = new SolveOptions { Tolerance = 1e-12, Cancellation = cancellation, Start = new StartingPoint(before) };
        var step = Step(path);
        double[] places = path.HasEdge ? [step, 2 * step, 3 * step] : [step, -step, 0];
        var slopes = new Checked<double[]>[places.Length];
        // What the first one learns of the equations serves the others, which are nearly the same.
        LearntInverse? learnt = null;
        for (var k = 0; k < places.Length; k++)
            slopes[k] = Slope(path, places[k], places[k] == 0 ? before : path.Solve(places[k], options), ref learnt, cancellation);
        if (slopes.FirstOrDefault(slope => !slope.Success) is { } missing)
            return Checked<Approximation>.Invalid(missing.Faults);
        var found = slopes.Select(slope => slope.Value).ToList();
        return Checked<Approximation>.Valid(
            path.HasEdge
                ? Ahead(found, step)
                : new Approximation([.. found[2]], [.. found[2].Select((f, n) => f + (found[0][n] - found[1][n]) / (2 * step) / 2)])
        );
    }

    /// <summary>f' at a place, or why there is none.</summary>
    private static Checked<double[]> Slope(
        ShockPath path,
        double t,
        Equilibrium at,
        ref LearntInverse? learnt,
        CancellationToken cancellation
    )
    {
        if (!at.Converged)
            return Missing($"no answer near where the way begins: {at.Explanation}", "one");
        if (Linearisation.WhyNotCovered(at) is { } reason)
            return Missing($"{reason} near where the way begins", "what derivatives cover");
        try
        {
            return Checked<double[]>.Valid([
                .. new Linearisation(at, cancellation).Respond(path.DirectionAt(t), ref learnt).LogRealIncome,
            ]);
        }
        catch (InvalidOperationException undetermined)
        {
            return Missing(undetermined.Message, "derivatives near where the way begins");
        }

        static Checked<double[]> Missing(string found, string expected) =>
            Checked<double[]>.Invalid([new Fault(null, found, expected)]);
    }

    /// <summary>f'(0) and f''(0) from exact f' at one, two and three steps: where there is nothing behind the beginning.</summary>
    private static Approximation Ahead(List<double[]> slopes, double step)
    {
        ImmutableArray<double> first = [.. slopes[0].Select((f, n) => 3 * f - 3 * slopes[1][n] + slopes[2][n])];
        return new(first, [.. first.Select((f, n) => f + (-2.5 * slopes[0][n] + 4 * slopes[1][n] - 1.5 * slopes[2][n]) / step / 2)]);
    }

    private static double Step(ShockPath path)
    {
        var (direction, fastest, thetas) = (path.DirectionAt(0), 1.0, path.World.Thetas);
        for (var f = 0; f < direction.LogTradeCosts!.Span.Length; f++)
            fastest = Math.Max(
                fastest,
                thetas[f % thetas.Length]
                    * Math.Max(
                        Math.Abs(direction.LogTradeCosts.Span[f]),
                        Math.Max(Math.Abs(direction.Tariffs!.Span[f]), Math.Abs(direction.ExportTaxes!.Span[f]))
                    )
            );
        foreach (var limit in direction.LogQuotas!.Value)
            fastest = Math.Max(fastest, Math.Abs(limit));
        foreach (var a in direction.LogProductivity!.Span)
            fastest = Math.Max(fastest, thetas.Max() * Math.Abs(a));
        return LargestStep / fastest;
    }
}
