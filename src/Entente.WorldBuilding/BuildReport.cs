using System.Globalization;
using System.Text;

namespace Entente.WorldBuilding;

/// <summary>What goes beside a built world: which cells are observed, and how far it is from the national accounts.</summary>
internal static class BuildReport
{
    /// <summary>One row for each block of cells: how it came about.</summary>
    public static string Cells(BuildAccount account)
    {
        var text = new StringBuilder("table,sectors,status,method,source\n");
        void Row(string table, string sectors, string status, string method, string source) =>
            text.Append(CultureInfo.InvariantCulture, $"{table},{sectors},{status},{Cell(method)},{Cell(source)}\n");
        Row("trade", "goods and services not named below", "observed", "summed over sectors", "WIOD 2016");
        Row(
            "trade",
            "mining exported by RUS",
            "derived",
            "partners of customs data and gas balances; ROW takes the rest; totals of every country observed",
            "BACI 2013; Eurostat; WIOD 2016"
        );
        Row(
            "trade",
            "CRUDE;GAS;COAL;OMIN abroad",
            "derived",
            "observed mining flow of each pair times product mix",
            "WIOD 2016; BACI 2013; Eurostat"
        );
        Row(
            "trade",
            $"GAS bought by {string.Join(' ', account.GasShares.Select(g => g.Country))}",
            "derived",
            "product mixes brought to Russia's observed share in quantities",
            "Eurostat"
        );
        Row(
            "trade",
            $"CRUDE;GAS;COAL;OMIN from {string.Join(' ', account.ExportersByPrior)}",
            "imputed",
            "observed mining flow times prior mix",
            "recipe/exports-without-baci.csv"
        );
        Row(
            "trade",
            "CRUDE;GAS;COAL;OMIN at home",
            "imputed",
            "observed mining sales; users of energy minerals less imports; prior extraction mix",
            "WIOD 2016; OECD ICIO 2020; recipe/extraction.csv"
        );
        Row(
            "trade",
            "goods; TRAD; LTRN of countries with margins moved (check.md)",
            "derived",
            "margins moved from services to goods of the same pair",
            "WIOD 2016; OECD trade in services 2014"
        );
        Row("tariffs", "all", "observed", "weighted by trade; products of mining share the rate", "WITS/TRAINS by way of the WIOD source");
        Row("value added", "all but mining", "observed", "summed over sectors", "WIOD 2016");
        Row("value added", "CRUDE;GAS;COAL;OMIN", "imputed", "share of mining, the same for all four", "WIOD 2016");
        Row("inputs", "all but mining", "derived", "observed shares; balanced to purchases (RAS)", "WIOD 2016");
        Row(
            "inputs",
            "CRUDE;GAS;COAL;OMIN as inputs",
            "imputed",
            "prior mix by user; balanced to supply (RAS)",
            "OECD ICIO 2020; recipe/users.csv"
        );
        foreach (var (code, _) in account.Carved)
        {
            Row(
                $"trade of {code}",
                "sums of goods by partner; services in all",
                "observed",
                "pattern of 2023 scaled to the year's trade where it is another year",
                "BACI 2023; UNAMA; BACI 2013; recipe/pairs.csv"
            );
            Row(
                $"trade of {code}",
                "fuels named in check.md",
                "derived",
                "quantities or values known by product",
                "Eurostat; BACI 2013; recipe/products.csv"
            );
            Row(
                $"trade of {code}",
                "all other products; services by sector",
                "imputed",
                "as the peers trade with the partner, within the flows of ROW",
                "recipe/carve.csv"
            );
            Row($"value added of {code}", "groups of the national accounts", "observed", "", "UNAMA");
            Row($"value added of {code}", "sectors within a group; shares in output", "imputed", "as in the peers", "recipe/carve.csv");
            Row($"inputs and final demand of {code}", "all", "imputed", "as in the peers; balanced (RAS)", "recipe/carve.csv");
        }
        foreach (var sector in account.Sectors)
            Row("theta", sector.Code, sector.Theta is null ? "derived" : "imputed", "", sector.ThetaSource);
        foreach (var sector in account.Sectors)
            Row("factors", sector.Code, "imputed", "prior shares in value added", "worlds/world-2014/recipe/factors.csv");
        Row("energy", "GAS bought from RUS, countries with a gas balance", "observed", "terajoules of gross calorific value", "Eurostat");
        Row(
            "energy",
            "GAS bought from others, countries with a gas balance",
            "derived",
            "the balance's total less Russia over the values of the others; AUT, whose balance tells no origins: the total",
            "Eurostat"
        );
        Row("energy", "all other quantities", "imputed", "value over a prior price", "worlds/world-2014/recipe/energy-prices.csv");
        return text.ToString();
    }

    /// <summary>The check report.</summary>
    public static string Check(World world, BuildAccount account)
    {
        var text = new StringBuilder();
        text.Append("# Checks of this world\n\nWritten by the pipeline. Values in million USD.\n");
        Accounts(text, world, account.Facts);
        Gas(text, world, account);
        EnergyBuild.Report(text, world, account.LeastEnergyFlow);
        Margins(text, account);
        Balance(text, account.Changes);
        text.Append(
            CultureInfo.InvariantCulture,
            $"\nLargest gap of an account (purchases against uses, sales against costs) after all steps, relative to what the "
                + $"country spends: {account.LargestGap:0.0e0}.\n"
        );
        Facts(text, account);
        return text.ToString();
    }

    public static void Accounts(StringBuilder text, World world, IReadOnlyDictionary<string, NationalFigures> all)
    {
        text.Append("\n## Against the national accounts (UNAMA; used in the making only for countries carved out)\n\n");
        text.Append(
            "| country | value added | accounts | gap % | exports | accounts | gap % | imports | accounts | gap % |\n"
                + "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
        );
        for (var n = 0; n < world.Countries.Length; n++)
        {
            var code = world.Countries[n].Code;
            if (!all.TryGetValue(code, out var facts))
                continue;
            var (exports, imports) = (Abroad(world, (m, i) => i == n), Abroad(world, (m, i) => m == n));
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {code} | {Versus(world.ValueAdded[n], facts.ValueAdded)} | {Versus(exports, facts.Exports)} | "
                    + $"{Versus(imports, facts.Imports)} |\n"
            );
        }
        text.Append(
            "\nExports and imports of the accounts include re-exports and goods sent abroad for processing, which the table nets "
                + "out: large gaps for hubs (NLD, BEL, LUX, IRL, MLT, CYP) are of that kind.\n"
        );
    }

    private static void Gas(StringBuilder text, World world, BuildAccount account)
    {
        var (gas, crude, russia) = (world.Sector("GAS"), world.Sector("CRUDE"), world.Country("RUS"));
        text.Append(
            "\n## Russian gas and crude oil in imports\n\n"
                + "| country | share in gas, % | by Eurostat | before the fit | gas, million USD | Eurostat's quantity at the price of "
                + "the recipe | share in crude oil, % |\n|---|--:|--:|--:|--:|--:|--:|\n"
        );
        foreach (var gasShare in account.GasShares)
        {
            var n = world.Country(gasShare.Country);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {gasShare.Country} | {Share(world, n, russia, gas):0} | {100 * gasShare.Share:0} | {100 * gasShare.Before:0} | "
                    + $"{world.Trade[n, russia, gas]:0} | {gasShare.Value:0} | {Share(world, n, russia, crude):0} |\n"
            );
        }
        text.Append(
            "\nProduct mixes are brought to Eurostat's shares; totals of mining by pair stay, and where they are too small for all "
                + "that is known to be bought (TUR above all), so is the value of gas.\n"
        );
        var unmet = account.GasShares.Where(g => !g.Met && g.Share > 0).Select(g => g.Country).ToList();
        if (unmet.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"No gas to bring in line: {string.Join(", ", unmet)}.\n");
        text.Append(
            "\n## Russia's exports of mining by partner, brought in line with customs data against ROW\n\n"
                + "| importer | before | after |\n|---|--:|--:|\n"
        );
        foreach (var move in account.Swapped)
            text.Append(CultureInfo.InvariantCulture, $"| {move.Country} | {move.Before:0} | {move.After:0} |\n");
    }

    private static void Margins(StringBuilder text, BuildAccount account)
    {
        text.Append(
            "\n## Margins moved from services to goods\n\n"
                + "| exporter | service exports in the table | in statistics of services | moved |\n|---|--:|--:|--:|\n"
        );
        foreach (var move in account.Margins.Where(m => m.Moved > 0))
            text.Append(CultureInfo.InvariantCulture, $"| {move.Country} | {move.Services:0} | {move.Observed:0} | {move.Moved:0} |\n");
        var unknown = account
            .Margins.Where(m => m.Observed is null)
            .Select(m => FormattableString.Invariant($"{m.Country} {m.InMargins:0}"));
        text.Append(
            "\nNo statistics, nothing moved, with exports of trade and land transport, part of which is margins too: "
                + $"{string.Join(", ", unknown)}.\n"
        );
    }

    public static void Balance(StringBuilder text, IReadOnlyList<UseChange> changes)
    {
        text.Append(
            "\n## Use of goods balanced to purchases\n\n| country | final demand raised for | by | change of all cells, % |\n"
                + "|---|---|--:|--:|\n"
        );
        foreach (var change in changes)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {change.Country} | {string.Join(' ', change.Raised)} | {change.Shortfall:0} | {100 * change.Change:0.000} |\n"
            );
        text.Append(
            CultureInfo.InvariantCulture,
            $"\nLargest gap left by RAS, relative to the country's purchases: {changes.Max(c => c.Gap):0.0e0}.\n"
        );
    }

    private static void Facts(StringBuilder text, BuildAccount account)
    {
        if (account.Carved.Count == 0)
            return;
        text.Append(
            "\n## Carved out of the rest of the world\n\n"
                + "Facts with a gap above a hundredth; all others are met. The last column: sum of absolute changes that balancing "
                + "imposed on the imputed use of goods, per cent.\n\n| country | facts | met | largest gaps: wanted, met, why | change |\n"
                + "|---|--:|--:|---|--:|\n"
        );
        foreach (var (code, carved) in account.Carved)
        {
            var missed = carved
                .Gaps.Where(g => Math.Abs(g.Met - g.Wanted) > 0.01 * g.Wanted + 0.5)
                .OrderByDescending(g => Math.Abs(g.Wanted - g.Met))
                .ToList();
            var worst = string.Join(
                "; ",
                missed.Take(4).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Fact} {g.Wanted:0}, {g.Met:0} ({g.Why})"))
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {code} | {carved.Gaps.Count} | {carved.Gaps.Count - missed.Count} | {worst} | "
                    + $"{100 * carved.UseChange[0].Change:0.0} |\n"
            );
        }
    }

    /// <summary>A value, the fact and the gap in per cent; adding 0 turns a gap of -0.0 into 0.0.</summary>
    private static string Versus(double value, double fact) =>
        FormattableString.Invariant($"{value:0} | {fact:0} | {Math.Round(100 * (value / fact - 1), 1) + 0:0.0}");

    private static double Abroad(World world, Func<int, int, bool> counts)
    {
        var sum = 0.0;
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
                for (var j = 0; n != i && counts(n, i) && j < world.Sectors.Length; j++)
                    sum += world.Trade[n, i, j];
        return sum;
    }

    private static double Share(World world, int n, int i, int j)
    {
        var imports = 0.0;
        for (var m = 0; m < world.Countries.Length; m++)
            imports += m == n ? 0 : world.Trade[n, m, j];
        return 100 * world.Trade[n, i, j] / imports;
    }

    private static string Cell(string text) => text.Contains(',', StringComparison.Ordinal) ? $"\"{text}\"" : text;
}
