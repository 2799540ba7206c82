using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Tariffs;

/// <summary>
/// Applied and most-favoured-nation duties of 2014 by importer, exporter and sector (WITS/TRAINS, weighted by the trade of the
/// pair), summed to schedules: a single importer, or a customs union whose members share one tariff. Duties above
/// <see cref="Highest"/> are those outside quotas, which are written down and hardly paid: they are cut there.
/// </summary>
internal sealed class BaseTariffs
{
    /// <summary>Largest duty of a cell, ad valorem. Korea's 115 % on crops is the rate outside the quota.</summary>
    public const double Highest = 0.3;

    private readonly Dictionary<(string Importer, string Exporter, int Wits), Cell> cells = [];
    private readonly HashSet<string> importers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Schedule, string Sector), double> means = [];
    private readonly TradeBlocs blocs;
    private readonly TariffSectors sectors;

    private readonly record struct Cell(double Weight, double Applied, double Mfn);

    private BaseTariffs(TradeBlocs blocs, TariffSectors sectors) => (this.blocs, this.sectors) = (blocs, sectors);

    public static BaseTariffs Read(string raw, TradeBlocs blocs, TariffSectors sectors, FaultList faults)
    {
        var read = new BaseTariffs(blocs, sectors);
        foreach (
            var row in RawTable.Read(
                raw,
                "tariffs_applied_2014_43x43_goods.csv.gz",
                ["iso2", "iso1", "sector", "tau_weighted", "imp"],
                faults
            )
        )
        {
            const double percent = 100;
            read.importers.Add(row.Text("iso1"));
            read.cells[Key(row)] = new Cell(row.NumberOrNull("imp") ?? 0, Math.Min(row.Number("tau_weighted") / percent, Highest), 0);
        }
        // Rates of the table of MFN duties are fractions, those of applied duties per cent.
        foreach (var row in RawTable.Read(raw, "tariffs_mfn_2014_43x43_goods.csv.gz", ["iso2", "iso1", "sector", "tau_mfn_w"], faults))
            if (read.cells.TryGetValue(Key(row), out var cell))
                read.cells[Key(row)] = cell with { Mfn = Math.Min(row.Number("tau_mfn_w"), Highest) };
        return read;

        // The table's iso1 is the importer.
        static (string, string, int) Key(RawRow row) => (row.Text("iso1"), row.Text("iso2"), (int)row.Number("sector"));
    }

    /// <summary>Whether there are duties of a schedule.</summary>
    public bool Has(string schedule) => blocs.Members(schedule).Any(importers.Contains);

    /// <summary>Applied duty on an exporter; the mean MFN duty where the pair is not in the data or has no trade.</summary>
    public double Applied(string schedule, string exporter, string sector) =>
        Pair(schedule, exporter, sector, cell => cell.Applied) ?? MeanMfn(schedule, sector);

    /// <summary>Most-favoured-nation duty on the goods of an exporter; the mean over all where the pair is not in the data.</summary>
    public double Mfn(string schedule, string exporter, string sector) =>
        Pair(schedule, exporter, sector, cell => cell.Mfn) ?? MeanMfn(schedule, sector);

    /// <summary>Most-favoured-nation duty on all that comes from outside, weighted by imports.</summary>
    public double MeanMfn(string schedule, string sector)
    {
        if (means.TryGetValue((schedule, sector), out var known))
            return known;
        var members = blocs.Members(schedule);
        return means[(schedule, sector)] =
            Mean(importers.Where(e => !members.Contains(e)).SelectMany(e => Cells(schedule, e, sector)), cell => cell.Mfn) ?? 0;
    }

    private double? Pair(string schedule, string exporter, string sector, Func<Cell, double> rate) =>
        blocs.Members(schedule).Contains(exporter) ? 0 : Mean(Cells(schedule, exporter, sector), rate);

    private IEnumerable<Cell> Cells(string schedule, string exporter, string sector) =>
        from importer in blocs.Members(schedule)
        where importer != exporter
        from wits in sectors.Wits(sector)
        where cells.ContainsKey((importer, exporter, wits))
        select cells[(importer, exporter, wits)];

    private static double? Mean(IEnumerable<Cell> cells, Func<Cell, double> rate)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var cell in cells)
            (sum, weight) = (sum + cell.Weight * rate(cell), weight + cell.Weight);
        return weight > 0 ? sum / weight : null;
    }

    /// <summary>A rate as it is kept: ad valorem, to a millionth.</summary>
    public static double Rounded(double rate) =>
        double.Parse(rate.ToString("F6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
