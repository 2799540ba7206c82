using System.Globalization;
using System.Text.Json;
using Entente.Data.Output;
using Entente.Data.Scenarios;
using Entente.Estimation;
using Entente.EstimationData.Models;
using Entente.EstimationData.Output;
using Entente.EstimationData.Panels;
using Entente.Measures;
using Entente.Testing;
using Xunit;

namespace Entente.EstimationData.Tests;

/// <summary>Models from words to files: fixest's trade data by formula, the shipped panel, what is written and read again, bad
/// input.</summary>
public sealed class EstimationRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Checked<EstimationRun> Run(string data, WrittenModel model)
    {
        var spec = EstimationFile.Of(data, model);
        return spec.Success ? EstimationRun.Of(
            spec.Value,
            new PanelReader(),
            cancellation: Token
        ) : Checked<EstimationRun>.Invalid(spec.Faults);
    }

    private string File(string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Formulas and options in words give every digit that fixest's documentation prints.</summary>
    [Theory]
    [InlineData("Euros ~ log(dist_km) | Origin + Destination + Product + Year", "Origin", "fixest", "poisson", -1.52787, 0.115678, 5)]
    [InlineData("Euros ~ log(dist_km) | Origin + Destination + Product + Year | Product", null, "fixest", "poisson", -1.52787, 0.098294, 5)]
    [InlineData("Euros ~ log(dist_km) | Origin + Destination + Product + "
        + "Year", "Origin + Destination", "fixest", "poisson", -1.52787, 0.130734, 5)]
    [InlineData("log(Euros) ~ log(dist_km) | Destination + Origin + Product + "
        + "Year", "Destination + Origin", "fixest", "ols", -2.16988, 0.171367, 5)]
    [InlineData("log(Euros) ~ log(dist_km) | Destination + Origin + Product + "
        + "Year", "Destination + Origin", "none", "ols", -2.16988, 0.165494, 5)]
    public void Fixest_walks_through_here(string formula, string? cluster, string rule, string family, double b, double error, int digits)
    {
        var data = Path.Combine(Reference.Folder(Path.Combine("gravity", "fixest_trade")), "trade.csv");
        var run = Run(
            data,
            new WrittenModel
            {
                Name = "m",
                Formula = formula,
                Cluster = cluster is null ? null : new Word(cluster),
                SmallSample = rule,
                Family = family,
            }
        );
        var c = run.Value.Models[0].Coefficients.Single(c => c.Name == "log(dist_km)");
        Assert.Equal(b, Math.Round(c.Estimate, digits));
        Assert.Equal(error, Math.Round(c.StandardError, 6));
    }

    [Fact]
    public void The_panel_that_comes_along_gives_the_solutions_of_the_guide()
    {
        var shipped = Path.Combine(Repository.Root, "estimations", "advanced-guide.yaml");
        var run = EstimationRun.Of(EstimationFile.Read(shipped, "advanced-guide.yaml").Value, new PanelReader(), cancellation: Token).Value;
        (int Model, string Term, double B, double Error)[] printed =
        [
            (0, "log(dist)", -0.8216, 0.0310),
            (0, "cntg", 0.4155, 0.0828),
            (0, "rta", 0.1907, 0.0658),
            (1, "rta", 0.5572, 0.1022),
            (2, "rta", 0.2914, 0.0892),
            (2, "rta_lag4", 0.4135, 0.0672),
            (2, "rta_lag12", 0.1189, 0.0301),
            (3, "rta_lag4", 0.2877, 0.0617),
            (3, "year::1986:I(exporter != importer)", -0.7056, 0.0478),
        ];
        foreach (var (model, term, b, error) in printed)
        {
            var c = run.Models[model].Coefficients.Single(c => c.Name == term);
            Assert.Equal((b, error), (Math.Round(c.Estimate, 4), Math.Round(c.StandardError, 4)));
        }
        var readme = System.IO.File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));
        foreach (var term in run.Models[2].Coefficients.Select(c => c.Name))
            Assert.Contains($"| {term} |{Cell(run.Models[1], term)}|{Cell(run.Models[2], term)}|", readme);
        // What comes along as an estimate for scenarios is what this run finds.
        using var kept = JsonDocument.Parse(
            System.IO.File.ReadAllText(Path.Combine(Repository.Root, "scenarios", "estimates", "advanced-guide.json"))
        );
        var own = kept.RootElement.GetProperty("models")[0].GetProperty("coefficients").EnumerateArray().ToList();
        Assert.Equal(run.Models[2].Coefficients.Select(c => c.Name), own.Select(c => c.GetProperty("term").GetString()));
        foreach (var (k, c) in run.Models[2].Coefficients.Index())
            Assert.Equal(c.Estimate, own[k].GetProperty("estimate").GetDouble(), 1e-8);
    }

    private static string Cell(ModelResult model, string term) =>
        model.Coefficients.FirstOrDefault(c => c.Name == term) is { } c
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {c.Estimate:0.0000} ({c.StandardError:0.0000}) ")
            : " ";

    private const string Panel =
        "i,n,t,y,x,z,w\nA,B,1,2,0.5,1,1\nA,C,1,3,0.1,1,1\nB,A,1,1,0.3,2,1\nB,C,1,4,0.9,2,1\nC,A,1,0,0.2,3,1\nC,B,1,2,0.7,3,1\n"
        + "A,B,2,5,1.5,1,1\nA,C,2,1,0.2,1,1\nB,A,2,2,0.4,2,1\nB,C,2,9,1.9,2,1\nC,A,2,1,0.1,3,1\nC,B,2,3,1.7,3,1\n";

    [Fact]
    public void What_is_written_is_read_again_as_an_estimate_and_as_tables()
    {
        var run = Run(File("p.csv", Panel), new WrittenModel { Name = "m", Formula = "y ~ x + w | i + t", Cluster = "n" }).Value;
        Assert.Equal("w is a combination of the fixed effects", Assert.Single(run.Models[0].Estimation.DroppedRegressors).ToString());
        var target = Path.Combine(folder.Path, "out");
        using (var output = new AtomicFolder(target, EstimationFolder.Mark))
            EstimationFolder.Write(run, output, "1");
        Assert.Equal(
            ["coefficients.csv", "estimates.json", "fixed_effects.csv.gz", "table.tex"],
            Directory.EnumerateFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        var scenario = File(
            "s.yaml",
            "title: t\ncases:\n  - name: a\n    measures:\n      - { kind: estimated, from: A, to: B, file: out/estimates.json, term: x }\n"
        );
        var measure = (EstimatedEffect)ScenarioFile.Read(scenario).Value.Cases[0].Measures[0];
        Assert.Equal(run.Models[0].Coefficients[0].Estimate, measure.Effect);
        Assert.Equal(run.Models[0].Coefficients[0].StandardError, measure.Error, 1e-15);
        var row = System.IO.File.ReadAllLines(Path.Combine(target, "coefficients.csv"))[1].Split(',');
        Assert.Equal(["m", "x"], row[..2]);
        Assert.Equal(measure.Effect, double.Parse(row[2], CultureInfo.InvariantCulture));
        var effects = new PanelReader().Read(
            Path.Combine(target, "fixed_effects.csv.gz"),
            "f",
            ["value"],
            ["effect", "level"],
            Token
        ).Value;
        Assert.Equal(5, effects.Rows);
        Assert.Contains(@"\toprule", System.IO.File.ReadAllText(Path.Combine(target, "table.tex")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ kind: estimated, from: A, to: B, file: none.json, term: x }", "file 'none.json', which does not exist")]
    [InlineData("{ kind: estimated, from: A, to: B, file: bad.json, term: x }", "what is no JSON")]
    [InlineData("{ kind: estimated, from: A, to: B, file: other.json, term: x }", "JSON of another shape")]
    [InlineData("{ kind: estimated, from: A, to: B, file: size.json, term: x }", "1 coefficients with a covariance of another size")]
    [InlineData("{ kind: estimated, from: A, to: B, file: negative.json, term: x }", "covariances that no coefficients can have")]
    public void An_estimate_that_cannot_be_read_is_a_fault_of_the_scenario(string measure, string found)
    {
        File("bad.json", "{");
        File("other.json", "{\"a\": 1}");
        File("size.json", """{"models": [{"name": "m", "coefficients": [{"term": "x", "estimate": 1}], "covariance": []}]}""");
        File("negative.json", """{"models": [{"name": "m", "coefficients": [{"term": "x", "estimate": 1}], "covariance": [[-1]]}]}""");
        var scenario = File("s.yaml", $"title: t\ncases:\n  - name: a\n    measures:\n      - {measure}\n");
        Assert.Equal(found, Assert.Single(ScenarioFile.Read(scenario).Faults).Found);
    }

    /// <summary>Levels of a split: two rows that are alike have no answer, the others have theirs, in the files too.</summary>
    [Fact]
    public void A_level_of_a_split_without_an_answer_is_said_and_the_others_are_carried_on()
    {
        var table = File("s.csv", "y,x,g\n1,1,a\n3,2,a\n2,4,a\n5,1,b\n5,2,b\n1,3,c\n4,1,c\n2,2,c\n");
        var spec = EstimationFile.Of(table, new WrittenModel { Name = "m", Formula = "y ~ x" }).Value;
        var run = EstimationRun.Of(spec with { Split = "g" }, new PanelReader(), cancellation: Token).Value;
        Assert.Equal(
            [EstimationStatus.Converged, EstimationStatus.NoVariation, EstimationStatus.Converged],
            run.Models.Select(m => m.Estimation.Status)
        );
        Assert.Contains(
            "\"message\": \"y is the same in all rows: there is nothing to explain\"",
            EstimationJson.Text(run, "1"),
            StringComparison.Ordinal
        );
        File("e.json", EstimationJson.Text(run, "1"));
        const string measure = "{ kind: estimated, from: A, to: B, file: e.json, term: \"c:x\" }";
        Assert.Empty(ScenarioFile.Read(File("t.yaml", $"title: t\ncases:\n  - name: a\n    measures:\n      - {measure}\n")).Faults);
        // What nothing can be estimated from in any level is bad data.
        var hopeless = File("u.csv", "y,x,g\n1,1,a\n1,2,a\n5,1,b\n5,2,b\n");
        Assert.Equal(
            new[] { "a", "b" }.Select(level => $"model '{level}': y is the same in all rows: there is nothing to explain"),
            EstimationRun.Of(spec with { Split = "g", Path = hopeless }, new PanelReader(), cancellation: Token).Faults.Select(f => f.Found)
        );
    }

    [Fact]
    public void A_file_of_models_shares_what_it_says_and_names_every_fault()
    {
        File("p.csv", Panel);
        var sound = File(
            "m.yaml",
            "data: p.csv\ncluster: n\nmodels:\n  - { name: one, formula: y ~ x | i }\n  - { name: two, formula: y ~ x | t, "
                + "cluster: i, family: ols }\n"
        );
        var run = EstimationRun.Of(EstimationFile.Read(sound, "m.yaml").Value, new PanelReader(), cancellation: Token).Value;
        Assert.Equal(["n", "i"], run.Models.Select(m => m.Spec.Clusters.Single().ToString()));
        Assert.Equal([Family.Poisson, Family.Gaussian], run.Models.Select(m => m.Spec.Design.Family));
        var table = new RegressionTable(run);
        Assert.Equal(["one", "two"], table.Heads);
        Assert.Equal(["x", ""], table.Coefficients.Select(row => row[0]));
        var wrong = File(
            "w.yaml",
            "data: p.csv\nmodels:\n  - { name: one, formula: y x }\n  - { name: one, formula: y ~ x, family: probit }\n  - { "
                + "name: three, formula: y ~ x, errors: cluster }\n  - { formula: y ~ x, boot: 1 }\n"
        );
        Assert.Equal(
            [
                "w.yaml:3: 'x' at letter 3 of 'y x'; expected ~ between what is explained and what explains it",
                "w.yaml:4: model 'one' for the second time; expected each name once",
                "w.yaml:4: family 'probit'; expected one of poisson, ols, logit",
                "w.yaml:5: clustered errors without a cluster; expected columns to cluster by",
                "w.yaml:6: unknown key 'boot'; expected one of name, formula, family, where, weights, offset, cluster, errors, "
                    + "small_sample, bias_corrected, bootstrap",
                "w.yaml:6: no 'name'; expected the key 'name'",
            ],
            EstimationFile.Read(wrong, "w.yaml").Faults.Select(f => f.ToString())
        );
    }

    [Theory]
    [InlineData("y ~ q", "no column 'q'")]
    [InlineData("w ~ x", "w is the same in all rows: there is nothing to explain")]
    [InlineData("y ~ x | | w", null)]
    [InlineData("y ~ x | 0 | w", "all observations lie in one cluster of w: its errors cannot be estimated")]
    [InlineData("y ~ z | i", "z is a combination of the fixed effects; nothing is left")]
    [InlineData("I(-y) ~ x", "I(-y)")]
    public void Data_that_nothing_can_be_estimated_from_is_named(string formula, string? found)
    {
        var faults = Run(File("p.csv", Panel), new WrittenModel { Name = "m", Formula = formula }).Faults;
        if (found is null)
            Assert.Single(faults);
        else
            Assert.Contains(faults, f => f.Found.StartsWith(found, StringComparison.Ordinal));
    }

    /// <summary>What cannot be known before the table is read, or makes no sense without something else.</summary>
    [Fact]
    public void An_empty_table_and_a_bootstrap_without_draws_are_named()
    {
        Assert.Equal(
            "e.csv:1: nothing; expected a header with the names of columns",
            Assert.Single(new PanelReader().Read(File("e.csv", ""), "e.csv", ["y"], [], Token).Faults).ToString()
        );
        Assert.Equal(
            "a table without rows",
            Assert.Single(new PanelReader().Read(File("h.csv", "y,x\n"), "h.csv", ["y"], [], Token).Faults).Found
        );
        var model = new WrittenModel
        {
            Name = "m",
            Formula = "y ~ x | i",
            Cluster = "n",
            BootstrapKind = "pairs",
        };
        Assert.Equal("bootstrap 'pairs' without draws", Assert.Single(EstimationFile.Of("p.csv", model).Faults).Found);
    }

    [Fact]
    public void Bootstraps_and_the_correction_of_bias_are_told_beside()
    {
        var guide = Path.Combine(Repository.Root, "estimations", "panels", "advanced-guide.csv.gz");
        var run = Run(
            guide,
            new WrittenModel
            {
                Name = "m",
                Formula = "trade ~ rta | exporter^year + importer^year + exporter^importer",
                Where = "year >= 1998",
                Cluster = "exporter^importer",
                BiasCorrected = true,
                Replications = 99,
            }
        ).Value;
        var refined = Assert.Single(run.Models[0].Refinements);
        Assert.True(double.IsFinite(refined.Bias) && refined.Bias != 0);
        Assert.InRange(refined.CorrectedError / run.Models[0].Coefficients[0].StandardError, 1, 2);
        Assert.InRange(refined.PValue, 0, 1);
        var two = Run(
            File("p.csv", Panel),
            new WrittenModel
            {
                Name = "m",
                Formula = "y ~ x | i + t",
                Cluster = "n",
                Replications = 20,
                BootstrapKind = "pairs",
            }
        ).Value;
        Assert.True(two.Models[0].Refinements[0].DrawnError > 0);
        Assert.StartsWith(
            "the correction of bias of",
            Assert.Single(
                Run(File("p.csv", Panel), new WrittenModel { Name = "m", Formula = "y ~ x | i + t", BiasCorrected = true }).Faults
            ).Found,
            StringComparison.Ordinal
        );
    }
}
