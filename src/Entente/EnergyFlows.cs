using System.Collections.Immutable;

namespace Entente;

/// <summary>How the physical quantity of a flow of energy is known.</summary>
public enum EnergyStatus
{
    /// <summary>Valued at the mean price of its carrier in the table, there being no row for it.</summary>
    AtMeanPrice,

    /// <summary>Value over a price that is a prior.</summary>
    Imputed,

    /// <summary>Computed from observed quantities.</summary>
    Derived,

    /// <summary>A published quantity.</summary>
    Observed,
}

/// <summary>One quantity of energy (a row of <c>energy.csv</c>).</summary>
/// <param name="Importer">Position n; the exporter itself for what is sold at home.</param>
/// <param name="Exporter">Position i.</param>
/// <param name="Sector">Position j of the carrier.</param>
/// <param name="Quantity">Terajoules; above 0.</param>
/// <param name="Status">How it is known.</param>
/// <param name="Source">Where from.</param>
public sealed record EnergyRow(int Importer, int Exporter, int Sector, double Quantity, EnergyStatus Status, string Source);

/// <summary>
/// Physical quantities of energy beside the values of a world, in terajoules. A sector is a carrier of energy where it
/// has rows. Flows of a carrier without a row are taken at the mean price of the rows of its kind, between countries or at
/// home, so that no flow is missing. Immutable. Axes: importer n, exporter i, carrier c.
/// </summary>
public sealed class EnergyFlows
{
    /// <summary>Sectors with this tag take energy from nature: mines, wells, and power stations of water, wind and atoms.</summary>
    public const string PrimaryTag = "primary_energy";

    /// <summary>Sectors with this tag make energy of other carriers: refineries, power stations that burn fuel.</summary>
    public const string SecondaryTag = "secondary_energy";

    private readonly Cube trade;
    private readonly ImmutableArray<(double Home, double Abroad)> means;
    private readonly Dictionary<(int, int, int), EnergyRow> byFlow;

    internal EnergyFlows(Cube trade, ImmutableArray<Sector> sectors, ImmutableArray<EnergyRow> rows)
    {
        (this.trade, Rows) = (trade, rows);
        Carriers = [.. Enumerable.Range(0, sectors.Length).Where(j => rows.Any(r => r.Sector == j))];
        Primary = [.. Carriers.Select(j => sectors[j].Tags.Contains(PrimaryTag))];
        Secondary = [.. Carriers.Select(j => sectors[j].Tags.Contains(SecondaryTag))];
        byFlow = rows.ToDictionary(r => (r.Importer, r.Exporter, r.Sector));
        means = [.. Carriers.Select(j => MeanPrices(rows.Where(r => r.Sector == j).ToList()))];
        Quantities = AllQuantities();
    }

    /// <summary>The rows as given.</summary>
    public ImmutableArray<EnergyRow> Rows { get; }

    /// <summary>The sectors that carry energy, by position in the world.</summary>
    public ImmutableArray<int> Carriers { get; }

    /// <summary>By carrier, whether it is taken from nature (tag <see cref="PrimaryTag"/>).</summary>
    public ImmutableArray<bool> Primary { get; }

    /// <summary>By carrier, whether it is made of other carriers (tag <see cref="SecondaryTag"/>).</summary>
    public ImmutableArray<bool> Secondary { get; }

    /// <summary>Q_nic: terajoules, home sales (i = n) included.</summary>
    public Cube Quantities { get; }

    /// <summary>Position among the carriers of a sector; -1 where it carries no energy.</summary>
    public int Carrier(int sector) => Carriers.IndexOf(sector);

    /// <summary>How a quantity is known.</summary>
    public EnergyStatus Status(int n, int i, int c) =>
        byFlow.TryGetValue((n, i, Carriers[c]), out var row) ? row.Status : EnergyStatus.AtMeanPrice;

    /// <summary>
    /// Value of a terajoule of a flow at producer prices, in the unit of the world; where nothing flows, the mean of its carrier.
    /// </summary>
    public double UnitValue(int n, int i, int c) =>
        Quantities[n, i, c] > 0 ? trade[n, i, Carriers[c]] / Quantities[n, i, c] : MeanPrice(n, i, c);

    private Cube AllQuantities()
    {
        var (carriers, quantities) = (Carriers.Length, new double[trade.First * trade.Second * Carriers.Length]);
        for (var (n, at) = (0, 0); n < trade.First; n++)
            for (var i = 0; i < trade.Second; i++)
                for (var c = 0; c < carriers; c++, at++)
                    quantities[at] = trade[n, i, Carriers[c]] / MeanPrice(n, i, c);
        foreach (var row in Rows)
            quantities[(row.Importer * trade.Second + row.Exporter) * carriers + Carrier(row.Sector)] = row.Quantity;
        return new Cube(trade.First, trade.Second, carriers, quantities);
    }

    private double MeanPrice(int n, int i, int c) => n == i ? means[c].Home : means[c].Abroad;

    private (double Home, double Abroad) MeanPrices(List<EnergyRow> rows)
    {
        var home = rows.Where(r => r.Importer == r.Exporter).ToList();
        var abroad = rows.Where(r => r.Importer != r.Exporter).ToList();
        return (Price(home.Count > 0 ? home : abroad), Price(abroad.Count > 0 ? abroad : home));
    }

    private double Price(List<EnergyRow> rows) => rows.Sum(r => trade[r.Importer, r.Exporter, r.Sector]) / rows.Sum(r => r.Quantity);
}
