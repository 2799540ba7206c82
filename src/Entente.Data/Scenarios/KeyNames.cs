using Entente.Measures;
using Entente.Models;
using Entente.Scenarios;

namespace Entente.Data.Scenarios;

/// <summary>How that is written in a scenario file which the core says in words. Safe from several threads.</summary>
public static class KeyNames
{
    private static readonly (Remedy Remedy, string Written)[] Written =
    [
        (
            Remedy.CostOfTrade,
            Kinds(TradeCost.Kind, TradeCostTable.Kind, Embargo.Kind, FlowReduction.Kind, EstimatedEffect.Kind, GravityCovariate.Kind)
        ),
        (Remedy.DefaultModel, $"`model: {KnownModels.Default.Name}`"),
        (Remedy.FittedFlows, "`gravity: { data: ... }`"),
        (Remedy.SettledBalances, $"`closure: {Closures.Name(Closure.Share)}`, or `adjustment: full`"),
        (Remedy.OtherReference, "`relative_to`"),
        (Remedy.OtherEarlierCase, "`after`"),
        (Remedy.Mobile, "`mobile`"),
        (Remedy.OneSize, "`share`, `amount` or `quantity`"),
        (Remedy.EnergyOrAmount, "`energy.csv` of the world, or `amount`"),
        (Remedy.CapacityOrAmount, "`capacity` or `amount`"),
        (Remedy.AmountOrShareOfIncome, "`amount` or `share_of_income`"),
    ];

    /// <summary>Faults of a scenario, with the keys by which they are mended.</summary>
    public static IEnumerable<Fault> Added(IEnumerable<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return faults.Select(Added);
    }

    /// <summary>Why there is no equilibrium, with the key by which there would be one.</summary>
    public static string Explanation(Equilibrium missing)
    {
        ArgumentNullException.ThrowIfNull(missing);
        return missing.Status == EquilibriumStatus.UnfinancedDeficit && missing.Given.Closure != Closure.Zero
            ? $"{missing.Explanation} (`closure: {Closures.Name(Closure.Zero)}`)"
            : missing.Explanation;
    }

    /// <summary>Why a case has no answer, of itself or of what it is measured from; null where it has one.</summary>
    public static string? Explanation(CaseAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Comparison is not null ? null
            : !answer.Equilibrium.Converged ? Explanation(answer.Equilibrium)
            : $"what it is measured from has no solution: {Explanation(answer.Before)}";
    }

    private static Fault Added(Fault fault)
    {
        var keys = Written.Where(key => fault.Remedy.HasFlag(key.Remedy)).Select(key => key.Written).ToList();
        return keys.Count == 0 ? fault : fault with { Expected = $"{fault.Expected} ({string.Join("; ", keys)})" };
    }

    private static string Kinds(params MeasureKind[] kinds) => string.Join(", ", kinds.Select(kind => $"`{kind.Name}`"));
}
