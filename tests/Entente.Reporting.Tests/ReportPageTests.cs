using System.Net;
using System.Text.RegularExpressions;
using Entente.Data.Output;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Reporting.Tests;

/// <summary>What the page shows beyond words: maps, sectors, and how to get it again.</summary>
public sealed partial class ReportPageTests
{
    private static readonly Case Quarrel = new()
    {
        Name = "a quarrel",
        Measures =
        [
            new Embargo
            {
                From = ["RUS"],
                To = ["SRB"],
                Both = true,
            },
        ],
    };

    [Fact]
    public void Countries_of_the_world_have_their_number_on_the_map_and_others_a_reason()
    {
        var run = ExampleRun.Of(Quarrel);
        var text = WebUtility.HtmlDecode(Report.Text(run));
        var serbia = OutcomeSet.All["real_income_pct"].Values(run.Answers[0].Answer.Comparison!)[0];

        Assert.Equal(2, Count(text, $"<title>Serbia: {ChangeText.Percent(serbia)}\u00a0%</title>"));
        // Without an ISO code of their own in the source, and with one only there.
        Assert.Equal(2, Count(text, "<title>Norway: not a country of its own</title>"));
        Assert.Equal(2, Count(text, "<use href=\"#m-XKX\""));
        Assert.Equal(2, Count(text, "<use href=\"#m-FRA\" fill=\"#"));
        // Far from Europe, so on one map only.
        Assert.Equal(1, Count(text, "<use href=\"#m-USA\""));
        Assert.Contains("Not drawn: Rest of the world", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_shape_used_is_defined_once()
    {
        var text = Report.Text(ExampleRun.Of(Quarrel));
        foreach (Match use in Uses().Matches(text))
            Assert.Equal(1, Count(text, $"<path id=\"{use.Groups[1].Value}\""));
    }

    [Fact]
    public void Sectors_of_the_countries_in_focus_are_ranked()
    {
        var run = ExampleRun.Of(Quarrel);
        var comparison = run.Answers[0].Answer.Comparison!;
        var changes = Enumerable
            .Range(0, 3)
            .Select(j => (run.World.Sectors[j].Name, Percent: 100 * (comparison.Output[0, j] / comparison.PriceIndex[0] - 1)))
            .ToList();
        var worst = changes.MinBy(c => c.Percent);

        Assert.Contains(
            $"<tr><th scope=\"row\">Serbia</th><td>{worst.Name} {ChangeText.Percent(worst.Percent)}",
            Report.Text(run),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Horizons_stand_side_by_side_and_are_asked_once()
    {
        var run = ExampleRun.Of(
            new Scenario
            {
                Title = "Soon and late",
                Focus = ["SRB"],
                Horizons = [new("short", []), new("long", [])],
                Cases = [Quarrel],
            }
        );
        var text = Report.Text(run);
        var percent = run.Answers.Select(a => ChangeText.Percent(100 * (a.Answer.Comparison!.RealIncome[0] - 1))).ToList();

        Assert.Contains(
            $"<tr><th scope=\"row\">a quarrel</th><td>{percent[0]}</td><td>{percent[1]}</td></tr>",
            text,
            StringComparison.Ordinal
        );
        Assert.Equal(1, Count(text, "<details><summary>a quarrel</summary>"));
        Assert.Contains("in the short run</b>, ", text, StringComparison.Ordinal);
        Assert.Contains("<code>trade</code></th><td>0.36</td><td>1</td>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_are_varied_make_a_curve()
    {
        Horizon At(double value) => new("short", [new ParameterSetting("inputs", "all", value)]);
        var run = ExampleRun.Of(
            new Scenario
            {
                Title = "Along",
                Focus = ["SRB"],
                Horizons = [At(0.1), At(0.5), At(2)],
                Cases = [Quarrel],
            }
        );
        var text = Report.Text(run);

        Assert.Contains("Serbia: real income in per cent, by substitution among other inputs (inputs)", text, StringComparison.Ordinal);
        foreach (var answer in run.Answers)
            Assert.Contains(
                $"{answer.Answer.Case.Horizon.Varied[0].Value.ToString(System.Globalization.CultureInfo.InvariantCulture)}: "
                    + $"{ChangeText.Percent(100 * (answer.Answer.Comparison!.RealIncome[0] - 1))}</title></circle>",
                text,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void Both_sides_of_the_account_are_drawn_and_the_largest_is_named()
    {
        var run = ExampleRun.Of(Quarrel);
        var of = new Contributions(run.Answers[0].Answer.Comparison!);
        var less = Enumerable.Range(0, 3).MinBy(j => of.Income[0, j]);
        var text = Report.Text(run);

        Assert.Contains(
            $"less is earned above all in {run.World.Sectors[less].Name.ToLowerInvariant()} "
                + $"({ChangeText.Percent(100 * of.Income[0, less])}\u00a0%)",
            WebUtility.HtmlDecode(text),
            StringComparison.Ordinal
        );
        Assert.Equal(1, Count(text, "aria-label=\"By what is bought\""));
        Assert.Equal(1, Count(text, "aria-label=\"By what is earned\""));
    }

    [Fact]
    public void The_command_repeats_this_run_and_not_another()
    {
        var all = ExampleRun.Of(Quarrel, Quarrel with { Name = "again" });
        Assert.Contains(
            "<code>entente run s.yaml --world w --closure fixed --model caliendo_parro --tolerance 1E-10</code>",
            Report.Text(all),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--case &quot;a quarrel&quot;</code>",
            Report.Text(all with { Answers = all.Answers[..1] }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Boundaries_are_credited_even_where_the_world_names_no_source() =>
        Assert.Contains("Natural Earth", Report.Text(ExampleRun.Of(Quarrel)), StringComparison.Ordinal);

    [Fact]
    public void The_page_asks_nothing_of_another_host()
    {
        var text = Report.Text(ExampleRun.Of(Quarrel));
        Assert.DoesNotMatch("<(link|img|iframe|object|embed|base|script [^>]*src)", text);
        Assert.DoesNotMatch("url\\((?!#)", text);
        Assert.DoesNotMatch("(href|src|action|xmlns)=\"(?!#)", text);
        Assert.DoesNotContain("fetch(", text, StringComparison.Ordinal);
        // What a strict content policy would drop.
        Assert.DoesNotContain(" style=\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_heading_of_a_table_says_what_it_is_over_and_every_figure_what_it_shows()
    {
        var text = Report.Text(
            ExampleRun.Of(
                new Scenario
                {
                    Title = "Soon and late",
                    Focus = ["SRB"],
                    Horizons = [new("short", []), new("long", [])],
                    Cases = [Quarrel],
                },
                world: ExampleRun.WithEnergy()
            )
        );
        Assert.DoesNotMatch("<th(?! scope=\"(col|row|colgroup|rowgroup)\")[ >]", text);
        Assert.DoesNotMatch("<svg(?![^>]*(role=\"img\" aria-label=\"[^\"]+\"|aria-hidden=\"true\"))", text);
        // What scrolls is reached without a mouse.
        Assert.DoesNotMatch("class=\"scroll\"(?! tabindex=\"0\")", text);
    }

    [Fact]
    public void Accounts_are_computed_once_for_all_outputs()
    {
        var run = ExampleRun.Of(new Scenario { Title = "Energy", Cases = [Quarrel] }, world: ExampleRun.WithEnergy());
        var comparison = run.Answers[0].Answer.Comparison!;
        var (contributions, energy) = (comparison.Contributions, comparison.EnergyAfter);
        _ = Report.Text(run);
        Assert.Same(contributions, comparison.Contributions);
        Assert.Same(energy, comparison.EnergyAfter);
        Assert.NotSame(energy, comparison.EnergyBefore);
        Assert.Equal(new Contributions(comparison).OtherIncome, contributions.OtherIncome);
    }

    [Fact]
    public void The_search_that_ended_too_early_is_named_and_has_no_numbers()
    {
        var run = ExampleRun.Of(new Scenario { Title = "Hasty", Cases = [Quarrel] }, new SolveOptions { MaxIterations = 1 });
        Assert.Contains("no answer (max_iterations).</b> The search ended", Report.Text(run), StringComparison.Ordinal);
        Assert.DoesNotContain("<figure", Report.Text(run), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EquilibriumStatus.Converged, "converged")]
    [InlineData(EquilibriumStatus.MaxIterations, "max_iterations")]
    [InlineData(EquilibriumStatus.Stalled, "stalled")]
    [InlineData(EquilibriumStatus.NotFinite, "not_finite")]
    [InlineData(EquilibriumStatus.NoSupplier, "no_supplier")]
    [InlineData(EquilibriumStatus.UnfinancedDeficit, "unfinanced_deficit")]
    [InlineData(EquilibriumStatus.NegativeIncome, "negative_income")]
    public void Statuses_have_the_names_that_others_rely_on(EquilibriumStatus status, string name) =>
        Assert.Equal(name, StatusNames.Of(status));

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("<use href=\"#([^\"]+)\"")]
    private static partial Regex Uses();
}
