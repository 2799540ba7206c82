namespace Entente.Games.Chosen;

/// <summary>How a search for a maximum ended.</summary>
public enum MaximumStatus
{
    /// <summary>No variable that is free to move would move by more than the tolerance.</summary>
    Converged,

    /// <summary>No step along the gradient makes it better, though the gradient is not small.</summary>
    Stalled,

    /// <summary>Too many steps.</summary>
    MaxIterations,

    /// <summary>There is no value where the search begins.</summary>
    NoValue,
}

/// <summary>
/// A maximum of a smooth function within bounds, by its gradient: projected quasi-Newton steps (Bertsekas 1982) with the inverse
/// curvature of Broyden, Fletcher, Goldfarb and Shanno. A local one: whether another is higher is for a scan to say.
/// </summary>
/// <param name="At">Where.</param>
/// <param name="Value">The function there.</param>
/// <param name="Gradient">Its gradient there.</param>
/// <param name="Step">
/// The largest step that a variable free to move would take by the curvatures given: what is left to find, in the unit of variables.
/// </param>
/// <param name="Status">How the search ended.</param>
/// <param name="Evaluations">How often the function was asked.</param>
public sealed record BoxMaximum(double[] At, double Value, double[] Gradient, double Step, MaximumStatus Status, int Evaluations)
{
    private const int MostIterations = 200;
    private const int MostHalvings = 30;
    private const double LongestStep = 0.3;

    /// <summary>Searches.</summary>
    /// <param name="function">Value and gradient at a point within bounds; null where there is none.</param>
    /// <param name="start">Where the search begins; moved into the bounds.</param>
    /// <param name="least">Lower bounds.</param>
    /// <param name="most">Upper bounds.</param>
    /// <param name="curvature">A guess of the second derivative by each variable, its sign changed; above 0.</param>
    /// <param name="tolerance">The search ends where steps would be shorter.</param>
    /// <param name="noise">Differences of the function up to this say nothing.</param>
    public static BoxMaximum Of(
        Func<double[], (double Value, double[] Gradient)?> function,
        double[] start,
        double[] least,
        double[] most,
        double[] curvature,
        double tolerance,
        double noise
    )
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(start);
        var size = start.Length;
        double[] x = [.. start.Select((value, v) => Math.Clamp(value, least[v], most[v]))];
        var evaluations = 1;
        if (function(x) is not { } here)
            return new BoxMaximum(x, double.NaN, new double[size], double.NaN, MaximumStatus.NoValue, evaluations);
        var inverse = Diagonal(curvature);
        var fresh = true;
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var free = Free(x, here.Gradient, least, most);
            var left = Left(here.Gradient, free, curvature);
            if (left <= tolerance)
                return Ended(MaximumStatus.Converged, left);
            var direction = Direction(inverse, here.Gradient, free);
            if (Moved(direction) is not { } next)
            {
                if (fresh)
                    return Ended(MaximumStatus.Stalled, left);
                // What was learnt of the curvature misleads here: begin again with the guess.
                (inverse, fresh) = (Diagonal(curvature), true);
                continue;
            }
            Learn(inverse, x, next.At, here.Gradient, next.Gradient);
            (x, here, fresh) = (next.At, (next.Value, next.Gradient), false);
        }
        return Ended(MaximumStatus.MaxIterations, Left(here.Gradient, Free(x, here.Gradient, least, most), curvature));

        BoxMaximum Ended(MaximumStatus status, double left) => new(x, here.Value, here.Gradient, left, status, evaluations);

        (double[] At, double Value, double[] Gradient)? Moved(double[] direction)
        {
            var length = Math.Min(1, LongestStep / direction.Max(Math.Abs));
            var before = Left(here.Gradient, Free(x, here.Gradient, least, most), curvature);
            for (var halving = 0; halving < MostHalvings; halving++, length /= 2)
            {
                double[] to = [.. x.Select((value, v) => Math.Clamp(value + length * direction[v], least[v], most[v]))];
                evaluations++;
                if (function(to) is not { } there)
                    continue;
                var promised = to.Select((value, v) => (value - x[v]) * here.Gradient[v]).Sum();
                var gained = there.Value - here.Value;
                var isFlat = Math.Abs(gained) <= noise && Left(there.Gradient, Free(to, there.Gradient, least, most), curvature) < before;
                if (gained >= 1e-4 * promised && gained > noise || isFlat)
                    return (to, there.Value, there.Gradient);
            }
            return null;
        }
    }

    private static double[,] Diagonal(double[] curvature)
    {
        var inverse = new double[curvature.Length, curvature.Length];
        for (var v = 0; v < curvature.Length; v++)
            inverse[v, v] = 1 / curvature[v];
        return inverse;
    }

    /// <summary>Variables that are not held at a bound by their gradient.</summary>
    internal static bool[] Free(double[] x, double[] gradient, double[] least, double[] most) =>
        [.. x.Select((value, v) => !((value <= least[v] && gradient[v] <= 0) || (value >= most[v] && gradient[v] >= 0)))];

    /// <summary>The largest step of a free variable by the curvatures given.</summary>
    internal static double Left(double[] gradient, bool[] free, double[] curvature) =>
        gradient.Select((slope, v) => free[v] ? Math.Abs(slope) / curvature[v] : 0).DefaultIfEmpty(0).Max();

    private static double[] Direction(double[,] inverse, double[] gradient, bool[] free)
    {
        var direction = new double[gradient.Length];
        for (var v = 0; v < gradient.Length; v++)
            for (var u = 0; free[v] && u < gradient.Length; u++)
                if (free[u])
                    direction[v] += inverse[v, u] * gradient[u];
        return direction;
    }

    /// <summary>The inverse of the curvature (that of a minimum) from one more step; left as it is where the step shows none.</summary>
    private static void Learn(double[,] inverse, double[] from, double[] to, double[] gradientFrom, double[] gradientTo)
    {
        var size = from.Length;
        double[] s = [.. to.Zip(from, (a, b) => a - b)];
        double[] y = [.. gradientFrom.Zip(gradientTo, (a, b) => a - b)];
        var sy = s.Zip(y, (a, b) => a * b).Sum();
        if (!(sy > 1e-10 * Math.Sqrt(s.Sum(a => a * a) * y.Sum(a => a * a))))
            return;
        var hy = new double[size];
        for (var v = 0; v < size; v++)
            for (var u = 0; u < size; u++)
                hy[v] += inverse[v, u] * y[u];
        var yhy = y.Zip(hy, (a, b) => a * b).Sum();
        for (var v = 0; v < size; v++)
            for (var u = 0; u < size; u++)
                inverse[v, u] += (1 + yhy / sy) * s[v] * s[u] / sy - (hy[v] * s[u] + s[v] * hy[u]) / sy;
    }
}
