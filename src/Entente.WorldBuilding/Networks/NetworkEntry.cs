using Entente.Data;

namespace Entente.WorldBuilding.Networks;

/// <summary>
/// An entry into a grid, and who can use it: a pipe at a border, the terminals of a country, a wire. Its capacity is shared by all
/// that are named, so that two sellers through one pipe bring no more than one.
/// </summary>
/// <param name="Importer">Where it arrives.</param>
/// <param name="Exporters">Whose gas or electricity can come through it.</param>
/// <param name="Sector">The carrier, <c>GAS</c>, or <c>power</c> for electricity of any source.</param>
/// <param name="Terajoules">Most that can arrive in a year, gross calorific value.</param>
/// <param name="Status">How well it is known.</param>
/// <param name="Source">Where from.</param>
internal sealed record NetworkEntry(
    string Importer,
    IReadOnlyList<string> Exporters,
    string Sector,
    double Terajoules,
    EnergyStatus Status,
    string Source
)
{
    /// <summary>Whether ships unload there.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>The exporters that the file names, without those whom <c>sea</c> stands for.</summary>
    public required IReadOnlyList<string> ByName { get; init; }

    private static readonly string[] Columns =
    [
        "importer",
        "exporters",
        "kind",
        "capacity",
        "unit",
        "since",
        "until",
        "status",
        "source",
    ];

    /// <summary>Terajoules (gross calorific value) in a year of one unit of capacity.</summary>
    private static readonly Dictionary<string, double> Units = new(StringComparer.Ordinal)
    {
        // 38.2 MJ a cubic metre: the contract of Serbia at 290 EUR a thousand cubic metres and 7.6 EUR a GJ.
        ["bcm"] = 38_200,
        // 8,760 hours at 3.6 GJ.
        ["mw"] = 8760 * 3.6 / 1000,
    };

    /// <summary>
    /// Entries of a recipe's <c>networks.csv</c> in force in a year. Who is no country of the world is in <c>ROW</c>; an entry between
    /// two of those is left out. The exporter <c>sea</c> stands for all sellers of liquefied gas, <c>lng-sellers.csv</c>; what lands
    /// with a neighbour and comes on by pipe is not Russian.
    /// </summary>
    public static List<NetworkEntry> Read(string recipe, int year, IReadOnlyList<string> countries, FaultList faults)
    {
        var sellers = RawTable
            .Read(recipe, "lng-sellers.csv", ["exporter", "since"], faults)
            .Where(row => row.Number("since") <= year)
            .Select(row => row.Text("exporter"))
            .ToList();
        var entries = new List<NetworkEntry>();
        foreach (var row in RawTable.Read(recipe, "networks.csv", Columns, faults))
            if (Read(row, sellers, countries, faults) is { } entry && InForce(row, year) && entry.Exporters.Count > 0)
                entries.Add(entry);
        return entries;
    }

    private static NetworkEntry? Read(RawRow row, List<string> sellers, IReadOnlyList<string> countries, FaultList faults)
    {
        var known = Enum.TryParse<EnergyStatus>(row.Text("status"), ignoreCase: true, out var status) && status != EnergyStatus.AtMeanPrice;
        if (!Units.TryGetValue(row.Text("unit"), out var unit) || !(row.Number("capacity") > 0) || !known)
        {
            faults.Add(
                row.Place,
                $"{row.Text("capacity")} {row.Text("unit")}, {row.Text("status")}",
                "a capacity above 0 in bcm or mw, observed, derived or imputed"
            );
            return null;
        }
        var importer = In(row.Text("importer"));
        var exporters = row.Text("exporters")
            .Split(';')
            .SelectMany(word => word == "sea" ? sellers.Where(s => s != "RUS" || row.Text("kind") == "terminal") : [word])
            .Select(In)
            .Where(code => code != importer)
            .Distinct()
            .ToList();
        var sector = row.Text("kind") == "wire" ? "power" : "GAS";
        return new NetworkEntry(importer, exporters, sector, row.Number("capacity") * unit, status, row.Text("source"))
        {
            IsTerminal = row.Text("kind") == "terminal",
            ByName = [.. row.Text("exporters").Split(';').Where(word => word != "sea").Select(In)],
        };

        string In(string code) => countries.Contains(code) ? code : "ROW";
    }

    private static bool InForce(RawRow row, int year) => row.Number("since") <= year && (row.NumberOrNull("until") ?? year) >= year;
}
