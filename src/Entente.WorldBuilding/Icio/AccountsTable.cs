using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// National accounts of several years by country of the recipe, million USD; the rest of the world is the sum of all that
/// are in no country. Figures of <c>levels.csv</c> take the place of those the accounts lack or have wrong.
/// </summary>
internal sealed class AccountsTable
{
    private const double Million = 1e6;
    private const string Sold = "Exports of goods and services";
    private const string Bought = "Imports of goods and services";

    private readonly Dictionary<(int Country, string Indicator, int Year), double> figures = [];
    private readonly Dictionary<(int Country, string Item, int Year), double> levels = [];

    public AccountsTable(IcioRecipe recipe, string raw, IReadOnlyList<int> years, FaultList faults)
    {
        string[] columns = [.. years.Select(y => y.ToString(CultureInfo.InvariantCulture))];
        var position = recipe
            .Countries.Select((c, n) => (c.Accounts, n))
            .Where(c => c.Accounts.Length > 0)
            .ToDictionary(c => c.Accounts, c => c.n, StringComparer.Ordinal);
        foreach (var row in RawTable.Read(raw, "unama_gdp_va_2010_2024.csv.gz", ["Country", "IndicatorName", .. columns], faults))
            for (var y = 0; y < columns.Length; y++)
            {
                var key = (position.GetValueOrDefault(row.Text("Country"), recipe.Country("ROW")), row.Text("IndicatorName"), years[y]);
                figures[key] = figures.GetValueOrDefault(key) + (row.NumberOrNull(columns[y]) ?? 0) / Million;
            }
        foreach (var row in RawTable.Read(recipe.Folder, "levels.csv", ["country", "item", "year", "musd", "source"], faults))
            levels[(recipe.Country(row.Text("country")), row.Text("item"), (int)row.Number("year"))] = row.Number("musd");
    }

    /// <summary>Value added by group of the accounts.</summary>
    public double ValueAdded(int country, string group, int year)
    {
        if (Level(country, group, year) is { } level)
            return level;
        // Groups of some countries do not add up to their total, which is the better known figure.
        var (sum, total) = (FactsSource.Groups.Keys.Sum(g => Group(country, g, year)), Figure(country, "Total Value Added", year));
        return sum > 0 && total > 0 ? Group(country, group, year) * total / sum : 0;
    }

    private double Group(int country, string group, int year) =>
        Math.Max(
            0,
            Figure(country, FactsSource.Groups[group], year)
                - (group == "mining and utilities" ? Figure(country, FactsSource.Groups["manufacturing"], year) : 0)
        );

    public double TotalValueAdded(int country, int year) => FactsSource.Groups.Keys.Sum(g => ValueAdded(country, g, year));

    public double Exports(int country, int year) => Level(country, "exports", year) ?? Figure(country, Sold, year);

    public double Imports(int country, int year) => Level(country, "imports", year) ?? Figure(country, Bought, year);

    /// <summary>
    /// Exports less imports as the accounts have them, whatever the recipe says; of the recipe where the accounts have none.
    /// </summary>
    public double OwnBalance(int country, int year) =>
        Figure(country, Sold, year) > 0
            ? Figure(country, Sold, year) - Figure(country, Bought, year)
            : Exports(country, year) - Imports(country, year);

    /// <summary>A figure that the recipe gives; null where it gives none.</summary>
    public double? Level(int country, string item, int year) => levels.TryGetValue((country, item, year), out var value) ? value : null;

    private double Figure(int country, string indicator, int year) => figures.GetValueOrDefault((country, indicator, year));
}
