namespace Entente.Numerics;

/// <summary>
/// Where a function of one number crosses 0 (Brent 1973): inverse interpolation where it helps, halving where it does not. The bracket
/// only ever shrinks, so that what is returned is between two points of opposite sign no further apart than asked.
/// </summary>
/// <param name="At">The root.</param>
/// <param name="Value">The function there.</param>
/// <param name="Width">How far the points of opposite sign around it are apart; 0 where the function is 0.</param>
/// <param name="Evaluations">How often the function was asked.</param>
public readonly record struct ScalarRoot(double At, double Value, double Width, int Evaluations)
{
    /// <summary>
    /// Finds a root between two points of opposite sign; null where the signs are the same or the function is not finite.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="from">One end.</param>
    /// <param name="to">The other end.</param>
    /// <param name="tolerance">How close the two points around the root must be.</param>
    /// <param name="valueTolerance">A value this near to 0 is 0.</param>
    public static ScalarRoot? Between(
        Func<double, double> function,
        double from,
        double to,
        double tolerance,
        double valueTolerance = 0
    )
    {
        ArgumentNullException.ThrowIfNull(function);
        var (a, b, evaluations) = (from, to, 2);
        var (fa, fb) = (function(a), function(b));
        if (!double.IsFinite(fa) || !double.IsFinite(fb))
            return null;
        if (Math.Abs(fa) <= valueTolerance)
            return new ScalarRoot(a, fa, 0, evaluations);
        if (Math.Abs(fb) <= valueTolerance)
            return new ScalarRoot(b, fb, 0, evaluations);
        if (fa > 0 == fb > 0)
            return null;
        var (c, fc) = (a, fa);
        var step = b - a;
        var earlier = step;
        while (true)
        {
            if (Math.Abs(fc) < Math.Abs(fb))
                (a, b, c, fa, fb, fc) = (b, c, b, fb, fc, fb);
            var least = 2 * double.Epsilon + 4e-16 * Math.Abs(b) + tolerance / 2;
            var half = (c - b) / 2;
            if (Math.Abs(half) <= least || Math.Abs(fb) <= valueTolerance)
                return new ScalarRoot(b, fb, Math.Abs(fb) <= valueTolerance ? 0 : Math.Abs(c - b), evaluations);
            if (Math.Abs(earlier) >= least && Math.Abs(fa) > Math.Abs(fb))
                (earlier, step) = Interpolated(a, b, c, fa, fb, fc, half, step, earlier, least);
            else
                (earlier, step) = (half, half);
            (a, fa) = (b, fb);
            b += Math.Abs(step) > least ? step : Math.CopySign(least, half);
            fb = function(b);
            evaluations++;
            if (!double.IsFinite(fb))
                return null;
            if (fb > 0 == fc > 0)
            {
                (c, fc) = (a, fa);
                step = b - a;
                earlier = step;
            }
        }
    }

    /// <summary>The step of inverse quadratic interpolation, or of the secant; half the bracket where it goes too far.</summary>
    private static (double Earlier, double Step) Interpolated(
        double a,
        double b,
        double c,
        double fa,
        double fb,
        double fc,
        double half,
        double step,
        double earlier,
        double least
    )
    {
        var s = fb / fa;
        double p,
            q;
        if (a == c)
            (p, q) = (2 * half * s, 1 - s);
        else
        {
            var (r, t) = (fb / fc, fa / fc);
            p = s * (2 * half * t * (t - r) - (b - a) * (r - 1));
            q = (t - 1) * (r - 1) * (s - 1);
        }
        (p, q) = p > 0 ? (p, -q) : (-p, q);
        return 2 * p < Math.Min(3 * half * q - Math.Abs(least * q), Math.Abs(earlier * q)) ? (step, p / q) : (half, half);
    }

    /// <summary>
    /// All roots that a scan brackets: the function at evenly spread points, and a root between any two neighbours of opposite sign.
    /// Two roots between the same neighbours are not seen.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="points">Points in order; two at least.</param>
    /// <param name="tolerance">How close the points around a root must be.</param>
    /// <param name="values">The function at the points; not a number where it has no value.</param>
    public static IReadOnlyList<ScalarRoot> Scan(
        Func<double, double> function,
        IReadOnlyList<double> points,
        double tolerance,
        out double[] values
    )
    {
        ArgumentNullException.ThrowIfNull(points);
        values = [.. points.Select(function)];
        var roots = new List<ScalarRoot>();
        for (var k = 0; k < points.Count; k++)
            if (values[k] == 0)
                roots.Add(new ScalarRoot(points[k], 0, 0, 1));
            else if (
                k + 1 < points.Count
                && values[k] * values[k + 1] < 0
                && Between(function, points[k], points[k + 1], tolerance) is { } root
            )
                roots.Add(root);
        return roots;
    }
}
