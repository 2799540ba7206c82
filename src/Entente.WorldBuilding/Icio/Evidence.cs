using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>The raw tables of a build, read.</summary>
internal sealed class Evidence
{
    private const int PatternYear = 2023;

    public required IcioTable Table { get; init; }

    public required IcioTable Earlier { get; init; }

    public required AccountsTable Accounts { get; init; }

    public required WiodPairs Wiod { get; init; }

    public required Extraction Extraction { get; init; }

    public required NotThere NotThere { get; init; }

    public required Power Power { get; init; }

    public required IReadOnlyList<Commodity> Commodities { get; init; }

    /// <summary>Goods by pair, the pattern: importer by exporter, million USD.</summary>
    public required double[,] Pairs { get; init; }

    /// <summary>Goods by pair of 2023 by customs, for the search for holes.</summary>
    public required double[,] Customs { get; init; }

    /// <summary>Pairs that the recipe holds.</summary>
    public required IReadOnlyDictionary<(int Importer, int Exporter), double> Held { get; init; }

    /// <summary>Value added of the rest of the world over what it was with the countries carved out.</summary>
    public required double PartOfRest { get; init; }

    public static Evidence Read(IcioRecipe recipe, string raw, FaultList faults)
    {
        var extraction = new Extraction(recipe, raw, faults);
        var table = new IcioTable(recipe, recipe.FlowsYear, raw, extraction, faults);
        int[] years = [.. new[] { 2019, recipe.FlowsYear, recipe.Year, PatternYear }.Distinct()];
        var accounts = new AccountsTable(recipe, raw, years, faults);
        var wiod = new WiodPairs(recipe, raw, faults);
        var commodities = recipe.CustomsPairs ? Commodity.Read(raw, recipe.Year, faults) : [];
        var customs = new CustomsPairs(
            recipe,
            raw,
            new Corrections(recipe, raw, faults),
            Commodity.Read(raw, PatternYear, faults),
            faults
        ).Values;
        var held = recipe
            .Figures("pairs.csv", faults)
            .ToDictionary(f => (recipe.Country(f.Importer), recipe.Country(f.Exporter)), f => f.Value);
        var (rest, carved) = (
            accounts.TotalValueAdded(recipe.Country("ROW"), recipe.Year),
            Enumerable
                .Range(0, recipe.Countries.Length)
                .Where(n => recipe.Countries[n].Kind == CountryKind.Carved)
                .Sum(n => accounts.TotalValueAdded(n, recipe.Year))
        );
        return new Evidence
        {
            Table = table,
            Earlier = new IcioTable(recipe, IcioBuild.Earlier, raw, extraction, faults),
            Accounts = accounts,
            Wiod = wiod,
            Extraction = extraction,
            NotThere = new NotThere(recipe, faults),
            Power = new Power(recipe, raw, wiod, faults),
            Commodities = commodities,
            Customs = customs,
            Pairs = recipe.CustomsPairs ? customs : Older(recipe, table, customs, accounts),
            Held = held,
            PartOfRest = rest / (rest + carved),
        };
    }

    /// <summary>
    /// Pairs of another year: the flow table's, but where it has a hole and for countries carved out, whose pattern of 2023 is moved by
    /// the growth of both sides' trade.
    /// </summary>
    private static double[,] Older(IcioRecipe recipe, IcioTable table, double[,] customs, AccountsTable accounts)
    {
        const double hole = 0.1;
        var count = recipe.Countries.Length;
        var pairs = new double[count, count];
        for (var n = 0; n < count; n++)
            for (var i = 0; i < count; i++)
            {
                var moved =
                    customs[n, i]
                    * Math.Sqrt(
                        Ratio(accounts.Exports(i, recipe.Year), accounts.Exports(i, PatternYear))
                            * Ratio(accounts.Imports(n, recipe.Year), accounts.Imports(n, PatternYear))
                    );
                var special =
                    recipe.Countries[n].Kind is CountryKind.Carved or CountryKind.Rest
                    || recipe.Countries[i].Kind is CountryKind.Carved or CountryKind.Rest;
                pairs[n, i] =
                    n == i ? 0
                    : special || table.GoodsOf(n, i) < hole * moved ? moved
                    : table.GoodsOf(n, i);
            }
        return pairs;
    }

    private static double Ratio(double now, double then) => now > 0 && then > 0 ? now / then : 1;
}
