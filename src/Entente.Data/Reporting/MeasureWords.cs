using System.Globalization;

namespace Entente.Data.Reporting;

/// <summary>Measures in plain words.</summary>
internal static class MeasureWords
{
    public static string Of(Measure measure) => measure switch
    {
        Embargo m => $"No trade {Between(m)}: {Sectors(m.Sectors)}",
        FlowReduction m => $"{Percent(m.Share)} less trade at given prices {Between(m)}: {Sectors(m.Sectors)}",
        TradeCost m => $"Trade costs {(m.Factor >= 1 ? "up" : "down")} by {Percent(Math.Abs(m.Factor - 1))} {Between(m)}: {Sectors(m.Sectors)}",
        TradeCostTable m => $"New trade costs on {m.Rows.Length} flows",
        Tariff m => $"Tariff of {List(m.By)} on {List(m.On)} {(m.Mode == RateMode.Set ? "set to" : "raised by")} {Percent(m.Rate)}{(m.Both ? ", and the other way" : "")}: {Sectors(m.Sectors)}",
        TariffTable m => $"New tariffs on {m.Rows.Length} flows",
        ExportTax m => $"Export tax of {List(m.By)} on sales to {List(m.On)}, {Percent(m.Rate)}{(m.Both ? ", and the other way" : "")}: {Sectors(m.Sectors)}",
        Productivity m => $"Productivity of {List(m.Countries)} times {m.Factor.ToString(CultureInfo.InvariantCulture)}: {Sectors(m.Sectors)}",
        Transfer m => m.Amount is { } amount
            ? $"{amount.ToString(CultureInfo.InvariantCulture)} paid by {List(m.From)} to {List(m.To)}"
            : $"{Percent(m.ShareOfIncome!.Value)} of their income paid by {List(m.From)} to {List(m.To)}",
        BurdenSharing m => $"The burden shared among {List(m.Members)} so that all lose alike",
        _ => measure.GetType().Name,
    };

    private static string Between(FlowMeasure m) => m.Both ? $"between {List(m.From)} and {List(m.To)}" : $"from {List(m.From)} to {List(m.To)}";

    private static string Sectors(IReadOnlyCollection<Word> sectors) => sectors.Count == 1 && sectors.First().Text == "all" ? "all goods and services" : List(sectors);

    private static string List(IEnumerable<Word> words) => string.Join(", ", words.Select(w => w.Text == "all" ? "everybody" : w.Text));

    private static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
