using Entente.Batches;
using Entente.Energy;
using Entente.Measures;
using Entente.Outcomes;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Outcomes;

/// <summary>Every number of every table can be asked for by name and axes; others can be added.</summary>
public sealed class OutcomeTests
{
    private static readonly World World = SmallWorld.WithEnergy(SmallWorld.Random(3, 4, 3), 3);

    private static readonly Case Restricted = new()
    {
        Name = "restricted",
        Measures =
        [
            new QuantityLimits
            {
                From = ["C1"],
                To = ["C2"],
                Sectors = ["S0"],
                Share = 0.3,
            },
            new Stocks
            {
                Countries = ["C2"],
                Sectors = ["S0"],
                Share = 0.05,
            },
        ],
    };

    private static readonly Scenario Asked = new() { Title = "Restricted", Cases = [Restricted] };

    private static readonly Comparison Comparison = new ScenarioAnswer(ResolvedScenario.Create(Asked, World).Value).Answer(0).Comparison!;

    /// <summary>Written in a test, as others would.</summary>
    private static readonly Outcome Openness = Outcome.OfCountries(
        "openness",
        "Imports over income",
        OutcomeUnit.Share,
        c => [.. c.After.Imports.Zip(c.After.Income, (imports, income) => imports / income)]
    );

    [Fact]
    public void Every_row_of_every_table_is_found_by_name()
    {
        // Lines are tried where there are some (NetworkTests).
        foreach (var outcome in OutcomeSet.All.Outcomes.Where(o => o.Unit != OutcomeUnit.CountryCode && o.Table != OutcomeTable.Lines))
        {
            var read = outcome.Open(Comparison);
            var rows = outcome.Table.Rows(Comparison).ToList();
            Assert.NotEmpty(rows);
            foreach (var at in rows)
                Assert.Equal(read(at), Comparison[$"{outcome}:{Keys(outcome, at)}"]);
        }
    }

    [Fact]
    public void A_name_without_its_table_is_that_of_the_first()
    {
        Assert.Equal(100 * (Comparison.RealIncome[1] - 1), Comparison["real_income_pct:C1"]);
        Assert.Equal(100 * (Comparison.Output[1, 2] - 1), Comparison["output_pct:C1:S2"]);
        Assert.Equal(100 * (Comparison.After.Trade[2, 1, 0] / Comparison.Before.Trade[2, 1, 0] - 1), Comparison["change_pct:C1:C2:S0"]);
        Assert.Equal(Comparison.Before.Trade[2, 1, 1], Comparison["baseline:C1:C2:S1"]);
        Assert.Equal(Comparison.Before.Trade[2, 1, 0], Comparison["limits.baseline:C1:C2:S0"]);
        Assert.Equal(100 * (Comparison.Employment[1] - 1), Comparison["employment_pct:C1"]);
        Assert.Equal(100 * (Comparison.SectorEmployment[1, 0] - 1), Comparison["employment_pct:C1:S0"]);
        Assert.True(Comparison["shadow_price_pct:C1:C2:S0"] > 0);
        Assert.Equal(double.NaN, Comparison["shadow_price_pct:C2:C1:S0"]);
        Assert.Equal(double.NaN, Comparison["worth:C1"]);
        Assert.Equal("limits.baseline:C1:C2:S0", Comparison.Find("limits.baseline:C1:C2:S0").Value.Name);
        Assert.Equal("baseline:C1:C2:S0", Comparison.Find("flows.baseline:C1:C2:S0").Value.Name);
    }

    [Theory]
    [InlineData("real_incme_pct:C1", "unknown outcome 'real_incme_pct'; expected one of real_income_pct, real_wage_pct")]
    [InlineData("real_incme_pct:C1", "did you mean real_income_pct?")]
    [InlineData("limits.output_pct:C1:S1", "unknown outcome 'limits.output_pct'")]
    [InlineData("real_income_pct", "expected an indicator and a country, such as real_income_pct:C0")]
    [InlineData("employment_pct:C1:S1:S1", "a country, such as employment_pct:C0, or an indicator, a country and a sector, such as")]
    [InlineData("real_income_pct:all", "outcome 'real_income_pct:all', which is 4 numbers; expected one")]
    [InlineData("real_income_pct:C9", "unknown country or group 'C9'")]
    [InlineData("rent_to:C1:C2:S0", "a number, not a code")]
    public void What_is_not_one_number_is_refused_with_what_there_is(string text, string message)
    {
        Assert.Contains(message, string.Join('\n', Comparison.Find(text).Faults), StringComparison.Ordinal);
        Assert.Contains(message, Assert.Throws<KeyNotFoundException>(() => Comparison[text]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_energy_need_a_world_that_has_them()
    {
        var faults = OutcomeQuery.Parse(SmallWorld.Random(3, 4, 3), "quantity_baseline:C1:S0:C2").Faults;
        Assert.Contains("a world with quantities of energy", Assert.Single(faults).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_outcome_is_known_to_comparisons_and_sweeps()
    {
        var known = OutcomeSet.All.With(Openness);
        var expected = Comparison.After.Imports[2] / Comparison.After.Income[2];
        Assert.Equal(expected, Comparison.With(known)["openness:C2"]);
        Assert.False(Comparison.Find("openness:C2").Success);
        var sweep = new Sweep
        {
            Title = "One point",
            Scenario = Asked,
            Outcomes = ["openness:C2", "shadow_price_pct:C1:C2:S0"],
            Known = known,
        };
        var row = ResolvedSweep.Create(sweep, World).Value.Batch(1, new()).All(new BatchOptions()).SelectMany(rows => rows).Single();
        Assert.Equal(expected, row.Outcomes[0], 1e-9);
        Assert.Equal(Comparison["shadow_price_pct:C1:C2:S0"], row.Outcomes[1], 1e-6);
    }

    [Theory]
    [InlineData("real_income_pct")]
    [InlineData("country")]
    [InlineData("horizon")]
    [InlineData("Openness")]
    [InlineData("a:b")]
    public void A_name_that_is_taken_or_cannot_be_written_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => OutcomeSet.All.With(Openness with { Name = name }));

    [Fact]
    public void What_is_derived_is_computed_once_and_shared()
    {
        var other = Comparison.With(OutcomeSet.All.With(Openness));
        Assert.Same(Comparison.Contributions, other.Contributions);
        Assert.Same(Comparison.SectorEmployment, other.SectorEmployment);
        Assert.Same(Comparison.EnergyBefore, EnergyDependence.Of(Comparison.Before));
        var seen = new EnergyDependence[8];
        var answer = new ScenarioAnswer(ResolvedScenario.Create(Asked, World).Value).Answer(0).Equilibrium;
        Parallel.For(0, seen.Length, at => seen[at] = EnergyDependence.Of(answer));
        Assert.All(seen, one => Assert.Same(seen[0], one));
    }

    private static string Keys(Outcome outcome, OutcomePosition at) =>
        string.Join(':', outcome.Axes.Zip([at.First, at.Second, at.Third], (axis, position) => Code(axis, position)));

    private static string Code(OutcomeAxis axis, int position) =>
        axis switch
        {
            OutcomeAxis.Sector => World.Sectors[position].Code,
            OutcomeAxis.Carrier => World.Sectors[World.Energy!.Carriers[position]].Code,
            _ => World.Countries[position].Code,
        };
}
