using System.Globalization;
using Entente.Data;
using Entente.Estimation.Elasticities;
using Entente.Estimation.Formulas;

namespace Entente.EstimationData.Panels;

/// <summary>Theta of a sector from triads.</summary>
/// <param name="Sector">Name of the sector; <c>all</c> where the table has none.</param>
/// <param name="Estimate">The estimate; null where no triad is whole or tariffs do not vary.</param>
/// <param name="Triads">Triads of countries in all years, whole or not.</param>
public sealed record SectorTriads(string Sector, ElasticityEstimate? Estimate, long Triads);

/// <summary>Trade and tariffs of a table as triads need them, sector by sector and year by year.</summary>
public static class TriadTables
{
    /// <summary>Columns by which a flow may be repeated, where a table has them.</summary>
    public static IReadOnlyList<string> Repeated { get; } = ["sector", "year"];

    /// <summary>Theta by sector; all together where the table has no column <c>sector</c>.</summary>
    /// <param name="data">Columns <c>exporter</c>, <c>importer</c>, <c>trade</c>, <c>tariff</c> and, if there are sectors or years,
    /// <c>sector</c> and <c>year</c>.</param>
    /// <param name="name">The table as messages shall name it.</param>
    /// <param name="value">How trade is valued.</param>
    /// <returns>The estimates; or flows that stand there twice, trade below zero, and tariffs of -100 % and less.</returns>
    public static Checked<IReadOnlyList<SectorTriads>> Of(DataColumns data, string name, TradeValue value)
    {
        ArgumentNullException.ThrowIfNull(data);
        var faults = new FaultList();
        var (exporters, importers) = (data.Label("exporter"), data.Label("importer"));
        string[] countries = [.. exporters.Names.Union(importers.Names, StringComparer.Ordinal)];
        var at = countries.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        var (sectors, years) = (Labels("sector"), Labels("year"));
        var trade = data.Number("trade");
        var tariffs = data.Number("tariff");
        var periods = new SortedDictionary<(int Sector, int Year), (double[] Trade, double[] Tariffs)>();
        for (var row = 0; row < data.Rows; row++)
        {
            if (trade[row] < 0)
                Report(row, $"trade {trade[row]}", "0 or more");
            if (tariffs[row] <= -1)
                Report(row, $"tariff {tariffs[row]}", "a rate above -1: 0.1 is 10 %");
            var (sector, year) = (sectors?.Codes[row] ?? 0, years?.Codes[row] ?? 0);
            if (sector < 0 || year < 0 || exporters.Codes[row] < 0 || importers.Codes[row] < 0)
                continue;
            if (!periods.TryGetValue((sector, year), out var period))
                periods.Add((sector, year), period = (Unknown(), Unknown()));
            var (exporter, importer) = (exporters.Names[exporters.Codes[row]], importers.Names[importers.Codes[row]]);
            var cell = at[importer] * countries.Length + at[exporter];
            if (!double.IsNaN(period.Trade[cell]) || !double.IsNaN(period.Tariffs[cell]))
                Report(row, $"{exporter} to {importer} for the second time", "each flow once a sector and year");
            (period.Trade[cell], period.Tariffs[cell]) = (trade[row], tariffs[row]);
        }
        var each = (long)countries.Length * (countries.Length - 1) * (countries.Length - 2) / 6;
        return faults.With<IReadOnlyList<SectorTriads>>(() =>
        [
            .. (sectors?.InOrder() ?? [0]).Select(sector =>
            {
                var own = periods.Where(p => p.Key.Sector == sector).Select(p => p.Value).ToList();
                return new SectorTriads(
                    sectors?.Names[sector] ?? "all",
                    TradeTriads.Of(own, countries.Length, value),
                    own.Count * each
                );
            }),
        ]);

        LabelColumn? Labels(string column) => data.LabelNames.Contains(column) ? data.Label(column) : null;

        double[] Unknown()
        {
            var cells = new double[countries.Length * countries.Length];
            Array.Fill(cells, double.NaN);
            return cells;
        }

        // The header is line 1.
        void Report(int row, FormattableString found, string expected) =>
            faults.Add(new Place(name, row + 2), found.ToString(CultureInfo.InvariantCulture), expected);
    }
}
