using Entente.Numerics;
using Xunit;

namespace Entente.Tests.Numerics;

/// <summary>What the linear solver behind Newton steps and certificates promises.</summary>
public sealed class GmresTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void Agrees_with_elimination(int length)
    {
        var (matrix, b) = Random(length, 1);
        var products = new Gmres(length, length).Solve(Product(matrix), b, 1e-14, out var found);
        var exact = LinearEquations.Solve((double[,])matrix.Clone(), (double[])b.Clone());
        Assert.InRange(products, 1, length);
        for (var at = 0; at < length; at++)
            Assert.Equal(exact[at], found[at], 1e-10);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e-4)]
    [InlineData(1e-9)]
    public void Is_as_exact_as_it_is_asked_to_be_and_no_more_work(double accuracy)
    {
        var (matrix, b) = Random(60, 2);
        var products = new Gmres(60, 60).Solve(Product(matrix), b, accuracy, out var found);
        Assert.InRange(Gap(matrix, found, b), 0, accuracy * 1.01);
        Assert.True(products <= new Gmres(60, 60).Solve(Product(matrix), b, accuracy / 100, out _));
    }

    [Fact]
    public void A_right_side_of_nothing_takes_no_product()
    {
        var (matrix, _) = Random(5, 3);
        Assert.Equal(0, new Gmres(5, 5).Solve(Product(matrix), new double[5], 1e-10, out var found));
        Assert.All(found, value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_a_singular_matrix_does_not_see_is_left_alone()
    {
        // The second coordinate has no equation; the right side is in reach.
        double[,] matrix =
        {
            { 2, 0 },
            { 0, 0 },
        };
        new Gmres(2, 2).Solve(Product(matrix), [4, 0], 1e-12, out var found);
        Assert.Equal([2.0, 0.0], found);
    }

    [Fact]
    public void Few_products_give_the_best_of_their_space_and_the_same_object_serves_again()
    {
        var (matrix, b) = Random(30, 4);
        var solver = new Gmres(30, 5);
        Assert.Equal(5, solver.Solve(Product(matrix), b, 1e-14, out var first));
        Assert.InRange(Gap(matrix, first, b), 0, 1);
        solver.Solve(Product(matrix), b, 1e-14, out var second);
        Assert.Equal(first, second);
    }

    [Fact]
    public void What_was_learnt_serves_another_right_side_and_a_matrix_nearby()
    {
        const int Length = 80;
        var (matrix, b) = Random(Length, 5);
        // A few directions that the identity says nothing of are what takes products.
        for (var r = 0; r < 12; r++)
            matrix[r, r] *= 3 + 7 * r;
        var (learner, nearby) = (new Gmres(Length, Length), (double[,])matrix.Clone());
        for (var r = 0; r < Length; r++)
            nearby[r, (r + 1) % Length] += 1e-3;
        var cold = learner.Solve(Product(matrix), Same, b, 1e-12, out _);
        var learnt = learner.Learnt()!;
        var turned = b.Reverse().ToArray();
        foreach (var (of, right, most) in new[] { (matrix, b, cold / 3), (nearby, b, cold / 2), (matrix, turned, cold - 4) })
        {
            var products = new Gmres(Length, Length).Solve(Product(of), learnt.Over(Same), right, 1e-12, out var found);
            Assert.InRange(products, 1, most);
            Assert.InRange(Gap(of, found, right), 0, 1e-11);
        }
    }

    [Fact]
    public void Rounds_add_to_what_was_learnt()
    {
        var (matrix, b) = Random(60, 6);
        for (var r = 0; r < 20; r++)
            matrix[r, r] *= 2 + r;
        LearntInverse? learnt = null;
        var products = new List<int>();
        for (var round = 0; round < 3; round++)
        {
            var solver = new Gmres(60, 10);
            products.Add(solver.Solve(Product(matrix), learnt?.Over(Same) ?? Same, b, 1e-9, out var found));
            learnt = solver.Learnt(learnt);
            if (round == 2)
                Assert.InRange(Gap(matrix, found, b), 0, 1e-5);
        }
        Assert.Equal(60, learnt!.Length);
    }

    private static void Same(ReadOnlySpan<double> vector, Span<double> into) => vector.CopyTo(into);

    private static LinearProduct Product(double[,] matrix) =>
        (vector, into) =>
        {
            for (var r = 0; r < into.Length; r++)
            {
                into[r] = 0;
                for (var c = 0; c < vector.Length; c++)
                    into[r] += matrix[r, c] * vector[c];
            }
        };

    private static double Gap(double[,] matrix, double[] x, double[] b)
    {
        var product = new double[b.Length];
        Product(matrix)(x, product);
        return Math.Sqrt(product.Zip(b, (p, right) => (p - right) * (p - right)).Sum() / b.Sum(right => right * right));
    }

    private static (double[,] Matrix, double[] B) Random(int length, int seed)
    {
        var random = new Random(seed);
        var matrix = new double[length, length];
        for (var r = 0; r < length; r++)
            for (var c = 0; c < length; c++)
                matrix[r, c] = (r == c ? 1 : 0) + 0.5 * (random.NextDouble() - 0.5) / Math.Sqrt(length);
        return (matrix, [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())]);
    }
}
