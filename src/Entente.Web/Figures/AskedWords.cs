using System.Globalization;
using Entente.Reporting;
using Entente.Scenarios;

namespace Entente.Web.Figures;

/// <summary>What a case means, for who was not there: who takes which measures of which day, what else is done and why.</summary>
internal static class AskedWords
{
    /// <summary>Measures of a case's own that are told; the others are counted.</summary>
    private const int MostMeasures = 5;

    /// <summary>The sentences of the first case of a run.</summary>
    public static IEnumerable<string> Of(RunRecord run)
    {
        var (scenario, world, asked) = (run.Scenario.Scenario, run.World, run.Answers[0].Answer.Case);
        foreach (var use in Uses(scenario, asked.Case))
            if (scenario.Regimes.FirstOrDefault(regime => regime.Name == use.Regime.Text) is { } regime)
                yield return Of(scenario, world, regime, use);
        var words = new MeasureWords(world, scenario.Groups, scenario.Kinds);
        var own = asked.Measures.Where(measure => measure.Regime.Length == 0).Distinct().ToList();
        foreach (var measure in own.Take(MostMeasures))
            yield return $"{words.Of(measure)}. {measure.Note}".TrimEnd();
        if (own.Count > MostMeasures)
            yield return $"And {(own.Count - MostMeasures).ToString(CultureInfo.InvariantCulture)} measures more, which the report lists.";
    }

    private static string Of(Scenario scenario, World world, Regime regime, RegimeUse use)
    {
        var parts = regime
            .Parts.Where(part => use.Parts.IsEmpty ? !part.IsExtra : use.Parts.Any(word => word.Text == part.Name))
            .Where(part => part.Measures.Any(measure => measure.IsInForce(use.AsOf)))
            .Select(part => Title(scenario, part) + Strength(use.Strengths.GetValueOrDefault(part.Name, 1)));
        var isHeld = regime.HeldFrom is { } year && world.Identity.Year >= year;
        var who = use.Joiners.Select(Name).ToList();
        var actors = isHeld ? who : [.. who, "all members by that day"];
        if (!use.Without.IsEmpty)
            actors[^1] += $" but {string.Join(", ", use.Without.Select(Name))}";
        return $"{string.Join(", ", actors)}: measures of {regime.Name} in force on {use.AsOf:yyyy-MM-dd}: {string.Join("; ", parts)}."
            + (isHeld ? $" What members do is in the data of {world.Identity.Year}." : "");

        string Name(Word word) => world.TryCountry(word.Text, out var n) ? world.Countries[n].Name : word.Text;
    }

    private static string Title(Scenario scenario, RegimePart part) =>
        scenario.Library.FirstOrDefault(one => one.Name == part.Name) is { Title.Length: > 0 } named ? named.Title : part.Name;

    private static string Strength(double strength) =>
        strength < 1 ? string.Create(CultureInfo.InvariantCulture, $" ({100 * strength:0.##}\u00a0% of it)") : "";

    /// <summary>What a case and those that it includes take of regimes.</summary>
    private static IEnumerable<RegimeUse> Uses(Scenario scenario, Case theCase) =>
        theCase
            .Includes.Select(word => scenario.Cases.Concat(scenario.Library).FirstOrDefault(one => one.Name == word.Text))
            .OfType<Case>()
            .SelectMany(included => Uses(scenario, included))
            .Concat(theCase.Regimes);
}
