using Entente.Data;

namespace Entente.WorldBuilding;

/// <summary>
/// The World Input-Output Database as flows and shares: trade with gross tariffs, input shares, value-added shares.
/// Values of inputs follow from shares and output; final demand, inventories among it, is what is left.
/// </summary>
internal static class WiodSource
{
    public static Economy Read(string folder, string[] countries, string[] sectors, FaultList faults)
    {
        var economy = new Economy(countries, sectors);
        ReadTrade(folder, economy, faults);
        var valueAdded = new Dictionary<(string, string), double>();
        foreach (var row in RawTable.Read(folder, "wiod2014_country_sector.csv", ["country", "sector", "va_share"], faults))
            valueAdded[(row.Text("country"), row.Text("sector"))] = row.Number("va_share");
        ReadUse(folder, economy, valueAdded, faults);
        for (var n = 0; n < countries.Length; n++)
            for (var k = 0; k < sectors.Length; k++)
                economy.Final[n, k] = economy.Expenditure(n, k) - economy.Intermediate(n, k);
        return economy;
    }

    private static void ReadTrade(string folder, Economy economy, FaultList faults)
    {
        var (countries, sectors) = (Positions(economy.Countries), Positions(economy.Sectors));
        foreach (
            var row in RawTable.Read(
                folder,
                "wiod2014_trade_44x50.csv.gz",
                ["exporter", "importer", "sector", "fob_musd", "tariff_gross"],
                faults
            )
        )
        {
            var (i, n, j) = (countries[row.Text("exporter")], countries[row.Text("importer")], sectors[row.Text("sector")]);
            economy.Trade[n, i, j] = row.Number("fob_musd");
            economy.Tariffs[n, i, j] = (row.Number("tariff_gross") - 1) * economy.Trade[n, i, j];
        }
    }

    /// <summary>The rest of what a sector earns is value added; shares of inputs that do not add up to 1 exactly are scaled.</summary>
    private static void ReadUse(string folder, Economy economy, Dictionary<(string, string), double> valueAdded, FaultList faults)
    {
        var (countries, sectors) = (Positions(economy.Countries), Positions(economy.Sectors));
        var (n, j) = (countries.Count, sectors.Count);
        var shares = new double[n, j];
        foreach (var row in RawTable.Read(folder, "wiod2014_io_shares.csv.gz", ["country", "input", "user", "gamma"], faults))
        {
            var (country, input, user) = (countries[row.Text("country")], sectors[row.Text("input")], sectors[row.Text("user")]);
            economy.Use[country, input, user] = row.Number("gamma");
            shares[country, user] += row.Number("gamma");
        }
        for (var c = 0; c < n; c++)
            for (var user = 0; user < j; user++)
            {
                var output = economy.Output(c, user);
                var share = shares[c, user] > 0 ? valueAdded.GetValueOrDefault((economy.Countries[c], economy.Sectors[user])) : 1;
                economy.ValueAdded[c, user] = share * output;
                for (var k = 0; k < j && shares[c, user] > 0; k++)
                    economy.Use[c, k, user] *= (1 - share) * output / shares[c, user];
            }
    }

    private static Dictionary<string, int> Positions(string[] codes) =>
        codes.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
}
