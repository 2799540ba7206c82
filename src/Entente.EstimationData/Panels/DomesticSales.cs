using System.Collections.Immutable;
using System.Globalization;
using Entente.Data;

namespace Entente.EstimationData.Panels;

/// <summary>
/// A panel of trade with domestic sales, which structural gravity needs: what a country makes and does not export it sells at home. Where
/// output is not known there is a hole; where exports are larger than output, domestic sales would be negative. Neither is filled.
/// </summary>
/// <param name="Panel">The flows with a row more for each country and period whose domestic sales are known.</param>
/// <param name="Holes">Countries and periods of exporters without output.</param>
/// <param name="Negative">Countries and periods that export more than they make, with how much more.</param>
/// <param name="Unused">Countries and periods of output without any export.</param>
/// <param name="Partial">Countries and periods with flows that are missing, with how many: they count as none.</param>
/// <param name="Empty">Columns that the rows added have nothing in.</param>
public sealed record DomesticSales(
    PanelTable Panel,
    ImmutableArray<string> Holes,
    ImmutableArray<(string Where, double Excess)> Negative,
    ImmutableArray<string> Unused,
    ImmutableArray<string> Partial,
    ImmutableArray<string> Empty
)
{
    private static readonly string[] Periods = ["year", "sector"];
    private static readonly string[] OfFlows = ["exporter", "importer", "trade"];
    private static readonly string[] OfOutput = ["country", "output"];

    /// <summary>Makes the panel.</summary>
    /// <param name="flows">Columns <c>exporter</c>, <c>importer</c>, <c>trade</c>, and by what it repeats: <c>year</c>,
    /// <c>sector</c>.</param>
    /// <param name="output">Columns <c>country</c>, <c>output</c>, in the unit of trade, and the same others.</param>
    /// <param name="flowsName">The former as messages shall name it.</param>
    /// <param name="outputName">The latter.</param>
    public static Checked<DomesticSales> Of(PanelTable flows, PanelTable output, string flowsName, string outputName)
    {
        ArgumentNullException.ThrowIfNull(flows);
        ArgumentNullException.ThrowIfNull(output);
        var faults = new FaultList();
        string[] by = [.. Periods.Where(column => flows.Find(column) >= 0)];
        foreach (var column in OfFlows.Where(c => flows.Find(c) < 0))
            faults.Add(new Place(flowsName, 1), $"no column '{column}'", "exporter, importer and trade");
        foreach (var column in OfOutput.Concat(by).Where(c => output.Find(c) < 0))
            faults.Add(new Place(outputName, 1), $"no column '{column}'", $"country, output{string.Concat(by.Select(b => ", " + b))}");
        if (faults.Any)
            return faults.Failed<DomesticSales>();
        var exports = new Dictionary<string, double>(StringComparer.Ordinal);
        var missing = new Dictionary<string, int>(StringComparer.Ordinal);
        var first = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (row, line) in flows.Rows.Select((row, at) => (row, at + 2)))
        {
            var (exporter, key) = (row[flows.Find("exporter")], Key(flows, row, "exporter", by));
            var value = Number(row[flows.Find("trade")], flowsName, line, "trade", faults);
            if (exporter == row[flows.Find("importer")])
                faults.Add(
                    new Place(flowsName, line),
                    $"{exporter} selling to itself",
                    "flows between countries: domestic sales are computed"
                );
            if (PanelTable.IsMissing(row[flows.Find("trade")]))
                missing[key] = missing.GetValueOrDefault(key) + 1;
            first.TryAdd(key, row);
            exports[key] = exports.GetValueOrDefault(key) + value;
        }
        var made = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (row, line) in output.Rows.Select((row, at) => (row, at + 2)))
            if (!PanelTable.IsMissing(row[output.Find("output")]))
                if (!made.TryAdd(Key(output, row, "country", by), Number(row[output.Find("output")], outputName, line, "output", faults)))
                    faults.Add(new Place(outputName, line), $"{Key(output, row, "country", by)} for the second time", "each once");
        return faults.With(() =>
            Joined(flows, by, exports, first, made) with
            {
                Partial = [.. missing.Select(m => $"{m.Key} ({m.Value})")],
                Empty = [.. flows.Columns.Except([.. OfFlows, .. by], StringComparer.Ordinal)],
            }
        );
    }

    private static DomesticSales Joined(
        PanelTable flows,
        string[] by,
        Dictionary<string, double> exports,
        Dictionary<string, string[]> first,
        Dictionary<string, double> made
    )
    {
        var (added, negative) = (new List<string[]>(), new List<(string, double)>());
        foreach (var (key, sold) in exports)
        {
            if (!made.TryGetValue(key, out var output))
                continue;
            if (output < sold)
            {
                negative.Add((key, sold - output));
                continue;
            }
            var row = new string[flows.Columns.Count];
            Array.Fill(row, "");
            row[flows.Find("exporter")] = row[flows.Find("importer")] = first[key][flows.Find("exporter")];
            row[flows.Find("trade")] = PanelTable.Cell(output - sold);
            foreach (var column in by)
                row[flows.Find(column)] = first[key][flows.Find(column)];
            added.Add(row);
        }
        return new DomesticSales(
            new PanelTable(flows.Columns, flows.Rows.Concat(added)),
            [.. exports.Keys.Where(key => !made.ContainsKey(key))],
            [.. negative],
            [.. made.Keys.Where(key => !exports.ContainsKey(key))],
            [],
            []
        );
    }

    private static string Key(PanelTable table, string[] row, string country, string[] by) =>
        string.Join(' ', by.Select(column => row[table.Find(column)]).Prepend(row[table.Find(country)]));

    private static double Number(string text, string name, int line, string what, FaultList faults)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 && double.IsFinite(value))
            return value;
        // A flow that is missing is not known, and adds nothing to what is known of exports.
        if (!PanelTable.IsMissing(text))
            faults.Add(new Place(name, line), $"{what} '{Quoted.Short(text)}'", "a number, 0 or more");
        return 0;
    }
}
