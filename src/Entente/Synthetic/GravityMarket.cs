using System.Numerics.Tensors;
using Entente.Numerics;

namespace Entente.Synthetic;

/// <summary>
/// Who buys what from whom in an invented world. How attractive a country's goods are is set so that its value added
/// comes to its size; expenditure and output then follow from final demand and the recipes.
/// </summary>
internal sealed class GravityMarket
{
    private const int Rounds = 60;
    private const int Sweeps = 400;
    private const double Enough = 1e-13;

    private readonly SyntheticOptions options;
    private readonly TechnologyShares recipes;
    private readonly Geography geography;
    private readonly Cube tariffs;
    private readonly int countries;
    private readonly int sectors;

    // Shares of flows before attractiveness, axes n i j; after Trade(), the flows themselves.
    private readonly double[] affinity;
    private readonly double[] attraction;
    private readonly double[] finalDemand;
    private readonly double[] income;
    private readonly double[] spending;
    private readonly double[] output;
    private readonly double[] next;
    private readonly double[] market;
    private readonly double[] row;
    private readonly double[] factors;

    public GravityMarket(
        SyntheticOptions options,
        SectorKinds kinds,
        TechnologyShares recipes,
        Geography geography,
        Cube tariffs,
        double total,
        CounterRandom random
    )
    {
        (this.options, this.recipes, this.geography, this.tariffs) = (options, recipes, geography, tariffs);
        (countries, sectors) = (options.Countries, options.Sectors);
        affinity = Affinity(kinds, random);
        attraction = [.. Enumerable.Repeat(1.0, countries)];
        income = [.. geography.Sizes.Select(size => size * total)];
        finalDemand = FinalDemand(kinds, random.At(9));
        (spending, output, next, market) = (
            [.. finalDemand],
            new double[countries * sectors],
            new double[countries * sectors],
            new double[countries * sectors]
        );
        (row, factors) = (new double[sectors], new double[sectors]);
    }

    /// <summary>Finds attractions, removes what is too small to be worth its fixed cost, and finds them again.</summary>
    public void Settle()
    {
        Balance();
        RemoveSmall();
        Balance();
    }

    /// <summary>The flows at producer prices; the market is of no use afterwards.</summary>
    public Cube Trade()
    {
        Sweep(Sweeps);
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
                for (var j = 0; j < sectors; j++)
                    affinity[At(n, i, j)] *= attraction[i] * spending[n * sectors + j] / market[n * sectors + j] / (1 + tariffs[n, i, j]);
        return new Cube(countries, countries, sectors, affinity);
    }

    private double[] Affinity(SectorKinds kinds, CounterRandom random)
    {
        var (noise, advantage) = (random.At(0), random.At(1));
        var cells = new double[countries * countries * sectors];
        for (var i = 0; i < countries; i++)
            for (var j = 0; j < sectors; j++)
            {
                // What lies in the ground is spread more unequally than what can be made anywhere.
                var own = geography.Sizes[i] * Math.Exp(options.Advantage * (kinds.IsEnergy[j] ? 2 : 1) * advantage.At(i).Normal(j));
                for (var n = 0; n < countries; n++)
                    cells[At(n, i, j)] =
                        own
                        * Math.Pow(geography.Distance(n, i), -kinds.Distance[j])
                        * (n == i ? 1 : kinds.Border[j] * Math.Exp(options.Noise * noise.At(n).At(i).Normal(j)));
            }
        return cells;
    }

    private double[] FinalDemand(SectorKinds kinds, CounterRandom taste)
    {
        var demand = new double[countries * sectors];
        for (var n = 0; n < countries; n++)
        {
            var mine = demand.AsSpan(n * sectors, sectors);
            for (var j = 0; j < sectors; j++)
                mine[j] = kinds.Demand[j] * Math.Exp(0.3 * taste.At(n).Normal(j));
            TensorPrimitives.Multiply(mine, income[n] / TensorPrimitives.Sum<double>(mine), mine);
        }
        return demand;
    }

    private void Balance()
    {
        for (var round = 0; round < Rounds; round++)
        {
            Sweep(3);
            var furthest = 0.0;
            for (var n = 0; n < countries; n++)
            {
                var valueAdded = TensorPrimitives.Dot(recipes.ValueAddedShares.Row(n), output.AsSpan(n * sectors, sectors));
                var ratio = income[n] * (1 - geography.DeficitShares[n]) / valueAdded;
                attraction[n] *= Math.Pow(Math.Clamp(ratio, 0.1, 10), 0.7);
                furthest = Math.Max(furthest, Math.Abs(ratio - 1));
            }
            if (furthest < 1e-3)
                return;
        }
    }

    /// <summary>Spending and output, from each other.</summary>
    private void Sweep(int most)
    {
        SetMarkets();
        for (var sweep = 0; sweep < most; sweep++)
        {
            SetOutput();
            var change = 0.0;
            for (var n = 0; n < countries; n++)
            {
                TensorPrimitives.Subtract(1, recipes.ValueAddedShares.Row(n), row);
                TensorPrimitives.Multiply(row, output.AsSpan(n * sectors, sectors), row);
                for (var k = 0; k < sectors; k++)
                {
                    var wanted = finalDemand[n * sectors + k] + TensorPrimitives.Dot(recipes.InputShares.Row(n, k), row);
                    change = Math.Max(change, Math.Abs(wanted / spending[n * sectors + k] - 1));
                    next[n * sectors + k] = wanted;
                }
            }
            next.CopyTo(spending, 0);
            if (change < Enough)
                return;
        }
    }

    private void SetMarkets()
    {
        Array.Clear(market);
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
                TensorPrimitives.MultiplyAdd(
                    affinity.AsSpan(At(n, i, 0), sectors),
                    attraction[i],
                    market.AsSpan(n * sectors, sectors),
                    market.AsSpan(n * sectors, sectors)
                );
    }

    private void SetOutput()
    {
        Array.Clear(output);
        for (var n = 0; n < countries; n++)
        {
            TensorPrimitives.Divide(
                spending.AsSpan(n * sectors, sectors),
                market.AsSpan(n * sectors, sectors),
                next.AsSpan(n * sectors, sectors)
            );
            for (var i = 0; i < countries; i++)
            {
                TensorPrimitives.Multiply(affinity.AsSpan(At(n, i, 0), sectors), next.AsSpan(n * sectors, sectors), row);
                TensorPrimitives.Add(tariffs.Row(n, i), 1, factors);
                TensorPrimitives.Divide(row, factors, row);
                var mine = output.AsSpan(i * sectors, sectors);
                TensorPrimitives.MultiplyAdd(row, attraction[i], mine, mine);
            }
        }
    }

    /// <summary>Ends the smallest flows between countries: their sellers would not earn the fixed cost of being there.</summary>
    private void RemoveSmall()
    {
        if (options.Zeros == 0)
            return;
        var values = new float[countries * (countries - 1) * sectors];
        var at = 0;
        ForEachAbroad((cell, value) => values[at++] = (float)value);
        Array.Sort(values);
        var least = values[(int)(options.Zeros * (values.Length - 1))];
        ForEachAbroad(
            (cell, value) =>
            {
                if ((float)value < least)
                    affinity[cell] = 0;
            }
        );
    }

    private void ForEachAbroad(Action<int, double> act)
    {
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
                for (var j = 0; i != n && j < sectors; j++)
                    act(At(n, i, j), affinity[At(n, i, j)] * attraction[i] * spending[n * sectors + j] / market[n * sectors + j]);
    }

    private int At(int n, int i, int j) => (n * countries + i) * sectors + j;
}
