using System.Numerics.Tensors;
using Entente.Models;

namespace Entente.Energy;

/// <summary>
/// Who used which energy from where, in terajoules, in the data or in a counterfactual: what the measures of
/// <see cref="EnergyDependence"/> are computed from. Equations of docs/energy.md. Immutable.
/// </summary>
public sealed class EnergyBalance
{
    private EnergyBalance(EnergyFlows energy, Cube quantities, Cube values, Cube costShares, Table output, Table expenditure)
    {
        (Energy, Quantities, Values) = (energy, quantities, values);
        (Use, Output) = Totals(quantities, home: true);
        (Imports, Exports) = Totals(quantities, home: false);
        Conversion = ConversionOf(costShares, output, expenditure);
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

    /// <summary>Terajoules of c that n buys abroad; (n, c).</summary>
    public Table Imports { get; }

    /// <summary>Terajoules of c that i sells abroad; (i, c).</summary>
    public Table Exports { get; }

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
            world.CostShares,
            world.Output,
            world.Expenditure
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
        var energy = Require(equilibrium.World);
        var values = ValuesOf(energy, equilibrium.Trade);
        var quantities = QuantitiesOf(energy, values, equilibrium.UnitCosts, equilibrium.Given.UnitValues);
        return new EnergyBalance(
            energy,
            quantities,
            values,
            equilibrium.CostShares,
            equilibrium.Output,
            equilibrium.Expenditure
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
                var (bought, sold) = (Imports[n, c], Exports[n, c]);
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

    /// <summary>(E1) What is sold over the price of the seller.</summary>
    private static Cube QuantitiesOf(EnergyFlows energy, Cube values, Table costs, Cube unitValues)
    {
        var cells = new double[values.Span.Length];
        for (var (n, at) = (0, 0); n < values.First; n++)
            for (var i = 0; i < values.Second; i++)
            {
                var sold = values.Row(n, i);
                var unit = unitValues.Row(n, i);
                var cost = costs.Row(i);
                for (var c = 0; c < sold.Length; c++, at++)
                    cells[at] = sold[c] > 0 ? sold[c] / cost[energy.Carriers[c]] / unit[c] : 0;
            }
        return new Cube(values.First, values.Second, values.Third, cells);
    }

    /// <summary>(E2) Sums over who sells and over who buys, with what is sold at home or without.</summary>
    private static (Table Bought, Table Sold) Totals(Cube quantities, bool home)
    {
        var bought = new double[quantities.First * quantities.Third];
        var sold = new double[quantities.Second * quantities.Third];
        for (var n = 0; n < quantities.First; n++)
            for (var i = 0; i < quantities.Second; i++)
            {
                if (i == n && !home)
                    continue;
                var flows = quantities.Row(n, i);
                Add(flows, bought.AsSpan(n * quantities.Third, quantities.Third));
                Add(flows, sold.AsSpan(i * quantities.Third, quantities.Third));
            }
        return (new(quantities.First, quantities.Third, bought), new(quantities.Second, quantities.Third, sold));

        static void Add(ReadOnlySpan<double> flows, Span<double> sums) => TensorPrimitives.Add(sums, flows, sums);
    }

    /// <summary>(E3) Users of a carrier get it in proportion to what they pay.</summary>
    private Cube ConversionOf(Cube costShares, Table output, Table expenditure)
    {
        var carriers = Energy.Carriers;
        return Cube.Create(
            Use.Rows,
            carriers.Length,
            carriers.Length,
            (n, c, k) =>
                c == k || !Energy.Secondary[k] || !(expenditure[n, carriers[c]] > 0)
                    ? 0
                    // Published tables hold a few input shares below zero; energy does not flow backwards.
                    : Math.Max(
                        0,
                        Use[n, c] * costShares[n, carriers[c], carriers[k]] * output[n, carriers[k]] / expenditure[n, carriers[c]]
                    )
        );
    }
}
