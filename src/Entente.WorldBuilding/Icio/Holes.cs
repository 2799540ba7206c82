using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// A hole is not a zero: what another year or source says is large and the world lacks, and what has more than doubled
/// without a source. Each is a fault that names it, until a row of <c>holes.csv</c> says why it is so.
/// </summary>
internal static class Holes
{
    private const string File = "holes.csv";

    /// <summary>Million USD from which a pair is large.</summary>
    private const double LargePair = 100;

    /// <summary>Million USD from which a product of a pair or of a country is large.</summary>
    private const double LargeProduct = 1000;

    /// <summary>Below this part of the evidence there is a hole.</summary>
    private const double Missing = 0.1;

    /// <summary>Growth that needs a source.</summary>
    private const double Twice = 2;

    public static IReadOnlyList<Fault> Find(IcioRecipe recipe, IcioFit fit, Evidence evidence, FaultList faults)
    {
        var explained = Explained(recipe, faults);
        return
        [
            .. Pairs(recipe, fit, evidence)
                .Concat(Products(recipe, fit, evidence))
                .Concat(Services(recipe, fit, evidence))
                .Concat(Electricity(recipe, fit, evidence))
                .Where(h => !explained.Contains((h.Exporter, h.Importer, h.Sector)))
                .Select(h => new Fault(
                    new Place(File),
                    h.Found,
                    "a figure in flows.csv or pairs.csv, or a row here that says why it is so"
                )),
        ];
    }

    private static IEnumerable<(int Exporter, int Importer, string Sector, string Found)> Pairs(
        IcioRecipe recipe,
        IcioFit fit,
        Evidence evidence
    )
    {
        var (count, rest) = (recipe.Countries.Length, recipe.Country("ROW"));
        for (var i = 0; i < count; i++)
            for (var n = 0; n < count; n++)
            {
                if (i == n || i == rest || n == rest)
                    continue;
                var (here, customs, table) = (Goods(recipe, fit.Economy.Economy, n, i), evidence.Pairs[n, i], evidence.Table.GoodsOf(n, i));
                var known = Math.Max(customs, table);
                if (known > LargePair && here < Missing * known)
                    yield return (i, n, "goods", Say(recipe, i, n, "goods", here, $"customs {customs:0}, the flow table {table:0}"));
                if (here > LargePair && here > Twice * known && !evidence.Held.ContainsKey((n, i)) && !IsKnown(fit, n, i, known))
                    yield return (
                        i,
                        n,
                        "goods",
                        Say(recipe, i, n, "goods", here, $"twice what customs ({customs:0}) and the flow table ({table:0}) have")
                    );
            }
    }

    /// <summary>Fuels by pair, and what countries of the flow table sell of a product in all.</summary>
    private static IEnumerable<(int Exporter, int Importer, string Sector, string Found)> Products(
        IcioRecipe recipe,
        IcioFit fit,
        Evidence evidence
    )
    {
        var economy = fit.Economy.Economy;
        var passedOn = fit.Known.PassedOn.Select(p => (p.Country, p.Sector)).ToHashSet();
        var backed = Backed(recipe, evidence);
        foreach (var flow in evidence.Commodities.Where(c => c.Value > LargeProduct && c.Heading is "2709" or "2711" or "2701"))
        {
            var (i, n) = (recipe.Country(flow.Exporter), recipe.Country(flow.Importer));
            var j = recipe.Sector(
                flow.Heading == "2709" ? "CRUDE"
                : flow.Heading == "2711" ? "GAS"
                : "COAL"
            );
            if (i >= 0 && n >= 0 && !passedOn.Contains((i, j)) && economy.Trade[n, i, j] < Missing * flow.Value)
                yield return (
                    i,
                    n,
                    recipe.Sectors[j].Code,
                    Say(recipe, i, n, recipe.Sectors[j].Code, economy.Trade[n, i, j], $"customs {flow.Value:0}")
                );
        }
        for (var i = 0; i < recipe.Countries.Length; i++)
            for (var j = 0; j < recipe.Sectors.Length; j++)
            {
                if (recipe.IsService(j) || recipe.Countries[i].Kind is CountryKind.Carved or CountryKind.Rest)
                    continue;
                var (table, here) = (0.0, economy.Exports(i, j));
                for (var n = 0; n < recipe.Countries.Length; n++)
                    table += n == i ? 0 : evidence.Table.Goods[n, i, j];
                // Fuels and what fuels leave of the accounts' group have their own sources.
                if (here > LargeProduct && here > Twice * table && !fit.Known.IsKnown[j] && !backed.Contains((i, j)))
                    yield return (
                        i,
                        -1,
                        recipe.Sectors[j].Code,
                        Say(recipe, i, -1, recipe.Sectors[j].Code, here, $"more than twice the flow table ({table:0})")
                    );
                if (table > LargeProduct && !passedOn.Contains((i, j)) && here < Missing * table)
                    yield return (
                        i,
                        -1,
                        recipe.Sectors[j].Code,
                        Say(recipe, i, -1, recipe.Sectors[j].Code, here, $"the flow table {table:0}")
                    );
            }
    }

    /// <summary>
    /// Products of countries whose listed headings come to the evidence that growth needs: refined petroleum, ores, metals.
    /// </summary>
    private static HashSet<(int Country, int Sector)> Backed(IcioRecipe recipe, Evidence evidence)
    {
        var (refined, ores, metals) = (recipe.Sector("REFI"), recipe.Sector("OMIN"), recipe.Sector("META"));
        return
        [
            .. evidence
                .Commodities.Where(c => recipe.Country(c.Exporter) >= 0)
                .Select(c =>
                    (
                        Country: recipe.Country(c.Exporter),
                        Sector: c.Heading switch
                        {
                            "2710" => refined,
                            "2601" or "2603" or "2606" => ores,
                            "7403" or "7601" or "7202" or "7502" or "7901" or "7801" or "8001" => metals,
                            _ => -1,
                        },
                        c.Value
                    )
                )
                .Where(c => c.Sector >= 0)
                .GroupBy(c => (c.Country, c.Sector))
                .Where(g => g.Sum(c => c.Value) > LargeProduct)
                .Select(g => g.Key),
        ];
    }

    /// <summary>No country sells more electricity than the largest part of what it generates.</summary>
    private static IEnumerable<(int Exporter, int Importer, string Sector, string Found)> Electricity(
        IcioRecipe recipe,
        IcioFit fit,
        Evidence evidence
    )
    {
        const double most = 0.85;
        for (var i = 0; i < recipe.Countries.Length; i++)
        {
            var (sold, generated) = (0.0, evidence.Power.Total(i) * evidence.Power.Price);
            for (var j = 0; j < recipe.Sectors.Length; j++)
                sold += recipe.IsPower(j) ? fit.Economy.Economy.Exports(i, j) : 0;
            if (sold > most * generated)
                yield return (i, -1, "power", Say(recipe, i, -1, "power", sold, $"generation {generated:0}"));
        }
    }

    /// <summary>No country here sells or buys next to no services.</summary>
    private static IEnumerable<(int Exporter, int Importer, string Sector, string Found)> Services(
        IcioRecipe recipe,
        IcioFit fit,
        Evidence evidence
    )
    {
        const double least = 0.005;
        for (var n = 0; n < recipe.Countries.Length; n++)
        {
            var (sold, bought) = (0.0, 0.0);
            for (var m = 0; m < recipe.Countries.Length; m++)
                for (var j = 0; j < recipe.Sectors.Length; j++)
                    if (m != n && recipe.IsService(j))
                        (sold, bought) = (sold + fit.Economy.Economy.Trade[m, n, j], bought + fit.Economy.Economy.Trade[n, m, j]);
            var size = evidence.Accounts.TotalValueAdded(n, recipe.Year);
            if (Math.Min(sold, bought) < least * size)
                yield return (
                    n,
                    -1,
                    "services",
                    Say(recipe, n, -1, "services", Math.Min(sold, bought), $"half a hundredth of value added {least * size:0}")
                );
        }
    }

    /// <summary>Whether single flows of the recipe or customs' fuels make up most of what is beyond the evidence of the pair.</summary>
    private static bool IsKnown(IcioFit fit, int n, int i, double evidence)
    {
        var sum = 0.0;
        for (var j = 0; j < fit.Known.IsKnown.Length; j++)
            sum += fit.Known.Values[n, i, j];
        return sum > evidence / 2;
    }

    public static double Goods(IcioRecipe recipe, Economy economy, int n, int i)
    {
        var sum = 0.0;
        for (var j = 0; j < recipe.Sectors.Length; j++)
            sum += recipe.IsService(j) ? 0 : economy.Trade[n, i, j];
        return sum;
    }

    private static string Say(IcioRecipe recipe, int i, int n, string what, double here, string evidence) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{what} of {recipe.Countries[i].Code} to {(n < 0 ? "all" : recipe.Countries[n].Code)}: {here:0} million USD; {evidence}"
        );

    private static HashSet<(int Exporter, int Importer, string Sector)> Explained(IcioRecipe recipe, FaultList faults)
    {
        var explained = new HashSet<(int, int, string)>();
        foreach (var row in RawTable.Read(recipe.Folder, File, ["exporter", "importer", "sector", "because"], faults))
        {
            if (row.Text("because").Length == 0)
                faults.Add(new Place(File), $"{row.Text("exporter")} to {row.Text("importer")} without a reason", "why it is so");
            foreach (var i in recipe.Members(row.Text("exporter"), File, faults))
            {
                explained.Add((i, -1, row.Text("sector")));
                foreach (var n in recipe.Members(row.Text("importer"), File, faults))
                    explained.Add((i, n, row.Text("sector")));
            }
        }
        return explained;
    }
}
