namespace Entente.WorldBuilding;

/// <summary>How well a country is got back whose truth is known.</summary>
/// <param name="Country">The country.</param>
/// <param name="PartnerGap">Largest gap of trade in goods or services with a partner, relative to the country's trade.</param>
/// <param name="ExportError">Sum of absolute errors of its export flows by partner and sector, relative to their sum.</param>
/// <param name="ImportError">The same for imports.</param>
/// <param name="OutputError">The same for outputs by sector.</param>
/// <param name="UseError">The same for the use of inputs by sector.</param>
public sealed record TrialResult(
    string Country,
    double PartnerGap,
    double ExportError,
    double ImportError,
    double OutputError,
    double UseError
);

/// <summary>
/// The honest accuracy of carving: a country of the table is added to the rest of the world and carved back out from
/// its own value added by group and trade by partner, as if nothing else were known.
/// </summary>
public static class CarveTrial
{
    /// <summary>Tries one country.</summary>
    public static TrialResult Run(
        Economy truth,
        string country,
        IReadOnlyList<string> peers,
        string rest,
        Func<string, string> groupOf,
        Predicate<string> isService
    )
    {
        ArgumentNullException.ThrowIfNull(truth);
        var at = truth.Country(country);
        var merged = Aggregation.Merge(truth, at, truth.Country(rest));
        var carved = Carve.Apply(merged, Facts(truth, at, peers, groupOf, isService), rest, groupOf, isService, 0).Economy;
        var back = carved.Countries.Length - 1;
        int To(int n) => carved.Country(truth.Countries[n]);
        var partners = Enumerable.Range(0, truth.Countries.Length).Where(n => n != at).ToArray();
        var (exports, imports) = (new Errors(), new Errors());
        var gap = 0.0;
        foreach (var n in partners)
        {
            for (var j = 0; j < truth.Sectors.Length; j++)
            {
                exports.Add(truth.Trade[n, at, j], carved.Trade[To(n), back, j]);
                imports.Add(truth.Trade[at, n, j], carved.Trade[back, To(n), j]);
            }
            foreach (var service in new[] { false, true })
            {
                gap = Math.Max(gap, Math.Abs(Sum(truth, n, at, service, isService) - Sum(carved, To(n), back, service, isService)));
                gap = Math.Max(gap, Math.Abs(Sum(truth, at, n, service, isService) - Sum(carved, back, To(n), service, isService)));
            }
        }
        var (output, use) = (new Errors(), new Errors());
        for (var j = 0; j < truth.Sectors.Length; j++)
        {
            output.Add(truth.Output(at, j), carved.Output(back, j));
            for (var k = 0; k < truth.Sectors.Length; k++)
                use.Add(truth.Use[at, k, j], carved.Use[back, k, j]);
        }
        return new TrialResult(
            country,
            gap / (exports.Total + imports.Total),
            exports.Relative,
            imports.Relative,
            output.Relative,
            use.Relative
        );
    }

    private static CountryFacts Facts(
        Economy truth,
        int at,
        IReadOnlyList<string> peers,
        Func<string, string> groupOf,
        Predicate<string> isService
    )
    {
        Dictionary<string, double> Partners(Func<int, double> value) =>
            Enumerable
                .Range(0, truth.Countries.Length)
                .Where(n => n != at)
                .ToDictionary(n => truth.Countries[n], value, StringComparer.Ordinal);
        return new CountryFacts
        {
            Code = truth.Countries[at],
            Name = truth.Countries[at],
            Peers = peers,
            ValueAdded = Enumerable
                .Range(0, truth.Sectors.Length)
                .GroupBy(j => groupOf(truth.Sectors[j]))
                .ToDictionary(g => g.Key, g => g.Sum(j => truth.ValueAdded[at, j]), StringComparer.Ordinal),
            GoodsExports = Partners(n => Sum(truth, n, at, false, isService)),
            GoodsImports = Partners(n => Sum(truth, at, n, false, isService)),
            ServiceExports = Partners(n => Sum(truth, n, at, true, isService)),
            ServiceImports = Partners(n => Sum(truth, at, n, true, isService)),
        };
    }

    private static double Sum(Economy economy, int n, int i, bool service, Predicate<string> isService)
    {
        var sum = 0.0;
        for (var j = 0; j < economy.Sectors.Length; j++)
            if (isService(economy.Sectors[j]) == service)
                sum += economy.Trade[n, i, j];
        return sum;
    }

    private sealed class Errors
    {
        private double error;

        public double Total { get; private set; }

        public double Relative => error / Total;

        public void Add(double wanted, double met)
        {
            error += Math.Abs(wanted - met);
            Total += wanted;
        }
    }
}
