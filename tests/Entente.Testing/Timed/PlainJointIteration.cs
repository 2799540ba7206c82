using Entente.Measures;
using Entente.Models;

namespace Entente.Testing.Timed;

/// <summary>
/// What a competent programmer writes first: scalar loops, Anderson acceleration with a memory of 12 on ln wages and ln
/// prices together, expenditure by sweeps loosened to the residual. The yardstick of <c>quick</c>; long run, fixed deficits,
/// no export taxes.
/// </summary>
internal sealed class PlainJointIteration
{
    private readonly World world;
    private readonly CounterfactualInputs given;
    private readonly int countries;
    private readonly int sectors;
    private readonly double[] spending;
    private readonly double[] cost;
    private readonly double[] output;
    private readonly double[] income;
    private readonly double[] power;
    private readonly double[] weight;
    private double[] point = [];

    public PlainJointIteration(World world, Shock shock)
    {
        (this.world, given) = (world, new CounterfactualInputs(world, shock, Closure.Fixed));
        (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        spending = world.Expenditure.Span.ToArray();
        (cost, output, power) = (new double[countries * sectors], new double[countries * sectors], new double[countries * sectors]);
        income = [.. world.Income];
        weight = new double[countries * countries * sectors];
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
                for (var j = 0; j < sectors; j++)
                    weight[(n * countries + i) * sectors + j] =
                        world.TradeShares[n, i, j] * Math.Pow(given.TradeCosts[n, i, j], -world.Thetas[j]);
    }

    /// <summary>Passes over the arrays of trade and inputs.</summary>
    public int Passes { get; private set; }

    /// <summary>Largest residual of the last evaluation.</summary>
    public double Residual { get; private set; }

    /// <summary>Wages where it ended, the value added of the world being the numeraire.</summary>
    public double[] Wages()
    {
        var level = Level(point);
        return [.. point.Take(countries).Select(log => Math.Exp(log) / level)];
    }

    /// <summary>Solves; returns the number of evaluations, or minus it where it gave up.</summary>
    public int Solve(double tolerance)
    {
        var (length, evaluations) = (countries + countries * sectors, 0);
        var (x, f, history) = (new double[length], new double[length], new Mixing(length, 12));
        point = x;
        while (evaluations < 500)
        {
            Residual = Evaluate(x, f, evaluations == 0 ? 1e-2 : double.NaN);
            evaluations++;
            if (Residual <= tolerance)
                return evaluations;
            history.Step(x, f);
        }
        return -evaluations;
    }

    private double Evaluate(double[] x, double[] f, double loose)
    {
        var largest = 0.0;
        for (var n = 0; n < countries; n++)
            for (var j = 0; j < sectors; j++)
            {
                var log = world.ValueAddedShares[n, j] * x[n];
                for (var k = 0; k < sectors; k++)
                    log += world.CostShares[n, k, j] * x[countries + n * sectors + k];
                cost[n * sectors + j] = log - Math.Log(given.Productivity[n, j]);
                power[n * sectors + j] = Math.Exp(-world.Thetas[j] * cost[n * sectors + j]);
            }
        Passes++;
        for (var n = 0; n < countries; n++)
            for (var j = 0; j < sectors; j++)
            {
                var sum = 0.0;
                for (var i = 0; i < countries; i++)
                    sum += weight[(n * countries + i) * sectors + j] * power[i * sectors + j];
                var at = countries + n * sectors + j;
                f[at] = sum == 0 ? -x[at] : -Math.Log(sum) / world.Thetas[j] - x[at];
                largest = Math.Max(largest, Math.Abs(f[at]));
                cost[n * sectors + j] = sum;
            }
        for (var sweep = 0; sweep < 200; sweep++)
        {
            var change = Spend(x);
            Passes++;
            if (change <= Math.Max(1e-13, Math.Min(double.IsNaN(loose) ? 1 : loose, largest / 10)))
                break;
        }
        return Math.Max(largest, Balance(x, f));
    }

    /// <summary>One sweep of expenditure; returns the largest change over income.</summary>
    private double Spend(double[] x)
    {
        Array.Clear(output);
        var largest = 0.0;
        for (var n = 0; n < countries; n++)
        {
            var own = Math.Exp(x[n]) * world.ValueAdded[n] + world.Deficits[n];
            for (var i = 0; i < countries; i++)
                for (var j = 0; j < sectors; j++)
                    if (cost[n * sectors + j] != 0)
                    {
                        var flow =
                            weight[(n * countries + i) * sectors + j]
                            * power[i * sectors + j]
                            / cost[n * sectors + j]
                            * spending[n * sectors + j]
                            / (1 + given.Tariffs[n, i, j]);
                        output[i * sectors + j] += flow;
                        own += flow * given.Tariffs[n, i, j];
                    }
            income[n] = own;
        }
        for (var n = 0; n < countries; n++)
            for (var k = 0; k < sectors; k++)
            {
                var next = world.FinalShares[n, k] * income[n];
                for (var j = 0; j < sectors; j++)
                    next += world.CostShares[n, k, j] * output[n * sectors + j];
                largest = Math.Max(largest, Math.Abs(next - spending[n * sectors + k]) / world.Income[n]);
                spending[n * sectors + k] = next;
            }
        return largest;
    }

    /// <summary>
    /// The trade balance, over the elasticity that a one-sector guess gives, less what all wages are too high in the numeraire,
    /// the value added of the world; balances add up to nothing, so that both are zero where the difference is.
    /// </summary>
    private double Balance(double[] x, double[] f)
    {
        var (largest, level) = (0.0, Math.Log(Level(x)));
        for (var n = 0; n < countries; n++)
        {
            var excess = world.Deficits[n];
            for (var m = 0; m < countries; m++)
                for (var j = 0; j < sectors; j++)
                {
                    excess += Flow(m, n, j);
                    excess -= Flow(n, m, j);
                }
            f[n] = excess / world.ValueAdded[n] / 5 - level;
            largest = Math.Max(largest, Math.Abs(f[n]));
        }
        Passes++;
        return largest;
    }

    private double Level(double[] x) =>
        Enumerable.Range(0, countries).Sum(n => Math.Exp(x[n]) * world.ValueAdded[n]) / world.TotalValueAdded;

    private double Flow(int n, int i, int j) =>
        n == i || cost[n * sectors + j] == 0
            ? 0
            : weight[(n * countries + i) * sectors + j]
                * power[i * sectors + j]
                / cost[n * sectors + j]
                * spending[n * sectors + j]
                / (1 + given.Tariffs[n, i, j]);

    /// <summary>Anderson mixing by normal equations.</summary>
    private sealed class Mixing(int length, int memory)
    {
        private readonly List<(double[] X, double[] F)> differences = [];
        private double[]? lastX;
        private double[]? lastF;

        public void Step(double[] x, double[] f)
        {
            if (lastX is not null)
            {
                differences.Add(([.. x.Zip(lastX, (a, b) => a - b)], [.. f.Zip(lastF!, (a, b) => a - b)]));
                if (differences.Count > memory)
                    differences.RemoveAt(0);
            }
            (lastX, lastF) = ([.. x], [.. f]);
            var weights = Weights(f);
            for (var at = 0; at < length; at++)
            {
                x[at] += f[at];
                for (var d = 0; d < weights.Length; d++)
                    x[at] -= weights[d] * (differences[d].X[at] + differences[d].F[at]);
            }
        }

        private double[] Weights(double[] f)
        {
            var m = differences.Count;
            var (matrix, right) = (new double[m, m], new double[m]);
            for (var a = 0; a < m; a++)
            {
                for (var b = 0; b < m; b++)
                    matrix[a, b] = Dot(differences[a].F, differences[b].F);
                right[a] = Dot(differences[a].F, f);
                matrix[a, a] *= 1 + 1e-13;
            }
            for (var p = 0; p < m; p++)
                for (var r = p + 1; r < m; r++)
                {
                    var factor = matrix[r, p] / matrix[p, p];
                    for (var c = p; c < m; c++)
                        matrix[r, c] -= factor * matrix[p, c];
                    right[r] -= factor * right[p];
                }
            for (var p = m - 1; p >= 0; p--)
            {
                for (var c = p + 1; c < m; c++)
                    right[p] -= matrix[p, c] * right[c];
                right[p] /= matrix[p, p];
            }
            return right;
        }

        private static double Dot(double[] a, double[] b)
        {
            var sum = 0.0;
            for (var at = 0; at < a.Length; at++)
                sum += a[at] * b[at];
            return sum;
        }
    }
}
