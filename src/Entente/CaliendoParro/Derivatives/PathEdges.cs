using Entente.Models;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// Where on a way something begins or ends to bind: a limit or line that fills up, a floor, a stock. Slopes jump there, so that no
/// rule is exact across it.
/// </summary>
internal static class PathEdges
{
    private const int MostSteps = 40;
    private const double Near = 1e-10;
    private const double NearEnough = 1e-8;

    /// <summary>The place between two points at which what binds is not the same; null where there is no answer between.</summary>
    /// <param name="path">The way.</param>
    /// <param name="one">The answer at the first point.</param>
    /// <param name="from">Where it is.</param>
    /// <param name="other">The answer at the second.</param>
    /// <param name="to">Where it is; behind the first.</param>
    /// <param name="options">How to solve.</param>
    public static double? Between(ShockPath path, Equilibrium one, double from, Equilibrium other, double to, SolveOptions options)
    {
        var (quota, search) = (Changed(one, other), new PathSearch(path, options));
        var (low, high) = quota is { } l ? (Distance(one, l), Distance(other, l)) : (-1, 1);
        var first = LinearLimits.Binding(one);
        for (var step = 0; step < MostSteps && to - from > NearEnough; step++)
        {
            var t = quota is null || step % 3 == 2 ? (from + to) / 2 : (from * high - to * low) / (high - low);
            var here = search.Solve(Math.Clamp(t, from, to), t - from < to - t ? one : other);
            if (!here.Converged)
                return null;
            var distance = quota is { } at ? Distance(here, at) : LinearLimits.Binding(here) == first ? low : high;
            if (quota is not null && Math.Abs(distance) < Near)
                return t;
            if (distance > 0 == high > 0)
                (other, to, high, low) = (here, t, distance, low / 2);
            else
                (one, from, low, high) = (here, t, distance, high / 2);
        }
        return (from + to) / 2;
    }

    /// <summary>The first quota that is full at one of the points only.</summary>
    private static int? Changed(Equilibrium one, Equilibrium other)
    {
        for (var l = 0; l < one.Given.Quotas.Length; l++)
            if (Distance(one, l) > 0 != Distance(other, l) > 0)
                return l;
        return null;
    }

    /// <summary>ln of the wedge of a quota that is full; below 0, by how much it is not.</summary>
    private static double Distance(Equilibrium at, int l)
    {
        var (limits, quota) = (at.Wedges.Length, at.Given.Quotas[l]);
        var (wedge, quantity) = l < limits
            ? (at.Wedges[l], at.LimitedQuantities[l])
            : (at.LineWedges[l - limits], at.LineQuantities[l - limits]);
        return wedge > 1 ? Math.Log(wedge) : Math.Log(Math.Max(quantity, double.Epsilon) / quota.Most);
    }
}
