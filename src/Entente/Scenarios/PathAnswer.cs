using System.Collections.Immutable;
using Entente.Models;

namespace Entente.Scenarios;

/// <summary>A year of a path that was answered, or was not.</summary>
/// <param name="Year">From 1.</param>
/// <param name="Horizon">The horizon, or between which two it lies.</param>
/// <param name="Status">How its search ended.</param>
/// <param name="Explanation">Why there are no numbers; empty where there are.</param>
/// <param name="Residual">The largest gap of its equations; NaN without an answer.</param>
/// <param name="RealIncome">WHat_n: factors on real income; empty without an answer.</param>
/// <param name="Capital">KHat_n: factors on what capital there is, by country; empty where none is accumulated.</param>
public sealed record PathYear(
    int Year,
    string Horizon,
    EquilibriumStatus Status,
    string Explanation,
    double Residual,
    ImmutableArray<double> RealIncome,
    ImmutableArray<double> Capital
)
{
    /// <summary>Whether there are numbers.</summary>
    public bool Converged => !RealIncome.IsEmpty;
}

/// <summary>What a path is worth in its first year, by country. Only of a path whose years were all answered.</summary>
/// <param name="Income">Present value of the change of income, in the unit of the world at prices of the data.</param>
/// <param name="Consumption">The same of consumption: income less what is saved on the way.</param>
/// <param name="ConsumptionShare">The constant change of yearly consumption, as a share of it, with that present value.</param>
/// <param name="Welfare">The factor on consumption in every year that is as good as the path under log utility.</param>
public sealed record PresentValue(
    ImmutableArray<double> Income,
    ImmutableArray<double> Consumption,
    ImmutableArray<double> ConsumptionShare,
    ImmutableArray<double> Welfare
);

/// <summary>The answer to a case year by year. Immutable.</summary>
public sealed record PathAnswer
{
    /// <summary>The case.</summary>
    public required ResolvedCase Case { get; init; }

    /// <summary>The years in order; they end with the first that has no answer, as those behind it follow from it or stand on it.</summary>
    public required ImmutableArray<PathYear> Years { get; init; }

    /// <summary>I_n in the data as the closure has it; empty where no year was answered.</summary>
    public ImmutableArray<double> Income { get; init; } = [];

    /// <summary>s_n: the share of income that is saved; 0 where capital is not accumulated.</summary>
    public required ImmutableArray<double> Saved { get; init; }

    /// <summary>What it is worth; null where a year has no answer.</summary>
    public PresentValue? Value { get; init; }

    /// <summary>
    /// Factors on real income in the steady state to which the last year's measures and parameters lead: no measure of welfare; empty
    /// where capital is not accumulated or none was found.
    /// </summary>
    public ImmutableArray<double> SteadyState { get; init; } = [];

    /// <summary>The path as written.</summary>
    public CasePath Path => Case.Path!.Path;

    /// <summary>Whether every year was answered.</summary>
    public bool IsComplete => Value is not null;

    /// <summary>What is wrong, for people, with the year it happened in; empty where nothing is.</summary>
    public string Trouble =>
        Years is [.., { Converged: false } last] ? $"year {last.Year} has no answer: {last.Explanation}; those after it were not asked"
        : Path.Depreciation is not null && IsComplete && SteadyState.IsEmpty ? "no steady state was found"
        : "";
}
