using Entente.Horizons;
using Entente.Measures;
using Entente.Models;

namespace Entente.Scenarios;

/// <summary>What the model of a scenario cannot answer. It is refused by name, never left out in silence.</summary>
internal static class ModelRules
{
    /// <summary>Reports what the model cannot answer.</summary>
    /// <returns>
    /// The scenario without it, so that all other faults come to light too; its model with the names it was given found in the
    /// world.
    /// </returns>
    public static Scenario Apply(Scenario scenario, NameResolver names)
    {
        var model = scenario.Model;
        if (model.Refusal(scenario.Closure) is { } closure)
            names.Report(closure);
        if (!model.HasHorizons && (!scenario.Parameters.IsEmpty || scenario.Horizons.Any(IsNotLong)))
            names.Report(Elsewhere(model, new Fault(null, $"a horizon or its parameters in {model.Title}", "the long run")));
        return scenario with
        {
            Model = model.In(names),
            Horizons = model.HasHorizons ? scenario.Horizons : [Horizon.LongRun],
            Parameters = model.HasHorizons ? scenario.Parameters : [],
            Cases = [.. scenario.Cases.Select(c => Answerable(c, model, names))],
            Library = [.. scenario.Library.Select(c => Answerable(c, model, names))],
        };
    }

    private static Case Answerable(Case theCase, Model model, NameResolver names)
    {
        var seen = model.HasHorizons ? theCase : InTheLongRun(theCase, model, names);
        return seen with { Measures = [.. seen.Measures.Where(IsAnswerable)] };

        bool IsAnswerable(Measure measure)
        {
            if (model.Refusal(measure) is not { } refusal)
                return true;
            names.Report(Elsewhere(model, refusal));
            return false;
        }
    }

    private static Case InTheLongRun(Case theCase, Model model, NameResolver names)
    {
        if (theCase.After is { } after)
            names.Report(
                Elsewhere(
                    model,
                    new Fault(
                        after.Place,
                        $"case '{theCase.Name}' that happens after another, in {model.Title}",
                        "cases on the world as it is"
                    )
                )
            );
        if (!theCase.Parameters.IsEmpty || theCase.Horizons.Any(IsNotLong))
            names.Report(
                Elsewhere(
                    model,
                    new Fault(
                        theCase.Place,
                        $"case '{theCase.Name}' at a horizon or with its parameters, in {model.Title}",
                        "the long run"
                    )
                )
            );
        if (theCase.Path is { } path)
            names.Report(
                Elsewhere(
                    model,
                    new Fault(path.Place ?? theCase.Place, $"case '{theCase.Name}' along a path of years, in {model.Title}", "the long run")
                )
            );
        return theCase with
        {
            After = null,
            Parameters = [],
            Horizons = [],
            Path = null,
            Measures = [.. theCase.Measures.Select(measure => measure with { Phase = null })],
        };
    }

    private static bool IsNotLong(Horizon horizon) => horizon.Label != Horizon.LongRun.Label;

    /// <summary>With the model that does answer: the default one knows all that scenarios can say.</summary>
    private static Fault Elsewhere(Model model, Fault fault) =>
        model.Name == KnownModels.Default.Name
            ? fault
            : fault with
            {
                Expected = $"{fault.Expected}; {KnownModels.Default.Title} answers it",
                Remedy = fault.Remedy | Remedy.DefaultModel,
            };
}
