using Entente.Models;

namespace Entente.Energy;

/// <summary>
/// Who used which energy from where, in terajoules, in the data or in a counterfactual: what the measures of
/// <see cref="EnergyDependence"/> are computed from. Equations of docs/energy.md. Immutable.
/// </summary>
public sealed class EnergyBalance
{
    private EnergyBalance(EnergyFlows energy, Cube quantities, Cube values, Cube conversion)
    {
        (Energy, Quantities, Values, Conversion) = (energy, quantities, values, conversion);
        Use = Table.Create(quantities.First, quantities.Third, (n, c) => Sum(quantities.Second, i => quantities[n, i, c]));
        Output = Table.Create(quantities.Second, quantities.Third, (i, c) => Sum(quantities.First, n => quantities[n, i, c]));
    }

    /// <summary>Carriers and their kinds.</summary>
    public EnergyFlows Energy { get; }

    /// <summary>(E1) Q_nic: terajoules of carrier c that n buys from i, home sales included; (n, i, c).</summary>
    public Cube Quantities { get; }

    /// <summary>The same flows at producer prices, in the unit of the world; (n, i, c).</summary>
    public Cube Values { get; }

    /// <summary>(E2) U_nc: terajoules of c used in n; (n, c).</summary>
    public Table Use { get; }

    /// <summary>Terajoules of c that i sells, at home and abroad; (i, c).</summary>
    public Table Output { get; }

    /// <summary>
    /// (E3) e_nck: terajoules of carrier c that go into making carrier k in n, 0 where k is not made of others or is c itself;
    /// (n, c, k).
    /// </summary>
    public Cube Conversion { get; }

    /// <summary>The balance of the data.</summary>
    /// <exception cref="ArgumentException">The world has no energy data.</exception>
    public static EnergyBalance Of(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var energy = Require(world);
        return new EnergyBalance(
            energy,
            energy.Quantities,
            ValuesOf(energy, world.Trade),
            ConversionOf(energy, energy.Quantities, world.CostShares, world.Output, world.Expenditure)
        );
    }

    /// <summary>
    /// The balance of a counterfactual: quantities move as values over the seller's price (E1). Stocks drawn are not among them.
    /// </summary>
    /// <exception cref="ArgumentException">The world has no energy data.</exception>
    /// <exception cref="InvalidOperationException">The equilibrium did not converge.</exception>
    public static EnergyBalance Of(Equilibrium equilibrium)
    {
        ArgumentNullException.ThrowIfNull(equilibrium);
        var (energy, trade, costs) = (Require(equilibrium.World), equilibrium.Trade, equilibrium.UnitCosts);
        var quantities = Cube.Create(
            trade.First,
            trade.Second,
            energy.Carriers.Length,
            (n, i, c) =>
                trade[n, i, energy.Carriers[c]] is > 0 and var flow
                    ? flow / costs[i, energy.Carriers[c]] / equilibrium.Given.UnitValue(n, i, energy.Carriers[c])
                    : 0
        );
        return new EnergyBalance(
            energy,
            quantities,
            ValuesOf(energy, trade),
            ConversionOf(energy, quantities, equilibrium.CostShares, equilibrium.Output, equilibrium.Expenditure)
        );
    }

    /// <summary>
    /// Where a country buys more of a primary carrier abroad than it sells there, and sells more abroad than at home: what looks like
    /// transit or re-exports, which flows by origin do not hold and which are not use. Country, carrier, and terajoules sold over
    /// bought.
    /// </summary>
    public IEnumerable<(int Country, int Carrier, double Share)> PassedOn()
    {
        for (var n = 0; n < Use.Rows; n++)
            for (var c = 0; c < Use.Columns; c++)
            {
                var (at, k) = (n, c);
                var bought = Sum(Use.Rows, i => i == at ? 0 : Quantities[at, i, k]);
                var sold = Sum(Use.Rows, m => m == at ? 0 : Quantities[m, at, k]);
                var isBuyer = bought >= sold && sold > PassedOnAbove * bought && sold > Quantities[n, n, c];
                if (isBuyer && Energy.Primary[c] && !Energy.Secondary[c])
                    yield return (n, c, sold / bought);
            }
    }

    /// <summary>What a country sells of what it buys is told from this part on.</summary>
    private const double PassedOnAbove = 0.1;

    private static EnergyFlows Require(World world) =>
        world.Energy ?? throw new ArgumentException("The world has no energy data.", nameof(world));

    private static Cube ValuesOf(EnergyFlows energy, Cube trade) =>
        Cube.Create(trade.First, trade.Second, energy.Carriers.Length, (n, i, c) => trade[n, i, energy.Carriers[c]]);

    /// <summary>(E3) Users of a carrier get it in proportion to what they pay.</summary>
    private static Cube ConversionOf(EnergyFlows energy, Cube quantities, Cube costShares, Table output, Table expenditure)
    {
        var carriers = energy.Carriers;
        return Cube.Create(
            quantities.First,
            carriers.Length,
            carriers.Length,
            (n, c, k) =>
            {
                if (c == k || !energy.Secondary[k] || !(expenditure[n, carriers[c]] > 0))
                    return 0;
                var use = Sum(quantities.Second, i => quantities[n, i, c]);
                // Published tables hold a few input shares below zero; energy does not flow backwards.
                return Math.Max(0, use * costShares[n, carriers[c], carriers[k]] * output[n, carriers[k]] / expenditure[n, carriers[c]]);
            }
        );
    }

    private static double Sum(int count, Func<int, double> term)
    {
        var sum = 0.0;
        for (var at = 0; at < count; at++)
            sum += term(at);
        return sum;
    }
}
