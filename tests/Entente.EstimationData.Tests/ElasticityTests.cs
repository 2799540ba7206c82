using Entente.Estimation.Elasticities;
using Entente.Estimation.Formulas;
using Entente.EstimationData.Models;
using Entente.EstimationData.Panels;
using Entente.Numerics;
using Entente.Testing;
using Xunit;

namespace Entente.EstimationData.Tests;

/// <summary>Elasticities that are known are found again in tariffs and trade that were made with them.</summary>
public sealed class ElasticityTests : IDisposable
{
    private const int Countries = 25;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Trade before tariffs of two sectors in two years: X = a_i b_n s_ni (1 + t)^-(theta + 1) e^u, s alike both ways.</summary>
    private static DataColumns Made(double[] thetas, double noise, int years = 1)
    {
        var random = new CounterRandom(11);
        var rows = new List<(int I, int N, int J, int Y, double X, double T)>();
        for (var j = 0; j < thetas.Length; j++)
            for (var y = 0; y < years; y++)
                for (var i = 0; i < Countries; i++)
                    for (var n = 0; n < Countries; n++)
                        if (i != n)
                        {
                            var key = ((j * years + y) * Countries + i) * Countries + n;
                            var tariff = 0.3 * random.At(1).Uniform(key);
                            var pair = random.At(2).Normal(Math.Min(i, n) * Countries + Math.Max(i, n));
                            var own = random.At(3).Normal(
                                (j * years + y) * Countries + i
                            ) + random.At(4).Normal((j * years + y) * Countries + n);
                            var x = Math.Exp(
                                own + pair - (thetas[j] + 1) * Math.Log(1 + tariff) + noise * random.At(5).Normal(key) - noise * noise / 2
                            );
                            rows.Add((i, n, j, y, x, tariff));
                        }
        var data = new DataColumns(rows.Count);
        string[] names = [.. Enumerable.Range(0, Countries).Select(c => $"C{c:00}")];
        data.Add("exporter", new LabelColumn([.. rows.Select(r => r.I)], names));
        data.Add("importer", new LabelColumn([.. rows.Select(r => r.N)], names));
        data.Add("sector", new LabelColumn([.. rows.Select(r => r.J)], [.. thetas.Index().Select(t => $"S{t.Index}")]));
        data.Add("year", new LabelColumn([.. rows.Select(r => r.Y)], [.. Enumerable.Range(2000, years).Select(y => $"{y}")]));
        data.Add("trade", [.. rows.Select(r => r.X)]);
        data.Add("tariff", [.. rows.Select(r => r.T)]);
        return data;
    }

    [Fact]
    public void Triads_find_theta_exactly_without_noise_and_within_their_errors_with_it()
    {
        double[] thetas = [4, 9.5];
        var exact = TriadTables.Of(Made(thetas, 0), "t", TradeValue.Customs).Value;
        Assert.Equal(["S0", "S1"], exact.Select(e => e.Sector));
        for (var j = 0; j < 2; j++)
        {
            Assert.Equal(thetas[j], exact[j].Estimate!.Theta, 1e-9);
            Assert.Equal(Countries * (Countries - 1) * (Countries - 2) / 6, exact[j].Estimate!.Observations);
            Assert.Equal(exact[j].Triads, exact[j].Estimate!.Observations);
        }
        // What buyers pay has theta as its elasticity: the same numbers read so are theta + 1.
        Assert.Equal(5, TriadTables.Of(Made(thetas, 0), "t", TradeValue.Consumer).Value[0].Estimate!.Theta, 1e-9);
        foreach (var (j, (_, estimate, _)) in TriadTables.Of(Made(thetas, 0.5), "t", TradeValue.Customs).Value.Index())
        {
            Assert.InRange(estimate!.Theta, thetas[j] - 4 * estimate.StandardError, thetas[j] + 4 * estimate.StandardError);
            Assert.InRange(estimate.StandardError, 0.05, 1);
        }
    }

    /// <summary>Tariffs of a year explain trade of that year, and nothing is gained by saying the same twice.</summary>
    [Fact]
    public void Triads_are_of_one_year_and_their_errors_know_that_years_share_pairs()
    {
        var years = TriadTables.Of(Made([4], 0, years: 3), "t", TradeValue.Customs).Value[0];
        Assert.Equal(4, years.Estimate!.Theta, 1e-9);
        Assert.Equal(3 * Countries * (Countries - 1) * (Countries - 2) / 6, years.Estimate.Observations);
        var random = new CounterRandom(3);
        double[] tariffs = [.. Enumerable.Range(0, 100).Select(c => 0.3 * random.At(0).Uniform(c))];
        double[] trade = [.. tariffs.Select((t, c) => Math.Exp(-6 * Math.Log(1 + t) + 0.5 * random.At(1).Normal(c)))];
        var once = TradeTriads.Of([(trade, tariffs)], 10, TradeValue.Customs)!;
        var twice = TradeTriads.Of([(trade, tariffs), (trade, tariffs)], 10, TradeValue.Customs)!;
        Assert.Equal(once.Theta, twice.Theta, 1e-12);
        Assert.Equal(once.StandardError, twice.StandardError, 1e-12);
    }

    [Fact]
    public void Flows_that_no_triad_can_be_made_of_are_named_with_their_lines()
    {
        var data = new DataColumns(4);
        data.Add("exporter", new LabelColumn([0, 0, 1, 1], ["A", "B"]));
        data.Add("importer", new LabelColumn([1, 1, 0, 0], ["A", "B"]));
        data.Add("year", new LabelColumn([0, 0, 0, 1], ["2000", "2001"]));
        data.Add("trade", [1, 2, -3, 4]);
        data.Add("tariff", [0.1, 0.2, 0.3, -1.5]);
        Assert.Equal(
            [
                "t:3: A to B for the second time; expected each flow once a sector and year",
                "t:4: trade -3; expected 0 or more",
                "t:5: tariff -1.5; expected a rate above -1: 0.1 is 10 %",
            ],
            TriadTables.Of(data, "t", TradeValue.Customs).Faults.Select(f => f.ToString())
        );
    }

    /// <summary>
    /// Errors of triads that share pairs: over many worlds of noise the estimates spread as the errors say, three times as far as if triads
    /// were independent.
    /// </summary>
    [Fact]
    public void Errors_of_triads_are_those_of_repeated_samples()
    {
        const int samples = 200;
        const int countries = 12;
        var random = new CounterRandom(5);
        var tariffs = Enumerable.Range(0, countries * countries).Select(c => 0.3 * random.At(0).Uniform(c)).ToArray();
        var (sum, squares, errors) = (0.0, 0.0, 0.0);
        for (var s = 0; s < samples; s++)
        {
            var own = random.At(1).At(s);
            double[] trade = [.. tariffs.Select((t, c) => Math.Exp(-6 * Math.Log(1 + t) + 0.5 * own.Normal(c)))];
            var estimate = TradeTriads.Of([(trade, tariffs)], countries, TradeValue.Customs)!;
            (sum, squares, errors) = (
                sum + estimate.Theta,
                squares + estimate.Theta * estimate.Theta,
                errors + estimate.StandardError / samples
            );
        }
        var spread = Math.Sqrt(squares / samples - sum / samples * sum / samples);
        Assert.InRange(sum / samples, 5 - 4 * spread / Math.Sqrt(samples), 5 + 4 * spread / Math.Sqrt(samples));
        // A standard deviation of N has an error of 1 / sqrt(2 N); errors by few pairs are a little small.
        Assert.InRange(errors / spread, 0.7, 1.2);
    }

    [Fact]
    public void Nothing_is_estimated_of_tariffs_that_do_not_vary_or_trade_that_is_not_there()
    {
        Assert.Null(TradeTriads.Of([([.. Enumerable.Repeat(1.0, 9)], new double[9])], 3, TradeValue.Customs));
        Assert.Null(TradeTriads.Of([(new double[9], [.. Enumerable.Range(0, 9).Select(c => 0.01 * c)])], 3, TradeValue.Customs));
    }

    [Fact]
    public void Tariffs_find_theta_by_sector_within_their_errors()
    {
        double[] thetas = [4, 9.5];
        var data = Made(thetas, 0.5, years: 3);
        var path = Path.Combine(folder.Path, "t.csv");
        string Name(string column, int row) => data.Label(column).Names[data.Label(column).Codes[row]];
        new PanelTable(
            ["exporter", "importer", "sector", "year", "trade", "tariff"],
            Enumerable
                .Range(0, data.Rows)
                .Select(
                    r => new[] { Name("exporter", r), Name("importer", r), Name("sector", r), Name("year", r), PanelTable.Cell(
                        data.Number("trade")[r]
                    ), PanelTable.Cell(
                        data.Number("tariff")[r]
                    ) }
                )
        ).Write(path);
        var spec = EstimationFile.Of(
            path,
            new WrittenModel
            {
                Name = "all",
                Formula = "trade ~ log(1 + tariff) | exporter^year + importer^year + exporter^importer",
                Cluster = "exporter^importer",
            }
        );
        var run = EstimationRun.Of(
            spec.Value with { Split = "sector" },
            new PanelReader(),
            cancellation: TestContext.Current.CancellationToken
        ).Value;
        Assert.Equal(["S0", "S1"], run.Models.Select(m => m.Spec.Name));
        for (var j = 0; j < 2; j++)
        {
            var c = run.Models[j].Coefficients.Single();
            var found = ElasticityEstimate.Of(c.Estimate, c.StandardError, run.Models[j].Estimation.Observations, TradeValue.Customs);
            Assert.InRange(found.Theta, thetas[j] - 4 * found.StandardError, thetas[j] + 4 * found.StandardError);
            Assert.InRange(found.StandardError, 0.05, 1);
        }
    }
}
