using System.Globalization;
using System.Text.Json;
using Entente.Measures;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Reporting.Tests;

/// <summary>Years in the files of a run.</summary>
public sealed class PathOutputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tables_manifest_json_and_report_say_what_the_path_says()
    {
        var run = Run(Theft(phase: null), depreciation: 0.1);
        var path = run.Paths[0];
        RunTables.Write(run, folder.Path);
        var years = Rows("paths.csv");
        Assert.Equal("case,country,year,horizon,real_income_pct,capital_pct,income,investment,consumption", years[0]);
        Assert.Equal(1 + 5 * 6, years.Length);
        var cells = years[1 + 6].Split(',');
        Assert.Equal(("years", "SRB", "2", "short to medium 0.333"), (cells[0], cells[1], cells[2], cells[3]));
        Assert.Equal(100 * (path.Years[1].RealIncome[0] - 1), Number(cells[4]));
        Assert.Equal(100 * (path.Years[1].Capital[0] - 1), Number(cells[5]));
        Assert.Equal(Number(cells[6]), Number(cells[7]) + Number(cells[8]), 1e-9);
        Assert.Equal(Number(cells[6]) * path.Saved[0], Number(cells[7]), 1e-9);

        var values = Rows("present_values.csv")[1].Split(',');
        Assert.Equal(("years", "SRB", "0.05", "5", "true"), (values[0], values[1], values[2], values[3], values[4]));
        Assert.Equal(Number(values[5]), Number(values[6]) + Number(values[7]), 1e-9);
        Assert.Equal(100 * (path.Value!.Welfare[0] - 1), Number(values[9]));
        Assert.Equal(100 * (path.SteadyState[0] - 1), Number(values[11]));

        using var json = JsonDocument.Parse(RunJson.Text(run, "out"));
        var told = json.RootElement.GetProperty("paths")[0];
        Assert.Equal(5, told.GetProperty("years").GetArrayLength());
        var serbia = told.GetProperty("countries").GetProperty("SRB");
        Assert.Equal(100 * (path.Value.Welfare[0] - 1), serbia.GetProperty("welfare_pct").GetDouble());
        var page = Report.Text(run);
        Assert.Contains("steady state (not welfare)", page, StringComparison.Ordinal);
        Assert.Contains("discounted at 5 % a year", page, StringComparison.Ordinal);
        var phased = Theft(new PhaseIn(2, [0.5, 1]));
        Assert.EndsWith(
            "(by year from year 2: 50 %, 100 % of it)",
            new MeasureWords(run.World, run.Scenario.Scenario.Groups).Of(phased),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_year_without_an_answer_is_named_everywhere_and_gives_no_present_value()
    {
        var run = Run(new Embargo { From = ["SRB"], To = ["all"], Both = true, Phase = new PhaseIn(3, [1]) }, null);
        RunTables.Write(run, folder.Path);
        Assert.Equal(1 + 2 * 6, Rows("paths.csv").Length);
        Assert.Single(Rows("present_values.csv"));
        using var manifest = JsonDocument.Parse(Manifest.Text(run));
        var told = manifest.RootElement.GetProperty("paths")[0];
        Assert.StartsWith("year 3 has no answer", told.GetProperty("explanation").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("converged", told.GetProperty("years")[2].GetProperty("status").GetString());
        Assert.Contains("year 3 has no answer", Report.Text(run), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_a_path_writes_nothing_of_it()
    {
        var run = Run(Theft(null), null) with { Paths = [] };
        RunTables.Write(run, folder.Path);
        Assert.False(File.Exists(folder.File("paths.csv")));
        Assert.False(File.Exists(folder.File("present_values.csv")));
        Assert.DoesNotContain("\"paths\"", Manifest.Text(run), StringComparison.Ordinal);
    }

    private static CapitalLoss Theft(PhaseIn? phase) =>
        new()
        {
            Countries = ["SRB"],
            Share = 0.2,
            Phase = phase,
        };

    private static RunRecord Run(Measure measure, double? depreciation)
    {
        var run = ExampleRun.Of(
            new Scenario
            {
                Title = "Years",
                Focus = ["SRB"],
                Cases =
                [
                    new Case
                    {
                        Name = "years",
                        Measures = [measure],
                        Path = new CasePath
                        {
                            Years = 5,
                            Discount = 0.05,
                            Depreciation = depreciation,
                        },
                    },
                ],
            },
            world: SmallWorld.WithFactors(ExampleRun.World(), 3)
        );
        return run with { Paths = [new ScenarioAnswer(run.Scenario).Path(0)!] };
    }

    private string[] Rows(string file) => File.ReadAllLines(folder.File(file));

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
