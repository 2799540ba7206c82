using System.Globalization;
using System.Text;

namespace Entente.WorldBuilding.Icio;

/// <summary>How far a world of this method is from its sources: <c>check.md</c>.</summary>
internal static class IcioReport
{
    private const int Rows = 40;

    public static string Check(World world, IcioRecipe recipe, IcioFit fit, Evidence evidence, EnergyBuild energy)
    {
        var text = new StringBuilder("# Checks of this world\n\nWritten by the pipeline. Values in million USD.\n");
        Levels(text, world, recipe, fit, evidence);
        Goods(text, world, recipe, evidence);
        Pairs(text, world, recipe, evidence);
        Products(text, world, recipe, evidence);
        NotThere(text, world, recipe, evidence);
        Electricity(text, world, recipe, evidence);
        Fuels(text, recipe, fit);
        Margins(text, recipe, fit);
        Facts(text, fit);
        energy.Report(text, world);
        BuildReport.Balance(text, fit.Economy.Changes);
        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Levels(StringBuilder text, World world, IcioRecipe recipe, IcioFit fit, Evidence evidence)
    {
        text.Append(
            "\n## Balances and levels beside the accounts\n\n| country | value added | accounts | gap % | goods sold | services sold | goods bought | services bought | balance | accounts | gap, % of value added |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
        );
        for (var n = 0; n < world.Countries.Length; n++)
        {
            var (sold, bought) = (Split(world, recipe, n, true), Split(world, recipe, n, false));
            var (accounts, own) = (evidence.Accounts.TotalValueAdded(n, recipe.Year), evidence.Accounts.OwnBalance(n, recipe.Year));
            Line(
                text,
                $"| {world.Countries[n].Code} | {world.ValueAdded[n]:0} | {accounts:0} | {Percent(world.ValueAdded[n], accounts)} | {sold.Goods:0} | {sold.Services:0} | {bought.Goods:0} | {bought.Services:0} | {-world.Deficits[n]:0} | {own:0} | {Signed(100 * (-world.Deficits[n] - own) / world.ValueAdded[n])} |"
            );
        }
        Line(
            text,
            $"\nThe accounts of the world sell {fit.Levels.Surplus:0} more than they buy: every country of the flow table gives up {100 * fit.Levels.SurplusShare:0.00} % of its value added of its balance, so that the rest of the world keeps its own. Countries with a balance in levels.csv (IRN, LBY, TWN) have that one. Exports and imports leave out what only passes through (HKG, SGP, NLD, BEL)."
        );
    }

    private static void Goods(StringBuilder text, World world, IcioRecipe recipe, Evidence evidence)
    {
        text.Append(
            "\n## Goods in all beside customs data\n\nThe world's level is that of the flow table and the accounts; customs data of 2023 give the pattern. Countries that differ by more than 15 %:\n\n| country | sold | customs | gap % | bought | customs | gap % |\n|---|--:|--:|--:|--:|--:|--:|\n"
        );
        for (var n = 0; n < world.Countries.Length; n++)
        {
            var (sold, bought, customsSold, customsBought) = (Split(world, recipe, n, true).Goods, Split(world, recipe, n, false).Goods, 0.0, 0.0);
            for (var m = 0; m < world.Countries.Length; m++)
                (customsSold, customsBought) = (customsSold + evidence.Pairs[m, n], customsBought + evidence.Pairs[n, m]);
            const double far = 0.15;
            if (Math.Abs(sold / customsSold - 1) > far || Math.Abs(bought / customsBought - 1) > far)
                Line(
                    text,
                    $"| {world.Countries[n].Code} | {sold:0} | {customsSold:0} | {Percent(sold, customsSold)} | {bought:0} | {customsBought:0} | {Percent(bought, customsBought)} |"
                );
        }
    }

    private static void Pairs(StringBuilder text, World world, IcioRecipe recipe, Evidence evidence)
    {
        text.Append(
            "\n## Pairs that differ most from customs data, goods\n\n| exporter | importer | here | customs | flow table |\n|---|---|--:|--:|--:|\n"
        );
        var pairs =
            from n in Enumerable.Range(0, world.Countries.Length)
            from i in Enumerable.Range(0, world.Countries.Length)
            where n != i
            let here = Goods(world, recipe, n, i)
            orderby Math.Abs(here - evidence.Pairs[n, i]) descending
            select (n, i, here);
        foreach (var (n, i, here) in pairs.Take(Rows))
            Line(
                text,
                $"| {world.Countries[i].Code} | {world.Countries[n].Code} | {here:0} | {evidence.Pairs[n, i]:0} | {evidence.Table.GoodsOf(n, i):0} |"
            );
    }

    private static void Products(StringBuilder text, World world, IcioRecipe recipe, Evidence evidence)
    {
        text.Append(
            "\n## Flows of goods that differ most from the flow table\n\n| exporter | importer | sector | here | flow table |\n|---|---|---|--:|--:|\n"
        );
        var flows =
            from n in Enumerable.Range(0, world.Countries.Length)
            from i in Enumerable.Range(0, world.Countries.Length)
            where n != i && recipe.Countries[n].Kind is not (CountryKind.Carved or CountryKind.Rest)
            where recipe.Countries[i].Kind is not (CountryKind.Carved or CountryKind.Rest)
            from j in Enumerable.Range(0, world.Sectors.Length)
            where !recipe.IsService(j) && !recipe.IsPower(j)
            orderby Math.Abs(world.Trade[n, i, j] - evidence.Table.Goods[n, i, j]) descending
            select (n, i, j);
        foreach (var (n, i, j) in flows.Take(Rows))
            Line(
                text,
                $"| {world.Countries[i].Code} | {world.Countries[n].Code} | {world.Sectors[j].Code} | {world.Trade[n, i, j]:0} | {evidence.Table.Goods[n, i, j]:0} |"
            );
    }

    private static void NotThere(StringBuilder text, World world, IcioRecipe recipe, Evidence evidence)
    {
        text.Append("\n## What must be zero\n\n| country | sector | what | here |\n|---|---|---|--:|\n");
        foreach (var (n, j, making) in evidence.NotThere.All)
            Line(
                text,
                $"| {world.Countries[n].Code} | {world.Sectors[j].Code} | {(making ? "made" : "bought")} | {(making ? world.Output[n, j] : world.Expenditure[n, j]):0.###} |"
            );
    }

    private static void Electricity(StringBuilder text, World world, IcioRecipe recipe, Evidence evidence)
    {
        var without = evidence.Power.WithoutWire.ToList();
        text.Append("\n## Electricity\n\nPairs with trade and no wire: ");
        text.Append(without.Count == 0 ? "none" : string.Join(", ", without.Select(p => $"{world.Countries[p.Exporter].Code}-{world.Countries[p.Importer].Code}")));
        text.Append(".\n\n| country | generated, TWh | sold abroad | bought abroad | sold, % of generation at the price between grids |\n|---|--:|--:|--:|--:|\n");
        for (var n = 0; n < world.Countries.Length; n++)
        {
            var (sold, bought) = (0.0, 0.0);
            for (var j = 0; j < world.Sectors.Length; j++)
                for (var m = 0; m < world.Countries.Length; m++)
                    if (recipe.IsPower(j) && m != n)
                        (sold, bought) = (sold + world.Trade[m, n, j], bought + world.Trade[n, m, j]);
            if (sold + bought > 0)
                Line(
                    text,
                    $"| {world.Countries[n].Code} | {evidence.Power.Total(n):0.0} | {sold:0} | {bought:0} | {100 * sold / (evidence.Power.Total(n) * evidence.Power.Price):0} |"
                );
        }
    }

    private static void Fuels(StringBuilder text, IcioRecipe recipe, IcioFit fit)
    {
        text.Append("\n## Fuels that pass through\n\n| country | fuel | sold by customs data | counts as sold by those it bought from |\n|---|---|--:|--:|\n");
        foreach (var (n, j, sold, attributed) in fit.Known.PassedOn.Where(p => p.Sold > 100))
            Line(text, $"| {recipe.Countries[n].Code} | {recipe.Sectors[j].Code} | {sold:0} | {attributed:0} |");
        foreach (var (i, known, sold) in fit.Goods.Cuts)
            Line(text, $"\nKnown fuels of {recipe.Countries[i].Code} ({known:0}) are cut to fit what it sells of goods in all ({sold:0}).");
    }

    private static void Margins(StringBuilder text, IcioRecipe recipe, IcioFit fit)
    {
        text.Append("\n## Services and margins\n\nServices of the flow table above the statistic are margins and count as goods.\n\n| country | in the table | statistic | services here |\n|---|--:|--:|--:|\n");
        for (var n = 0; n < recipe.Countries.Length; n++)
            if (fit.Levels.Margins[n] is { Table: > 0 } margin)
                Line(
                    text,
                    $"| {recipe.Countries[n].Code} | {margin.Table:0} | {(margin.Statistic is { } known ? known.ToString("0", CultureInfo.InvariantCulture) : "none")} | {margin.Kept:0} |"
                );
    }

    private static void Facts(StringBuilder text, IcioFit fit)
    {
        var missed = fit.Economy.Gaps.Where(g => Math.Abs(g.Met - g.Wanted) > 0.01 * g.Wanted + 0.5).OrderByDescending(g => Math.Abs(g.Wanted - g.Met)).ToList();
        Line(text, $"\n## Trade that could not be met\n\n{fit.Economy.Gaps.Count} totals, {fit.Economy.Gaps.Count - missed.Count} met within a hundredth. The largest gaps:\n\n| fact | wanted | met | why |\n|---|--:|--:|---|");
        foreach (var gap in missed.Take(Rows))
            Line(text, $"| {gap.Fact} | {gap.Wanted:0} | {gap.Met:0} | {gap.Why} |");
    }

    private static (double Goods, double Services) Split(World world, IcioRecipe recipe, int n, bool sold)
    {
        var (goods, services) = (0.0, 0.0);
        for (var m = 0; m < world.Countries.Length; m++)
            for (var j = 0; m != n && j < world.Sectors.Length; j++)
            {
                var value = sold ? world.Trade[m, n, j] : world.Trade[n, m, j];
                (goods, services) = recipe.IsService(j) ? (goods, services + value) : (goods + value, services);
            }
        return (goods, services);
    }

    private static double Goods(World world, IcioRecipe recipe, int n, int i)
    {
        var sum = 0.0;
        for (var j = 0; j < world.Sectors.Length; j++)
            sum += recipe.IsService(j) ? 0 : world.Trade[n, i, j];
        return sum;
    }

    private static string Percent(double value, double fact) => Signed(100 * (value / fact - 1));

    /// <summary>One decimal; adding 0 turns -0.0 into 0.0.</summary>
    private static string Signed(double value) => (Math.Round(value, 1) + 0).ToString("0.0", CultureInfo.InvariantCulture);
}
