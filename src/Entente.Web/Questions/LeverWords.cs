using System.Globalization;
using Entente.Measures;
using Entente.Reporting;
using Entente.Scenarios;

namespace Entente.Web.Questions;

/// <summary>Levers of measures: what people read of them, and between what they move.</summary>
internal sealed class LeverWords(ResolvedScenario resolved)
{
    /// <summary>Rates that a slider reaches at least.</summary>
    private const double LeastReach = 0.4;

    /// <summary>Places of a slider of sums.</summary>
    private const double Places = 40;

    private const int MostLaws = 3;

    private readonly MeasureWords words = new(resolved.World, resolved.Scenario.Groups, resolved.Scenario.Kinds);

    /// <summary>Whether a measure is taken at all.</summary>
    public Lever Toggle(string name, Measure measure) =>
        new(name, LeverGroup.Number, words.Of(measure), 0, 1, 1, 1, LeverUnit.Part) { IsPart = true, Meaning = Law([measure]) };

    /// <summary>A number of a measure.</summary>
    public Lever Number(string name, Measure measure, MeasureKey key, double value)
    {
        var range = key.Range!;
        var (least, most, step, unit) =
            range == NumberRange.Share ? (0, 1, 0.01, LeverUnit.Percent)
            : range == NumberRange.PartialShare ? (0, 0.99, 0.01, LeverUnit.Percent)
            : range == NumberRange.OpenShare ? (0.01, 0.99, 0.01, LeverUnit.Percent)
            : range == NumberRange.Rate ? (0, Math.Max(LeastReach, 2 * value), 0.005, LeverUnit.Percent)
            : range == NumberRange.AboveZero || range == NumberRange.AtLeastOne ? Factor(range, value)
            : (Math.Min(0, 2 * value), Math.Max(2 * Math.Abs(value), 1), StepOf(Math.Max(2 * Math.Abs(value), 1)), UnitOf(key));
        return new Lever(name, LeverGroup.Number, Title(key), least, most, step, value, unit)
        {
            Meaning = $"{words.Of(measure)}. {measure.Note}".TrimEnd(),
        };
    }

    /// <summary>A sum that another case pays.</summary>
    public Lever Help(string name, Transfer paid) =>
        new(
            name,
            LeverGroup.Help,
            $"Paid by {new MeasureNames(resolved.World, resolved.Scenario.Groups).Countries(paid.From)}",
            0,
            3 * paid.Amount!.Value,
            StepOf(3 * paid.Amount.Value),
            0,
            LeverUnit.Money
        )
        {
            Meaning = "A sum every year, to the country in question.",
        };

    /// <summary>The acts behind measures, each once.</summary>
    public static string Law(IEnumerable<Measure> measures)
    {
        var laws = measures.Select(measure => measure.Source).Where(source => source.Length > 0).Distinct().ToList();
        return string.Join("; ", laws.Take(MostLaws)) + (laws.Count > MostLaws ? $"; and {laws.Count - MostLaws} more" : "");
    }

    private static (double, double, double, LeverUnit) Factor(NumberRange range, double value) =>
        (range == NumberRange.AtLeastOne || value >= 1 ? 1 : value / 2, Math.Max(2 * value, 1.2), 0.005, LeverUnit.Plain);

    private static LeverUnit UnitOf(MeasureKey key) =>
        key.Unit.StartsWith("unit of the world", StringComparison.Ordinal) ? LeverUnit.Money : LeverUnit.Plain;

    private static string Title(MeasureKey key) => MeasureNames.Spaced(key.Name) is var name
        ? char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..]
        : "";

    /// <summary>A round part of a reach.</summary>
    private static double StepOf(double most)
    {
        var rough = most / Places;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power < 2 ? 1 : rough / power < 5 ? 2 : 5);
    }
}
