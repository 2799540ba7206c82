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
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
            {
                var bought = balance.Quantities.Row(n, i);
                for (var c = 0; c < carriers; c++)
                    if (balance.Use[n, c] is > 0 and var use && bought[c] != 0)
                        Add(origins.AsSpan((n * carriers + c) * countries, countries), made[i * carriers + c], bought[c] / use);
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
    /// (E5) r_ik(S): origins of carrier k made in i. With (E6) put in, r = A r + b, where the rows of A and b add up to 1, and what
    /// is taken from nature alone is its own origin; by elimination, which needs no exchange of rows in such a system.
    /// </summary>
    private static double[][] Made(EnergyBalance balance)
    {
        var (countries, carriers) = (balance.Use.Rows, balance.Use.Columns);
        var origins = new double[countries * carriers][];
        var place = new int[origins.Length];
        var made = new List<int>();
        for (var row = 0; row < origins.Length; row++)
        {
            origins[row] = new double[countries];
            place[row] = made.Count;
            if (balance.Energy.Secondary[row % carriers] && Inputs(balance, row / carriers, row % carriers) > 0)
                made.Add(row);
            else
                (origins[row][row / carriers], place[row]) = (1, -1);
        }
        var (a, b) = (new double[made.Count][], made.Select(row => origins[row]).ToArray());
        for (var p = 0; p < a.Length; p++)
            a[p] = Row(balance, made[p] / carriers, made[p] % carriers, place, a.Length, b[p]);
        for (var p = 0; p < a.Length; p++)
        {
            var pivot = 1 - a[p][p];
            var left = a[p].AsSpan(p + 1);
            if (pivot < Round)
            {
                // Nothing of it ever came from nature: it counts as the country's own.
                left.Clear();
                Array.Clear(b[p]);
                (b[p][made[p] / carriers], pivot) = (1, 1);
            }
            TensorPrimitives.Multiply(left, 1 / pivot, left);
            TensorPrimitives.Multiply(b[p], 1 / pivot, b[p]);
            for (var row = p + 1; row < a.Length; row++)
                if (a[row][p] is var factor && factor != 0)
                {
                    Add(a[row].AsSpan(p + 1), left, factor);
                    Add(b[row], b[p], factor);
                }
        }
        for (var p = a.Length - 2; p >= 0; p--)
            for (var q = p + 1; q < a.Length; q++)
                if (a[p][q] != 0)
                    Add(b[p], b[q], a[p][q]);
        return origins;
    }

    /// <summary>The row of A of carrier k of i, made of others, over those that are; b receives origins that are known.</summary>
    private static double[] Row(EnergyBalance balance, int i, int k, int[] place, int size, double[] b)
    {
        var (countries, carriers) = (balance.Use.Rows, balance.Use.Columns);
        var (own, inputs, a) = (FromNature(balance, i, k), Inputs(balance, i, k), new double[size]);
        b[i] = own / (own + inputs);
        for (var c = 0; c < carriers; c++)
        {
            var (part, use) = (balance.Conversion[i, c, k] / (own + inputs), balance.Use[i, c]);
            for (var m = 0; part > 0 && m < countries; m++)
            {
                var share = part * balance.Quantities[i, m, c] / use;
                if (place[m * carriers + c] is >= 0 and var at)
                    a[at] += share;
                else
                    b[m] += share;
            }
        }
        return a;
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
