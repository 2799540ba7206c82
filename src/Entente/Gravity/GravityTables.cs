using Entente.Models;

namespace Entente.Gravity;

/// <summary>What structural gravity adds to the outputs of a run.</summary>
internal static class GravityTables
{
    /// <summary>Levels where the flows were fitted to determinants of costs; where they are data, 1 is the world as it is.</summary>
    public static CountryTable Resistances(GravityFit? fit) =>
        new(
            "resistances",
            ["inward_before", "inward_after", "inward_pct", "outward_before", "outward_after", "outward_pct", "factory_gate_price_pct"],
            (before, after, n) =>
            {
                var (was, now) = (before.Detail<Resistances>()!, after.Detail<Resistances>()!);
                var (inward, outward) = (fit?.Inward[n] ?? 1, fit?.Outward[n] ?? 1);
                return
                [
                    inward * was.Inward[n],
                    inward * now.Inward[n],
                    100 * (now.Inward[n] / was.Inward[n] - 1),
                    outward * was.Outward[n],
                    outward * now.Outward[n],
                    100 * (now.Outward[n] / was.Outward[n] - 1),
                    100 * (after.Wages[n] / before.Wages[n] - 1),
                ];
            }
        );
}
