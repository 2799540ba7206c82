using System.Collections.Immutable;
using System.Globalization;
using Entente.Batches;
using Entente.Horizons;
using Entente.Measures;
using Entente.Numerics;
using Entente.Reporting;
using Entente.Scenarios;
using Entente.Uncertainty;

namespace Entente.Web.Sweeps;

/// <summary>Something that a sweep varies, in words. Immutable.</summary>
/// <param name="Name">As the sweep writes it; empty where it has no name.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Values">Over what it is varied.</param>
internal sealed record VariedRow(string Name, string Meaning, string Values)
{
    private const string Theta = "theta";

    /// <summary>Values that are told one by one.</summary>
    private const int MostTold = 8;

    /// <summary>All that a sweep varies, in its order.</summary>
    public static ImmutableArray<VariedRow> Of(Sweep sweep) =>
        [
            .. sweep.Axes.SelectMany(axis =>
                axis.Parameters.Select(
                    (name, at) =>
                        new VariedRow(name.Text, MeaningOf(name.Text, sweep.Scenario), ValuesOf([.. axis.Rows.Select(row => row[at])]))
                )
            ),
            .. sweep.Drawn.Select(draw => new VariedRow(
                draw.Parameter.Text,
                MeaningOf(draw.Parameter.Text, sweep.Scenario),
                InWords(draw.Distribution)
            )),
            .. sweep.DrawnCosts.Select(draw => new VariedRow(
                "",
                $"trade costs of {Joined(draw.Sectors)} from {Joined(draw.From)} to {Joined(draw.To)}, a factor for each "
                    + draw.Each.ToString().ToLowerInvariant(),
                InWords(draw.Distribution)
            )),
            .. sweep.OfWorld is { } world ? [OfWorld(world)] : Array.Empty<VariedRow>(),
        ];

    /// <summary>How many points there are.</summary>
    public static long Points(Sweep sweep) => sweep.Axes.Aggregate((long)sweep.Draws, (count, axis) => count * axis.Rows.Length);

    /// <summary>A parameter in a word or two: a number of a measure by its key.</summary>
    public static string Short(string name, Scenario scenario) =>
        CaseOf(name, scenario) is null ? name : MeasureNames.Spaced(name[(name.LastIndexOf('.') + 1)..]);

    /// <summary>What a parameter is.</summary>
    public static string MeaningOf(string name, Scenario scenario)
    {
        if (CaseOf(name, scenario) is { } theCase)
        {
            var (measure, key) = name[(theCase.Name.Length + 1)..].Split('.', 2) is [var first, var second] ? (first, second) : ("", name);
            return $"{MeasureNames.Spaced(key)} of {Measure(measure)} in “{TimedAnswer.TitleOf(theCase)}”";
        }
        var (parameter, sector) = name.Split('.', 2) is [var head, var rest] ? (head, $", in {rest}") : (name, "");
        return parameter == Theta
            ? $"trade elasticity of the long run{sector}"
            : (HorizonParameter.All.FirstOrDefault(known => known.Name == parameter)?.Meaning ?? parameter) + sector;
    }

    /// <summary>A number as people read it.</summary>
    public static string Number(double value) =>
        (Math.Abs(value) >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture))
            .Replace('-', '−');

    /// <summary>Measures are named by their kind, or counted from 1.</summary>
    private static string Measure(string name) => char.IsAsciiDigit(name[0]) ? $"measure {name}" : MeasureNames.Spaced(name);

    private static Case? CaseOf(string name, Scenario scenario) =>
        scenario
            .Cases.Concat(scenario.Library)
            .Where(one => name.StartsWith(one.Name + ".", StringComparison.Ordinal))
            .MaxBy(one => one.Name.Length);

    private static string ValuesOf(ImmutableArray<double> rows)
    {
        List<double> values = [.. rows.Distinct().Order()];
        return values.Count <= MostTold
            ? string.Join(", ", values.Select(Number))
            : $"{Number(values[0])} to {Number(values[^1])}, {values.Count} values";
    }

    private static string InWords(Distribution of) =>
        $"drawn: {Number(of.Median)} in the middle, nine of ten between {Number(of.Quantile(0.05))} and {Number(of.Quantile(0.95))}";

    private static VariedRow OfWorld(DrawOptions draws)
    {
        string[] parts =
        [
            draws.World ? "figures of the world" : "",
            draws.Elasticities ? "trade elasticities" : "",
            draws.Parameters ? "parameters of the short and medium run" : "",
            draws.Estimates ? "estimated coefficients" : "",
        ];
        return new("", string.Join(", ", parts.Where(part => part.Length > 0)), "drawn from what the data are not sure of");
    }

    private static string Joined(ImmutableArray<Word> words) => string.Join(", ", words.Select(word => word.Text));
}
