using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Numerics;

namespace Entente.Uncertainty;

/// <summary>
/// Between which values a parameter of a horizon may lie; triangular, the value of the horizon being the likeliest. Parameters
/// without a range, and the long run, which is the model as published, are not drawn.
/// </summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Horizon"><c>short</c> or <c>medium</c>.</param>
/// <param name="Least">Least value.</param>
/// <param name="Most">Largest value.</param>
/// <param name="Source">Where the range comes from.</param>
public sealed record ParameterRange(string Parameter, string Horizon, double Least, double Most, string Source)
{
    private const string Short = "short";
    private const string Medium = "medium";

    /// <summary>All ranges.</summary>
    public static ImmutableArray<ParameterRange> All { get; } =
        [
            new("trade", Short, 0.2, 0.6, "Boehm, Levchenko and Pandalai-Nayar (2023), years 1 and 2 against year 10; judgement"),
            new("trade", Medium, 0.5, 0.9, "the same, years 3 to 7; judgement"),
            new("value_added", Short, 0.2, 0.8, "Atalay (2017): 0.4 to 0.8; below it by judgement"),
            new("value_added", Medium, 0.4, 1, "from Atalay's to the long run; judgement"),
            new("energy", Short, 0.04, 0.2, "Bachmann et al. (2022); Labandeira, Labeaga and Lopez-Otero (2017)"),
            new("energy", Medium, 0.2, 0.6, "Labandeira, Labeaga and Lopez-Otero (2017): short to long run"),
            new("fuels", Short, 0.05, 0.5, "judgement"),
            new("fuels", Medium, 0.2, 1, "judgement"),
            new("power", Short, 2, 20, "Papageorgiou, Saam and Schulte (2017): 2; above by judgement"),
            new("power", Medium, 2, 20, "the same"),
            new("inputs", Short, 0.02, 0.3, "Boehm, Flaaen and Pandalai-Nayar (2019): near 0; Atalay (2017): 0.1; above by judgement"),
            new("inputs", Medium, 0.2, 0.9, "judgement"),
            new("factors", Short, 0.4, 0.7, "Oberfield and Raval (2021): 0.5 to 0.7; below by judgement"),
            new("factors", Medium, 0.4, 0.7, "the same"),
            new("final", Short, 0.7, 1, "Atalay (2017), Baqaee and Farhi (2019): 0.9; judgement"),
            new("final", Medium, 0.8, 1, "the same"),
            new("final_energy", Short, 0.1, 0.3, "Labandeira, Labeaga and Lopez-Otero (2017); judgement"),
            new("final_energy", Medium, 0.3, 0.7, "the same"),
            new("final_fuels", Short, 0.05, 0.5, "judgement"),
            new("final_fuels", Medium, 0.2, 1, "judgement"),
            new("labour_mobility", Medium, 1.1, 2.5, "Galle, Rodriguez-Clare and Yi (2023): 1.5; judgement"),
            new("line_premium", Short, 0.15, 0.4, "landed LNG against pipeline gas, a fifth to a third; judgement"),
            new("line_premium", Medium, 0.15, 0.4, "the same"),
        ];

    /// <summary>Triangular between the ends, the value of the horizon being the likeliest.</summary>
    public Distribution Distribution => Distribution.Triangular(Least, HorizonParameter.All[Position(Parameter)].At(Horizon), Most);

    /// <summary>Position among all parameters.</summary>
    internal static int Position(string parameter) =>
        HorizonParameter.All.Select((p, at) => (p.Name, at)).First(p => p.Name == parameter).at;
}
