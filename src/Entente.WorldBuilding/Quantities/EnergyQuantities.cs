using System.Collections.Immutable;
using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Quantities;

/// <summary>
/// Terajoules of a world by importer, exporter and carrier. What sources tell is taken as it is: gas by origin held to use, oil and
/// coal from tonnes, electricity from generation; the rest is value over price. A quantity without a value gets no row and is named:
/// it is a hole of the trade table.
/// </summary>
internal sealed class EnergyQuantities
{
    private const string Gas = "GAS";

    /// <summary>Most of its generation that a country's sales abroad can be, so that something is left at home.</summary>
    private const double MostSoldAbroad = 0.95;

    /// <summary>A quantity that would make a flow this many times dearer or cheaper than its price is another flow's.</summary>
    private const double Sane = 4;

    /// <summary>Figures kept of a quantity.</summary>
    private const string Figures = "G6";

    private readonly EnergyRequest request;
    private readonly Dictionary<(int Importer, int Exporter, int Sector), KnownQuantity> known = [];
    private readonly Dictionary<(int Importer, int Exporter, int Sector), EnergyRow> rows = [];

    private EnergyQuantities(EnergyRequest request) => this.request = request;

    /// <summary>The rows of <c>energy.csv</c>, in the order of carrier, importer, exporter.</summary>
    public ImmutableArray<EnergyRow> Rows { get; private set; }

    /// <summary>Quantities that sources tell of flows without a value: holes of the trade table.</summary>
    public List<KnownQuantity> Missing { get; } = [];

    /// <summary>
    /// Quantities refused, as the value over them is no price of the carrier: the trade table should have another value.
    /// </summary>
    public List<KnownQuantity> Refused { get; } = [];

    /// <summary>All that sources tell, by origin: also for building the trade in energy itself, quantity times price.</summary>
    public static List<KnownQuantity> Known(string raw, string recipe, int year, IReadOnlyList<string> countries, FaultList faults) =>
        [
            .. GasFlows.Read(raw, recipe, year, countries, faults),
            .. FuelTonnes.Read(raw, recipe, year, countries, faults),
            .. Generation.Read(raw, recipe, year, countries, faults),
        ];

    /// <summary>Builds the quantities; null where a table is at fault.</summary>
    public static EnergyQuantities? Build(EnergyRequest request, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(request);
        var before = faults.Count;
        var all = Known(request.Raw, request.Recipe, request.Year, request.Countries, faults);
        if (faults.Count > before)
            return null;
        var quantities = new EnergyQuantities(request);
        quantities.Fill(all);
        return quantities;
    }

    private void Fill(List<KnownQuantity> all)
    {
        var (countries, sectors) = (request.Countries.ToList(), request.Sectors.ToList());
        foreach (var k in all.Where(k => k.Terajoules > 0 && sectors.Contains(k.Sector)))
        {
            var key = (countries.IndexOf(k.Importer), countries.IndexOf(k.Exporter), sectors.IndexOf(k.Sector));
            if (request.Trade[key.Item1, key.Item2, key.Item3] > 0)
                known[key] = known.TryGetValue(key, out var more) ? k with { Terajoules = k.Terajoules + more.Terajoules } : k;
            else if (k.Terajoules >= request.Least)
                Missing.Add(k);
        }
        for (var j = 0; j < sectors.Count; j++)
            for (var n = 0; n < countries.Count; n++)
                for (var i = 0; i < countries.Count; i++)
                    if (request.Trade[n, i, j] > 0 && double.IsFinite(request.Price(n, i, j)))
                        rows[(n, i, j)] = First(n, i, j);
        for (var j = 0; j < sectors.Count; j++)
            if (sectors[j] == Gas)
                HoldToUse(all, j);
            else if (Generation.Sectors.Contains(sectors[j]))
                HoldToGeneration(j);
        Rows =
        [
            .. rows
                .Values.Where(r => r.Quantity >= request.Least)
                .OrderBy(r => r.Sector)
                .ThenBy(r => r.Importer)
                .ThenBy(r => r.Exporter)
                .Select(r => r with { Quantity = Rounded(r.Quantity) }),
        ];
    }

    private EnergyRow First(int n, int i, int j)
    {
        var atPrice = AtPrice(n, i, j);
        if (!known.TryGetValue((n, i, j), out var k))
            return new EnergyRow(n, i, j, atPrice, EnergyStatus.Imputed, "value over prior price");
        if (Generation.Sectors.Contains(request.Sectors[j]) || (k.Terajoules > atPrice / Sane && k.Terajoules < atPrice * Sane))
            return new EnergyRow(n, i, j, k.Terajoules, k.Status, k.Source);
        Refused.Add(k);
        known.Remove((n, i, j));
        return new EnergyRow(n, i, j, atPrice, EnergyStatus.Imputed, "value over prior price, as what sources tell does not fit");
    }

    /// <summary>
    /// What a country with a balance buys and extracts is what it uses; flows that no source tells are as big as is missing.
    /// </summary>
    private void HoldToUse(List<KnownQuantity> all, int j)
    {
        foreach (var balance in all.Where(k => k.Sector == Gas).GroupBy(k => k.Importer))
        {
            var n = request.Countries.ToList().IndexOf(balance.Key);
            var mine = rows.Where(r => r.Key.Importer == n && r.Key.Sector == j).ToList();
            if (mine.Count == 0)
                continue;
            var use = balance.Sum(k => k.Terajoules);
            var told = mine.Where(r => known.ContainsKey(r.Key)).Sum(r => r.Value.Quantity);
            var others = mine.Where(r => !known.ContainsKey(r.Key)).Sum(r => r.Value.Quantity);
            // Other sellers bring what is missing as far as their prices stay sane; then all are scaled to use.
            var toOthers = others > 0 && told < use ? Math.Clamp((use - told) / others, 1 / Sane, Sane) : 1;
            var scale = use / (told + others * toOthers);
            foreach (var (key, row) in mine)
                rows[key] = row with { Quantity = row.Quantity * scale * (known.ContainsKey(key) ? 1 : toOthers) };
            if (balance.Where(k => k.Exporter != balance.Key).All(k => k.Status == EnergyStatus.Imputed))
                AtOnePrice([.. mine.Select(r => r.Key).Where(key => key.Importer != key.Exporter)]);
        }
    }

    /// <summary>
    /// Shares of origins that are imputed give way to what is paid: gas is one good at the border of a grid, and has one price there.
    /// </summary>
    private void AtOnePrice(List<(int Importer, int Exporter, int Sector)> abroad)
    {
        var (quantity, paid) = (abroad.Sum(key => rows[key].Quantity), abroad.Sum(Paid));
        foreach (var key in abroad)
            rows[key] = rows[key] with { Quantity = quantity * Paid(key) / paid };

        double Paid((int Importer, int Exporter, int Sector) key) => request.Trade[key.Importer, key.Exporter, key.Sector];
    }

    /// <summary>What is not sold abroad of what was generated is used at home.</summary>
    private void HoldToGeneration(int j)
    {
        for (var i = 0; i < request.Countries.Count; i++)
            if (known.TryGetValue((i, i, j), out var made))
            {
                var abroad = rows.Where(r => r.Key.Exporter == i && r.Key.Importer != i && r.Key.Sector == j).ToList();
                var sold = abroad.Sum(r => r.Value.Quantity);
                var scale = sold > MostSoldAbroad * made.Terajoules ? MostSoldAbroad * made.Terajoules / sold : 1;
                foreach (var (key, row) in abroad)
                    rows[key] = row with { Quantity = row.Quantity * scale };
                rows[(i, i, j)] = rows[(i, i, j)] with { Quantity = made.Terajoules - sold * scale, Status = EnergyStatus.Derived };
            }
    }

    private double AtPrice(int n, int i, int j)
    {
        // Million USD over USD per GJ are thousands of TJ.
        const double thousand = 1000;
        return request.Trade[n, i, j] / request.Price(n, i, j) * thousand;
    }

    private static double Rounded(double quantity) =>
        double.Parse(quantity.ToString(Figures, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
