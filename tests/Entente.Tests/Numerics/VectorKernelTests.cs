using Entente.Numerics;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Numerics;

/// <summary>Every kernel against the loops it stands for, at lengths that are no multiple of any vector.</summary>
public sealed class VectorKernelTests
{
    // The last ones are blocks that come from memory.
    public static TheoryData<int, int> Shapes =>
        new(
            [
                .. from rows in new[] { 1, 3, 4, 7, 31 } from columns in new[] { 1, 5, 8, 19, 40, 50 } select (rows, columns),
                (263, 33),
                (83, 171),
            ]
        );

    [Theory, MemberData(nameof(Shapes))]
    public void Products_of_blocks_are_what_they_say(int rows, int columns)
    {
        var (a, b, x, y) = (Random(rows * columns, 1), Random(rows * columns, 2), Random(columns, 3), Random(rows, 4));
        var sums = Random(columns, 5);
        double[] expected = [.. sums.Select((s, j) => s + Enumerable.Range(0, rows).Sum(i => a[i * columns + j] * b[i * columns + j]))];
        VectorKernels.AddColumnSums(a, b, sums);
        Near.Equal(expected, sums, 1e-13);

        var cells = Random(rows * columns, 6);
        expected = [.. cells.Select((c, at) => c + a[at] * x[at % columns])];
        VectorKernels.AddRowsTimes(a, x, cells);
        Near.Equal(expected, cells, 1e-13);

        cells = Random(rows * columns, 6);
        var added = VectorKernels.AddRowsTimes(a, x, b, cells);
        Near.Equal(expected, cells, 1e-13);
        Assert.Equal(a.Select((value, at) => value * x[at % columns] * b[at]).Sum(), added, 1e-13 * rows * columns);

        var transposed = Random(columns, 7);
        expected = [.. transposed.Select((t, j) => t + Enumerable.Range(0, rows).Sum(k => a[k * columns + j] * y[k]))];
        VectorKernels.AddTransposedTimes<double>(a, y, transposed);
        Near.Equal(expected, transposed, 1e-13);

        var product = new double[rows];
        VectorKernels.Times<double>(a, x, product);
        Near.Equal(
            [.. Enumerable.Range(0, rows).Select(k => Enumerable.Range(0, columns).Sum(j => a[k * columns + j] * x[j]))],
            product,
            1e-13
        );
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Products_and_quotients_cell_by_cell_are_what_they_say(int rows, int columns)
    {
        var (a, b, c, d) = (Random(columns, 1), Random(columns, 2), Random(columns, 3), Random(columns, 4));
        var (product, sum, whole) = (new double[columns], new double[columns], new double[columns]);
        VectorKernels.Products(a, b, product, sum);
        VectorKernels.Products(c, d, product, sum);
        Near.Equal([.. c.Zip(d, (x, y) => x * y)], product, 1e-15);
        Near.Equal([.. Enumerable.Range(0, columns).Select(j => a[j] * b[j] + c[j] * d[j])], sum, 1e-15);
        VectorKernels.Products(a, b, c, d, product, sum, whole);
        Near.Equal([.. Enumerable.Range(0, columns).Select(j => a[j] * b[j] * c[j] * d[j])], product, 1e-15);
        Near.Equal([.. Enumerable.Range(0, columns).Select(j => a[j] * b[j] + c[j] * d[j] + a[j] * b[j] * c[j])], sum, 1e-15);
        Assert.Equal(a, whole);
        double[] above = [.. c.Select(Math.Abs)];
        VectorKernels.OverOneAnd(a, b, above, product);
        Near.Equal([.. Enumerable.Range(0, columns).Select(j => a[j] * b[j] / (1 + above[j]))], product, 1e-15);
        VectorKernels.OverOneAnd(a, above, product);
        Near.Equal([.. Enumerable.Range(0, columns).Select(j => a[j] / (1 + above[j]))], product, 1e-15);

        float[] cells = [.. Random(rows * columns * 40, 5).Select(cell => (float)cell)];
        var (x, v, y, w) = (Random(columns * 40, 6), Random(columns * 40, 7), Random(rows, 8), Random(rows, 9));
        VectorKernels.Times(cells, x, v, y, w);
        Near.Equal([.. Enumerable.Range(0, rows).Select(k => x.Select((value, j) => cells[k * x.Length + j] * value).Sum())], y, 1e-13);
        Near.Equal([.. Enumerable.Range(0, rows).Select(k => v.Select((value, j) => cells[k * x.Length + j] * value).Sum())], w, 1e-13);
    }

    [Theory, InlineData(1), InlineData(3), InlineData(4), InlineData(6), InlineData(23), InlineData(40)]
    public void An_inverse_undoes_its_matrix(int order)
    {
        var matrix = Random(order * order, 8).Select((cell, at) => at % (order + 1) == 0 ? 1 : -0.9 * cell / order).ToArray();
        var solve = new MatrixInverse<double>(order);
        // A second time, and after a matrix without inverse, in the same scratch.
        for (var time = 0; time < 2; time++)
        {
            for (var r = 0; r < order; r++)
                matrix.AsSpan(r * order, order).CopyTo(solve.Row(r));
            Assert.True(solve.Invert());
            for (var r = 0; r < order; r++)
                for (var c = 0; c < order; c++)
                    Assert.Equal(r == c ? 1 : 0, Enumerable.Range(0, order).Sum(k => matrix[r * order + k] * solve.Row(k)[c]), 12);
            for (var r = 0; r < order; r++)
                solve.Row(r).Clear();
            Assert.False(solve.Invert());
        }
    }

    private static double[] Random(int length, int seed)
    {
        var random = new Random(seed * 1000 + length);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())];
    }
}
