using Entente.Data;

namespace Entente.WorldBuilding.Importing;

/// <summary>
/// A GTAP data base as an economy. Flows are at f.o.b. values, so that export taxes are in the exporter's value added;
/// tariffs are what the importer pays above c.i.f.; international transport margins are purchases of the importer from
/// the countries that supply transport, in proportion to what they supply. Domestic taxes on inputs are in value added.
/// </summary>
internal static class GtapTable
{
    /// <summary>
    /// Headers of versions 10 and 11, in pairs: domestic and imported use by firms, households, government, investment; trade at
    /// f.o.b., c.i.f. and with tariffs; transport.
    /// </summary>
    private static readonly string[][] Needed =
    [
        ["VDFB", "VDFM"],
        ["VMFB", "VIFM"],
        ["VDPB", "VDPM"],
        ["VMPB", "VIPM"],
        ["VDGB", "VDGM"],
        ["VMGB", "VIGM"],
        ["VFOB", "VXWD"],
        ["VCIF", "VIWS"],
        ["VMSB", "VIMS"],
        ["VST"],
        ["VTWR"],
    ];

    public static Economy? Read(IReadOnlyDictionary<string, HarHeader> file, string name, FaultList faults)
    {
        var found = Needed.Select(names => names.Select(n => file.GetValueOrDefault(n)).FirstOrDefault(h => h is not null)).ToArray();
        foreach (var (names, header) in Needed.Zip(found).Where(pair => pair.Second is null))
            faults.Add(
                new Place(name),
                $"no header {names[0]}",
                names.Length > 1 ? $"{names[0]} (GTAP 11) or {names[1]} (GTAP 10)" : names[0]
            );
        if (!faults.Any)
            Shapes(found!, file, name, faults);
        if (faults.Any)
            return null;
        var (trade, goods) = (found[6]!, found[6]!.Elements[0]);
        var economy = new Economy([.. trade.Elements[1].Select(code => code.ToUpperInvariant())], goods);
        Uses(economy, found, file);
        Flows(economy, found);
        Transport(economy, found[9]!, found[10]!);
        return economy;
    }

    /// <summary>Axes of the headers needed: k goods, a activities (and investment), r regions, m transport goods.</summary>
    private static readonly string[] Axes = ["kar", "kar", "kr", "kr", "kr", "kr", "krr", "krr", "krr", "mr", "mkrr"];

    private static readonly string[] Investment = ["VDIB", "VMIB"];

    /// <summary>Reports arrays whose axes are not those of trade, which names goods and regions.</summary>
    private static void Shapes(HarHeader[] found, IReadOnlyDictionary<string, HarHeader> file, string name, FaultList faults)
    {
        if (found[6].Elements.Count != 3)
        {
            faults.Add(new Place(name), $"header {found[6].Name} over {found[6].Elements.Count} sets", "goods by region by region");
            return;
        }
        var (goods, regions) = (found[6].Elements[0], found[6].Elements[1]);
        var investment = Investment.Where(file.ContainsKey).Select(h => (Header: file[h], Axes: "kr"));
        foreach (var (header, axes) in found.Zip(Axes).Concat(investment))
            if (header.Elements.Count != axes.Length || !axes.Select((axis, d) => Fits(axis, header.Elements[d])).All(fits => fits))
                faults.Add(
                    new Place(name),
                    $"header {header.Name} of {string.Join(" by ", header.Dimensions)}",
                    $"the {goods.Length} goods and {regions.Length} regions of {found[6].Name}, in its order"
                );
        foreach (var twice in goods.Concat(regions).GroupBy(code => code, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            faults.Add(new Place(name), $"'{twice.Key}' {twice.Count()} times among goods and regions", "each code once");

        bool Fits(char axis, string[] elements) =>
            axis switch
            {
                'k' => elements.SequenceEqual(goods, StringComparer.OrdinalIgnoreCase),
                'r' => elements.SequenceEqual(regions, StringComparer.OrdinalIgnoreCase),
                'a' => elements.Length == goods.Length || elements.Length == goods.Length + 1,
                _ => elements.All(e => goods.Contains(e, StringComparer.OrdinalIgnoreCase)),
            };
    }

    private static void Uses(Economy economy, HarHeader?[] found, IReadOnlyDictionary<string, HarHeader> file)
    {
        var (countries, sectors) = (economy.Countries.Length, economy.Sectors.Length);
        var firms = new[] { found[0]!, found[1]! };
        // In version 10 investment is a column of firms; in 11 it has headers of its own.
        var final = new[] { found[2], found[3], found[4], found[5], file.GetValueOrDefault("VDIB"), file.GetValueOrDefault("VMIB") }
            .OfType<HarHeader>()
            .ToArray();
        for (var n = 0; n < countries; n++)
            for (var k = 0; k < sectors; k++)
            {
                foreach (var header in firms)
                    for (var j = 0; j < header.Dimensions[1]; j++)
                        if (j < sectors)
                            economy.Use[n, k, j] += At(header, k, j, n);
                        else
                            economy.Final[n, k] += At(header, k, j, n);
                economy.Final[n, k] += final.Sum(header => At(header, k, n));
            }
        foreach (var header in new[] { found[0]!, found[2]!, found[4]!, file.GetValueOrDefault("VDIB") }.OfType<HarHeader>())
            for (var n = 0; n < countries; n++)
                for (var k = 0; k < sectors; k++)
                    economy.Trade[n, n, k] +=
                        header.Dimensions.Count == 3
                            ? Enumerable.Range(0, header.Dimensions[1]).Sum(j => At(header, k, j, n))
                            : At(header, k, n);
    }

    private static void Flows(Economy economy, HarHeader?[] found)
    {
        for (var n = 0; n < economy.Countries.Length; n++)
            for (var i = 0; i < economy.Countries.Length; i++)
                for (var j = 0; j < economy.Sectors.Length; j++)
                {
                    economy.Trade[n, i, j] += At(found[6]!, j, i, n);
                    economy.Tariffs[n, i, j] += At(found[8]!, j, i, n) - At(found[7]!, j, i, n);
                }
    }

    private static void Transport(Economy economy, HarHeader supply, HarHeader margins)
    {
        var countries = economy.Countries.Length;
        for (var m = 0; m < supply.Dimensions[0]; m++)
        {
            var (sector, total) = (
                Array.FindIndex(economy.Sectors, s => s.Equals(supply.Elements[0][m], StringComparison.OrdinalIgnoreCase)),
                Enumerable.Range(0, countries).Sum(s => At(supply, m, s))
            );
            for (var n = 0; n < countries && total > 0; n++)
            {
                var paid = 0.0;
                for (var i = 0; i < countries; i++)
                    for (var j = 0; j < economy.Sectors.Length; j++)
                        paid += At(margins, m, j, i, n);
                for (var s = 0; s < countries; s++)
                    economy.Trade[n, s, sector] += paid * At(supply, m, s) / total;
            }
        }
    }

    /// <summary>A cell of an array, first axis fastest.</summary>
    private static double At(HarHeader header, params ReadOnlySpan<int> index)
    {
        var (at, step) = (0, 1);
        for (var axis = 0; axis < index.Length; axis++)
        {
            at += index[axis] * step;
            step *= header.Dimensions[axis];
        }
        return header.Values[at];
    }
}
