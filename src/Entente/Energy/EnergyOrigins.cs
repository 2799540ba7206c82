using System.Numerics.Tensors;

namespace Entente.Energy;

/// <summary>
/// Where energy was taken from nature: followed from what is used through what it was made of, at home and abroad. One
/// linear system over countries and carriers; see docs/energy.md.
/// </summary>
internal static class EnergyOrigins
{
    /// <summary>What is left of a pivot below which energy only goes round among carriers that are made of each other.</summary>
    private const double Round = 1e-12;

    /// <summary>
    /// (E6) s_nc(S): share of what n uses of c that was taken from nature in S; one row for each country and carrier (n C + c),
    /// one column for each S. Rows of what is not used are 0.
    /// </summary>
    public static Table Of(EnergyBalance balance)
    {
        var (countries, carriers) = (balance.Use.Rows, balance.Use.Columns);
        var (made, origins) = (Made(balance), new double[countries * carriers * countries]);
        for (var row = 0; row < countries * carriers; row++)
        {
            var (n, c) = (row / carriers, row % carriers);
            var sums = origins.AsSpan(row * countries, countries);
            var use = balance.Use[n, c];
            for (var i = 0; use > 0 && i < countries; i++)
                if (balance.Quantities[n, i, c] is var bought && bought != 0)
                    TensorPrimitives.MultiplyAdd(made[i * carriers + c], bought / use, sums, sums);
        }
        return new Table(countries * carriers, countries, origins);
    }

    /// <summary>(E4) o_ik: energy that carrier k of country i takes from nature there.</summary>
    public static double FromNature(EnergyBalance balance, int i, int k)
    {
        var (output, inputs) = (balance.Output[i, k], Inputs(balance, i, k));
        if (!balance.Energy.Secondary[k])
            return output;
        return balance.Energy.Primary[k] ? Math.Max(0, output - inputs)
            : inputs > 0 ? 0
            : output;
    }

    /// <summary>
    /// (E5) r_ik(S): origins of carrier k made in i. With (E6) put in, r = A r + b, where the rows of A and b add up to 1; by
    /// elimination, which needs no exchange of rows in such a system.
    /// </summary>
    private static double[][] Made(EnergyBalance balance)
    {
        var (countries, carriers) = (balance.Use.Rows, balance.Use.Columns);
        var size = countries * carriers;
        var (a, b, nothing) = (new double[size][], new double[size][], new double[size]);
        for (var row = 0; row < size; row++)
            (a[row], b[row]) = Row(balance, row / carriers, row % carriers, nothing);
        for (var p = 0; p < size; p++)
        {
            var pivot = 1 - a[p][p];
            if (pivot < Round)
            {
                // Nothing of it ever came from nature: it counts as the country's own.
                Array.Clear(a[p]);
                Array.Clear(b[p]);
                (b[p][p / carriers], pivot) = (1, 1);
            }
            a[p][p] = 0;
            TensorPrimitives.Multiply(b[p], 1 / pivot, b[p]);
            // What stands before p has been eliminated; what is taken from nature alone has nothing after it either.
            var left = a[p].AsSpan(p + 1);
            var isMade = left.ContainsAnyExcept(0.0);
            TensorPrimitives.Multiply(left, 1 / pivot, left);
            for (var row = 0; row < size; row++)
                if (row != p && a[row][p] is var factor && factor != 0)
                {
                    a[row][p] = 0;
                    if (isMade)
                        Add(a[row].AsSpan(p + 1), left, factor);
                    Add(b[row], b[p], factor);
                }
        }
        return b;
    }

    // What is made of nothing shares one row of zeros.
    private static (double[] A, double[] B) Row(EnergyBalance balance, int i, int k, double[] nothing)
    {
        var (countries, carriers) = (balance.Use.Rows, balance.Use.Columns);
        var b = new double[countries];
        var own = FromNature(balance, i, k);
        var inputs = balance.Energy.Secondary[k] ? Inputs(balance, i, k) : 0;
        if (!(inputs > 0))
        {
            b[i] = 1;
            return (nothing, b);
        }
        var a = new double[nothing.Length];
        b[i] = own / (own + inputs);
        for (var c = 0; c < carriers; c++)
            for (var m = 0; balance.Conversion[i, c, k] > 0 && m < countries; m++)
                a[m * carriers + c] += balance.Conversion[i, c, k] / (own + inputs) * balance.Quantities[i, m, c] / balance.Use[i, c];
        return (a, b);
    }

    private static double Inputs(EnergyBalance balance, int i, int k)
    {
        var sum = 0.0;
        for (var c = 0; c < balance.Use.Columns; c++)
            sum += balance.Conversion[i, c, k];
        return sum;
    }

    private static void Add(Span<double> row, ReadOnlySpan<double> other, double factor) =>
        TensorPrimitives.MultiplyAdd(other, factor, row, row);
}
