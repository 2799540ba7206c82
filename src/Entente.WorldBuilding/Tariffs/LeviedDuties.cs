namespace Entente.WorldBuilding.Tariffs;

/// <summary>Duties of one importer: base rates, and the rules on them.</summary>
internal sealed class LeviedDuties
{
    private readonly TariffRequest request;
    private readonly int importer;
    private readonly TariffBaseRow row;
    private readonly BaseTariffs tariffs;
    private readonly TariffSectors sectors;
    private readonly double farm;
    private readonly double industry;

    public LeviedDuties(TariffRequest request, int importer, TariffBaseRow row, BaseTariffs tariffs, TariffSectors sectors)
    {
        (this.request, this.importer, this.row, this.tariffs, this.sectors) = (request, importer, row, tariffs, sectors);
        (farm, industry) = (Scale("farm", row.Farm), Scale("industry", row.Industry));
    }

    /// <summary>Rates on one exporter, and the rule that came last to each.</summary>
    public void Fill(int exporter, IEnumerable<PreferenceRule> rules, double[,,] rates, PreferenceRule?[,,] last)
    {
        for (var j = 0; j < request.Sectors.Count; j++)
            rates[importer, exporter, j] = Base(exporter, j, mfn: false);
        foreach (var rule in rules)
        {
            var covered = Enumerable
                .Range(0, request.Sectors.Count)
                .Where(j => rule.Sectors.Any(word => sectors.Covers(word, request.Sectors[j])))
                .ToList();
            if (rule.Mode == PreferenceMode.Average)
                Average(exporter, covered, rule.Rate, rates);
            else
                foreach (var j in covered)
                    rates[importer, exporter, j] = Changed(rule, rates[importer, exporter, j], () => Base(exporter, j, mfn: true));
            foreach (var j in covered)
                last[importer, exporter, j] = rule;
        }
        for (var j = 0; j < request.Sectors.Count; j++)
            rates[importer, exporter, j] = BaseTariffs.Rounded(rates[importer, exporter, j]);
    }

    private static double Changed(PreferenceRule rule, double rate, Func<double> mfn) =>
        rule.Mode switch
        {
            PreferenceMode.Set => rule.Rate,
            PreferenceMode.Most => Math.Min(rate, rule.Rate),
            PreferenceMode.Times => rate * rule.Rate,
            PreferenceMode.Add => rate + rule.Rate,
            _ => mfn(),
        };

    /// <summary>Scales duties so that their mean over the pair's trade is what is published.</summary>
    private void Average(int exporter, List<int> covered, double mean, double[,,] rates)
    {
        var (paid, trade) = (0.0, 0.0);
        foreach (var j in covered)
        {
            var weight = request.Trade[importer, exporter, j];
            (paid, trade) = (paid + weight * rates[importer, exporter, j], trade + weight);
        }
        foreach (var j in covered)
            rates[importer, exporter, j] = paid > 0 ? rates[importer, exporter, j] * mean * trade / paid : mean;
    }

    private double Base(int exporter, int j, bool mfn)
    {
        var (sector, from) = (request.Sectors[j], request.Countries[exporter]);
        if (row.Schedule == TariffBaseRow.None || sectors.Wits(sector).Length == 0)
            return 0;
        if (row.Farm is null && row.Industry is null)
            return mfn ? tariffs.Mfn(row.Schedule, from, sector) : tariffs.Applied(row.Schedule, from, sector);
        return tariffs.MeanMfn(row.Schedule, sector) * (sectors.Covers("farm", sector) ? farm : industry);
    }

    /// <summary>What the peer's pattern is multiplied by, so that its mean over the importer's own purchases is the one given.</summary>
    private double Scale(string group, double? mean)
    {
        if (mean is null || row.Schedule == TariffBaseRow.None)
            return 1;
        var (paid, bought, rates) = (0.0, 0.0, new List<double>());
        for (var j = 0; j < request.Sectors.Count; j++)
            if (sectors.Covers(group, request.Sectors[j]))
            {
                rates.Add(tariffs.MeanMfn(row.Schedule, request.Sectors[j]));
                for (var i = 0; i < request.Countries.Count; i++)
                    if (i != importer)
                    {
                        var weight = request.Trade[importer, i, j];
                        (paid, bought) = (paid + weight * rates[^1], bought + weight);
                    }
            }
        // Without trade to weigh by, sectors count alike.
        if (paid == 0)
            (paid, bought) = (rates.Sum(), rates.Count);
        return paid > 0 ? mean.Value * bought / paid : 1;
    }
}
