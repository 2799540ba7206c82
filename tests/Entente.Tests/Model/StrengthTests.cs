using Entente.Horizons;
using Entente.Measures;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Measures that are taken in part, as in the years of a path.</summary>
public sealed class StrengthTests
{
    /// <summary>No kind is taken in full where it is to be taken in part, unless it says so.</summary>
    [Fact]
    public void Half_a_measure_is_half_of_it_or_refused()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(8, 4, 2), 8);
        var row = new FlowRow("C0", "C1", "S0", 1.5);
        Measure[] measures =
        [
            new Tariff { By = ["C0"], On = ["C1"], Rate = 0.5 },
            new TariffTable { Rows = [row] },
            new TradeCost { From = ["C0"], To = ["C1"], Factor = 1.5 },
            new TradeCostTable { Rows = [row] },
            new Embargo { From = ["C0"], To = ["C1"] },
            new FlowReduction { From = ["C0"], To = ["C1"], Share = 0.4 },
            new EstimatedEffect { From = ["C0"], To = ["C1"], Coefficient = -0.5, StandardError = 0.1 },
            new ExportTax { By = ["C0"], On = ["C1"], Rate = 0.2 },
            new Productivity { Countries = ["C0"], Factor = 0.5 },
            new CapitalLoss { Countries = ["C0"], Share = 0.5, ForeignOwned = 0.3 },
            new Transfer { From = ["C0"], To = ["C1"], Amount = 2 },
            new BurdenSharing { Members = ["C0", "C1"] },
            new QuantityLimits { From = ["C0"], To = ["C1"], Share = 0.5 },
            new Stocks { Countries = ["C0"], Sectors = ["S0"], Share = 0.1 },
            new NewRoute { From = ["C0"], To = ["C1"], Sectors = ["S0"], Share = 0.6 },
            new PriceCaps { From = ["C0"], To = ["C1"], Price = 0.8 },
            new Diversion { From = ["C0"], To = ["C1"], Through = ["C2"], Share = 0.4, Cost = 1.2, Margin = 0.1 },
            new SecondarySanctions { On = ["C2"], Share = 0.5 },
            new TradeFinance { From = ["C0"], To = ["C1"], Rate = 0.1, Days = 90 },
            new AidWithdrawn { By = ["C0"], On = ["C1"], Paid = 2 },
            new Remittances { From = ["C0"], To = ["C1"], Paid = 2 },
            new Travel { By = ["C0"], To = ["C1"], Sectors = ["S1"], Share = 0.5 },
        ];
        // The one that is left belongs to gravity, which has no paths.
        Assert.Equal(
            MeasureKinds.BuiltIn.All.Select(kind => kind.Type).Except([typeof(GravityCovariate)]),
            measures.Select(m => m.GetType())
        );
        var baseline = Of(world, "short");
        foreach (var measure in measures)
        {
            // What is diverted is only seen beside what it goes around.
            Measure[] beside = measure switch
            {
                Diversion => [new Embargo { From = ["C0"], To = ["C1"] }],
                SecondarySanctions => [new Embargo { From = ["C0"], To = ["C1"] }, measures.OfType<Diversion>().Single()],
                _ => [],
            };
            var half = baseline.ShockOf([.. beside, measure with { Strength = 0.5 }]);
            var full = baseline.ShockOf([.. beside, measure]).Value;
            if (half.Success)
                Assert.NotEqual(Numbers(full), Numbers(half.Value));
            else
                Assert.IsType<BurdenSharing>(measure);
        }
        // A flow that is half forbidden keeps half its weight.
        var embargo = baseline.ShockOf([new Embargo { From = ["C0"], To = ["C1"], Strength = 0.5 }]).Value;
        Assert.Equal(0.5, Math.Pow(embargo.TradeCosts![1, 0, 0], -baseline.World.Thetas[0]), 1e-12);
        // Whose capital it is does not depend on how much of it is lost.
        var loss = measures.OfType<CapitalLoss>().Single();
        var (part, all) = (baseline.ShockOf([loss with { Strength = 0.5 }]).Value, baseline.ShockOf([loss]).Value);
        Assert.Equal(all.OwnedAbroad.Select(owned => owned.Paid), part.OwnedAbroad.Select(owned => owned.Paid));
        Assert.All(part.OwnedAbroad, owned => Assert.Equal(0.75, owned.Left, 1e-15));
    }

    private static double[] Numbers(Shock shock) =>
        [
            .. shock.TradeCosts?.Span.ToArray() ?? [],
            .. shock.Tariffs?.Span.ToArray() ?? [],
            .. shock.ExportTaxes?.Span.ToArray() ?? [],
            .. shock.Productivity?.Span.ToArray() ?? [],
            .. shock.FactorSupply.SelectMany(table => table.Span.ToArray()),
            .. shock.Transfers ?? [],
            .. shock.Limits.Select(limit => limit.Most),
            .. shock.Stocks.Select(stock => stock.Amount),
            .. shock.Routes.Select(route => route.Share),
            .. shock.PriceCaps.Select(cap => cap.Most),
            .. shock.Margins.Select(margin => margin.Part),
            .. shock.OwnedAbroad.Select(owned => owned.Left),
        ];

    private static Baseline Of(World world, string horizon) =>
        Baseline.Create(world, new BaselineOptions { Horizon = new Horizon(horizon, []) }).Value;
}
