using System.Globalization;

namespace Entente.WorldBuilding.Icio;

/// <summary>How far a world of this method is from its sources: <c>check.md</c>.</summary>
internal sealed class IcioReport
{
    /// <summary>Rows of a table of the largest differences.</summary>
    private const int Rows = 40;

    private readonly CheckText text = new("# Checks of this world\n\nWritten by the pipeline. Values in million USD.");
    private readonly World world;
    private readonly IcioRecipe recipe;
    private readonly IcioFit fit;
    private readonly Evidence evidence;

    private IcioReport(World world, IcioRecipe recipe, IcioFit fit, Evidence evidence) =>
        (this.world, this.recipe, this.fit, this.evidence) = (world, recipe, fit, evidence);

    public static string Check(World world, IcioRecipe recipe, IcioFit fit, Evidence evidence)
    {
        var report = new IcioReport(world, recipe, fit, evidence);
        report.Levels();
        report.Goods();
        report.Pairs();
        report.Products();
        report.NotThere();
        report.Electricity();
        report.Fuels();
        report.Margins();
        report.Facts();
        EnergyBuild.Report(report.text.Builder, world, recipe.LeastEnergyFlow);
        BuildReport.Balance(report.text.Builder, fit.Economy.Changes);
        return report.text.Builder.ToString();
    }

    private int Count => world.Countries.Length;

    private string Code(int n) => world.Countries[n].Code;

    private void Levels()
    {
        text.Table(
            "Balances and levels beside the accounts",
            "",
            "-country",
            "value added",
            "accounts",
            "gap %",
            "goods sold",
            "services sold",
            "goods bought",
            "services bought",
            "balance",
            "accounts",
            "gap, % of value added"
        );
        for (var n = 0; n < Count; n++)
        {
            var (sold, bought) = (Split(n, true), Split(n, false));
            var (accounts, own) = (evidence.Accounts.TotalValueAdded(n, recipe.Year), evidence.Accounts.OwnBalance(n, recipe.Year));
            var gap = CheckText.OneDecimal(100 * (-world.Deficits[n] - own) / world.ValueAdded[n]);
            text.Row(
                Code(n),
                world.ValueAdded[n],
                accounts,
                CheckText.Percent(world.ValueAdded[n], accounts),
                sold.Goods,
                sold.Services,
                bought.Goods,
                bought.Services,
                -world.Deficits[n],
                own,
                gap
            );
        }
        text.Line($"The accounts of the world sell {fit.Levels.Surplus:0} more than they buy: every country of the flow table");
        text.Line($"gives up {100 * fit.Levels.SurplusShare:0.00} % of its value added of its balance, so that the rest keeps its own.");
        text.Line($"Countries with exports and imports in levels.csv (IRN, LBY, TWN) have the balance of those.");
        text.Line($"Exports and imports leave out what only passes through (HKG, SGP, NLD, BEL).");
    }

    private void Goods()
    {
        const double far = 0.15;
        text.Table(
            "Goods in all beside customs data",
            "Levels are those of the flow table and the accounts; pairs give the pattern. Countries that differ by more than 15 %:",
            "-country",
            "sold",
            "pairs",
            "gap %",
            "bought",
            "pairs",
            "gap %"
        );
        for (var n = 0; n < Count; n++)
        {
            var (sold, bought, byPairs, ofPairs) = (Split(n, true).Goods, Split(n, false).Goods, 0.0, 0.0);
            for (var m = 0; m < Count; m++)
                (byPairs, ofPairs) = (byPairs + evidence.Pairs[m, n], ofPairs + evidence.Pairs[n, m]);
            if (Math.Abs(sold / byPairs - 1) > far || Math.Abs(bought / ofPairs - 1) > far)
                text.Row(Code(n), sold, byPairs, CheckText.Percent(sold, byPairs), bought, ofPairs, CheckText.Percent(bought, ofPairs));
        }
    }

    private void Pairs()
    {
        text.Table("Pairs that differ most from customs data, goods", "", "-exporter", "-importer", "here", "pairs", "flow table");
        var pairs =
            from n in Enumerable.Range(0, Count)
            from i in Enumerable.Range(0, Count)
            where n != i
            let here = Goods(n, i)
            orderby Math.Abs(here - evidence.Pairs[n, i]) descending
            select (n, i, here);
        foreach (var (n, i, here) in pairs.Take(Rows))
            text.Row(Code(i), Code(n), here, evidence.Pairs[n, i], evidence.Table.GoodsOf(n, i));
    }

    private void Products()
    {
        text.Table("Flows of goods that differ most from the flow table", "", "-exporter", "-importer", "-sector", "here", "flow table");
        bool InTable(int n) => recipe.Countries[n].Kind is CountryKind.Table or CountryKind.Flows;
        var flows =
            from n in Enumerable.Range(0, Count).Where(InTable)
            from i in Enumerable.Range(0, Count).Where(InTable)
            where n != i
            from j in Enumerable.Range(0, world.Sectors.Length)
            where !recipe.IsService(j) && !recipe.IsPower(j)
            orderby Math.Abs(world.Trade[n, i, j] - evidence.Table.Goods[n, i, j]) descending
            select (n, i, j);
        foreach (var (n, i, j) in flows.Take(Rows))
            text.Row(Code(i), Code(n), world.Sectors[j].Code, world.Trade[n, i, j], evidence.Table.Goods[n, i, j]);
    }

    private void NotThere()
    {
        text.Table("What must be zero", "", "-country", "-sector", "-what", "here");
        foreach (var (n, j, making) in evidence.NotThere.All)
            text.Row(Code(n), world.Sectors[j].Code, making ? "made" : "bought", making ? world.Output[n, j] : world.Expenditure[n, j]);
    }

    private void Electricity()
    {
        var without = string.Join(", ", evidence.Power.WithoutWire.Select(p => $"{Code(p.Exporter)}-{Code(p.Importer)}"));
        text.Table(
            "Electricity",
            $"Pairs with trade and no wire: {(without.Length == 0 ? "none" : without)}. The last column is at the price between grids.",
            "-country",
            "generated, TWh",
            "sold abroad",
            "bought abroad",
            "sold, % of generation"
        );
        for (var n = 0; n < Count; n++)
        {
            var (sold, bought, all) = (0.0, 0.0, evidence.Power.Total(n));
            for (var j = 0; j < world.Sectors.Length; j++)
                for (var m = 0; m < Count; m++)
                    if (recipe.IsPower(j) && m != n)
                        (sold, bought) = (sold + world.Trade[m, n, j], bought + world.Trade[n, m, j]);
            if (sold + bought > 0)
                text.Row(Code(n), CheckText.OneDecimal(all), sold, bought, 100 * sold / (all * evidence.Power.Price));
        }
    }

    private void Fuels()
    {
        const double least = 100;
        text.Table("Fuels that pass through", "", "-country", "-fuel", "sold by customs data", "counts as sold by those it bought from");
        foreach (var (n, j, sold, attributed) in fit.Known.PassedOn.Where(p => p.Sold > least))
            text.Row(Code(n), world.Sectors[j].Code, sold, attributed);
        foreach (var (i, known, sold) in fit.Goods.Cuts)
            text.Line($"Known fuels of {Code(i)} ({known:0}) are cut to fit what it sells of goods in all ({sold:0}).");
        foreach (var (n, i, table, customs) in fit.Mix.Holes.Where(NotPort).OrderByDescending(h => h.Customs).Take(Rows / 2))
            text.Line(
                $"Hole of the flow table: {Code(i)} to {Code(n)}, {table:0} there, {customs:0} by pairs; mix of 2014 or the exporter's."
            );
    }

    /// <summary>Hong Kong's pairs are no holes: what passes through is left out there.</summary>
    private bool NotPort((int Importer, int Exporter, double Table, double Customs) hole) =>
        Code(hole.Importer) != "HKG" && Code(hole.Exporter) != "HKG";

    private void Margins()
    {
        text.Table(
            "Services and margins",
            "Services of the flow table above the statistic are margins and count as goods.",
            "-country",
            "in the table",
            "statistic",
            "services here"
        );
        for (var n = 0; n < Count; n++)
            if (fit.Levels.Margins[n] is { Table: > 0 } margin)
                text.Row(Code(n), margin.Table, margin.Statistic is { } known ? known : "none", margin.Kept);
    }

    private void Facts()
    {
        var missed = fit
            .Economy.Gaps.Where(g => Math.Abs(g.Met - g.Wanted) > 0.01 * g.Wanted + 0.5)
            .OrderByDescending(g => Math.Abs(g.Wanted - g.Met))
            .ToList();
        var (all, met) = (fit.Economy.Gaps.Count, fit.Economy.Gaps.Count - missed.Count);
        text.Table(
            "Trade that could not be met",
            string.Create(CultureInfo.InvariantCulture, $"{all} totals, {met} met within a hundredth. The largest gaps:"),
            "-fact",
            "wanted",
            "met",
            "-why"
        );
        foreach (var gap in missed.Take(Rows))
            text.Row(gap.Fact, gap.Wanted, gap.Met, gap.Why);
    }

    private (double Goods, double Services) Split(int n, bool sold)
    {
        var (goods, services) = (0.0, 0.0);
        for (var m = 0; m < Count; m++)
            for (var j = 0; m != n && j < world.Sectors.Length; j++)
            {
                var value = sold ? world.Trade[m, n, j] : world.Trade[n, m, j];
                (goods, services) = recipe.IsService(j) ? (goods, services + value) : (goods + value, services);
            }
        return (goods, services);
    }

    private double Goods(int n, int i)
    {
        var sum = 0.0;
        for (var j = 0; j < world.Sectors.Length; j++)
            sum += recipe.IsService(j) ? 0 : world.Trade[n, i, j];
        return sum;
    }
}
