using Entente.Data;

namespace Entente.WorldBuilding.Tariffs;

/// <summary>Whose schedule stands for an economy, a line of <c>tariff-base.csv</c>.</summary>
/// <param name="Schedule">An importer or bloc of the raw tables; <c>none</c> levies nothing.</param>
/// <param name="Farm">Mean duty on farm goods and food that the pattern is scaled to, ad valorem; null where it stands as it is.</param>
/// <param name="Industry">The same for all other goods.</param>
/// <param name="Source">Where the means come from.</param>
internal sealed record TariffBaseRow(string Schedule, double? Farm, double? Industry, string Source)
{
    public const string None = "none";

    private const double Percent = 100;

    public static Dictionary<string, TariffBaseRow> Read(TariffRequest request, BaseTariffs tariffs, FaultList faults)
    {
        var rows = new Dictionary<string, TariffBaseRow>(StringComparer.Ordinal);
        foreach (
            var row in RawTable.Read(
                request.Recipe,
                "tariff-base.csv",
                ["economy", "schedule", "farm_percent", "industry_percent", "source"],
                faults
            )
        )
        {
            var schedule = row.Text("schedule");
            if (schedule != None && !tariffs.Has(schedule))
                faults.Add(row.Place, $"schedule '{schedule}'", "an importer of the raw tariffs, a bloc of them, or none");
            rows[row.Text("economy")] = new TariffBaseRow(
                schedule,
                row.NumberOrNull("farm_percent") / Percent,
                row.NumberOrNull("industry_percent") / Percent,
                row.Text("source")
            );
        }
        foreach (var economy in request.Countries.Where(c => !rows.ContainsKey(c)))
            faults.Add(new Place("tariff-base.csv"), $"no row for {economy}", "a schedule for every economy of the world");
        return rows;
    }
}
