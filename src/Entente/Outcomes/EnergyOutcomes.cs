using System.Collections.Immutable;
using Entente.Energy;

namespace Entente.Outcomes;

/// <summary>The outcomes of energy, in the order of energy.csv; only worlds with quantities of energy.</summary>
internal static class EnergyOutcomes
{
    public static ImmutableArray<Outcome> All { get; } =
    [
        .. Both("quantity", "Quantity bought", OutcomeUnit.Terajoules, (of, n, c, i) => of.Balance.Quantities[n, i, c]),
        .. Both("share", "Share in use", OutcomeUnit.Share, (of, n, c, i) => of.ShareInUse(n, i, c)),
        .. Both("value", "Value bought", OutcomeUnit.WorldUnit, (of, n, c, i) => of.Balance.Values[n, i, c]),
        .. Both("origin_share", "Share taken from nature there", OutcomeUnit.Share, (of, n, c, i) => of.Origin(n, c, i)),
    ];

    private static ImmutableArray<Outcome> Both(
        string name,
        string title,
        OutcomeUnit unit,
        Func<EnergyDependence, int, int, int, double> of
    ) =>
        [
            Of($"{name}_baseline", $"{title}, before", unit, c => c.EnergyBefore, of),
            Of($"{name}_counterfactual", $"{title}, after", unit, c => c.EnergyAfter, of),
        ];

    private static Outcome Of(
        string name,
        string title,
        OutcomeUnit unit,
        Func<Comparison, EnergyDependence> side,
        Func<EnergyDependence, int, int, int, double> of
    ) =>
        new()
        {
            Name = name,
            Title = title,
            Unit = unit,
            Table = OutcomeTable.Energy,
            Open = comparison =>
            {
                var dependence = side(comparison);
                return at => of(dependence, at.First, at.Second, at.Third);
            },
        };
}
