using Entente.WorldBuilding.Icio;
using Xunit;

namespace Entente.WorldBuilding.Tests;

/// <summary>A pattern of trade brought to what each country sells and buys.</summary>
public sealed class PairFitTests
{
    private static readonly double[,] Pattern =
    {
        { 0, 4, 2, 1 },
        { 3, 0, 5, 2 },
        { 2, 6, 0, 1 },
        { 1, 1, 2, 0 },
    };

    [Fact]
    public void Totals_are_met_and_held_pairs_stay()
    {
        double[] sold = [8, 10, 9, 3];
        double[] bought = [7, 11, 8, 4];
        var fitted = PairFit.Apply(Pattern, sold, bought, [false, false, false, false], (n, i) => n == 1 && i == 2);

        Assert.Equal(5, fitted[1, 2]);
        for (var c = 0; c < 4; c++)
        {
            Assert.Equal(sold[c], Enumerable.Range(0, 4).Sum(n => fitted[n, c]), 1e-8);
            Assert.Equal(bought[c], Enumerable.Range(0, 4).Sum(i => fitted[c, i]), 1e-8);
            Assert.Equal(0, fitted[c, c]);
        }
    }

    [Fact]
    public void A_country_carved_out_meets_its_totals_by_its_own_pattern()
    {
        double[] sold = [8, 10, 9, 3];
        double[] bought = [7, 11, 8, 4];
        var fitted = PairFit.Apply(Pattern, sold, bought, [false, false, false, true], (_, _) => false);

        // It sells 1, 2, 1 in the pattern and buys 1, 1, 2: three quarters, and as much.
        Assert.Equal(new[] { 0.75, 1.5, 0.75 }, Enumerable.Range(0, 3).Select(n => fitted[n, 3]).ToArray());
        Assert.Equal(new[] { 1.0, 1.0, 2.0 }, Enumerable.Range(0, 3).Select(i => fitted[3, i]).ToArray());
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(sold[c], Enumerable.Range(0, 4).Sum(n => fitted[n, c]), 1e-8);
            Assert.Equal(bought[c], Enumerable.Range(0, 4).Sum(i => fitted[c, i]), 1e-8);
        }
    }

    [Fact]
    public void Where_the_sums_differ_buyers_give_way()
    {
        var fitted = PairFit.Apply(Pattern, [8, 10, 9, 3], [14, 22, 16, 8], [false, false, false, false], (_, _) => false);
        Assert.Equal(10, Enumerable.Range(0, 4).Sum(n => fitted[n, 1]), 1e-8);
        Assert.Equal(11, Enumerable.Range(0, 4).Sum(i => fitted[1, i]), 1e-8);
    }
}
