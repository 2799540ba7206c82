using Entente.Data;

namespace Entente.WorldBuilding.Tests.Tariffs;

/// <summary>
/// Goods trade of 2022 in the sectors of the world (OECD ICIO), and where it has no pair the total of 2023 (BACI) spread like the
/// world's: weights near enough to a world's for tariffs to be looked at before the world is built.
/// </summary>
internal sealed class GoodsTrade
{
    public static readonly string[] Sectors =
    [
        .. "AGRI CRUDE GAS COAL OMIN FOOD LIGHT WOOD REFI CHEM PHAR RUBM META FABM ELEC EEQP MACH VEHI OTRE PCOA BUSI".Split(' '),
    ];

    private static readonly Dictionary<string, string> Of = new(StringComparer.Ordinal)
    {
        ["A01"] = "AGRI",
        ["A02"] = "AGRI",
        ["A03"] = "AGRI",
        ["B05"] = "COAL",
        ["B06"] = "CRUDE",
        ["B07"] = "OMIN",
        ["B08"] = "OMIN",
        ["B09"] = "OMIN",
        ["C10T12"] = "FOOD",
        ["C13T15"] = "LIGHT",
        ["C31T33"] = "LIGHT",
        ["C16"] = "WOOD",
        ["C17_18"] = "WOOD",
        ["C19"] = "REFI",
        ["C20"] = "CHEM",
        ["C21"] = "PHAR",
        ["C22"] = "RUBM",
        ["C23"] = "RUBM",
        ["C24A"] = "META",
        ["C24B"] = "META",
        ["C25"] = "FABM",
        ["C26"] = "ELEC",
        ["C27"] = "EEQP",
        ["C28"] = "MACH",
        ["C29"] = "VEHI",
        ["C301"] = "OTRE",
        ["C302T309"] = "OTRE",
    };

    public required string[] Countries { get; init; }

    /// <summary>Million USD by importer, exporter, sector.</summary>
    public required double[,,] Values { get; init; }

    /// <summary>Duties of the Global Tariff Database by importer, exporter, sector, weighted by trade; NaN where it has none.</summary>
    public required double[,,] Teti { get; init; }

    public static GoodsTrade Read(string raw, params string[] more)
    {
        var faults = new FaultList();
        string[] columns = ["year", "exporter", "importer", "sector", "musd", "tariff_teti"];
        var rows = RawTable
            .Read(raw, "new/icio2025_trade_81x28.csv.gz", columns, faults)
            .Where(r => r.Text("year") == "2022" && Of.ContainsKey(r.Text("sector")))
            .Select(r =>
                (
                    To: r.Text("importer"),
                    From: r.Text("exporter"),
                    Sector: Of[r.Text("sector")],
                    Value: r.Number("musd"),
                    Teti: r.NumberOrNull("tariff_teti")
                )
            )
            .ToList();
        string[] countries = [.. rows.Select(r => r.To).Concat(more).Distinct().Order(StringComparer.Ordinal)];
        var values = new double[countries.Length, countries.Length, Sectors.Length];
        var duties = new double[countries.Length, countries.Length, Sectors.Length];
        var mix = new double[Sectors.Length];
        foreach (var (to, from, sector, value, teti) in rows.Where(r => r.To != r.From))
        {
            var (n, i, j) = (Array.IndexOf(countries, to), Array.IndexOf(countries, from), Array.IndexOf(Sectors, sector));
            values[n, i, j] += value;
            duties[n, i, j] += value * (teti ?? double.NaN);
            mix[j] += value;
        }
        foreach (var row in RawTable.Read(raw, "baci2023_goods_194.csv.gz", ["exporter", "importer", "kusd_2023"], faults))
        {
            var (n, i) = (Array.IndexOf(countries, row.Text("importer")), Array.IndexOf(countries, row.Text("exporter")));
            if (n >= 0 && i >= 0 && Enumerable.Range(0, Sectors.Length).All(j => values[n, i, j] == 0))
                for (var j = 0; j < Sectors.Length; j++)
                    (values[n, i, j], duties[n, i, j]) = (row.Number("kusd_2023") / 1000 * mix[j] / mix.Sum(), double.NaN);
        }
        for (var n = 0; n < countries.Length; n++)
            for (var i = 0; i < countries.Length; i++)
                for (var j = 0; j < Sectors.Length; j++)
                    duties[n, i, j] /= values[n, i, j];
        Xunit.Assert.False(faults.Any);
        return new GoodsTrade { Countries = countries, Values = values, Teti = duties };
    }
}
