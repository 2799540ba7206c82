namespace Entente.WorldBuilding.Icio;

/// <summary>
/// How much each country sells and buys abroad, million USD. Countries of the flow table: its exports, which leave out what
/// only passes through, moved by the growth of the accounts, and the accounts' balance; services no more than the balance
/// of payments has, as
/// what an input-output table books above that are margins on goods. Countries carved out: the accounts and the balance of
/// payments. The rest of the world closes the sum.
/// </summary>
internal sealed class TradeLevels
{
    private readonly IcioRecipe recipe;
    private readonly AccountsTable accounts;

    public TradeLevels(IcioRecipe recipe, IcioTable table, AccountsTable accounts, ServiceStatistics statistics)
    {
        (this.recipe, this.accounts) = (recipe, accounts);
        var countries = recipe.Countries.Length;
        (Goods, Services, Margins) = (
            new (double, double)[countries],
            new (double, double)[countries],
            new (double, double, double?, double)[countries]
        );
        Balance = new double[countries];
        for (var n = 0; n < countries; n++)
            if (recipe.Countries[n].Kind is CountryKind.Table or CountryKind.Flows)
                FromTable(n, table, statistics);
            else if (recipe.Countries[n].Kind == CountryKind.Carved)
                FromAccounts(n, statistics);
    }

    /// <summary>Goods sold and bought; of the rest of the world zero until <see cref="Close"/>.</summary>
    public (double Sold, double Bought)[] Goods { get; }

    public (double Sold, double Bought)[] Services { get; }

    /// <summary>Exports less imports of the accounts.</summary>
    public double[] Balance { get; }

    /// <summary>Services sold by the table in the year, what counts as services, its statistic, and what became margins on goods.</summary>
    public (double Table, double Kept, double? Statistic, double Moved)[] Margins { get; }

    /// <summary>Growth of a country's exports in the accounts between two years.</summary>
    public double Growth(int n, int from, int to) =>
        accounts.Exports(n, from) is > 0 and var before && accounts.Exports(n, to) is > 0 and var after ? after / before : 1;

    /// <summary>What the rest of the world sells, and buys so that world trade adds up.</summary>
    public void Close(double goodsSold, double servicesSold)
    {
        var rest = recipe.Country("ROW");
        Services[rest] = (servicesSold, 0);
        var (sold, bought) = (Services.Sum(s => s.Sold), Services.Sum(s => s.Bought));
        // What countries buy is scaled to what is sold before the rest of the world takes its own: statistics of buyers lack a part.
        const double servicesInImports = 0.25;
        Services[rest] = (servicesSold, Math.Min(sold - bought, servicesInImports * accounts.Imports(rest, recipe.Year)));
        Discrepancy(rest);
        var scale = (sold - Services[rest].Bought) / bought;
        for (var n = 0; n < Services.Length; n++)
            if (n != rest && recipe.Countries[n].Kind != CountryKind.Carved)
                Services[n] = (Services[n].Sold, Services[n].Bought * scale);
        for (var n = 0; n < Goods.Length; n++)
            if (n != rest && recipe.Countries[n].Kind != CountryKind.Carved)
                Goods[n] = (Goods[n].Sold, Goods[n].Sold + Services[n].Sold - Services[n].Bought - Balance[n]);
        Goods[rest] = (goodsSold, 0);
        Goods[rest] = (goodsSold, Goods.Sum(g => g.Sold) - Goods.Sum(g => g.Bought));
        Services[rest] = (servicesSold, Services.Sum(s => s.Sold) - Services.Where((_, n) => n != rest).Sum(s => s.Bought));
        Balance[rest] = Goods[rest].Sold + Services[rest].Sold - Goods[rest].Bought - Services[rest].Bought;
    }

    /// <summary>
    /// The world's accounts sell more than they buy: every country of the table gives up the same part of its value added, so that the rest
    /// of the world keeps its own balance.
    /// </summary>
    private void Discrepancy(int rest)
    {
        var own = accounts.Exports(rest, recipe.Year) - accounts.Imports(rest, recipe.Year);
        var open = Enumerable
            .Range(0, Balance.Length)
            .Where(n => recipe.Countries[n].Kind is CountryKind.Table or CountryKind.Flows)
            .ToArray();
        Surplus = Balance.Sum() - Balance[rest] + own;
        SurplusShare = Surplus / open.Sum(n => accounts.TotalValueAdded(n, recipe.Year));
        foreach (var n in open)
            Balance[n] -= SurplusShare * accounts.TotalValueAdded(n, recipe.Year);
    }

    /// <summary>What the accounts of the world sell to nobody.</summary>
    public double Surplus { get; private set; }

    /// <summary>The same as a part of value added.</summary>
    public double SurplusShare { get; private set; }

    private void FromTable(int n, IcioTable table, ServiceStatistics statistics)
    {
        var (exports, imports) = table.Trade(n);
        var growth = Growth(n, recipe.FlowsYear, recipe.Year);
        var (sold, bought) = (0.0, 0.0);
        for (var m = 0; m < recipe.Countries.Length; m++)
            if (m != n)
                (sold, bought) = (sold + table.ServicePairs[m, n], bought + table.ServicePairs[n, m]);
        var grown = accounts.Exports(n, recipe.Year) > 0 ? accounts.Imports(n, recipe.Year) / accounts.Imports(n, recipe.FlowsYear) : 1;
        Balance[n] =
            accounts.Level(n, "balance", recipe.Year)
            ?? (
                accounts.Exports(n, recipe.Year) > 0
                    ? accounts.Exports(n, recipe.Year) - accounts.Imports(n, recipe.Year)
                    : exports - imports
            );
        var kept = Math.Min(sold * growth, statistics.Exports(n) ?? double.PositiveInfinity);
        Margins[n] = (sold * growth, kept, statistics.Exports(n), sold * growth - kept);
        Services[n] = (kept, Math.Min(bought * grown, statistics.Imports(n) ?? double.PositiveInfinity));
        // The recipe may have the accounts' level for a country that the table has too little of.
        Goods[n] = ((accounts.Level(n, "sold", recipe.Year) ?? exports * growth) - kept, 0);
    }

    private void FromAccounts(int n, ServiceStatistics statistics)
    {
        var (exports, imports) = (accounts.Exports(n, recipe.Year), accounts.Imports(n, recipe.Year));
        Services[n] = (statistics.Exports(n) ?? 0, statistics.Imports(n) ?? 0);
        Goods[n] = (exports - Services[n].Sold, imports - Services[n].Bought);
        Balance[n] = exports - imports;
    }
}
