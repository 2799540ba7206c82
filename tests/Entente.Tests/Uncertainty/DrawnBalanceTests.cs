using Entente.Numerics;
using Entente.Testing;
using Entente.Uncertainty;
using Xunit;

namespace Entente.Tests.Uncertainty;

/// <summary>Balanced flows: the fast search against the plain one, and both against the equations.</summary>
public sealed class DrawnBalanceTests
{
    /// <summary>More sectors than a vector has lanes, and a number that is no multiple of it.</summary>
    [Theory, InlineData(1, 4, 3), InlineData(2, 6, 4), InlineData(3, 5, 9), InlineData(4, 7, 17)]
    public void The_plain_reference_finds_the_same_flows(int seed, int countries, int sectors)
    {
        var world = SpreadWorld.Random(seed, countries, sectors, SpreadWorld.Everything);
        for (var draw = 0; draw < 3; draw++)
        {
            var drawn = Draw(world, draw);
            var fast = DrawnBalance.Of(drawn);
            Assert.True(fast.Converged, $"draw {draw}: {fast.Worst}");
            var plain = PlainBalance.Flows(drawn);
            Assert.NotNull(plain);
            Near.Equal(plain.Span, fast.Scales.Trade(drawn.Weights), 1e-8);
        }
    }

    [Theory, InlineData(1), InlineData(5)]
    public void Flows_that_were_found_solve_the_equations(int seed)
    {
        var world = SpreadWorld.Random(seed, 6, 5, SpreadWorld.Everything);
        var drawn = Draw(world, 0);
        var flows = new Cube(6, 6, 5, DrawnBalance.Of(drawn).Scales.Trade(drawn.Weights));
        var tariffs = new Cube(6, 6, 5, drawn.Tariffs);
        var purchases = Accounting.Expenditure(flows, tariffs);
        var (output, revenue, deficits) = (Accounting.Output(flows), Accounting.TariffRevenue(flows, tariffs), Accounting.Deficits(flows));
        var shares = new Table(6, 5, drawn.ValueAddedShares);
        // (U4), with the final demand that is left: its shares within a set are those drawn, and value added is what was drawn.
        Near.Equal(Accounting.ValueAdded(shares, output).AsSpan(), drawn.ValueAdded, 1e-9);
        var costs = Accounting.CostShares(shares, new Cube(6, 5, 5, drawn.InputShares));
        var final = Accounting.FinalDemand(purchases, output, costs);
        var again = DrawnEquations.Purchases(drawn, final, revenue.AsMemory(), deficits.AsMemory(), output);
        Near.Equal(purchases.Span, again.Span, 1e-9);
        foreach (var set in drawn.Sets.Sectors)
            for (var n = 0; n < 6; n++)
                foreach (var j in set)
                    Assert.Equal(
                        drawn.FinalShares[n * 5 + j] / drawn.FinalShares[n * 5 + set[0]],
                        final[n, j] / final[n, set[0]],
                        1e-7
                    );
        // (U6) and (U7).
        var (exports, imports) = DrawnEquations.Totals(drawn.Sets, flows);
        var (known, parts) = (DrawnEquations.Parts(drawn.Sets, world.Expenditure), DrawnEquations.Parts(drawn.Sets, purchases));
        Near.Equal(known.Span, parts.Span, 1e-9);
        for (var g = 0; g < drawn.Sets.Sectors.Length; g++)
        {
            Near.Equal(drawn.Exports[g], exports.Row(g), 1e-9);
            Near.Equal(drawn.Imports[g], imports.Row(g), 1e-9);
        }
        // (U5): what is left of weights is a scale of the seller and one of the buyer.
        for (var j = 0; j < 5; j++)
        {
            double Left(int n, int i) => flows[n, i, j] / drawn.Weights[(n * 6 + i) * 5 + j];
            double[] cross = [Left(0, 1) * Left(2, 3) / (Left(0, 3) * Left(2, 1))];
            if (double.IsFinite(cross[0]))
                Assert.Equal(1, cross[0], 1e-9);
        }
    }

    private static DrawnCells Draw(World world, int draw) =>
        DrawnCells.Draw(world, new CellSpreads(world), new TotalsSets(world), new CounterRandom(7).At(draw));
}
