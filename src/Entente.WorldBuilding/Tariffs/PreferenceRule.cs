using Entente.Data;

namespace Entente.WorldBuilding.Tariffs;

/// <summary>How a rule changes a duty.</summary>
internal enum PreferenceMode
{
    /// <summary>The duty is the rate.</summary>
    Set,

    /// <summary>The duty is at most the rate.</summary>
    Most,

    /// <summary>The duty is multiplied by the rate, a number and not per cent.</summary>
    Times,

    /// <summary>The rate comes on top.</summary>
    Add,

    /// <summary>A preference is lost: the most-favoured-nation duty.</summary>
    Mfn,

    /// <summary>Duties of the pair are scaled so that their mean, weighted by trade, is the rate.</summary>
    Average,
}

/// <summary>A line of <c>preferences.csv</c>: who levies what on whom, from when, by which agreement or act.</summary>
/// <param name="Importers">Codes of those who levy it.</param>
/// <param name="Exporters">Codes of those it is levied on.</param>
/// <param name="Sectors">Sectors, or <c>goods</c>, <c>farm</c>, <c>industry</c>.</param>
/// <param name="Mode">What it does.</param>
/// <param name="Rate">Ad valorem; with <see cref="PreferenceMode.Times"/> a factor.</param>
/// <param name="Confidence">Whether the figure was read in a source or recalled.</param>
/// <param name="Source">Agreement or act.</param>
internal sealed record PreferenceRule(
    HashSet<string> Importers,
    HashSet<string> Exporters,
    string[] Sectors,
    PreferenceMode Mode,
    double Rate,
    string Confidence,
    string Source
)
{
    private const double Percent = 100;

    private static readonly string[] Columns =
    [
        "importer",
        "exporter",
        "sectors",
        "mode",
        "rate_percent",
        "since",
        "until",
        "confidence",
        "source",
    ];

    /// <summary>The rules in force in a year, in their order; a later one goes on from what earlier ones have left.</summary>
    public static List<PreferenceRule> Read(
        TariffRequest request,
        TradeBlocs blocs,
        TariffSectors sectors,
        HashSet<string> known,
        FaultList faults
    )
    {
        var rules = new List<PreferenceRule>();
        foreach (var row in RawTable.Read(request.Recipe, "preferences.csv", Columns, faults))
        {
            var mode = Enum.TryParse<PreferenceMode>(row.Text("mode"), ignoreCase: true, out var parsed) ? parsed : (PreferenceMode?)null;
            var rate = row.NumberOrNull("rate_percent");
            if (mode is null)
                faults.Add(row.Place, $"mode '{row.Text("mode")}'", "set, most, times, add, mfn or average");
            else if ((rate is null) != (mode == PreferenceMode.Mfn) || !(rate is null or (>= 0 and <= 300)))
                faults.Add(row.Place, $"rate '{row.Text("rate_percent")}'", "per cent from 0 to 300, a factor with times, none with mfn");
            else if (Scope(row, blocs, sectors, known, faults) is var (importers, exporters) && InForce(row, request.Year))
                rules.Add(
                    new PreferenceRule(
                        importers,
                        exporters,
                        row.Text("sectors").Split(';'),
                        mode.Value,
                        mode == PreferenceMode.Times ? rate!.Value : (rate ?? 0) / Percent,
                        row.Text("confidence"),
                        row.Text("source")
                    )
                );
        }
        return rules;
    }

    public bool Covers(string importer, string exporter) => Importers.Contains(importer) && Exporters.Contains(exporter);

    private static bool InForce(RawRow row, int year) => row.Number("since") <= year && (row.NumberOrNull("until") ?? year) >= year;

    private static (HashSet<string> Importers, HashSet<string> Exporters)? Scope(
        RawRow row,
        TradeBlocs blocs,
        TariffSectors sectors,
        HashSet<string> known,
        FaultList faults
    )
    {
        var (importers, exporters) = (blocs.Codes(row.Text("importer"), known), blocs.Codes(row.Text("exporter"), known));
        var strange = importers.Concat(exporters).Where(code => !known.Contains(code)).ToList();
        foreach (var code in strange)
            faults.Add(row.Place, $"'{code}'", "an economy of tariff-base.csv, a bloc of blocs.csv, or all");
        foreach (var word in row.Text("sectors").Split(';').Where(word => !sectors.Knows(word)))
        {
            faults.Add(row.Place, $"'{word}'", "a sector of tariff-sectors.csv, goods, farm or industry");
            strange.Add(word);
        }
        return strange.Count > 0 ? null : (importers, exporters);
    }
}
