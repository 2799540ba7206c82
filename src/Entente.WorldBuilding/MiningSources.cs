using Entente.Data;

namespace Entente.WorldBuilding;

/// <summary>
/// What is known of crude oil, natural gas, coal and other mining: goods trade of 2013 by product where both countries
/// report it, Russian shares in gas imports, who uses energy minerals and who others; and priors for the rest.
/// </summary>
internal sealed class MiningSources
{
    /// <summary>The products, in this order everywhere.</summary>
    public static readonly string[] Products = ["CRUDE", "GAS", "COAL", "OMIN"];

    private const double Thousand = 1000;

    private const int Gas = 1;
    private const int Other = 3;
    private static readonly string[] BaciCodes = ["oil", "gas", "coa", "omn"];

    private readonly string[] countries;
    private readonly string[] sectors;
    private readonly double[,,] trade;
    private readonly bool[,] known;
    private readonly Dictionary<string, double[]> priorExports = [];
    private readonly Dictionary<string, double[]> extraction = [];
    private readonly Dictionary<string, double[]> users = [];
    private readonly double[,] energyShare;
    private readonly Dictionary<int, double> gasTotals = [];
    private readonly double mostGasFromRest;

    public MiningSources(Economy economy, string raw, Recipe recipe, FaultList faults)
    {
        (countries, sectors, mostGasFromRest) = (economy.Countries, economy.Sectors, recipe.MostGasFromRest);
        trade = new double[countries.Length, countries.Length, Products.Length];
        known = new bool[countries.Length, countries.Length];
        energyShare = new double[countries.Length, sectors.Length + 1];
        ReadTrade(raw, recipe.Folder, faults);
        ReadGasShares(raw, recipe, faults);
        ReadPriors(recipe.Folder, faults);
        ReadEnergyUsers(raw, recipe.Folder, faults);
    }

    /// <summary>Exporters whose mix is a prior where customs data are silent.</summary>
    public IEnumerable<string> ExportersByPrior => priorExports.Keys;

    /// <summary>Russian share in the gas imports of a country by Eurostat, where it is known.</summary>
    public Dictionary<string, double> GasFromRussia { get; } = new(StringComparer.Ordinal);

    /// <summary>What n buys of all mining from i by customs data, million USD; null where they say nothing of the pair.</summary>
    public double? CustomsValue(int i, int n) => known[i, n] ? Enumerable.Range(0, Products.Length).Sum(p => trade[i, n, p]) : null;

    /// <summary>Mix of the flow from i to n: of that pair, else of all exports of i, else the prior.</summary>
    public double ExportMix(int i, int n, int p)
    {
        if (known[i, n])
            return trade[i, n, p] / Enumerable.Range(0, Products.Length).Sum(q => trade[i, n, q]);
        if (priorExports.TryGetValue(countries[i], out var prior))
            return prior[p];
        var all = Enumerable
            .Range(0, Products.Length)
            .Select(q => Enumerable.Range(0, countries.Length).Sum(m => trade[i, m, q]))
            .ToArray();
        return all[p] / all.Sum();
    }

    /// <summary>Gas that n buys from Russia by its energy balance, million USD.</summary>
    public double GasValue(int n) => gasTotals[n] * GasFromRussia[countries[n]];

    /// <summary>Gas that n buys, by its energy balance, beyond what customs data know the seller of; 0 where there is no balance.</summary>
    public double GasFromRest(int n) =>
        gasTotals.TryGetValue(n, out var total) ? Math.Max(0, total - Enumerable.Range(0, countries.Length).Sum(i => trade[i, n, Gas])) : 0;

    /// <summary>
    /// Mix of what n buys from the rest of the world, which reports nothing: gas is what the energy balance of n has
    /// beyond the gas that customs data know the seller of, but no more than a set part of the flow; the rest as in the prior mix.
    /// </summary>
    public double[] RestMix(int rest, int n, double flow)
    {
        var prior = Products.Select((_, p) => ExportMix(rest, n, p)).ToArray();
        if (flow <= 0 || !gasTotals.ContainsKey(n))
            return prior;
        var gas = Math.Min(GasFromRest(n) / flow, mostGasFromRest);
        return [.. prior.Select((share, p) => p == Gas ? gas : share * (1 - gas) / (1 - prior[Gas]))];
    }

    /// <summary>
    /// Home sales by product: energy minerals as far as users of energy minerals are not served by imports; among
    /// them what extraction by the prior mix leaves after exports.
    /// </summary>
    public double[] HomeMix(Economy economy, int at, int n, double[] exports, double[] imports)
    {
        var home = economy.Trade[n, n, at];
        if (home <= 0)
            return [0, 0, 0, 1];
        var wanted =
            Enumerable.Range(0, sectors.Length).Sum(j => economy.Use[n, at, j] * energyShare[n, j])
            + economy.Final[n, at] * energyShare[n, sectors.Length];
        var energy = Math.Clamp(wanted - imports[..Other].Sum(), 0, home);
        var extracted = energy + exports[..Other].Sum();
        var left = extraction[countries[n]].Select((share, p) => Math.Max(0, share * extracted - exports[p])).ToArray();
        var scale = left.Sum() > 0 ? energy / left.Sum() / home : 0;
        return left.Sum() > 0
            ? [.. left.Select(v => v * scale), 1 - energy / home]
            : [.. extraction[countries[n]].Select(s => s * energy / home), 1 - energy / home];
    }

    /// <summary>Prior mix of what a user buys; a thousandth of each, so that supply finds its way.</summary>
    public double UserMix(int n, int j, int p)
    {
        const double trace = 1e-3;
        var user = j < 0 ? "final" : sectors[j];
        var energy = energyShare[n, j < 0 ? sectors.Length : j];
        var mix = users.TryGetValue(user, out var own) ? own : users["other"];
        return p == Other ? 1 - energy + trace : energy * mix[p] + trace;
    }

    private void ReadTrade(string raw, string recipe, FaultList faults)
    {
        var place = Names(recipe, "baci", faults);
        foreach (
            var row in RawTable.Read(
                raw,
                "baci2013_gtap39_38countries.csv.gz",
                ["exporter", "importer", "gtap_sector", "kusd_2013"],
                faults
            )
        )
        {
            var p = Array.IndexOf(BaciCodes, row.Text("gtap_sector"));
            if (p < 0 || !place.TryGetValue(row.Text("exporter"), out var i) || !place.TryGetValue(row.Text("importer"), out var n))
                continue;
            trade[i, n, p] += row.Number("kusd_2013") / Thousand;
            known[i, n] |= row.Number("kusd_2013") > 0;
        }
    }

    /// <summary>Pipeline gas often lacks its origin in customs data: there the energy balances decide what comes from Russia.</summary>
    private void ReadGasShares(string raw, Recipe recipe, FaultList faults)
    {
        const double gigajoules = 1000;
        const double million = 1e6;
        var place = Names(recipe.Folder, "eurostat", faults);
        var (russian, total) = (new Dictionary<int, double>(), new Dictionary<int, double>());
        foreach (var row in RawTable.Read(raw, "eurostat_gas_imports_TJ_2011_2020.csv", ["geo", "year", "series", "TJ_GCV"], faults))
            if (row.Text("year") == "2014" && place.TryGetValue(row.Text("geo"), out var n))
                (
                    row.Text("series") == "natgas_RU" ? russian
                    : row.Text("series") == "natgas_total" ? total
                    : []
                )[n] = row.NumberOrNull("TJ_GCV") ?? 0;
        var russia = Array.IndexOf(countries, "RUS");
        foreach (
            var (n, quantity) in russian.Where(r =>
                total.GetValueOrDefault(r.Key) > 0 && !recipe.GasOriginsUnknown.Contains(countries[r.Key])
            )
        )
        {
            GasFromRussia[countries[n]] = quantity / total[n];
            gasTotals[n] = total[n] * gigajoules * recipe.GasPrice / million;
            trade[russia, n, Gas] = quantity * gigajoules * recipe.GasPrice / million;
            known[russia, n] &= Enumerable.Range(0, Products.Length).Any(p => trade[russia, n, p] > 0);
        }
    }

    private void ReadPriors(string recipe, FaultList faults)
    {
        foreach (var row in RawTable.Read(recipe, "exports-without-baci.csv", ["exporter", .. Products], faults))
            priorExports[row.Text("exporter")] = [.. Products.Select(row.Number)];
        foreach (var row in RawTable.Read(recipe, "extraction.csv", ["country", .. Products[..Other]], faults))
            extraction[row.Text("country")] = [.. Products[..Other].Select(row.Number)];
        foreach (var row in RawTable.Read(recipe, "users.csv", ["user", .. Products[..Other]], faults))
            users[row.Text("user")] = [.. Products[..Other].Select(row.Number)];
    }

    /// <summary>Share of energy minerals in what each user buys of mining, from coefficients of a table that tells the two apart.</summary>
    private void ReadEnergyUsers(string raw, string recipe, FaultList faults)
    {
        var (energy, all) = (new double[countries.Length, sectors.Length + 1], new double[countries.Length, sectors.Length + 1]);
        var user = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in RawTable.Read(recipe, "icio-users.csv", ["icio", "sector"], faults))
            user[row.Text("icio")] = Array.IndexOf(sectors, row.Text("sector"));
        foreach (var row in RawTable.Read(raw, "icio2020_io_coeffs.csv.gz", ["country", "input", "user", "share_of_output"], faults))
            if (user.TryGetValue(row.Text("user"), out var j))
                Add(row.Text("country"), row.Text("input"), j, row.Number("share_of_output"));
        foreach (var row in RawTable.Read(raw, "icio2020_country_sector_shares.csv.gz", ["country", "sector", "alpha_final"], faults))
            Add(row.Text("country"), row.Text("sector"), sectors.Length, row.Number("alpha_final"));
        for (var n = 0; n < countries.Length; n++)
            for (var j = 0; j <= sectors.Length; j++)
                energyShare[n, j] = all[n, j] > 0 ? energy[n, j] / all[n, j] : 0.5;

        void Add(string country, string input, int j, double value)
        {
            var n = Array.IndexOf(countries, country);
            if (n < 0 || !input.StartsWith('B'))
                return;
            energy[n, j] += input == "B05_06" ? value : 0;
            all[n, j] += input is "B05_06" or "B07_08" ? value : 0;
        }
    }

    private Dictionary<string, int> Names(string recipe, string column, FaultList faults) =>
        RawTable
            .Read(recipe, "countries.csv", ["country", column], faults)
            .Select(row => (row.Text("country"), Name: row.Text(column)))
            .Where(c => c.Name.Length > 0)
            .ToDictionary(c => c.Name, c => Array.IndexOf(countries, c.Item1), StringComparer.Ordinal);
}
