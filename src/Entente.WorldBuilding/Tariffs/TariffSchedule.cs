using Entente.Data;

namespace Entente.WorldBuilding.Tariffs;

/// <summary>
/// Tariffs of a world by importer, exporter, sector: base rates of 2014 by importer and exporter, those of peers where an importer
/// has none, and on them what agreements, withdrawn preferences and special duties of a year make of them
/// (<c>preferences.csv</c>, one line a rule). Immutable once built.
/// </summary>
internal sealed class TariffSchedule
{
    private readonly TariffRequest request;
    private readonly PreferenceRule?[,,] last;

    private TariffSchedule(TariffRequest request, double[,,] rates, PreferenceRule?[,,] last) =>
        (this.request, Rates, this.last) = (request, rates, last);

    /// <summary>Ad valorem rates by importer, exporter, sector; zero at home and on what is not goods.</summary>
    public double[,,] Rates { get; }

    /// <summary>Builds the schedule; null where something is wrong, the faults being reported.</summary>
    public static TariffSchedule? Build(TariffRequest request, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(request);
        var before = faults.Count;
        var (sectors, blocs) = (TariffSectors.Read(request.Recipe, faults), TradeBlocs.Read(request.Recipe, faults));
        var tariffs = BaseTariffs.Read(request.Raw, blocs, sectors, faults);
        var rows = TariffBaseRow.Read(request, tariffs, faults);
        var rules = PreferenceRule.Read(request, blocs, sectors, [.. rows.Keys, .. blocs.AllMembers], faults);
        if (faults.Count > before)
            return null;
        var (countries, goods) = (request.Countries.Count, request.Sectors.Count);
        var (rates, last) = (new double[countries, countries, goods], new PreferenceRule?[countries, countries, goods]);
        for (var n = 0; n < countries; n++)
        {
            var levied = new LeviedDuties(request, n, rows[request.Countries[n]], tariffs, sectors);
            for (var i = 0; i < countries; i++)
                if (i != n)
                    levied.Fill(i, rules.Where(r => r.Covers(request.Countries[n], request.Countries[i])), rates, last);
        }
        return new TariffSchedule(request, rates, last);
    }

    /// <summary>Where a rate comes from: the rule that came last, or the base rates.</summary>
    public string Source(int n, int i, int j) => last[n, i, j]?.Source ?? "duties of 2014, see tariff-base.csv";

    /// <summary>Whether a rate was read or recalled, <c>base</c> where no rule came to it.</summary>
    public string Confidence(int n, int i, int j) => last[n, i, j]?.Confidence ?? "base";

    /// <summary>Mean rate over pairs and sectors, weighted by trade; null where there is no trade.</summary>
    public double? Mean(Func<string, bool> importer, Func<string, bool> exporter, Func<string, bool> sector)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var n = 0; n < request.Countries.Count; n++)
            for (var i = 0; i < request.Countries.Count && importer(request.Countries[n]); i++)
                for (var j = 0; j < request.Sectors.Count && n != i && exporter(request.Countries[i]); j++)
                    if (sector(request.Sectors[j]))
                        (sum, weight) = (sum + request.Trade[n, i, j] * Rates[n, i, j], weight + request.Trade[n, i, j]);
        return weight > 0 ? sum / weight : null;
    }
}
