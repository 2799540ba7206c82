using System.Globalization;
using System.Text.Json;
using Entente.Data;
using Entente.Data.Tables;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Reporting.Figures;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Reporting.Tests;

/// <summary>The files of a run say what the answers say, in the layout others rely on.</summary>
public sealed class RunOutputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RunRecord run = Example();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Country_table_has_the_promised_columns_and_exact_numbers()
    {
        RunTables.Write(run, folder.Path);
        var lines = File.ReadAllLines(folder.File("countries.csv"));

        Assert.Equal(
            "case,country,real_income_pct,real_wage_pct,first_order_pct,terms_of_trade_pct,volume_of_trade_pct,price_index_pct,"
                + "nominal_income_pct,exports_pct,imports_pct,other_income_contribution,employment_pct,horizon,income_gain,"
                + "border_revenue,labour_moved_pct",
            lines[0]
        );
        Assert.Equal(1 + 2 * 4, lines.Length);
        var comparison = run.Answers[0].Answer.Comparison!;
        for (var n = 0; n < 4; n++)
        {
            var cells = lines[1 + n].Split(',');
            Assert.Equal(("embargo", $"C{n}"), (cells[0], cells[1]));
            // To the last bit: what is read back is what was computed.
            Assert.Equal(100 * (comparison.RealIncome[n] - 1), double.Parse(cells[2], CultureInfo.InvariantCulture));
            Assert.Equal(100 * (comparison.Imports[n] - 1), double.Parse(cells[10], CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Sector_and_flow_tables_add_up()
    {
        RunTables.Write(run with { Tables = TableForm.All }, folder.Path);
        var sectors = File.ReadAllLines(folder.File("sectors.csv"));
        var flows = File.ReadAllLines(folder.File("flows.csv"));

        Assert.Equal(
            "case,country,sector,output_pct,price_pct,output_baseline,output_counterfactual,income_contribution,price_contribution,"
                + "employment_pct,horizon",
            sectors[0]
        );
        Assert.Equal("case,exporter,importer,sector,baseline,counterfactual,change_pct,horizon", flows[0]);
        foreach (var row in sectors.Skip(1).Select(line => line.Split(',')))
        {
            var sold = flows
                .Skip(1)
                .Select(line => line.Split(','))
                .Where(f => f[0] == row[0] && f[1] == row[1] && f[3] == row[2])
                .ToList();
            Assert.Equal(Number(row[5]), sold.Sum(f => Number(f[4])), 9);
            Assert.Equal(Number(row[6]), sold.Sum(f => Number(f[5])), 9);
            Assert.Equal(Number(row[3]), 100 * (Number(row[6]) / Number(row[5]) - 1), 9);
        }
        // A forbidden flow: from something to exactly nothing.
        Assert.Contains(
            flows,
            line =>
                line.StartsWith("embargo,C0,C1,S0,", StringComparison.Ordinal) && line.EndsWith(",0,-100,long", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Flows_that_are_as_they_were_have_no_row_unless_all_are_asked_for()
    {
        RunTables.Write(run with { Tables = TableForm.All }, folder.Path);
        var all = File.ReadAllLines(folder.File("flows.csv"));
        RunTables.Write(run, folder.Path);
        var changed = File.ReadAllLines(folder.File("flows.csv"));
        var least = OutcomeTable.LeastFlow * run.World.TotalValueAdded;

        bool HasNews(string row) =>
            row.Split(',') is var cells
            && (
                Math.Abs(Number(cells[5]) - Number(cells[4])) > least
                || Number(cells[5]) == 0 != (Number(cells[4]) == 0)
            );
        Assert.Equal([all[0], .. all.Skip(1).Where(HasNews)], changed);
        // A world without a shock: nothing has changed.
        var still = ExampleRun.Of(new Case { Name = "nothing" });
        RunTables.Write(still, folder.Path);
        Assert.Single(File.ReadAllLines(folder.File("flows.csv")));
    }

    [Fact]
    public void Parquet_holds_the_rows_and_columns_of_the_whole_table()
    {
        RunTables.Write(run with { Tables = TableForm.All }, folder.Path);
        var rows = File.ReadAllLines(folder.File("flows.csv"));
        File.Delete(folder.File("flows.csv"));
        RunTables.Write(run with { Tables = TableForm.Parquet }, folder.Path);

        Assert.False(File.Exists(folder.File("flows.csv")));
        using var table = TableFile.Open(folder.File("flows.parquet"));
        Assert.Equal(rows[0].Split(','), table.Columns);
        foreach (var row in rows.Skip(1).Select(line => line.Split(',')))
        {
            Assert.True(table.Read());
            Assert.Equal(row, Enumerable.Range(0, row.Length).Select(c => table.Text(c).ToString()));
        }
        Assert.False(table.Read());
    }

    [Fact]
    public void Sdmx_holds_the_rows_and_columns_of_the_csv()
    {
        var limit = new QuantityLimits
        {
            From = ["RUS"],
            To = ["SRB"],
            Sectors = ["S0"],
            Share = 0.5,
        };
        var limited = ExampleRun.Of(
            new Scenario { Title = "Limits", Cases = [new Case { Name = "cut", Measures = [limit] }] },
            world: ExampleRun.WithEnergy()
        );
        RunTables.Write(limited, folder.Path);
        var csv = OutcomeTable
            .All.Where(table => File.Exists(folder.File($"{table}.csv")))
            .ToDictionary(table => table, table => File.ReadAllLines(folder.File($"{table}.csv")));
        foreach (var table in csv.Keys)
            File.Delete(folder.File($"{table}.csv"));
        RunTables.Write(limited with { Tables = TableForm.Sdmx }, folder.Path);

        Assert.Contains(OutcomeTable.Limits, csv.Keys);
        Assert.Contains(OutcomeTable.Energy, csv.Keys);
        foreach (var (table, lines) in csv)
        {
            Assert.False(File.Exists(folder.File($"{table}.csv")));
            var file = folder.File(OutcomeSdmx.FileOf(table));
            Assert.True(RunTables.IsOutdated(Path.GetFileName(file)));
            Assert.StartsWith("STRUCTURE,STRUCTURE_ID,ACTION,CASE,", File.ReadLines(file).First(), StringComparison.Ordinal);
            var frame = $"datastructure,ENTENTE:{table.Name.ToUpperInvariant()}(1.0.0),I,";
            Assert.All(File.ReadLines(file).Skip(1), row => Assert.StartsWith(frame, row, StringComparison.Ordinal));
            using var sdmx = TableFile.Open(file);
            var columns = lines[0].Split(',');
            Assert.Equal(columns.Order(), sdmx.Columns.Where(column => column != "time_period").Order());
            int[] places = [.. columns.Select(column => sdmx.Columns.ToList().IndexOf(column))];
            foreach (var row in lines.Skip(1).Select(line => line.Split(',')))
            {
                Assert.True(sdmx.Read());
                Assert.Equal(row, places.Select(place => sdmx.Text(place).ToString()));
            }
            Assert.False(sdmx.Read());
        }
    }

    [Fact]
    public void Money_is_the_change_of_real_income_times_income()
    {
        var comparison = run.Answers[0].Answer.Comparison!;
        for (var n = 0; n < 4; n++)
        {
            var (before, after) = (comparison.Before, comparison.After);
            Assert.Equal(after.Income[n] / comparison.PriceIndex[n] - before.Income[n], comparison["income_gain:C" + n], 9);
            // A factor moves freely and each sector pays a given share: who moves is who is paid elsewhere.
            var moved = Enumerable
                .Range(0, 2)
                .Sum(j => Math.Abs(Share(after, n, j) - Share(before, n, j)));
            Assert.Equal(50 * moved, comparison["labour_moved_pct:C" + n], 9);
        }

        static double Share(Equilibrium at, int n, int j) => at.ValueAdded[n, j] / (at.ValueAdded[n, 0] + at.ValueAdded[n, 1]);
    }

    [Fact]
    public void A_case_without_an_answer_has_no_rows_but_a_status()
    {
        RunTables.Write(run, folder.Path);
        Manifest.Write(run, folder.Path);
        Assert.DoesNotContain("cut-off", File.ReadAllText(folder.File("countries.csv")), StringComparison.Ordinal);
        using var manifest = JsonDocument.Parse(File.ReadAllText(folder.File("manifest.json")));
        var cases = manifest.RootElement.GetProperty("cases");

        Assert.Equal("unfinanced_deficit", cases[1].GetProperty("status").GetString());
        Assert.Contains("C0", cases[1].GetProperty("explanation").GetString(), StringComparison.Ordinal);
        Assert.EndsWith(
            "; the closure zero compares without deficits (`closure: zero`)",
            cases[1].GetProperty("explanation").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(JsonValueKind.Null, cases[1].GetProperty("residual").ValueKind);
        Assert.Contains("no answer", Report.Text(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_says_what_was_run_and_how_it_ended()
    {
        using var manifest = JsonDocument.Parse(Manifest.Text(run));
        var root = manifest.RootElement;

        Assert.Equal(
            ("fixed", "value added of the world", "abc"),
            (
                root.GetProperty("closure").GetString(),
                root.GetProperty("numeraire").GetString(),
                root.GetProperty("world").GetProperty("sha256").GetString()
            )
        );
        Assert.Equal(1e-10, root.GetProperty("options").GetProperty("tolerance").GetDouble());
        Assert.Equal("1.2.3", root.GetProperty("version").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("seed").ValueKind);
        var first = root.GetProperty("cases")[0];
        Assert.Equal(("embargo", "converged"), (first.GetProperty("name").GetString(), first.GetProperty("status").GetString()));
        Assert.InRange(first.GetProperty("residual").GetDouble(), 0, 1e-10);
        Assert.True(first.GetProperty("iterations").GetInt32() > 0 && first.GetProperty("evaluations").GetInt32() > 0);
        Assert.Equal(0.25, first.GetProperty("solve_seconds").GetDouble());
        Assert.Equal("embargo", root.GetProperty("cases")[2].GetProperty("relative_to").GetString());
    }

    [Fact]
    public void What_measures_are_remarked_on_for_stands_in_the_manifest_and_the_report()
    {
        var remarked = ExampleRun.Of(
            new Case
            {
                Name = "odd",
                Measures =
                [
                    new Embargo { From = ["SRB"], To = ["SRB"], Place = new Place("<s>.yaml", 5) },
                    new Tariff { By = ["SRB"], On = ["DEU"], Rate = 60 },
                ],
            }
        );
        string[] expected =
        [
            "<s>.yaml:5: a measure of kind 'embargo' changes nothing in this world: it meets no flow",
            "rate 60 is 6,000 %; 0.6 would be 60 %",
        ];
        using var manifest = JsonDocument.Parse(Manifest.Text(remarked));
        Assert.Equal(expected, manifest.RootElement.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()));
        var text = Report.Text(remarked);
        Assert.Contains("<li>&lt;s&gt;.yaml:5: a measure of kind ", text, StringComparison.Ordinal);
        Assert.Contains("<li>rate 60 is 6,000 %; 0.6 would be 60 %</li>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Serbia to Serbia", text, StringComparison.Ordinal);

        using var plain = JsonDocument.Parse(Manifest.Text(run));
        Assert.Empty(plain.RootElement.GetProperty("warnings").EnumerateArray());
        Assert.DoesNotContain("hardly what was meant", Report.Text(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Transfers_of_burden_sharing_have_a_column()
    {
        var world = SmallWorld.Random(2, 4, 2);
        var shared = Example(
            world,
            Shocks(world) with
            {
                BurdenSharing =
                [
                    [1, 2],
                ],
            }
        );
        RunTables.Write(shared, folder.Path);
        var lines = File.ReadAllLines(folder.File("countries.csv"));

        Assert.Contains(",transfer,", lines[0], StringComparison.Ordinal);
        var transfers = lines.Skip(1).Take(4).Select(line => Number(line.Split(',')[11])).ToList();
        Assert.Equal(0, transfers.Sum(), 6);
        Assert.NotEqual(0, transfers[1]);
    }

    [Fact]
    public void Report_stands_by_itself_and_encodes_what_others_wrote()
    {
        var text = Report.Text(run);

        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", text);
        Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", text, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", text, StringComparison.Ordinal);
        foreach (var country in run.World.Countries)
            Assert.Contains(country.Name, text, StringComparison.Ordinal);
        Assert.Equal(Report.Text(run), text);
        foreach (var tag in new[] { "section", "table", "svg", "details", "figure", "main", "html", "tbody" })
            Assert.Equal(text.Split($"<{tag}").Length, text.Split($"</{tag}>").Length);
    }

    [Fact]
    public void The_map_is_made_from_the_boundaries_it_names()
    {
        using var source = Reference.OpenRaw("ne_110m_admin_0_countries.geojson");
        var kept = Path.Combine(Repository.Root, "src", "Entente.Reporting", "Figures", "world-map.txt");
        Assert.Equal(File.ReadAllText(kept), MapBuild.FromNaturalEarth(source));
    }

    [Theory]
    [InlineData(-20.0, 0)]
    [InlineData(-3.0, 1)]
    [InlineData(-0.6, 2)]
    [InlineData(0.4, 3)]
    [InlineData(9.0, 5)]
    public void Colours_are_classes_around_zero(double value, int expected) => Assert.Equal(expected, new Scale([-20, 10]).Class(value));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Shock Shocks(World world) => Testing.Shocks.Embargo(world, 0, [1]);

    private static RunRecord Example()
    {
        var world = SmallWorld.Random(2, 4, 2);
        return Example(world, Shocks(world));
    }

    /// <summary>An embargo, a country cut off with its deficit, and something measured from the embargo.</summary>
    private static RunRecord Example(World world, Shock shock)
    {
        var scenario = ResolvedScenario
            .Create(
                new Scenario
                {
                    Title = "A title with <script>alert(1)</script>",
                    Focus = ["C3"],
                    Cases =
                    [
                        new Case
                        {
                            Name = "embargo",
                            Measures =
                            [
                                new Embargo
                                {
                                    From = ["C0"],
                                    To = ["C1"],
                                    Both = true,
                                },
                                .. Sharing(shock),
                            ],
                        },
                        new Case
                        {
                            Name = "cut-off",
                            Measures =
                            [
                                new Embargo
                                {
                                    From = ["C0"],
                                    To = ["all"],
                                    Both = true,
                                },
                            ],
                        },
                        new Case
                        {
                            Name = "more",
                            RelativeTo = "embargo",
                            Includes = ["embargo"],
                            Measures =
                            [
                                new TradeCost
                                {
                                    From = ["C2"],
                                    To = ["C3"],
                                    Factor = 1.1,
                                },
                            ],
                        },
                    ],
                },
                world
            )
            .Value;
        return new RunRecord
        {
            Scenario = scenario,
            ScenarioFile = new Located("s.yaml", "s.yaml"),
            ScenarioHash = "def",
            WorldFolder = new Located("w", "w"),
            WorldHash = "abc",
            Options = new SolveOptions(),
            Version = "1.2.3",
            Answers =
            [
                .. new ScenarioAnswer(scenario)
                    .All()
                    .Select(answer => new TimedAnswer(answer, TimeSpan.FromSeconds(0.25))
                    {
                        Title = TimedAnswer.TitleOf(scenario, answer.Case),
                    }),
            ],
        };
    }

    private static IEnumerable<Measure> Sharing(Shock shock) =>
        shock.BurdenSharing.Select(group => new BurdenSharing { Members = [.. group.Select(n => new Word($"C{n}"))] });
}
