using System.Globalization;
using System.Text;
using Entente.Data;

namespace Entente.WorldBuilding.Tariffs;

/// <summary>A mean tariff beside what is expected, a line of <c>tariff-check.csv</c>.</summary>
/// <param name="Importer">Economy or bloc that levies it.</param>
/// <param name="Exporter">Economy or bloc it is levied on.</param>
/// <param name="Sectors">Sectors, or <c>goods</c>, <c>farm</c>, <c>industry</c>.</param>
/// <param name="Mean">Mean of the schedule, ad valorem, weighted by trade; null where there is no trade.</param>
/// <param name="Low">Lowest expected.</param>
/// <param name="High">Highest expected.</param>
/// <param name="Source">Why.</param>
internal sealed record TariffCheck(string Importer, string Exporter, string Sectors, double? Mean, double Low, double High, string Source)
{
    private const double Percent = 100;

    /// <summary>Figures are printed to a hundredth of a per cent: as much may be missing.</summary>
    private const double Slack = 5e-5;

    public bool Holds => Mean is null || (Mean >= Low - Slack && Mean <= High + Slack);

    public static List<TariffCheck> Read(string recipe, TariffSchedule schedule, FaultList faults)
    {
        var (blocs, sectors) = (TradeBlocs.Read(recipe, faults), TariffSectors.Read(recipe, faults));
        return
        [
            .. RawTable
                .Read(recipe, "tariff-check.csv", ["importer", "exporter", "sectors", "low_percent", "high_percent", "source"], faults)
                .Select(row => new TariffCheck(
                    row.Text("importer"),
                    row.Text("exporter"),
                    row.Text("sectors"),
                    schedule.Mean(
                        blocs.Members(row.Text("importer")).Contains,
                        blocs.Members(row.Text("exporter")).Contains,
                        sector => sectors.Covers(row.Text("sectors"), sector)
                    ),
                    row.Number("low_percent") / Percent,
                    row.Number("high_percent") / Percent,
                    row.Text("source")
                )),
        ];
    }

    /// <summary>The checks as a table of Markdown, in per cent.</summary>
    public static string Table(IEnumerable<TariffCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        var text = new StringBuilder("| levied by | on | goods | mean, % | expected, % | holds | why |\n|---|---|---|--:|--:|---|---|\n");
        foreach (var check in checks)
            text.Append(CultureInfo.InvariantCulture, $"| {check.Importer} | {check.Exporter} | {check.Sectors} ")
                .Append(CultureInfo.InvariantCulture, $"| {check.Mean * Percent:0.00} ")
                .Append(CultureInfo.InvariantCulture, $"| {check.Low * Percent:0.##} to {check.High * Percent:0.##} ")
                .Append(CultureInfo.InvariantCulture, $"| {(check.Holds ? "yes" : "NO")} | {check.Source} |\n");
        return text.ToString();
    }
}
