using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Entente.Data;

namespace Entente.WorldBuilding;

/// <summary>Gas bought abroad by the energy balance of a country, terajoules of gross calorific value.</summary>
/// <param name="Russian">From Russia; null where the balance does not tell origins.</param>
/// <param name="Total">In all.</param>
internal sealed record GasBalance(double? Russian, double Total);

/// <summary>
/// Physical quantities of energy of a world: gas bought abroad where energy balances have it, everything else as value
/// over a prior price. Small flows get no row; readers take them at the mean price of the rows.
/// </summary>
internal sealed class EnergyBuild(
    IReadOnlyList<Country> countries,
    IReadOnlyList<Sector> sectors,
    EnergyPrices prices,
    IReadOnlyDictionary<string, GasBalance> gas,
    double least
)
{
    private const string GasSector = "GAS";
    private const string Russia = "RUS";

    private static readonly string[] Concordances = ["countries.csv", "carve.csv"];

    /// <summary>Figures kept of a quantity.</summary>
    private const string Figures = "G6";

    /// <summary>
    /// Part of a balance that must be left for others before their flows are scaled to it; a world keeps a hundredth with others
    /// so that an embargo leaves somebody to buy from.
    /// </summary>
    private const double LeastForOthers = 0.01;

    /// <summary>The rows for the flows as they stand in the world.</summary>
    public ImmutableArray<EnergyRow> Rows(Cube trade)
    {
        var rows = new List<EnergyRow>();
        foreach (var j in prices.Carriers)
            for (var n = 0; n < countries.Count; n++)
            {
                var balance = sectors[j].Code == GasSector ? gas.GetValueOrDefault(countries[n].Code) : null;
                rows.AddRange((balance is null ? Imputed(trade, n, j) : Balanced(trade, n, j, balance)).Where(r => r.Quantity >= least));
            }
        return [.. rows];
    }

    /// <summary>Terajoules and share of value of a carrier's flows that have no row.</summary>
    /// <param name="text">Receives the table.</param>
    /// <param name="world">The world.</param>
    /// <param name="least">Terajoules below which a flow got no row.</param>
    public static void Report(StringBuilder text, World world, double least)
    {
        var energy = world.Energy!;
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n## Quantities of energy\n\n"
                + $"In PJ (1 PJ = 1,000 TJ). Flows below {least:0} TJ have no row in energy.csv and are taken at the mean price of their "
                + $"carrier.\n\n| carrier | in all | between countries | observed or derived | rows | flows without a row | these, PJ |\n"
                + $"|---|--:|--:|--:|--:|--:|--:|\n"
        );
        for (var c = 0; c < energy.Carriers.Length; c++)
        {
            var flows = (
                from n in Enumerable.Range(0, world.Countries.Length)
                from i in Enumerable.Range(0, world.Countries.Length)
                where energy.Quantities[n, i, c] > 0
                select (Abroad: n != i, Pj: energy.Quantities[n, i, c] / 1000, Status: energy.Status(n, i, c))
            ).ToList();
            var small = flows.Where(f => f.Status == EnergyStatus.AtMeanPrice).ToList();
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {world.Sectors[energy.Carriers[c]].Code} | {flows.Sum(f => f.Pj):0} | {flows.Where(f => f.Abroad).Sum(f => f.Pj):0} | "
                    + $"{flows.Where(f => f.Status is EnergyStatus.Observed or EnergyStatus.Derived).Sum(f => f.Pj):0} | "
                    + $"{flows.Count - small.Count} | {small.Count} | {small.Sum(f => f.Pj):0.0} |\n"
            );
        }
    }

    private IEnumerable<EnergyRow> Imputed(Cube trade, int n, int j) =>
        from i in Enumerable.Range(0, countries.Count)
        where trade[n, i, j] > 0
        select Row(n, i, j, AtPrice(trade, n, i, j), EnergyStatus.Imputed, "value over prior price");

    /// <summary>What comes from Russia as observed; the rest of the balance over the others by what they sell.</summary>
    private IEnumerable<EnergyRow> Balanced(Cube trade, int n, int j, GasBalance balance)
    {
        var russia = countries.ToList().FindIndex(c => c.Code == Russia);
        var known = balance.Russian is { } quantity && trade[n, russia, j] > 0 ? quantity : (double?)null;
        var left = balance.Total - (known ?? 0);
        var others = Enumerable
            .Range(0, countries.Count)
            .Where(i => i != n && trade[n, i, j] > 0 && !(known is not null && i == russia))
            .Sum(i => AtPrice(trade, n, i, j));
        foreach (var row in Imputed(trade, n, j))
            yield return row.Exporter == n ? row
            : row.Exporter == russia && known is { } observed ? Row(n, russia, j, observed, EnergyStatus.Observed, "Eurostat 2014")
            : left > LeastForOthers * balance.Total
                ? Row(
                    n,
                    row.Exporter,
                    j,
                    AtPrice(trade, n, row.Exporter, j) * left / others,
                    EnergyStatus.Derived,
                    "Eurostat 2014 total less Russia over values"
                )
            : row;
    }

    private double AtPrice(Cube trade, int n, int i, int j)
    {
        // Million USD over USD per GJ are thousands of TJ.
        const double thousand = 1000;
        return trade[n, i, j] / prices.Of(n, i, j) * thousand;
    }

    private static EnergyRow Row(int n, int i, int j, double quantity, EnergyStatus status, string source) =>
        new(n, i, j, double.Parse(quantity.ToString(Figures, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), status, source);

    /// <summary>Energy balances of a year by country, from Eurostat.</summary>
    public static Dictionary<string, GasBalance> ReadGas(string raw, Recipe recipe, FaultList faults)
    {
        var name = Concordances
            .SelectMany(file =>
                RawTable
                    .Read(recipe.Folder, file, ["country", "eurostat"], faults)
                    .Select(row => (Name: row.Text("eurostat"), Code: row.Text("country")))
            )
            .Where(c => c.Name.Length > 0)
            .ToDictionary(c => c.Name, c => c.Code, StringComparer.Ordinal);
        var (russian, total) = (
            new Dictionary<string, double>(StringComparer.Ordinal),
            new Dictionary<string, double>(StringComparer.Ordinal)
        );
        var year = recipe.Identity.Year!.Value.ToString(CultureInfo.InvariantCulture);
        foreach (var row in RawTable.Read(raw, "eurostat_gas_imports_TJ_2011_2020.csv", ["geo", "year", "series", "TJ_GCV"], faults))
            if (row.Text("year") == year && name.TryGetValue(row.Text("geo"), out var code) && row.NumberOrNull("TJ_GCV") is { } quantity)
                (
                    row.Text("series") == "natgas_RU" ? russian
                    : row.Text("series") == "natgas_total" ? total
                    : []
                )[code] = quantity;
        return total
            .Where(t => t.Value > 0)
            .ToDictionary(
                t => t.Key,
                t => new GasBalance(
                    recipe.GasOriginsUnknown.Contains(t.Key) || !russian.TryGetValue(t.Key, out var known) ? null : known,
                    t.Value
                ),
                StringComparer.Ordinal
            );
    }
}
