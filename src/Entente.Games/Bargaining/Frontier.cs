using System.Collections.Immutable;

namespace Entente.Games.Bargaining;

/// <summary>What two parties can reach at best: a curve along which the first gets more and the second less. Immutable.</summary>
public sealed class Frontier
{
    private readonly Func<double, (double First, double Second)> at;

    private Frontier(Func<double, (double, double)> at, ImmutableArray<double> kinks) => (this.at, Kinks) = (at, kinks);

    /// <summary>Where the curve is not smooth, as positions above 0 and below 1, in order.</summary>
    public ImmutableArray<double> Kinks { get; }

    /// <summary>The payoffs at a position; 0 is best for the second party, 1 for the first.</summary>
    public (double First, double Second) this[double position] => at(position);

    /// <summary>A smooth curve.</summary>
    /// <param name="at">
    /// Payoffs by position from 0 to 1: the first's do not fall, the second's do not rise, and the set below is convex.
    /// </param>
    public static Frontier OfCurve(Func<double, (double First, double Second)> at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return new Frontier(at, []);
    }

    /// <summary>The upper right edge of the convex hull of points and of all that gives both less.</summary>
    /// <exception cref="ArgumentException">There are no points, or one is not finite.</exception>
    public static Frontier OfPoints(params ImmutableArray<(double First, double Second)> points)
    {
        if (points.IsDefaultOrEmpty || points.Any(p => !double.IsFinite(p.First) || !double.IsFinite(p.Second)))
            throw new ArgumentException("Points with finite payoffs are needed.", nameof(points));
        var hull = new List<(double First, double Second)>();
        // From the second party's best to the first's, keeping right turns only.
        foreach (var p in points.OrderByDescending(p => p.First).ThenByDescending(p => p.Second))
        {
            if (hull.Count > 0 && p.Second <= hull[^1].Second)
                continue;
            while (hull.Count > 1 && Turn(hull[^2], hull[^1], p) <= 0)
                hull.RemoveAt(hull.Count - 1);
            hull.Add(p);
        }
        hull.Reverse();
        var pieces = hull.Count - 1;
        return pieces == 0
            ? new Frontier(_ => hull[0], [])
            : new Frontier(
                t =>
                {
                    var piece = Math.Min((int)(t * pieces), pieces - 1);
                    var part = t * pieces - piece;
                    var (from, to) = (hull[piece], hull[piece + 1]);
                    return (from.First + part * (to.First - from.First), from.Second + part * (to.Second - from.Second));
                },
                [.. Enumerable.Range(1, pieces - 1).Select(k => (double)k / pieces)]
            );
    }

    private static double Turn((double First, double Second) a, (double First, double Second) b, (double First, double Second) c) =>
        (b.First - a.First) * (c.Second - a.Second) - (b.Second - a.Second) * (c.First - a.First);
}
