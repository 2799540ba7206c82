using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Tariffs;

/// <summary>
/// Goods sectors that duties are levied on, from <c>tariff-sectors.csv</c> of a recipe (sector, group, wits): the sectors of the
/// raw tariff tables that make one, and whether it is <c>farm</c> or <c>industry</c>. A sector without a row pays no duty:
/// services and electricity.
/// </summary>
internal sealed class TariffSectors
{
    private readonly Dictionary<string, (string Group, int[] Wits)> rows = new(StringComparer.Ordinal);

    private TariffSectors() { }

    public static TariffSectors Read(string recipe, FaultList faults)
    {
        var read = new TariffSectors();
        foreach (var row in RawTable.Read(recipe, "tariff-sectors.csv", ["sector", "group", "wits"], faults))
        {
            var (group, wits) = (row.Text("group"), row.Text("wits").Split(';'));
            if (group is not ("farm" or "industry") || !wits.All(w => int.TryParse(w, out _)))
                faults.Add(row.Place, $"group '{group}', sectors '{row.Text("wits")}'", "farm or industry, and numbers with semicolons");
            else
                read.rows[row.Text("sector")] = (group, [.. wits.Select(w => int.Parse(w, CultureInfo.InvariantCulture))]);
        }
        return read;
    }

    /// <summary>Sectors of the raw tables in one of ours; none where no duty is levied.</summary>
    public int[] Wits(string sector) => rows.TryGetValue(sector, out var row) ? row.Wits : [];

    /// <summary>Whether a word of a rule, a sector's code or <c>goods</c>, <c>farm</c>, <c>industry</c>, covers a sector.</summary>
    public bool Covers(string word, string sector) =>
        rows.TryGetValue(sector, out var row) && (word == "goods" || word == row.Group || word == sector);

    public bool Knows(string word) => word is "goods" or "farm" or "industry" || rows.ContainsKey(word);
}
