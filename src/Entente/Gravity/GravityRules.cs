using Entente.Horizons;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Gravity;

/// <summary>What a scenario may ask structural gravity. All that it cannot answer is refused by name, never left out in silence.</summary>
internal static class GravityRules
{
    private const string OtherModel = "; `model: caliendo_parro` answers it";

    /// <summary>Reports what the model cannot see.</summary>
    /// <returns>The scenario without it, so that all other faults come to light too.</returns>
    public static Scenario Apply(Scenario scenario, GravitySetup setup, NameResolver names)
    {
        if (setup.Adjustment != Adjustment.Full && scenario.Closure != Closure.Share)
            names.Report(
                null,
                $"closure {scenario.Closure.ToString().ToLowerInvariant()} with an adjustment that leaves trade balances open",
                "`closure: share`, or `adjustment: full`"
            );
        if (!scenario.Parameters.IsEmpty || scenario.Horizons.Any(h => h.Label != Horizon.LongRun.Label))
            names.Report(null, "a horizon or its parameters under `model: gravity`", "the long run" + OtherModel);
        return scenario with
        {
            Horizons = [Horizon.LongRun],
            Parameters = [],
            Cases = [.. scenario.Cases.Select(c => Apply(c, names))],
            Library = [.. scenario.Library.Select(c => Apply(c, names))],
        };
    }

    private static Case Apply(Case theCase, NameResolver names)
    {
        if (theCase.After is { } after)
            names.Report(
                after.Place,
                $"case '{theCase.Name}' that happens after another, under `model: gravity`",
                "cases on the world as it is" + OtherModel
            );
        if (!theCase.Parameters.IsEmpty || theCase.Horizons.Any(h => h.Label != Horizon.LongRun.Label))
            names.Report(
                theCase.Place,
                $"case '{theCase.Name}' at a horizon or with its parameters, under `model: gravity`",
                "the long run" + OtherModel
            );
        return theCase with { After = null, Parameters = [], Horizons = [], Measures = [.. theCase.Measures.Where(m => IsSeen(m, names))] };
    }

    private static bool IsSeen(Measure measure, NameResolver names)
    {
        var isCost = measure is TradeCost or TradeCostTable or Embargo or FlowReduction or GravityCovariate;
        if (!isCost)
            names.Report(
                measure.Place,
                "a measure under `model: gravity` that is no cost of trade",
                "trade_cost, trade_cost_table, embargo, flow_reduction or gravity_covariate" + OtherModel
            );
        var sectors = measure switch
        {
            FlowMeasure flows => flows.Sectors,
            TradeCostTable table => [.. table.Rows.Select(row => row.Sector)],
            _ => [],
        };
        var named = isCost ? sectors.FirstOrDefault(s => s.Text != "all" && s.Text != OneSectorWorld.Sector) : null;
        if (named is not null)
            names.Report(
                named.Place ?? measure.Place,
                $"a measure on '{named}' under `model: gravity`, which sees one sector",
                $"all sectors{(measure is TradeCostTable ? $", as {OneSectorWorld.Sector}" : "")}{OtherModel}"
            );
        return isCost && named is null;
    }
}
