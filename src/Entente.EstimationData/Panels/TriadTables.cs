using Entente.Estimation.Elasticities;
using Entente.Estimation.Formulas;

namespace Entente.EstimationData.Panels;

/// <summary>Trade and tariffs of a table as triads need them, sector by sector.</summary>
public static class TriadTables
{
    /// <summary>Theta by sector; all together where the table has no column <c>sector</c>. Rows of the same flow, such as years, add
    /// up.</summary>
    /// <param name="data">Columns <c>exporter</c>, <c>importer</c>, <c>trade</c>, <c>tariff</c> and, if there are sectors,
    /// <c>sector</c>.</param>
    /// <param name="value">How trade is valued.</param>
    public static IReadOnlyList<(string Sector, ElasticityEstimate? Estimate)> Of(DataColumns data, TradeValue value)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (exporters, importers) = (data.Label("exporter"), data.Label("importer"));
        string[] countries = [.. exporters.Names.Union(importers.Names, StringComparer.Ordinal)];
        var at = countries.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        var sectors = data.LabelNames.Contains("sector") ? data.Label("sector") : null;
        var found = new List<(string, ElasticityEstimate?)>();
        foreach (var sector in sectors?.InOrder() ?? [0])
        {
            var (trade, tariffs) = (new double[countries.Length * countries.Length], new double[countries.Length * countries.Length]);
            Array.Fill(tariffs, double.NaN);
            for (var row = 0; row < data.Rows; row++)
            {
                if ((sectors?.Codes[row] ?? 0) != sector || exporters.Codes[row] < 0 || importers.Codes[row] < 0)
                    continue;
                var cell = at[importers.Names[importers.Codes[row]]] * countries.Length + at[exporters.Names[exporters.Codes[row]]];
                (trade[cell], tariffs[cell]) = (trade[cell] + data.Number("trade")[row], data.Number("tariff")[row]);
            }
            found.Add((sectors?.Names[sector] ?? "all", TradeTriads.Of(trade, tariffs, countries.Length, value)));
        }
        return found;
    }
}
