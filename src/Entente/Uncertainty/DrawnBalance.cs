using System.Numerics.Tensors;
using Entente.Numerics;

namespace Entente.Uncertainty;

/// <summary>
/// Flows that drawn figures come to, balanced: what a country buys of a good is what its firms and households want of it, split
/// over sellers by drawn weights, which are scaled by country so that value added, exports and imports in all are those drawn.
/// See docs/uncertainty.md; equations (U4) to (U7). <see cref="PlainBalance"/> says the same plainly.
/// </summary>
internal sealed class DrawnBalance
{
    /// <summary>Largest relative change of a purchase, and gap of a total, at the end.</summary>
    public const double Tolerance = 1e-11;

    public const int MostIterations = 2000;

    /// <summary>A total that hardly answers to the scale of its flows is not chased faster than this.</summary>
    private const double LargestStep = 4;

    private readonly DrawnCells drawn;
    private readonly int countries;
    private readonly int sectors;
    private readonly double[] final;

    // Of flows between countries; those at home stand apart.
    private readonly double[] weights;
    private readonly double[] taxes;
    private readonly double[] home;
    private readonly double[] homeTaxes;

    // gamma'_nkj.
    private readonly double[] costs;
    private readonly double[] sellers;
    private readonly double[] buyers;
    private readonly double[] output;
    private readonly double[] purchases;
    private readonly double[] foreign;
    private readonly double[] foreignTaxes;
    private readonly double[] price;
    private readonly double[] abroad;
    private readonly double[] revenue;
    private readonly double[] deficits;

    private DrawnBalance(DrawnCells drawn)
    {
        var world = drawn.World;
        (this.drawn, countries, sectors) = (drawn, world.Countries.Length, world.Sectors.Length);
        final = [.. drawn.FinalShares];
        (weights, taxes) = ([.. drawn.Weights], new double[drawn.Weights.Length]);
        TensorPrimitives.Multiply(drawn.Weights, drawn.Tariffs, taxes);
        costs = [.. drawn.InputShares];
        output = world.Output.Span.ToArray();
        (home, homeTaxes) = (new double[output.Length], new double[output.Length]);
        for (var n = 0; n < countries; n++)
        {
            weights.AsSpan((n * countries + n) * sectors, sectors).CopyTo(home.AsSpan(n * sectors));
            taxes.AsSpan((n * countries + n) * sectors, sectors).CopyTo(homeTaxes.AsSpan(n * sectors));
            weights.AsSpan((n * countries + n) * sectors, sectors).Clear();
            taxes.AsSpan((n * countries + n) * sectors, sectors).Clear();
            for (var k = 0; k < sectors; k++)
                for (var j = 0; j < sectors; j++)
                    costs[(n * sectors + k) * sectors + j] *= 1 - drawn.ValueAddedShares[n * sectors + j];
        }
        (sellers, buyers) = (Ones(), Ones());
        (purchases, foreign, foreignTaxes) = (new double[output.Length], new double[output.Length], new double[output.Length]);
        (price, abroad) = (new double[output.Length], new double[output.Length]);
        (revenue, deficits) = ([.. world.TariffRevenue], [.. world.Deficits]);
    }

    /// <summary>Iterations used.</summary>
    public int Iterations { get; private set; }

    /// <summary>What was still off, and where, after the last iteration.</summary>
    public (double Gap, string Where) Worst { get; private set; }

    /// <summary>Whether all holds.</summary>
    public bool Converged => Worst.Gap <= Tolerance;

    /// <summary>The flows that were found.</summary>
    public BalancedScales Scales => new(countries, sectors, price, sellers, buyers);

    /// <summary>Balances drawn figures.</summary>
    public static DrawnBalance Of(DrawnCells drawn)
    {
        var balance = new DrawnBalance(drawn);
        do
            balance.Iterate();
        while (!balance.Converged && balance.Iterations < MostIterations && double.IsFinite(balance.Worst.Gap));
        return balance;
    }

    private double[] Ones()
    {
        var ones = new double[countries * sectors];
        Array.Fill(ones, 1);
        return ones;
    }

    private void Iterate()
    {
        var gap = Purchases();
        Trade();
        var totals = Scale(buys: Iterations % 2 == 0);
        var parts = Mix();
        Iterations++;
        Worst = new[] { gap, totals, parts }.MaxBy(g => double.IsNaN(g.Gap) ? double.PositiveInfinity : g.Gap);
    }

    /// <summary>(U4) X_nk = alpha_nk (V_n + R_n + D_n) + sum over j of gamma_nkj Y_nj.</summary>
    private (double Gap, string Where) Purchases()
    {
        var (largest, where) = (0.0, -1);
        for (var n = 0; n < countries; n++)
        {
            var income = drawn.ValueAdded[n] + revenue[n] + deficits[n];
            for (var k = 0; k < sectors; k++)
            {
                var own = output.AsSpan(n * sectors, sectors);
                var wanted =
                    final[n * sectors + k] * income + TensorPrimitives.Dot(costs.AsSpan((n * sectors + k) * sectors, sectors), own);
                var at = n * sectors + k;
                var change = wanted == purchases[at] ? 0 : Math.Abs(wanted - purchases[at]) / Math.Abs(wanted);
                if (!(change <= largest))
                    (largest, where) = (change, at);
                purchases[at] = wanted;
            }
        }
        return (largest, where < 0 ? "" : $"purchases of {Name(where)}");
    }

    /// <summary>
    /// (U5) Buyer by buyer, the price of a unit of weight, X_nj over the weights of all sellers with tariffs, and what is bought
    /// at it; each block of weights is read once.
    /// </summary>
    private void Trade()
    {
        Array.Clear(foreign);
        Array.Clear(foreignTaxes);
        Array.Clear(abroad);
        Span<double> scale = stackalloc double[sectors];
        for (var n = 0; n < countries; n++)
        {
            var block = weights.AsSpan(n * countries * sectors, countries * sectors);
            VectorKernels.AddColumnSums(block, sellers, foreign.AsSpan(n * sectors, sectors));
            VectorKernels.AddColumnSums(
                taxes.AsSpan(n * countries * sectors, countries * sectors),
                sellers,
                foreignTaxes.AsSpan(n * sectors, sectors)
            );
            (deficits[n], revenue[n]) = (0, 0);
            for (var j = 0; j < sectors; j++)
            {
                var at = n * sectors + j;
                var weight = home[at] + homeTaxes[at] + buyers[at] * (foreign[at] + foreignTaxes[at]);
                price[at] = weight > 0 ? purchases[at] / weight : 0;
                scale[j] = price[at] * buyers[at];
                deficits[n] += scale[j] * foreign[at];
                revenue[n] += scale[j] * foreignTaxes[at] + price[at] * homeTaxes[at];
            }
            VectorKernels.AddRowsTimes(block, scale, abroad);
        }
        for (var at = 0; at < output.Length; at++)
        {
            abroad[at] *= sellers[at];
            deficits[at / sectors] -= abroad[at];
            output[at] = abroad[at] + price[at] * home[at];
        }
    }

    /// <summary>(U6) Weights of buyers or of sellers towards the totals drawn, in turns; the largest gap of both.</summary>
    private (double Gap, string Where) Scale(bool buys)
    {
        var (largest, where) = (0.0, "");
        for (var g = 0; g < drawn.Sets.Sectors.Length; g++)
            for (var n = 0; n < countries; n++)
            {
                var (bought, kept, sold) = (0.0, 0.0, 0.0);
                foreach (var j in drawn.Sets.Sectors[g])
                {
                    var at = n * sectors + j;
                    var flow = price[at] * buyers[at] * foreign[at];
                    bought += flow;
                    sold += abroad[at];
                    kept += purchases[at] > 0 ? flow * price[at] * home[at] / purchases[at] : 0;
                }
                Note(drawn.Imports[g][n], bought, $"imports of {drawn.World.Countries[n].Code}");
                Note(drawn.Exports[g][n], sold, $"exports of {drawn.World.Countries[n].Code}");
                // Where little is made at home, what is bought abroad answers little to its weight.
                var step = buys
                    ? Step(drawn.Imports[g][n], bought, Math.Clamp(bought / kept, 1, LargestStep))
                    : Step(drawn.Exports[g][n], sold, 1);
                foreach (var j in drawn.Sets.Sectors[g])
                    (buys ? buyers : sellers)[n * sectors + j] *= step;
            }
        return (largest, where);

        void Note(double wanted, double met, string what)
        {
            var gap = wanted == met ? 0 : Math.Abs(wanted - met) / Math.Max(wanted, met);
            if (!(gap <= largest))
                (largest, where) = (gap, what);
        }
    }

    /// <summary>
    /// (U7) Final demand of a set of sectors against the others, so that the set has the part of a country's purchases that it
    /// has in the data: goods that are known to be bought abroad have buyers.
    /// </summary>
    private (double Gap, string Where) Mix()
    {
        var (largest, where) = (0.0, "");
        for (var n = 0; n < countries; n++)
        {
            var (all, before) = (Sum(purchases, n), Sum(drawn.World.Expenditure.Span, n));
            foreach (var set in drawn.Sets.Sectors)
            {
                var (bought, kept, known, consumed) = (0.0, 0.0, 0.0, 0.0);
                foreach (var j in set)
                {
                    bought += purchases[n * sectors + j];
                    known += drawn.World.Expenditure[n, j];
                    consumed += final[n * sectors + j];
                }
                kept = consumed * (drawn.ValueAdded[n] + revenue[n] + deficits[n]);
                var gap = Math.Abs(bought / all - known / before) / (known / before);
                if (!(gap <= largest))
                    (largest, where) = (gap, $"what {drawn.World.Countries[n].Code} buys of {drawn.World.Sectors[set[0]].Code} and others");
                var step = Step(known / before, bought / all, Math.Clamp(bought / kept, 1, LargestStep) / 2);
                foreach (var j in set)
                    final[n * sectors + j] *= step;
            }
            var sum = Sum(final, n);
            for (var j = 0; j < sectors; j++)
                final[n * sectors + j] /= sum;
        }
        return (largest, where);
    }

    private double Sum(ReadOnlySpan<double> table, int n) => TensorPrimitives.Sum(table.Slice(n * sectors, sectors));

    private static double Step(double wanted, double met, double power) =>
        met > 0 && wanted > 0 ? Math.Pow(wanted / met, power) : 1;

    private string Name(int at) => $"{drawn.World.Countries[at / sectors].Code} {drawn.World.Sectors[at % sectors].Code}";
}
