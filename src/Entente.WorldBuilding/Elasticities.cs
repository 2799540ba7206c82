using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding;

/// <summary>
/// Trade elasticities of the sectors: tariff elasticities by GTAP sector averaged by world trade. A tariff elasticity
/// of trade valued before tariffs is -(theta + 1), so that theta = -elasticity - 1.
/// </summary>
internal static class Elasticities
{
    private const string File = "elasticities_gtap_fontagne_2020.csv";

    /// <summary>Codes of the elasticities whose trade is published under a wider code only.</summary>
    private static readonly Dictionary<string, string> Wider = new(StringComparer.Ordinal)
    {
        ["chm"] = "crp",
        ["bph"] = "crp",
        ["rpp"] = "crp",
        ["eeq"] = "ele",
        ["oxt"] = "omn",
    };

    public static double[] Read(string raw, IReadOnlyList<RecipeSector> sectors, FaultList faults)
    {
        var estimates = RawTable
            .Read(raw, File, ["gtap_sector", "epsilon_GTAP"], faults)
            .Select(row => (Code: row.Text("gtap_sector"), Value: row.NumberOrNull("epsilon_GTAP")))
            .Where(e => e.Value is not null)
            .ToDictionary(e => e.Code, e => -e.Value!.Value - 1, StringComparer.Ordinal);
        var trade = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var row in RawTable.Read(raw, "baci2013_gtap39_38countries.csv.gz", ["gtap_sector", "kusd_2013"], faults))
            trade[row.Text("gtap_sector")] = trade.GetValueOrDefault(row.Text("gtap_sector")) + row.Number("kusd_2013");
        var asked = sectors.Where(sector => sector.Theta is null).SelectMany(sector => sector.Gtap).Distinct(StringComparer.Ordinal);
        foreach (var code in asked.Where(code => !estimates.ContainsKey(code) && !faults.Any))
            faults.Add(new Place(File), $"no elasticity of sector '{code}'", "one for every sector that the recipe names");
        if (faults.Any)
            return new double[sectors.Count];
        return [.. sectors.Select(sector => sector.Theta ?? Average(sector.Gtap, estimates, trade))];
    }

    private static double Average(IReadOnlyList<string> codes, Dictionary<string, double> estimates, Dictionary<string, double> trade)
    {
        var weights = codes.Select(code => trade.GetValueOrDefault(Wider.GetValueOrDefault(code, code))).ToArray();
        // Electricity has no goods trade to weigh by, and needs none: it is one code.
        if (weights.Sum() == 0)
            Array.Fill(weights, 1);
        var theta = codes.Zip(weights, (code, weight) => estimates[code] * weight).Sum() / weights.Sum();
        // Four figures are more than the estimates carry.
        return double.Parse(theta.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
