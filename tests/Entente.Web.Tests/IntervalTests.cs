using System.Collections.Immutable;
using Entente.Data;
using Entente.Models;
using Entente.Reporting;
using Entente.Uncertainty;
using Entente.Web.Answers;
using Entente.Web.Questions;
using Entente.Web.Serving;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Intervals of the page are those of the terminal, and what has been drawn is kept.</summary>
public sealed class IntervalTests
{
    private static readonly PageQuestion Question = new()
    {
        Scenario = "serbia-2023",
        Cases = ["joins"],
        Horizons = ["long"],
        Levers = ImmutableSortedDictionary<string, double>.Empty.Add("severity", 0.5),
    };

    [Fact]
    public async Task Draws_are_those_of_the_terminal_and_are_not_drawn_twice()
    {
        var (intervals, library) = Intervals();
        var told = new List<int>();
        await intervals.Fill(Question, 1, found => told.Add(found.Drawn), TestContext.Current.CancellationToken);
        await intervals.Fill(Question, 2, found => told.Add(found.Drawn), TestContext.Current.CancellationToken);
        Assert.Equal([1, 2], told);

        var input = library.Input(Question).Value;
        var draws = WorldDraws.Create(input.Scenario.World, new DrawOptions()).Value;
        var expected = DrawnRun.Of(input, ScenarioRun.Answer(input, new SolveOptions()), draws, 2, new SolveOptions()).Bands;
        var found = intervals.Find(Question)!;
        Assert.Equal(2, found.InBands);
        Assert.Equal(
            expected.Select(band => (band.Country, band.Low, band.Median, band.High)),
            found.Bands.Select(band => (band.Country, band.Low, band.Median, band.High))
        );
        Assert.Contains(found.Bands, band => band.Low < band.High);
    }

    [Fact]
    public async Task Who_has_left_is_not_drawn_for()
    {
        var (intervals, _) = Intervals();
        using var left = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => intervals.Fill(Question, 50, _ => left.Cancel(), left.Token));
        Assert.Equal(1, intervals.Find(Question)!.Drawn);
    }

    private static (Intervals, Library) Intervals()
    {
        var options = new ServeOptions { Version = "1.0" };
        var (library, busy, costs) = (new Library(Catalogue.Default, _ => null), new Busy(1, options.LongestWait), new Costs());
        var metrics = new Metrics(new OwnMeters(), busy, () => 0, () => 0);
        return (new Intervals(library, new AnswerStore(busy, costs, options, metrics), busy, costs), library);
    }
}
