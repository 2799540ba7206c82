using System.Numerics.Tensors;

namespace Entente.Numerics;

/// <summary>
/// A fixed point inside a residual that is asked for again and again at points nearby: sweeps where they come near
/// quickly; where not, steps by the inverse of what a sweep leaves, taken by differences and kept for the points that
/// follow (Newton's method with a Jacobian held fast); and where these do not get there, or there are too many unknowns for
/// them, acceleration.
/// </summary>
/// <param name="point">Where the last search ended; begins the next, and is set by it.</param>
/// <param name="next">What follows from the point.</param>
/// <param name="setNext">Sets what follows.</param>
/// <param name="mostSweeps">A loop that needs more has failed.</param>
/// <param name="scale">What differences are measured by; null: 1. May change from sweep to sweep.</param>
/// <remarks>Not safe for use by several threads.</remarks>
internal sealed class InnerLoop(double[] point, double[] next, Action setNext, int mostSweeps, double[]? scale = null)
{
    /// <summary>Sweeps after which a loop is slow enough to learn the inverse.</summary>
    private const int FewSweeps = 8;

    /// <summary>Sweeps after which one is slow enough to be accelerated.</summary>
    private const int PlainSweeps = 100;

    /// <summary>Unknowns up to which an inverse, one sweep for each of them, is worth its price.</summary>
    private const int FewUnknowns = 256;

    /// <summary>Of unknowns, over what they are measured by, or over themselves where they are larger.</summary>
    private const double Difference = 1e-7;

    /// <summary>A step by the inverse that leaves more than this part of the gap says that it is another's.</summary>
    private const double Useful = 0.3;

    /// <summary>Steps in which acceleration has had its chance.</summary>
    private const int MostAccelerated = 200;

    /// <summary>
    /// How much more exact acceleration is to be: what it leaves differs from point to point, and differences between points are taken.
    /// </summary>
    private const double Surplus = 0.01;

    /// <summary>Sweeps that have not taken a tenth off the largest step between them go nowhere.</summary>
    private const int Patience = 100;

    private readonly double[] gap = new double[point.Length];
    private readonly double[] before = new double[point.Length];
    private readonly double[] room = new double[point.Length];
    private MatrixInverse<double>? inverse;
    private bool isKnown;

    /// <summary>Whether the point has come within the accuracy of what follows from it.</summary>
    public bool Settle(double accuracy)
    {
        var (mark, slowAt) = (double.PositiveInfinity, FewSweeps);
        for (var sweep = 0; sweep < mostSweeps; sweep++)
        {
            if (sweep == PlainSweeps && Accelerated(accuracy))
                return true;
            if (isKnown && StepsByInverse(accuracy))
                return true;
            var largest = Sweep();
            next.CopyTo(point, 0);
            if (largest <= accuracy)
                return true;
            if (sweep == slowAt && point.Length <= FewUnknowns)
                (isKnown, slowAt) = (Learn(), 2 * slowAt);
            if (sweep % Patience > 0 && !double.IsNaN(largest))
                continue;
            if (!(largest < 0.9 * mark))
                return false;
            mark = largest;
        }
        return false;
    }

    /// <summary>Whether steps by the inverse get there; where it is of no more use the point is what followed where it last was.</summary>
    private bool StepsByInverse(double accuracy)
    {
        var last = double.PositiveInfinity;
        while (Sweep() is var largest && (largest <= accuracy || largest < Useful * last))
        {
            last = largest;
            next.CopyTo(before, 0);
            if (largest <= accuracy)
                break;
            Step();
        }
        isKnown = last <= accuracy;
        if (double.IsFinite(last))
            before.CopyTo(point, 0);
        return isKnown;
    }

    /// <summary>Sets what follows, and the gap to it; returns the largest of it.</summary>
    private double Sweep()
    {
        setNext();
        TensorPrimitives.Subtract(next, point, gap);
        if (scale is null)
            return Norm.Largest(gap);
        TensorPrimitives.Divide(gap, scale, room);
        return Norm.Largest(room);
    }

    /// <summary>The inverse of I - A, A the derivative of what follows by the point, by differences; false where there is none.</summary>
    private bool Learn()
    {
        inverse ??= new(point.Length);
        Sweep();
        next.CopyTo(before, 0);
        point.CopyTo(room, 0);
        for (var c = 0; c < point.Length; c++)
        {
            var difference = Difference * Math.Max(scale?[c] ?? 1, Math.Abs(room[c]));
            point[c] += difference;
            setNext();
            point[c] = room[c];
            for (var r = 0; r < point.Length; r++)
                inverse.Row(r)[c] = (r == c ? 1 : 0) - (next[r] - before[r]) / difference;
        }
        return inverse.Invert();
    }

    private void Step()
    {
        for (var r = 0; r < point.Length; r++)
            point[r] += TensorPrimitives.Dot<double>(inverse!.Row(r), gap);
    }

    /// <summary>Whether acceleration gets there; where it does not, the point is as it was.</summary>
    private bool Accelerated(double accuracy)
    {
        var (divisor, start) = (new double[point.Length], new double[point.Length]);
        Array.Fill(divisor, 1);
        scale?.CopyTo(divisor, 0);
        point.CopyTo(before, 0);
        TensorPrimitives.Divide(point, divisor, start);
        var found = Anderson.Solve(
            (x, f, _) =>
            {
                TensorPrimitives.Multiply(x, divisor, point);
                setNext();
                TensorPrimitives.Subtract(next, point, f);
                TensorPrimitives.Divide(f, divisor, f);
            },
            start,
            new SolverOptions { Tolerance = accuracy * Surplus, MaxIterations = MostAccelerated }
        );
        var isThere = found.Residual <= accuracy;
        if (isThere)
            TensorPrimitives.Multiply(found.Best, divisor, point);
        else
            before.CopyTo(point, 0);
        return isThere;
    }
}
