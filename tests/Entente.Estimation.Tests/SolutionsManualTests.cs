using System.Globalization;
using Entente.Estimation.Inference;
using Xunit;

namespace Entente.Estimation.Tests;

/// <summary>
/// The seventeen models of chapter 1 of the Advanced Guide as the solutions manual in R prints them (capybara), to four decimals.
/// </summary>
public sealed class SolutionsManualTests
{
    private static readonly Lazy<CsvTable> Models = new(() => CsvTable.Read("yotov2016/expected_r_models.csv"));
    private static readonly Lazy<CsvTable> Printed = new(() => CsvTable.Read("yotov2016/expected_r_coefs.csv"));
    private static readonly Lazy<Panel> Data = new(() => new(CsvTable.Read("yotov2016/agtpa_panel_4yr.csv.gz")));

    public static TheoryData<string> Names =>
        [
            "fit_ols",
            "fit_ols#2",
            "fit_ols_remoteness",
            "fit_fe",
            "fit_ppml",
            "fit_ols_distance_puzzle",
            "fit_ppml_distance_puzzle",
            "fit_ppml_intra_distance_puzzle",
            "fit_ppml_home_distance_puzzle",
            "fit_fe_distance_puzzle",
            "fit_ols_rta",
            "fit_ppml_rta",
            "fit_intra_rta",
            "fit_endg_rta",
            "fit_lead_rta",
            "fit_phsng_rta",
            "fit_glbzn_rta",
        ];

    [Fact]
    public void All_models_are_there() => Assert.Equal(Models.Value.Text("model"), Names.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Names))]
    public void Coefficients_and_errors_to_four_decimals(string name)
    {
        var row = Array.IndexOf(Models.Value.Text("model"), name);
        var formula = Models.Value.Text("formula")[row];
        var isOls = Models.Value.Text("family")[row] == "OLS";
        var estimation = Estimator.Estimate(Data.Value.Problem(formula, isOls, Models.Value.Text("n_full")[row]));
        Assert.Equal(EstimationStatus.Converged, estimation.Status);
        Assert.Equal(Models.Value.Text("n_full")[row], estimation.Observations.ToString(CultureInfo.InvariantCulture));
        var isClustered = formula.Count(c => c == '|') == 2;
        var covariance = estimation.Covariance(
            isClustered ? ErrorRule.Clustered(SmallSample.Stata, "pair_id") : ErrorRule.Classical
        );
        var compared = 0;
        for (var k = 0; k < Printed.Value.Rows; k++)
            if (Printed.Value.Text("model")[k] == name)
            {
                var variable = Printed.Value.Text("variable")[k];
                Compare(name, Printed.Value.Text("coef")[k], estimation[variable]);
                Compare(name, Printed.Value.Text("se")[k], covariance.StandardError(variable));
                compared++;
            }
        Assert.Equal(estimation.Names.Count, compared);
        if (name != NotConverged)
            FixestTradeTests.Same(Models.Value.Text("r2")[row], isOls ? estimation.R2 : estimation.SquaredCorrelation);
    }

    /// <summary>
    /// What is printed of this model is no maximum: held at the printed coefficients, the deviance is larger, and fitted values explain less. Our
    /// numbers are those of the Guide's own table 1.3, column 3 (-0.800, 0.393, 0.244, -0.182, 0.409).
    /// </summary>
    [Fact]
    public void What_the_manual_prints_with_domestic_borders_is_not_the_estimate()
    {
        var row = Array.IndexOf(Models.Value.Text("model"), NotConverged);
        var problem = Data.Value.Problem(Models.Value.Text("formula")[row], isOls: false, Models.Value.Text("n_full")[row]);
        var estimation = Estimator.Estimate(problem);
        var offset = new double[problem.Rows];
        foreach (var regressor in problem.Regressors)
        {
            var k = Enumerable.Range(0, Printed.Value.Rows).First(k =>
                Printed.Value.Text("model")[k] == NotConverged && Printed.Value.Text("variable")[k] == regressor.Name);
            for (var i = 0; i < offset.Length; i++)
                offset[i] += Printed.Value.Numbers("coef")[k] * regressor.Values.Span[i];
        }
        var held = Estimator.Estimate(problem with { Regressors = [], Offset = offset });
        Assert.True(held.IsConverged && estimation.IsConverged);
        Assert.True(held.Deviance > 1.05 * estimation.Deviance, $"{held.Deviance} and {estimation.Deviance}");
        Assert.True(estimation.SquaredCorrelation > 0.99);
        foreach (var (name, value) in new[] { ("log_dist", "-0.800"), ("cntg", "0.393"), ("lang", "0.244"), ("clny", "-0.182"), ("rta", "0.409") })
            FixestTradeTests.Same(value, estimation[name]);
    }

    private const string NotConverged = "fit_intra_rta";

    /// <summary>
    /// To the fourth decimal; but for the model with a border of each country, of which five numbers of 158 differ by up to 9e-4: effects of
    /// countries with little trade of their own, which the published code has not brought to an end.
    /// </summary>
    private static void Compare(string model, string printed, double value)
    {
        if (model == "fit_fe_distance_puzzle")
            Assert.Equal(double.Parse(printed, CultureInfo.InvariantCulture), value, 9e-4);
        else if (model != NotConverged)
            FixestTradeTests.Same(printed, value);
    }

    /// <summary>The panel 1986 to 2006 with the columns that the manual makes of it.</summary>
    private sealed class Panel
    {
        private readonly CsvTable data;
        private readonly Dictionary<string, double[]> made = [];
        private readonly bool[] home;

        public Panel(CsvTable data)
        {
            this.data = data;
            var (from, to, year) = (data.Text("exporter"), data.Text("importer"), data.Text("year"));
            home = [.. from.Zip(to, (a, b) => a == b)];
            var (trade, dist) = (data.Numbers("trade"), data.Numbers("dist"));
            var (output, spent) = (Sums(from, year, trade), Sums(to, year, trade));
            double[] world = [.. year.Select(y => Total(year, trade, y))];
            var log = Array.ConvertAll(dist, Math.Log);
            Add("log_trade", i => Math.Log(trade[i]));
            Add("log_dist", i => log[i]);
            Add("log_y", i => Math.Log(output[i]));
            Add("log_e", i => Math.Log(spent[i]));
            // Distances weighed by the share of the world that spends or makes.
            var toSpenders = Sums(from, year, [.. Rows().Select(i => dist[i] / (spent[i] / world[i]))]);
            var toMakers = Sums(to, year, [.. Rows().Select(i => dist[i] / (output[i] / world[i]))]);
            Add("log_remoteness_exp", i => Math.Log(toSpenders[i]));
            Add("log_remoteness_imp", i => Math.Log(toMakers[i]));
            foreach (var y in year.Distinct())
            {
                Add($"log_dist_{y}", i => year[i] == y && !home[i] ? log[i] : 0);
                Add($"intl_border_{y}", i => year[i] == y && !home[i] ? 1 : 0);
            }
            Add("log_dist_intra", i => home[i] ? log[i] : 0);
            Add("smctry", i => home[i] ? 1 : 0);
            foreach (var country in from.Distinct().Where(country => country != "ARG"))
                Add($"intra_pair{country}", i => home[i] && from[i] == country ? 1 : 0);
            Add("intra_pairinter", i => home[i] ? 0 : 1);
            Add("(Intercept)", _ => 1);
        }

        /// <summary>A formula of the manual; domestic flows are in where the number of observations says so.</summary>
        public EstimationProblem Problem(string formula, bool isOls, string observations)
        {
            var parts = formula.Split('~', '|').Select(part => part.Trim()).ToArray();
            var withHome = observations.StartsWith("28", StringComparison.Ordinal) && observations != "28152";
            var trade = data.Numbers("trade");
            int[] rows = [.. Rows().Where(i => (withHome || !home[i]) && (!isOls || trade[i] > 0))];
            string[] effects = parts.Length > 2 && parts[2] != "0" ? parts[2].Split('+', StringSplitOptions.TrimEntries) : [];
            string[] ones = effects.Length == 0 ? ["(Intercept)"] : [];
            // A factor among regressors stands for its levels but the first.
            var names = ones.Concat(parts[1].Split('+', StringSplitOptions.TrimEntries))
                .SelectMany(name => name == "intra_pair" ? made.Keys.Where(key => key.StartsWith(name, StringComparison.Ordinal)) : [name]);
            return new()
            {
                Family = isOls ? Family.Gaussian : Family.Poisson,
                Outcome = Column(parts[0], rows),
                Regressors = [.. names.Select(name => Column(name, rows))],
                FixedEffects = [.. effects.Select(name => Effect(name, rows))],
                Clusters = [Effect("pair_id", rows)],
            };
        }

        private Regressor Column(string name, int[] rows)
        {
            var all = made.TryGetValue(name, out var known) ? known : data.Numbers(name);
            return new(name, Array.ConvertAll(rows, row => all[row]));
        }

        private Grouping Effect(string name, int[] rows)
        {
            var (from, to, year, pair) = (data.Text("exporter"), data.Text("importer"), data.Text("year"), data.Text("pair_id"));
            Func<int, string> key = name switch
            {
                "exp_year" => i => from[i] + year[i],
                "imp_year" => i => to[i] + year[i],
                "intl_brdr" => i => home[i] ? from[i] : "inter",
                "pair_id_2" => i => home[i] ? "0-intra" : pair[i],
                _ => i => pair[i],
            };
            return Grouping.Of(name, Array.ConvertAll(rows, row => key(row)));
        }

        private IEnumerable<int> Rows() => Enumerable.Range(0, data.Rows);

        private void Add(string name, Func<int, double> value) => made[name] = [.. Rows().Select(value)];

        private static double Total(string[] year, double[] values, string of) =>
            year.Zip(values).Where(pair => pair.First == of).Sum(pair => pair.Second);

        private static double[] Sums(string[] country, string[] year, double[] values)
        {
            var sums = new Dictionary<string, double>();
            for (var i = 0; i < values.Length; i++)
                sums[country[i] + year[i]] = sums.GetValueOrDefault(country[i] + year[i]) + values[i];
            return [.. country.Zip(year, (c, y) => sums[c + y])];
        }
    }
}
