using Entente.Data;
using Entente.Data.Output;
using Entente.Data.Runs;
using Entente.Data.Worlds;
using Entente.Models;
using Entente.Outcomes;
using Entente.Testing;
using Xunit;

namespace Entente.Reporting.Tests;

/// <summary>A run without the command line: read, answered, recorded; with outcomes of others.</summary>
public sealed class ScenarioRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_is_answered_and_written_with_an_outcome_of_ours()
    {
        WorldWriter.Write(ExampleRun.World(), folder.File("w"));
        File.WriteAllText(
            folder.File("s.yaml"),
            "title: Quarrel\nworld: w\ncases: [{ name: shut, measures: [{ kind: embargo, from: RUS, to: SRB }] }]\n"
        );
        var input = RunInput.Read(Catalogue.Default, folder.File("s.yaml"), null, new RunOverrides()).Value;
        var begun = new List<string>();
        var answers = ScenarioRun.Answer(input, new SolveOptions(), (done, title) => begun.Add($"{done} {title}"));
        var ours = Outcome.OfCountries(
            "openness",
            "Openness",
            OutcomeUnit.Share,
            c => [.. c.After.Imports.Zip(c.After.Income, (m, i) => m / i)]
        );
        var run = ScenarioRun.Record(input, answers, new SolveOptions(), "1", []) with { Outcomes = OutcomeSet.All.With(ours) };
        using (var output = new AtomicFolder(folder.File("out"), Manifest.FileName))
            ScenarioRun.Write(run, output);

        Assert.Equal(["0 shut"], begun);
        var lines = File.ReadAllLines(folder.File("out/countries.csv"));
        Assert.EndsWith(",employment_pct,horizon,income_gain,border_revenue,labour_moved_pct,openness", lines[0], StringComparison.Ordinal);
        var at = run.Answers[0].Answer.Comparison!;
        var openness = at.After.Imports[0] / at.After.Income[0];
        Assert.EndsWith(FormattableString.Invariant($",{openness}"), lines[1], StringComparison.Ordinal);
        Assert.Contains(input.ScenarioHash, File.ReadAllText(folder.File("out/manifest.json")), StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("out/report.html")));
        Assert.DoesNotContain("openness", RunJson.Text(run, "out"), StringComparison.Ordinal);
        var shown = run with { Outcomes = OutcomeSet.All.With(ours with { IsIndicator = true }) };
        Assert.Contains("\"openness\"", RunJson.Text(shown, "out"), StringComparison.Ordinal);
    }

    [Fact]
    public void Getting_ready_fails_nowhere() => Assert.Null(Xunit.Record.Exception(ScenarioRun.Prepare));

    [Fact]
    public void Threads_change_no_bit_of_what_is_written()
    {
        var input = RunInput
            .Read(Catalogue.Default, "russia-2014", null, new RunOverrides { Horizons = ["short", "long"] })
            .Value;
        string[] folders =
        [
            .. new[] { 1, 2, 7 }.Select(threads =>
            {
                var answers = ScenarioRun.Answer(input, new SolveOptions(), threads: threads);
                Assert.Equal(input.Positions.Length, answers.Length);
                using var output = new AtomicFolder(folder.File($"threads-{threads}"), Manifest.FileName);
                // Seconds are what may differ.
                var untimed = answers.Select(answer => answer with { Time = TimeSpan.Zero });
                ScenarioRun.Write(ScenarioRun.Record(input, [.. untimed], new SolveOptions(), "1", []), output);
                return folder.File($"threads-{threads}");
            }),
        ];

        foreach (var file in Directory.EnumerateFiles(folders[0]).Select(Path.GetFileName))
            Assert.All(
                folders[1..],
                other =>
                    Assert.Equal(File.ReadAllBytes(Path.Combine(folders[0], file!)), File.ReadAllBytes(Path.Combine(other, file!)))
            );
    }

    [Fact]
    public void What_is_answered_when_it_is_cancelled_is_kept()
    {
        var input = RunInput.Read(Catalogue.Default, "russia-2014", null, new RunOverrides()).Value;
        using var source = new CancellationTokenSource();
        var answers = ScenarioRun.Answer(
            input,
            new SolveOptions { Cancellation = source.Token },
            (done, _) =>
            {
                if (done == 1)
                    source.Cancel();
            },
            threads: 1
        );

        Assert.Equal(input.Scenario.Cases[input.Positions[0]].Case.Name, Assert.Single(answers).Name);
    }

    [Fact]
    public void Stages_tell_what_the_time_goes_to()
    {
        var stages = new Stages(TimeSpan.FromSeconds(1));
        var asked = new RunOverrides { Cases = ["western-measures-only"] };
        var input = RunInput.Read(Catalogue.Default, "russia-2014", null, asked, stages).Value;
        _ = ScenarioRun.Answer(input, new SolveOptions(), stages: stages);

        Assert.Equal(
            ["scenario", "world", "names and measures", "world without measures"],
            stages.All.Where(stage => !stage.Name.StartsWith('c')).Select(stage => stage.Name)
        );
        Assert.Equal(2, stages.All.Count(stage => stage.Name.StartsWith('c')));
        Assert.All(stages.All, stage => Assert.True(stage.Begins >= TimeSpan.FromSeconds(1) && stage.Takes >= TimeSpan.Zero));
    }

    [Fact]
    public void What_was_cancelled_before_the_first_case_has_no_answer()
    {
        var input = RunInput.Read(Catalogue.Default, "serbia-2023", null, new RunOverrides { Cases = ["joins"] }).Value;
        var options = new SolveOptions { Cancellation = new CancellationToken(canceled: true) };
        Assert.Empty(ScenarioRun.Answer(input, options));
    }
}
