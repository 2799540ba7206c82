using System.Globalization;
using Entente.Measures;
using Entente.Numerics;
using Entente.Scenarios;

namespace Entente.Uncertainty;

/// <summary>
/// Scenarios with coefficients of regressions drawn in place of those found: all of one estimate jointly, by its covariance; a
/// coefficient that is given with its standard error by itself, the same wherever the same numbers of the same source stand. Normal, as
/// estimators of large samples are. What one comes to does not depend on what else is drawn.
/// </summary>
internal static class DrawnEstimates
{
    /// <summary>Whether a scenario has estimated effects that are not sure.</summary>
    public static bool AnyIn(Scenario scenario) =>
        scenario
            .Cases.Concat(scenario.Library)
            .SelectMany(c => c.Measures)
            .Concat(scenario.Regimes.SelectMany(r => r.Parts).SelectMany(p => p.Measures))
            .OfType<EstimatedEffect>()
            .Any(effect => effect.Error > 0);

    /// <summary>The scenario with drawn coefficients.</summary>
    /// <param name="scenario">The scenario as it is written.</param>
    /// <param name="random">Random numbers of the draw.</param>
    public static Scenario Of(Scenario scenario, CounterRandom random)
    {
        if (!AnyIn(scenario))
            return scenario;
        return scenario with
        {
            Cases = [.. scenario.Cases.Select(Drawn)],
            Library = [.. scenario.Library.Select(Drawn)],
            Regimes =
            [
                .. scenario.Regimes.Select(regime =>
                    regime with
                    {
                        Parts = [.. regime.Parts.Select(part => part with { Measures = [.. part.Measures.Select(Of)] })],
                    }
                ),
            ],
        };

        Case Drawn(Case theCase) =>
            theCase.Measures.Any(m => m is EstimatedEffect) ? theCase with { Measures = [.. theCase.Measures.Select(Of)] } : theCase;

        Measure Of(Measure measure) => measure is EstimatedEffect { Error: > 0 } effect ? DrawnEstimates.Of(effect, random) : measure;
    }

    private static EstimatedEffect Of(EstimatedEffect effect, CounterRandom random)
    {
        if (effect.Estimate is not { } estimate)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{effect.Source}|{effect.Effect:R}|{effect.Error:R}");
            return effect.With(effect.Effect + effect.Error * random.At(Number(text)).Normal(0), effect.Error);
        }
        var own = random.At(Number(estimate.Name));
        var z = new double[estimate.Terms.Length];
        for (var k = 0; k < z.Length; k++)
            z[k] = own.Normal(k);
        return effect.With(DrawnEquations.Coefficient(estimate, effect.Position, z), effect.Error);
    }

    /// <summary>A number for a text that is the same everywhere: FNV-1a.</summary>
    private static long Number(string text)
    {
        var hash = 14695981039346656037ul;
        foreach (var letter in text)
            hash = (hash ^ letter) * 1099511628211ul;
        return (long)hash;
    }
}
