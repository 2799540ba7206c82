using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Trade in services of the balance of payments by country, million USD. In this order: the recipe (<c>levels.csv</c>), the
/// facts of services, the accounts less goods on the balance of payments, the OECD's total of 2019 moved by the accounts.
/// </summary>
internal sealed class ServiceStatistics
{
    private const int LastOecd = 2019;

    /// <summary>Year of the facts by kind.</summary>
    private const int FactsYear = 2023;

    private readonly IcioRecipe recipe;
    private readonly AccountsTable accounts;
    private readonly Dictionary<(string Country, string Flow, string Kind, int Year), double> facts = [];
    private readonly Dictionary<(string Country, string Item), double> goods = [];
    private readonly Dictionary<(string Reporter, string Partner, bool Export), double> oecd = [];

    public ServiceStatistics(IcioRecipe recipe, AccountsTable accounts, string raw, FaultList faults)
    {
        (this.recipe, this.accounts) = (recipe, accounts);
        foreach (
            var row in RawTable.Read(raw, "facts/services.csv", ["country", "partner", "flow", "kind", "year", "value", "unit"], faults)
        )
            if (row.Text("partner") == "WLD" && row.Text("unit").StartsWith("million", StringComparison.Ordinal))
            {
                // The first row of a kind is the one of the World Development Indicators where there are several.
                var key = (
                    row.Text("country"),
                    row.Text("flow"),
                    row.Text("kind"),
                    int.Parse(row.Text("year"), CultureInfo.InvariantCulture)
                );
                facts.TryAdd(key, row.Number("value") * (row.Text("unit") == "million EUR" ? DollarsPerEuro : 1));
            }
        foreach (var row in RawTable.Read(raw, "facts/goods_balance.csv", ["country", "year", "item", "value"], faults))
            if (
                row.Text("year") == recipe.Year.ToString(CultureInfo.InvariantCulture)
                && row.Text("item").EndsWith("balance of payments basis", StringComparison.Ordinal)
            )
                goods[(row.Text("country"), row.Text("item"))] = row.Number("value");
        foreach (var (file, export) in new[] { ("exports", true), ("imports", false) })
            foreach (
                var row in RawTable.Read(
                    raw,
                    $"oecd_services_{file}_total_2012_2019.csv.gz",
                    ["reporter", "partner", "year", "musd"],
                    faults
                )
            )
                if (row.Text("year") == "2019" && row.NumberOrNull("musd") is > 0 and var value)
                    oecd[(row.Text("reporter"), row.Text("partner"), export)] = value;
    }

    /// <summary>Mean of 2023.</summary>
    private const double DollarsPerEuro = 1.0813;

    public double? Exports(int n) => Total(n, "export", "services_exports", "goods exports, balance of payments basis", true);

    public double? Imports(int n) => Total(n, "import", "services_imports", "goods imports, balance of payments basis", false);

    /// <summary>A kind of services of a country in the facts of the year; null where there is none.</summary>
    public double? Kind(int n, string flow, string kind) =>
        facts.TryGetValue((recipe.Countries[n].Code, flow, kind, FactsYear), out var value) ? value : null;

    /// <summary>What a reporter sold to or bought from a partner in 2019; null where it does not report.</summary>
    public double? Reported(int reporter, int partner, bool export) =>
        oecd.TryGetValue((recipe.Countries[reporter].Code, recipe.Countries[partner].Code, export), out var value) ? value : null;

    private double? Total(int n, string flow, string item, string goodsItem, bool export)
    {
        var code = recipe.Countries[n].Code;
        var total = export ? accounts.Exports(n, recipe.Year) : accounts.Imports(n, recipe.Year);
        var before = export ? accounts.Exports(n, LastOecd) : accounts.Imports(n, LastOecd);
        return accounts.Level(n, item, recipe.Year)
            ?? (facts.TryGetValue((code, flow, "total", recipe.Year), out var fact) ? fact : (double?)null)
            ?? (goods.TryGetValue((code, goodsItem), out var known) ? total - known : (double?)null)
            // Facts of another year move with the accounts.
            ?? (
                facts.TryGetValue((code, flow, "total", FactsYear), out var later)
                && (export ? accounts.Exports(n, FactsYear) : accounts.Imports(n, FactsYear)) is > 0 and var then
                    ? later * total / then
                    : (double?)null
            )
            ?? (
                // A table with a sixteenth of the trade is no statistic of it.
                oecd.TryGetValue((code, "WLD", export), out var old)
                && before > 0
                && code != "MEX"
                    ? old * total / before
                    : (double?)null
            );
    }
}
