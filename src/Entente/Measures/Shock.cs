using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// What changes in a world: the exogenous hats and new rates of one case. A part that is null does not change.
/// Axes: importer n, exporter i, sector j.
/// </summary>
public sealed record Shock
{
    /// <summary>Nothing changes.</summary>
    public static Shock None { get; } = new();

    /// <summary>dHat_nij: factors on iceberg costs; &gt; 0, positive infinity where trade is forbidden.</summary>
    public Cube? TradeCosts { get; init; }

    /// <summary>tau'_nij: the new tariff rates, all of them.</summary>
    public Cube? Tariffs { get; init; }

    /// <summary>e'_nij: export tax rates of exporter i on sales to n; zero in every baseline.</summary>
    public Cube? ExportTaxes { get; init; }

    /// <summary>AHat_nj: factors on productivity; &gt; 0.</summary>
    public Table? Productivity { get; init; }

    /// <summary>
    /// kHat_njf: factors on the quantity of each factor of production of the world, one table a factor in its order; &gt; 0; empty:
    /// there is as much as in the data.
    /// </summary>
    public ImmutableArray<Table> FactorSupply { get; init; } = [];

    /// <summary>Lump sums received (paid where negative) by country; adding up to zero.</summary>
    public ImmutableArray<double>? Transfers { get; init; }

    /// <summary>Flows whose quantity is limited.</summary>
    public ImmutableArray<QuantityLimit> Limits { get; init; } = [];

    /// <summary>Stocks that may be drawn on.</summary>
    public ImmutableArray<Stock> Stocks { get; init; } = [];

    /// <summary>Suppliers that take a given share of a market, at unchanged prices.</summary>
    public ImmutableArray<Route> Routes { get; init; } = [];

    /// <summary>Prices above which a group of buyers takes nothing from a seller.</summary>
    public ImmutableArray<PriceCap> PriceCaps { get; init; } = [];

    /// <summary>Parts of what is paid at a border that a third country earns; they are in <see cref="ExportTaxes"/>.</summary>
    public ImmutableArray<TradeMargin> Margins { get; init; } = [];

    /// <summary>Capital that belongs to owners abroad, who receive what it earns.</summary>
    public ImmutableArray<OwnedAbroad> OwnedAbroad { get; init; } = [];

    /// <summary>Groups of countries that share their burden, by position; no country in two groups.</summary>
    public ImmutableArray<ImmutableArray<int>> BurdenSharing { get; init; } = [];
}

/// <summary>A flow that cannot be larger than a quantity; where it would be, its price rises until it is not.</summary>
/// <param name="Importer">Position n.</param>
/// <param name="Exporter">Position i.</param>
/// <param name="Sector">Position j.</param>
/// <param name="Most">The largest quantity, in the unit of the world at baseline producer prices; 0 ends the flow.</param>
/// <param name="RentToImporter">
/// Who earns the difference between what users pay and what the seller asks for: the importing country, else the exporting one.
/// </param>
public sealed record QuantityLimit(int Importer, int Exporter, int Sector, double Most, bool RentToImporter);

/// <summary>
/// The highest price at which buyers take a good of a seller, who is paid no more than it. They keep to it by a levy, at one rate
/// for all of them, whose revenue is their own; where even without them the seller gets more elsewhere, they get nothing.
/// </summary>
/// <param name="Importers">Positions n of the buyers; at least one.</param>
/// <param name="Exporter">Position i.</param>
/// <param name="Sector">Position j.</param>
/// <param name="Most">The highest producer price, relative to that of the data; &gt; 0.</param>
public sealed record PriceCap(ImmutableArray<int> Importers, int Exporter, int Sector, double Most);

/// <summary>A part of what an importer pays at its border for a flow that somebody earns for passing it on, or for financing it.</summary>
/// <param name="Importer">Position n.</param>
/// <param name="Exporter">Position i.</param>
/// <param name="Sector">Position j.</param>
/// <param name="Earner">Position of the country that earns it.</param>
/// <param name="Part">
/// Its part of the value at the border, export taxes included; from 0 to 1. All parts of a flow are together no more than
/// e'/(1 + e') of its export tax rate e', of which the exporter keeps the rest.
/// </param>
public sealed record TradeMargin(int Importer, int Exporter, int Sector, int Earner, double Part);

/// <summary>
/// A stock of a good that its country sells to its own users when the good is dearer, over consumer prices, than a
/// reservation price. What is sold is income of the country, and what refilling costs is set aside, lent to the countries it
/// trades with: its income is the difference.
/// </summary>
/// <param name="Country">Position n.</param>
/// <param name="Sector">Position j.</param>
/// <param name="Amount">What can be drawn at most, at baseline prices, in the unit of the world; &gt; 0.</param>
/// <param name="Reservation">The real price, relative to the baseline, above which the stock is drawn on; &gt; 0.</param>
/// <param name="Refill">The real price, relative to the baseline, at which it is refilled; &gt;= 0.</param>
public sealed record Stock(int Country, int Sector, double Amount, double Reservation, double Refill = 1);

/// <summary>
/// A supplier that gets a share of a market at unchanged prices, the others giving way in proportion: a new pipeline, a change of
/// habits.
/// </summary>
/// <param name="Importer">Position n.</param>
/// <param name="Exporter">Position i.</param>
/// <param name="Sector">Position j.</param>
/// <param name="Share">Its share in the spending of n on j; between 0 and 1.</param>
public sealed record Route(int Importer, int Exporter, int Sector, double Share);
