using Entente.CaliendoParro;
using Entente.CaliendoParro.Kernels;
using Entente.Models;
using Entente.Testing.Wild;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>The equations as they are read and the kernels that certify answers are the same numbers.</summary>
public sealed class RowEquationTests
{
    [Fact]
    public void Kernels_by_rows_give_what_the_equations_say_at_any_point()
    {
        var (embargoes, nested, taxed) = (0, 0, 0);
        for (var seed = 0; seed < 60; seed++)
        {
            var question = WildQuestion.Wild(seed);
            var given = new CounterfactualInputs(question.World, question.Shock, question.Closure, question.Behaviour);
            if (!given.Supply.Missing.IsEmpty)
                continue;
            embargoes += given.TradeCosts.Span.Contains(double.PositiveInfinity) ? 1 : 0;
            nested += given.Substitution.IsCobbDouglas ? 0 : 1;
            taxed += given.HasExportTaxes ? 1 : 0;
            AtOnePoint(given, new Random(seed));
        }
        Assert.True(embargoes > 10 && nested > 10 && taxed > 5, $"{embargoes} with embargoes, {nested} nested, {taxed} taxed");
    }

    private static void AtOnePoint(CounterfactualInputs given, Random random)
    {
        var (countries, sectors) = (given.World.Countries.Length, given.World.Sectors.Length);
        var shock = given.Shock;
        Same(
            Equations.TradeCosts(given.World, shock.TradeCosts, given.Tariffs, shock.ExportTaxes).Span,
            CounterfactualInputs.TradeCostChanges(given.World, shock.TradeCosts, given.Tariffs, shock.ExportTaxes).Span
        );
        var vHat = Table.Create(countries, sectors, (_, _) => 0.7 + 0.6 * random.NextDouble());
        // Prices that supply allows: infinite where nobody can sell.
        var guess = Table.Create(
            countries,
            sectors,
            (n, j) => given.Supply.IsAvailable(n, j) ? 0.7 + 0.6 * random.NextDouble() : double.PositiveInfinity
        );
        var cHat = Equations.UnitCosts(given, vHat, guess);
        var users = RowEquations.Users(given, vHat, guess);
        Same(cHat.Span, users.UnitCosts.Span);
        Same(Equations.ValueAddedShares(given, vHat, guess).Span, users.ValueAddedShares.Span);
        Same(Equations.CostShares(given, vHat, guess).Span, users.CostShares.Span);
        var pHat = Equations.Prices(given, cHat);
        var (fast, prices) = RowEquations.Trade(given, cHat, pHat);
        Same(pHat.Span, prices.Span);
        var shares = Equations.TradeShares(given, cHat, pHat);
        // A power rounds by as much as its exponent and logarithm are large: costs here are up to a million times as high.
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
                for (var j = 0; j < sectors; j++)
                {
                    var room = given.World.Thetas[j] * (Log(given.TradeCosts[n, i, j]) + Log(cHat[i, j]) + Log(pHat[n, j]));
                    Assert.InRange(
                        Math.Abs(shares[n, i, j] - fast[n, i, j]),
                        0,
                        (1e-14 + room * 2.3e-16) * shares[n, i, j]
                    );
                }
        var flows = Equations.Flows(given, shares, given.World.Expenditure);
        Same(flows.Span, RowEquations.Flows(given, shares, given.World.Expenditure).Span);
        var income = given.World.Income.AsSpan();
        var output = Equations.Output(flows);
        Same(
            Equations.Expenditure(given.World.CostShares, given.World.FinalShares, output, income).Span,
            RowEquations.Expenditure(given.World.CostShares, given.World.FinalShares, output, income).Span
        );
        HoldHouseholds(given, guess);
        HoldFactors(given, random);
        HoldTotals(given, cHat, pHat, [.. given.Quotas.Select(_ => random.Next(3) == 0 ? 1 : 1 + random.NextDouble())]);
    }

    private static void HoldHouseholds(CounterfactualInputs given, Table pHat)
    {
        var (consumerPrices, finalShares) = RowEquations.Households(given, pHat);
        Same(Equations.ConsumerPrices(given, pHat).AsSpan(), consumerPrices.AsSpan());
        Same(Equations.FinalShares(given, pHat).Span, finalShares.Span);
    }

    /// <summary>Prices of factors a thousand times apart here and there, and sectors that have closed.</summary>
    private static void HoldFactors(CounterfactualInputs given, Random random)
    {
        var (countries, sectors) = (given.World.Countries.Length, given.World.Sectors.Length);
        var wHat = given.Factors.Select(_ => Table.Create(countries, sectors, (_, _) => Apart(0.7 + 0.6 * random.NextDouble()))).ToList();
        var employment = given
            .Factors.Select(_ => Table.Create(countries, sectors, (_, _) => Math.Min(1, 0.5 * random.Next(4))))
            .ToList();
        var vHat = Equations.ValueAddedPrices(given, [.. wHat]);
        Same(vHat.Span, FactorRows.ValueAddedPrices(given, [.. wHat]).Span);
        var zeta = Enumerable.Range(0, countries).Select(_ => 0.5 + random.NextDouble()).ToArray();
        for (var f = 0; f < given.Factors.Length; f++)
        {
            var (supply, returns) = FactorRows.Earnings(given, f, wHat[f], employment[f]);
            Same(Equations.FactorSupply(given, f, wHat[f], employment[f]).Span, supply.Span);
            Same(Equations.FactorReturns(given, f, wHat[f], employment[f]).AsSpan(), returns.AsSpan());
            Same(
                Equations.FactorDemand(given, f, wHat[f], vHat, given.World.Output, zeta).Span,
                FactorRows.Demand(given, f, wHat[f], vHat, given.World.Output, zeta).Span
            );
        }

        double Apart(double price) => random.Next(20) == 0 ? 1000 * price : price;
    }

    /// <summary>Totals of flows that are not kept are those of the flows themselves.</summary>
    private static void HoldTotals(CounterfactualInputs given, Table cHat, Table pHat, double[] omega)
    {
        var effective = given.WithWedges(omega);
        var (shares, prices) = RowEquations.Trade(effective, cHat, pHat);
        var flows = RowEquations.Flows(effective, shares, given.World.Expenditure);
        var totals = new MarketTotals(given, omega, cHat, pHat, given.World.Expenditure);
        Assert.Equal(prices.Span, totals.Prices.Span);
        Assert.Equal(Equations.Output(flows).Span, totals.Output.Span);
        Assert.Equal(flows.Span.ToArray().Min(), totals.LeastFlow);
        Same(Table.Create(flows.First, flows.Second, (n, i) => Sum(flows.Row(n, i))).Span, totals.Bilateral.Span);
        Same(Equations.TariffRevenue(effective, flows).AsSpan(), totals.TariffRevenue.AsSpan());
        Same(Equations.ExportTaxRevenue(effective, flows).AsSpan(), totals.ExportTaxRevenue.AsSpan());
        Same(
            Equations.ExcessDemand(effective, flows, new double[flows.First]).AsSpan(),
            totals.Balance,
            Accounting.Output(flows).Span.ToArray().Sum()
        );
        foreach (var flow in given.Quotas.SelectMany(quota => quota.Flows))
            Assert.Equal(flows[flow.Importer, flow.Exporter, flow.Sector], totals.Flow(flow.Importer, flow.Exporter, flow.Sector));
        foreach (var m in given.Margins)
            Assert.Equal(
                flows[m.Importer, m.Exporter, m.Sector] * (1 + effective.ExportTaxes[m.Importer, m.Exporter, m.Sector]),
                totals.AtBorder(m.Importer, m.Exporter, m.Sector)
            );
    }

    private static double Sum(ReadOnlySpan<double> values) => values.ToArray().Sum();

    private static double Log(double cost) => double.IsFinite(cost) ? Math.Abs(Math.Log(cost)) : 0;

    /// <summary>
    /// To 1e-14 of the number, or of the scale where what adds up to it is that large; what is infinite or nothing is so in both.
    /// </summary>
    private static void Same(ReadOnlySpan<double> plain, ReadOnlySpan<double> fast, double scale = 0)
    {
        Assert.Equal(plain.Length, fast.Length);
        for (var at = 0; at < plain.Length; at++)
            if (!double.IsFinite(plain[at]) || plain[at] == 0)
                Assert.Equal(plain[at], fast[at]);
            else
                Assert.InRange(Math.Abs(plain[at] - fast[at]) / Math.Max(Math.Abs(plain[at]), scale), 0, 1e-14);
    }
}
