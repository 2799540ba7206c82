using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Measures;
using Entente.Web.Questions;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Levers follow from what scenarios hold; questions are texts and back.</summary>
public sealed class LeverTests
{
    private static readonly RunInput Input = RunInput.Read(Catalogue.Default, "measures-2023", null, new RunOverrides()).Value;

    /// <summary>Every number of a measure that a sweep may vary is one that a person may move, in every case that comes along.</summary>
    [Fact]
    public void Every_number_that_a_sweep_varies_is_a_property_of_its_measure() =>
        Assert.All(
            MeasureKinds.BuiltIn.All.SelectMany(kind => kind.Keys.Where(key => key.With is not null).Select(key => (kind, key))),
            one =>
                Assert.NotNull(
                    one.kind.Type.GetProperty(
                        string.Concat(one.key.Name.Split('_').Select(word => $"{char.ToUpperInvariant(word[0])}{word[1..]}"))
                    )
                )
        );

    /// <summary>Where two numbers of a measure do not go together, the fault says so and where.</summary>
    [Fact]
    public void Levers_at_their_ends_make_scenarios_that_can_be_asked_or_say_what_does_not_fit()
    {
        var (good, all) = (0, 0);
        foreach (var theCase in Input.AsWritten.Cases)
        {
            var levers = CaseLevers.Of(Input.Scenario, theCase);
            Assert.NotEmpty(levers.Levers);
            Assert.All(levers.Levers, lever => Assert.InRange(lever.Start, lever.Least, lever.Most));
            foreach (var lever in levers.Levers)
                foreach (var value in new[] { lever.Least, lever.Most })
                {
                    var moved = ImmutableSortedDictionary<string, double>.Empty.Add(lever.Name, value);
                    Assert.Empty(levers.Faults(moved));
                    var asked = Input.Asking(new RunOverrides { Cases = [theCase.Name] }, _ => levers.Apply(moved));
                    Assert.All(
                        asked.Faults,
                        fault => Assert.StartsWith("scenarios/measures-2023.yaml:", fault.ToString(), StringComparison.Ordinal)
                    );
                    (good, all) = (good + (asked.Success ? 1 : 0), all + 1);
                }
        }
        Assert.True(good > 0.9 * all, $"{good} of {all}");
    }

    [Fact]
    public void A_question_is_its_text_and_back()
    {
        var question = new PageQuestion
        {
            Scenario = "s",
            Cases = ["a & b", "c=d"],
            Horizons = ["short", "long"],
            Set = ["energy=0.05"],
        };
        Assert.Equal(question, Back(question));
        var moved = question with { Cases = ["ä/?#"], Levers = question.Levers.Add("1.rate", 0.1 + 0.2) };
        Assert.Equal(moved, Back(moved));
        Assert.Equal(0.1 + 0.2, Back(moved).Levers["1.rate"]);
        Assert.NotEqual(moved, question);

        static PageQuestion Back(PageQuestion question) =>
            PageQuestion
                .Read(
                    question.Scenario,
                    Microsoft
                        .AspNetCore.WebUtilities.QueryHelpers.ParseQuery(question.Query)
                        .Select(pair => KeyValuePair.Create(pair.Key, (IReadOnlyList<string>)[.. pair.Value.OfType<string>()]))
                )
                .Value;
    }

    [Fact]
    public void A_lever_that_is_put_back_leaves_the_question()
    {
        var levers = CaseLevers.Of(Input.Scenario, Input.AsWritten.Cases[0]);
        var lever = levers.Levers[^1];
        var question = new PageQuestion { Scenario = "s", Cases = ["a"] };
        Assert.Equal(question, question.With(lever, lever.Least == lever.Start ? lever.Most : lever.Least).With(lever, lever.Start));
    }
}
