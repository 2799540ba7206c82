using Entente.Measures;

namespace Entente.Gravity;

/// <summary>Which measures structural gravity can answer. All that it cannot is refused by name, never left out in silence.</summary>
internal static class GravityRules
{
    /// <summary>Why it cannot answer a measure; null: it can.</summary>
    public static Fault? Refusal(Measure measure)
    {
        if (measure is not (TradeCost or TradeCostTable or Embargo or FlowReduction or EstimatedEffect or GravityCovariate))
            return new Fault(
                measure.Place,
                "a measure that is no cost of trade, in structural gravity",
                "costs of trade, embargoes, reductions of flows, or variables that flows were fitted to"
            )
            {
                Remedy = Remedy.CostOfTrade,
            };
        var sectors = measure switch
        {
            FlowMeasure flows => flows.Sectors,
            TradeCostTable table => [.. table.Rows.Select(row => row.Sector)],
            _ => [],
        };
        return sectors.FirstOrDefault(s => s.Text != "all" && s.Text != OneSectorWorld.Sector) is { } named
            ? new Fault(
                named.Place ?? measure.Place,
                $"a measure on '{named}' in structural gravity, which sees one sector",
                $"all sectors{(measure is TradeCostTable ? $", as {OneSectorWorld.Sector}" : "")}"
            )
            : null;
    }
}
