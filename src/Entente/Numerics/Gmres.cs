using System.Numerics.Tensors;

namespace Entente.Numerics;

/// <summary>The product of a matrix with a vector of length 1.</summary>
internal delegate void LinearProduct(ReadOnlySpan<double> vector, Span<double> into);

/// <summary>
/// The generalised minimal residual method for A s = b (Saad and Schultz 1986), with modified Gram-Schmidt and Givens
/// rotations; one round, from 0. It may be conditioned by a product that comes near the inverse of A, even one of rounded numbers:
/// what was conditioned is kept (Saad 1993, flexible GMRES).
/// </summary>
internal sealed class Gmres
{
    private readonly int most;
    private readonly double[][] basis;
    private readonly double[][] conditioned;
    private readonly double[,] hessenberg;
    private readonly double[] cosine;
    private readonly double[] sine;
    private readonly double[] right;
    private int products;

    public Gmres(int length, int most)
    {
        this.most = most;
        // Vectors are made when they are needed.
        (basis, conditioned) = (new double[most + 1][], new double[most][]);
        basis[0] = new double[length];
        hessenberg = new double[most + 1, most];
        (cosine, sine, right) = (new double[most], new double[most], new double[most + 1]);
    }

    /// <summary>Solves to a relative residual; returns the number of products.</summary>
    public int Solve(LinearProduct product, ReadOnlySpan<double> b, double tolerance, out double[] solution) =>
        Solve(product, null, b, tolerance, out solution);

    /// <summary>The same, conditioned; null: not.</summary>
    public int Solve(
        LinearProduct product,
        LinearProduct? conditioner,
        ReadOnlySpan<double> b,
        double tolerance,
        out double[] solution
    )
    {
        var size = TensorPrimitives.Norm(b);
        if (size == 0)
        {
            solution = new double[b.Length];
            return 0;
        }
        TensorPrimitives.Divide(b, size, basis[0]);
        Array.Clear(right);
        right[0] = size;
        var k = 0;
        while (k < most)
        {
            var next = basis[k + 1] ??= new double[b.Length];
            conditioner?.Invoke(basis[k], conditioned[k] ??= new double[b.Length]);
            product(conditioner is null ? basis[k] : conditioned[k], next);
            for (var i = 0; i <= k; i++)
            {
                hessenberg[i, k] = TensorPrimitives.Dot<double>(next, basis[i]);
                TensorPrimitives.MultiplyAdd(basis[i], -hessenberg[i, k], next, next);
            }
            var rest = TensorPrimitives.Norm<double>(next);
            Rotate(k, rest);
            k++;
            if (!double.IsFinite(rest) || rest <= 1e-14 * size)
                break;
            TensorPrimitives.Divide(next, rest, next);
            if (Math.Abs(right[k]) <= tolerance * size)
                break;
        }
        products = k;
        solution = Combine(k, conditioner is null ? basis : conditioned);
        return k;
    }

    /// <summary>
    /// What the last round has learnt of the inverse: A Z = V H for what was conditioned and the basis. Null where it was not conditioned,
    /// or ended for want of another direction.
    /// </summary>
    /// <param name="before">What it was conditioned by; null: by something else.</param>
    public LearntInverse? Learnt(LearntInverse? before = null) =>
        products == 0 || conditioned[0] is null || !double.IsFinite(TensorPrimitives.Sum<double>(basis[products]))
            ? null
            : new(
                basis.AsSpan(0, products + 1),
                conditioned.AsSpan(0, products),
                hessenberg,
                cosine.AsSpan(0, products),
                sine.AsSpan(0, products),
                before
            );

    private void Rotate(int k, double rest)
    {
        for (var i = 0; i < k; i++)
            (hessenberg[i, k], hessenberg[i + 1, k]) = (
                cosine[i] * hessenberg[i, k] + sine[i] * hessenberg[i + 1, k],
                -sine[i] * hessenberg[i, k] + cosine[i] * hessenberg[i + 1, k]
            );
        var radius = double.Hypot(hessenberg[k, k], rest);
        (cosine[k], sine[k]) = radius == 0 ? (1, 0) : (hessenberg[k, k] / radius, rest / radius);
        hessenberg[k, k] = radius;
        (right[k], right[k + 1]) = (cosine[k] * right[k], -sine[k] * right[k]);
    }

    private double[] Combine(int k, double[][] directions)
    {
        var y = new double[k];
        for (var i = k - 1; i >= 0; i--)
        {
            y[i] = right[i];
            for (var j = i + 1; j < k; j++)
                y[i] -= hessenberg[i, j] * y[j];
            // A direction that the matrix does not see is left alone.
            y[i] = hessenberg[i, i] == 0 ? 0 : y[i] / hessenberg[i, i];
        }
        var solution = new double[basis[0].Length];
        for (var i = 0; i < k; i++)
            TensorPrimitives.MultiplyAdd(directions[i], y[i], solution, solution);
        return solution;
    }
}
