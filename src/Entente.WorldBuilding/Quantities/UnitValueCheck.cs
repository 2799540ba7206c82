using System.Globalization;
using System.Text;

namespace Entente.WorldBuilding.Quantities;

/// <summary>A flow whose value over its quantity is no price of its carrier.</summary>
/// <param name="Row">The quantity.</param>
/// <param name="UnitValue">USD per GJ.</param>
/// <param name="Mean">Mean of the carrier, between countries or at home as the flow is.</param>
internal sealed record OddUnitValue(EnergyRow Row, double UnitValue, double Mean);

/// <summary>Unit values of a world's energy held against the mean of their carrier.</summary>
internal static class UnitValueCheck
{
    /// <summary>Times the mean, and part of it, beyond which a unit value is odd.</summary>
    public const double Most = 4;

    private const double UsdPerGigajoule = 1000;

    /// <summary>Flows of more than <paramref name="least"/> terajoules with odd unit values, the largest first.</summary>
    /// <param name="rows">Quantities.</param>
    /// <param name="trade">Million USD by importer, exporter, sector.</param>
    /// <param name="least">Terajoules below which nobody would notice.</param>
    public static List<OddUnitValue> Odd(IEnumerable<EnergyRow> rows, double[,,] trade, double least = 1000)
    {
        ArgumentNullException.ThrowIfNull(trade);
        var odd = new List<OddUnitValue>();
        foreach (var carrier in rows.GroupBy(r => (r.Sector, Home: r.Importer == r.Exporter)))
        {
            var mean = carrier.Sum(r => trade[r.Importer, r.Exporter, r.Sector]) / carrier.Sum(r => r.Quantity) * UsdPerGigajoule;
            foreach (var row in carrier.Where(r => r.Quantity >= least))
            {
                var unit = trade[row.Importer, row.Exporter, row.Sector] / row.Quantity * UsdPerGigajoule;
                if (unit > mean * Most || unit < mean / Most)
                    odd.Add(new OddUnitValue(row, unit, mean));
            }
        }
        return [.. odd.OrderByDescending(o => o.Row.Quantity)];
    }

    /// <summary>The first of them as a table of Markdown.</summary>
    public static string Table(
        IReadOnlyList<OddUnitValue> odd,
        IReadOnlyList<string> countries,
        IReadOnlyList<string> sectors,
        int first = 20
    )
    {
        ArgumentNullException.ThrowIfNull(odd);
        var text = new StringBuilder("| carrier | from | to | PJ | USD per GJ | mean |\n|---|---|---|--:|--:|--:|\n");
        foreach (var (row, unit, mean) in odd.Take(first))
            text.Append(CultureInfo.InvariantCulture, $"| {sectors[row.Sector]} | {countries[row.Exporter]} | {countries[row.Importer]} ")
                .Append(CultureInfo.InvariantCulture, $"| {row.Quantity / 1000:0.#} | {unit:0.##} | {mean:0.##} |\n");
        return text.ToString();
    }
}
