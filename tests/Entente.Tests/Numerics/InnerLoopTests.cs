using Entente.Numerics;
using Xunit;

namespace Entente.Tests.Numerics;

/// <summary>What loops inside residuals promise, against elimination and sweeps alone.</summary>
public sealed class InnerLoopTests
{
    private const double Accuracy = 1e-12;

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(30, 0.9)]
    [InlineData(30, 0.999)]
    [InlineData(300, 0.99)]
    public void Gets_where_elimination_does(int length, double slowness)
    {
        var map = new Map(length, slowness);
        Assert.True(map.Loop.Settle(Accuracy));
        map.AssertIsRoot();
    }

    [Fact]
    public void Learns_what_sweeps_leave_and_keeps_it_for_the_points_that_follow()
    {
        var map = new Map(30, 0.99);
        Assert.True(map.Loop.Settle(Accuracy));
        // Sweeps alone would be a thousand and more, one for each hundredth off the gap.
        Assert.InRange(map.Sweeps, 30, 60);
        map.Constant[3] += 1e-3;
        map.Sweeps = 0;
        Assert.True(map.Loop.Settle(Accuracy));
        Assert.InRange(map.Sweeps, 1, 5);
        map.AssertIsRoot();
    }

    [Fact]
    public void Learns_anew_where_the_map_has_become_another()
    {
        var map = new Map(30, 0.99);
        Assert.True(map.Loop.Settle(Accuracy));
        for (var r = 0; r < 30; r++)
            map.Matrix[r, r] -= r % 2 == 0 ? 1.5 : 0.3;
        map.Constant[0] += 1;
        Assert.True(map.Loop.Settle(Accuracy));
        map.AssertIsRoot();
    }

    [Fact]
    public void Passes_kinks()
    {
        var map = new Map(20, 0.95) { Floor = 5.45 };
        Assert.True(map.Loop.Settle(Accuracy));
        var (point, after) = ((double[])map.Point.Clone(), map.Sweep());
        Assert.Contains(after, value => value == 5.45);
        Assert.Contains(after, value => value > 5.5);
        for (var r = 0; r < 20; r++)
            Assert.Equal(after[r], point[r], Accuracy);
    }

    [Fact]
    public void Differences_count_by_what_they_are_measured_by()
    {
        var map = new Map(5, 0.5, scale: 1e6);
        Assert.True(map.Loop.Settle(1e-6));
        var (point, after) = ((double[])map.Point.Clone(), map.Sweep());
        var gap = Enumerable.Range(0, 5).Max(r => Math.Abs(after[r] - point[r]));
        Assert.InRange(gap, 1e-3, 1);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1e308)]
    public void Where_there_is_no_end_it_says_so(double constant)
    {
        var map = new Map(4, constant == 1e308 ? 1.0 : 0.5);
        map.Constant[2] = constant;
        Assert.False(map.Loop.Settle(Accuracy));
    }

    /// <summary>max(floor, A x + b), A of whole rows that sum to the slowness.</summary>
    private sealed class Map
    {
        private readonly double[] next;

        public Map(int length, double slowness, double? scale = null)
        {
            var random = new Random(length);
            (Matrix, Constant, Point, next) = (new double[length, length], new double[length], new double[length], new double[length]);
            for (var r = 0; r < length; r++)
            {
                var row = Enumerable.Range(0, length).Select(_ => random.NextDouble()).ToArray();
                for (var c = 0; c < length; c++)
                    Matrix[r, c] = slowness * row[c] / row.Sum();
                Constant[r] = (1 - slowness) * 10 * random.NextDouble();
            }
            var over = scale is null ? null : new double[length];
            over?.AsSpan().Fill(scale!.Value);
            Loop = new InnerLoop(Point, next, () => Sweep(), 2_000, over);
        }

        public double[,] Matrix { get; }

        public double[] Constant { get; }

        public double[] Point { get; }

        public double Floor { get; init; } = double.NegativeInfinity;

        public int Sweeps { get; set; }

        public InnerLoop Loop { get; }

        public double[] Sweep()
        {
            Sweeps++;
            for (var r = 0; r < next.Length; r++)
            {
                var sum = Constant[r];
                for (var c = 0; c < next.Length; c++)
                    sum += Matrix[r, c] * Point[c];
                next[r] = Math.Max(Floor, sum);
            }
            return next;
        }

        public void AssertIsRoot()
        {
            var left = new double[Point.Length, Point.Length];
            for (var r = 0; r < Point.Length; r++)
                for (var c = 0; c < Point.Length; c++)
                    left[r, c] = (r == c ? 1 : 0) - Matrix[r, c];
            var exact = LinearEquations.Solve(left, Constant);
            for (var r = 0; r < Point.Length; r++)
                Assert.Equal(exact[r], Point[r], 1e-8);
        }
    }
}
