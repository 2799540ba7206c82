using System.Collections.Immutable;
using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding;

/// <summary>
/// How far published sets of trade elasticities differ, as the spread of those of the world: log theta of a set and a sector is a
/// mean of the sector, a level of the set and a rest; levels are common to all sectors, rests are a sector's own.
/// </summary>
internal static class ElasticitySets
{
    /// <summary>The value that sets have where their paper has no estimate; a set of nothing else is no set.</summary>
    private const double Filler = 4;

    /// <summary>A row for every sector.</summary>
    /// <param name="raw">Folder of the raw tables.</param>
    /// <param name="folder">Folder of <c>elasticity-sets.csv</c>, which sector of the sets is which of the world.</param>
    /// <param name="codes">Codes of the sectors.</param>
    /// <param name="thetas">Their elasticities.</param>
    /// <param name="faults">Receives faults.</param>
    public static ImmutableArray<ElasticityRow> Read(
        string raw,
        string folder,
        ImmutableArray<string> codes,
        double[] thetas,
        FaultList faults
    )
    {
        var logs = Logs(raw, folder, codes, faults);
        var sources = logs.Keys.Select(key => key.Source).Distinct().Order(StringComparer.Ordinal).ToList();
        if (faults.Any || sources.Count < 2)
            return [];
        var sectors = Enumerable.Range(0, codes.Length).Where(j => Of(j).Count > 1).ToList();
        var means = sectors.ToDictionary(j => j, j => Of(j).Average(v => v.Value));
        var levels = sources.ToDictionary(s => s, s => Rests(s).DefaultIfEmpty(0).Average(), StringComparer.Ordinal);
        var common = Deviation([.. levels.Values]);
        var own = sectors.ToDictionary(j => j, j => Deviation([.. Of(j).Select(v => v.Value - means[j] - levels[v.Source])]));
        var pooled = Math.Sqrt(own.Values.Average(s => s * s));
        return
        [
            .. codes.Select(
                (_, j) =>
                    new ElasticityRow(
                        j,
                        thetas[j],
                        Figures(Math.Sqrt(common * common + Math.Pow(own.GetValueOrDefault(j, pooled), 2))),
                        Figures(common),
                        own.ContainsKey(j) ? Of(j).Count : 0,
                        own.ContainsKey(j)
                            ? $"spread of {string.Join(' ', Of(j).Select(v => v.Source))}"
                            : "judgement: no sets to compare; the mean spread of goods"
                    )
            ),
        ];

        List<(string Source, double Value)> Of(int j) =>
            [.. sources.Where(s => logs.ContainsKey((s, j))).Select(s => (s, logs[(s, j)].Average()))];
        IEnumerable<double> Rests(string source) =>
            sectors.Where(j => logs.ContainsKey((source, j))).Select(j => logs[(source, j)].Average() - means[j]);
    }

    /// <summary>Logarithms of the estimates, by the short name of the set and the sector of the world.</summary>
    private static Dictionary<(string Source, int Sector), List<double>> Logs(
        string raw,
        string folder,
        ImmutableArray<string> codes,
        FaultList faults
    )
    {
        var of = RawTable
            .Read(folder, "elasticity-sets.csv", ["icio", "sector"], faults)
            .Select(row => (Icio: row.Text("icio"), Sector: codes.IndexOf(row.Text("sector"))))
            .ToLookup(row => row.Icio, row => row.Sector, StringComparer.Ordinal);
        var logs = new Dictionary<(string, int), List<double>>();
        foreach (var row in RawTable.Read(raw, "new/elasticity_sets_icio28.csv.gz", ["source", "sector", "trade_elasticity"], faults))
            if (row.Number("trade_elasticity") is > 0 and not Filler and var theta)
                foreach (var j in of[row.Text("sector")])
                {
                    var key = (row.Text("source").Split(':')[0], j);
                    if (!logs.TryGetValue(key, out var own))
                        logs[key] = own = [];
                    own.Add(Math.Log(theta));
                }
        return logs;
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    private static double Figures(double value) =>
        double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
