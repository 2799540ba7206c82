using System.Collections.Immutable;
using System.Globalization;
using Entente.Measures;

namespace Entente.Reporting;

/// <summary>Measures in plain words: countries and sectors by their names, groups by theirs and their size.</summary>
internal sealed class MeasureWords(World world, ImmutableSortedDictionary<string, ImmutableArray<Word>> groups)
{
    private const int MostNames = 3;

    public string Of(Measure measure) =>
        measure switch
        {
            Embargo m => $"No trade {Between(m)}: {Sectors(m.Sectors)}",
            FlowReduction m => $"{Percent(m.Share)} less trade at given prices {Between(m)}: {Sectors(m.Sectors)}",
            QuantityLimits { Share: 0 } m => $"Supplies ended {Between(m)}: {Sectors(m.Sectors)}",
            QuantityLimits m =>
                $"No more than {(m.Share is { } share ? $"{Percent(share)} of the quantity" : Size(m.Amount, m.Quantity))} {Between(m)}, the rent to the {(m.RentToImporter ? "importer" : "exporter")}: {Sectors(m.Sectors)}",
            NewRoute m =>
                $"A share of {Percent(m.Share)} of the market at unchanged prices{((m.Amount ?? m.Capacity) is null ? "" : $", but no more than {Size(m.Amount, m.Capacity)} a year, the rent to the {(m.RentToImporter ? "importer" : "exporter")},")} {Between(m)}: {Sectors(m.Sectors)}",
            Stocks m =>
                $"Stocks of {Countries(m.Countries)} of {(m.Share is { } share ? $"{Percent(share)} of a year's use" : Size(m.Amount, m.Quantity))}: {Sectors(m.Sectors)}",
            GravityCovariate m => $"{Spaced(m.Variable.Text)} set to {m.Value.ToString(CultureInfo.InvariantCulture)} {Between(m)}",
            TradeCost m =>
                $"Trade costs {(m.Factor >= 1 ? "up" : "down")} by {Percent(Math.Abs(m.Factor - 1))} {Between(m)}: {Sectors(m.Sectors)}",
            TradeCostTable m => $"Trade costs changed on {Flows(m.Rows.Length)}",
            Tariff m =>
                $"Tariff of {Countries(m.By)} on {Countries(m.On)} {Change(m)}{(m.Both ? ", and the other way" : "")}: {Sectors(m.Sectors)}",
            TariffTable m => $"New tariffs on {Flows(m.Rows.Length)}",
            ExportTax m =>
                $"Export tax of {Countries(m.By)} on sales to {Countries(m.On)}, {Percent(m.Rate)}{(m.Both ? ", and the other way" : "")}: {Sectors(m.Sectors)}",
            Productivity m =>
                $"Productivity of {Countries(m.Countries)} {(m.Factor >= 1 ? "up" : "down")} by {Percent(Math.Abs(m.Factor - 1))}: {Sectors(m.Sectors)}",
            Transfer m =>
                $"{Countries(m.From)} to {Countries(m.To)}: {(m.Amount is { } amount ? Amount(amount) : $"{Percent(m.ShareOfIncome!.Value)} of income")} paid a year",
            BurdenSharing m => $"The burden shared among {Countries(m.Members)} so that all lose alike",
            _ => measure.GetType().Name,
        };

    /// <summary>What happens to trade deficits.</summary>
    public static string Of(Closure closure) =>
        closure switch
        {
            Closure.Fixed => "each country's trade deficit keeps its value",
            Closure.Zero => "trade is balanced everywhere, before the measures too",
            _ => "each country's trade deficit keeps its share of income",
        };

    /// <summary>The groups that measures name, each with the names of its members; small ones are spelled out where they stand.</summary>
    public IEnumerable<(string Name, string Members)> Groups(IEnumerable<Measure> measures) =>
        from name in measures.SelectMany(Actors).Select(word => word.Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        let members = Members(name, [])
        where members?.Count > MostNames
        select (Spaced(name), string.Join(", ", members.Select(Country)));

    private static IEnumerable<Word> Actors(Measure measure) =>
        measure switch
        {
            FlowMeasure m => [.. m.From, .. m.To],
            Tariff m => [.. m.By, .. m.On],
            ExportTax m => [.. m.By, .. m.On],
            Productivity m => m.Countries,
            Stocks m => m.Countries,
            Transfer m => [.. m.From, .. m.To],
            BurdenSharing m => m.Members,
            _ => [],
        };

    private static string Change(Tariff m) =>
        m.Mode == RateMode.Set ? $"set to {Percent(m.Rate)}" : $"{(m.Rate >= 0 ? "raised" : "lowered")} by {Percent(Math.Abs(m.Rate))}";

    private string Between(FlowMeasure m) =>
        m.Both ? $"between {Countries(m.From)} and {Countries(m.To)}" : $"from {Countries(m.From)} to {Countries(m.To)}";

    private string Countries(IEnumerable<Word> words) => Joined(words.Select(w => w.Text == "all" ? "everybody" : Actor(w.Text)), ",");

    private string Actor(string word) =>
        Members(word, []) switch
        {
            null => Country(word),
            { Count: > MostNames } members => $"{Spaced(word)} ({members.Count} countries)",
            var members => Joined(members.Select(Country), ","),
        };

    /// <summary>Codes of the members of a group of the scenario or the world, each once; null where the word is no group.</summary>
    private List<string>? Members(string word, ImmutableHashSet<string> within)
    {
        if (groups.TryGetValue(word, out var words) && !within.Contains(word))
            return [.. words.SelectMany(w => Members(w.Text, within.Add(word)) ?? [w.Text]).Distinct(StringComparer.Ordinal)];
        return world.Identity.Groups.TryGetValue(word, out var codes) ? [.. codes.Where(code => world.TryCountry(code, out _))] : null;
    }

    private string Country(string code) => world.TryCountry(code, out var n) ? world.Countries[n].Name : code;

    /// <summary>Names of sectors hold commas: semicolons keep them apart.</summary>
    private string Sectors(IReadOnlyCollection<Word> sectors) =>
        sectors.Any(s => s.Text == "all")
            ? "all goods and services"
            : Joined(sectors.Select(s => world.TrySector(s.Text, out var j) ? world.Sectors[j].Name : Spaced(s.Text)), ";");

    private static string Joined(IEnumerable<string> names, string separator) => string.Join(separator + " ", names);

    private static string Spaced(string name) => name.Replace('_', ' ');

    private static string Flows(int count) => count == 1 ? "one flow" : $"{count} flows";

    private string Amount(double amount) => $"{amount.ToString(CultureInfo.InvariantCulture)} {world.Identity.Unit}".TrimEnd();

    private string Size(double? amount, double? terajoules) =>
        amount is { } value ? Amount(value) : $"{terajoules!.Value.ToString("#,0.##", CultureInfo.InvariantCulture)} TJ";

    private static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
