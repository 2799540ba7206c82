using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Coefficients of the table of 2020 on the coarse sectors of the world, weighted by outputs of the flow table's year.
/// Outputs of services by kind, which no table has, follow from coefficients and final demand (Leontief) and are brought to
/// the flow table's total. Countries without coefficients take those of their peers.
/// </summary>
internal sealed class Technology
{
    /// <summary>Value added below this share of output is an error of the table.</summary>
    private const double LeastValueAdded = 0.05;
    private const int Passes = 300;

    private readonly IcioRecipe recipe;
    private readonly CoarseSectors coarse;
    private readonly Dictionary<string, (string Code, double Share)[]> concordance;

    public Technology(
        IcioRecipe recipe,
        CoarseSectors coarse,
        string raw,
        IcioTable table,
        Func<int, string, double> netServices,
        FaultList faults
    )
    {
        (this.recipe, this.coarse) = (recipe, coarse);
        concordance = IcioTable.Concordance(recipe, faults);
        var (countries, width) = (recipe.Countries.Length, coarse.Codes.Length);
        (Use, Output, ValueAdded, Final) = (
            new double[countries, width, width],
            new double[countries, width],
            new double[countries, width],
            new double[countries, width]
        );
        var shares = ReadShares(raw, faults);
        var coefficients = ReadCoefficients(raw, [.. shares.Codes], faults);
        if (faults.Any)
            return;
        for (var n = 0; n < countries; n++)
            if (coefficients.TryGetValue(recipe.Countries[n].Code, out var a))
                Enter(
                    n,
                    [.. shares.Codes],
                    a,
                    shares.ValueAdded[recipe.Countries[n].Code],
                    shares.Final[recipe.Countries[n].Code],
                    table,
                    netServices
                );
        foreach (var kind in new[] { CountryKind.Flows, CountryKind.Carved })
            for (var n = 0; n < countries; n++)
                if (recipe.Countries[n].Kind == kind)
                    FromPeers(n, table);
    }

    /// <summary>Use of coarse input k by coarse user j, at the outputs of <see cref="Output"/>.</summary>
    public double[,,] Use { get; }

    /// <summary>Output by coarse sector, of the flow table's year; of a carved country in proportion to its peers'.</summary>
    public double[,] Output { get; }

    public double[,] ValueAdded { get; }

    /// <summary>Final demand by coarse sector.</summary>
    public double[,] Final { get; }

    private void Enter(
        int n,
        string[] codes,
        double[,] a,
        Dictionary<string, double> valueAdded,
        Dictionary<string, double> final,
        IcioTable table,
        Func<int, string, double> netServices
    )
    {
        var y = Outputs(n, codes, a, valueAdded, final, table, netServices);
        var spent = 0.0;
        for (var j = 0; j < codes.Length; j++)
        {
            var share = Math.Max(LeastValueAdded, valueAdded.GetValueOrDefault(codes[j]));
            spent += share * y[j];
            foreach (var (to, part) in Parts(codes[j]))
            {
                Output[n, to] += part * y[j];
                ValueAdded[n, to] += part * share * y[j];
                for (var k = 0; k < codes.Length; k++)
                    foreach (var (from, slice) in Parts(codes[k]))
                        Use[n, from, to] += slice * part * a[k, j] * y[j];
            }
        }
        foreach (var code in codes)
            foreach (var (to, part) in Parts(code))
                Final[n, to] += part * Math.Max(0, final.GetValueOrDefault(code)) * spent;
    }

    /// <summary>Outputs by sector of the coefficient table: goods as the flow table has them, services by Leontief.</summary>
    private double[] Outputs(
        int n,
        string[] codes,
        double[,] a,
        Dictionary<string, double> valueAdded,
        Dictionary<string, double> final,
        IcioTable table,
        Func<int, string, double> netServices
    )
    {
        var goods = codes.Select(c => IsGoods(c)).ToArray();
        var y = codes.Select((c, k) => goods[k] ? table.Output(n, c) : table.ServiceOutput(n) / codes.Length).ToArray();
        var (exports, imports) = table.Trade(n);
        for (var pass = 0; pass < Passes; pass++)
        {
            var demand =
                codes.Select((c, j) => Math.Max(LeastValueAdded, valueAdded.GetValueOrDefault(c)) * y[j]).Sum() + imports - exports;
            var next = (double[])y.Clone();
            for (var k = 0; k < codes.Length; k++)
            {
                if (goods[k])
                    continue;
                var sum = Math.Max(0, final.GetValueOrDefault(codes[k])) * demand;
                for (var j = 0; j < codes.Length; j++)
                    sum += a[k, j] * y[j];
                // Codes of one kind share the kind's net exports in proportion to their size.
                var kind = concordance[codes[k]][0].Code;
                var size = codes.Select((c, j) => concordance[c][0].Code == kind ? y[j] : 0).Sum();
                next[k] = Math.Max(0.05 * sum, sum + (size > 0 ? netServices(n, kind) * y[k] / size : 0));
            }
            var total = codes.Select((_, k) => goods[k] ? 0 : next[k]).Sum();
            for (var k = 0; k < codes.Length; k++)
                y[k] = goods[k] ? y[k] : next[k] * table.ServiceOutput(n) / total;
        }
        return y;
    }

    /// <summary>Sums over peers; where the flow table has the country's outputs of goods, technology at those.</summary>
    private void FromPeers(int n, IcioTable table)
    {
        var (peers, width) = (recipe.Countries[n].Peers.Select(recipe.Country).ToArray(), coarse.Codes.Length);
        for (var j = 0; j < width; j++)
        {
            var size = peers.Sum(p => Output[p, j]);
            var scale = recipe.Countries[n].Kind == CountryKind.Flows ? Scale(n, j, size, table, peers) : 1;
            Output[n, j] = size * scale;
            ValueAdded[n, j] = peers.Sum(p => ValueAdded[p, j]) * scale;
            for (var k = 0; k < width; k++)
                Use[n, k, j] = peers.Sum(p => Use[p, k, j]) * scale;
            Final[n, j] = peers.Sum(p => Final[p, j]);
        }
    }

    private double Scale(int n, int j, double size, IcioTable table, int[] peers)
    {
        double Of(int country) =>
            concordance
                .Where(c => IsGoods(c.Key) && c.Value[0].Code == coarse.Codes[j])
                .Select(c => c.Key)
                .Sum(code => table.Output(country, code));
        var goods = concordance.Any(c => IsGoods(c.Key) && c.Value[0].Code == coarse.Codes[j]);
        return !goods ? table.ServiceOutput(n) / peers.Sum(table.ServiceOutput)
            : size > 0 ? Of(n) / Math.Max(peers.Sum(Of), double.Epsilon)
            : 0;
    }

    private IEnumerable<(int Position, double Share)> Parts(string code) =>
        concordance[code].Select(c => (coarse.Position(c.Code), c.Share));

    private static bool IsGoods(string code) => code[0] is 'A' or 'B' or 'C';

    private static (
        SortedSet<string> Codes,
        Dictionary<string, Dictionary<string, double>> ValueAdded,
        Dictionary<string, Dictionary<string, double>> Final
    ) ReadShares(string raw, FaultList faults)
    {
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        var (valueAdded, final) = (Countries(), Countries());
        foreach (
            var row in RawTable.Read(raw, "icio2020_country_sector_shares.csv.gz", ["country", "sector", "va_share", "alpha_final"], faults)
        )
        {
            codes.Add(row.Text("sector"));
            Of(valueAdded, row.Text("country"))[row.Text("sector")] = row.Number("va_share");
            Of(final, row.Text("country"))[row.Text("sector")] = row.Number("alpha_final");
        }
        return (codes, valueAdded, final);
    }

    private static Dictionary<string, double[,]> ReadCoefficients(string raw, string[] codes, FaultList faults)
    {
        var position = codes.Select((c, k) => (c, k)).ToDictionary(p => p.c, p => p.k, StringComparer.Ordinal);
        var tables = new Dictionary<string, double[,]>(StringComparer.Ordinal);
        foreach (var row in RawTable.Read(raw, "icio2020_io_coeffs.csv.gz", ["country", "input", "user", "share_of_output"], faults))
        {
            if (!tables.TryGetValue(row.Text("country"), out var table))
                tables[row.Text("country")] = table = new double[codes.Length, codes.Length];
            table[position[row.Text("input")], position[row.Text("user")]] = row.Number("share_of_output");
        }
        return tables;
    }

    private static Dictionary<string, Dictionary<string, double>> Countries() => new(StringComparer.Ordinal);

    private static Dictionary<string, double> Of(Dictionary<string, Dictionary<string, double>> tables, string country)
    {
        if (!tables.TryGetValue(country, out var table))
            tables[country] = table = new Dictionary<string, double>(StringComparer.Ordinal);
        return table;
    }
}
