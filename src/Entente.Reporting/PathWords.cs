using System.Collections.Immutable;
using System.Globalization;
using Entente.Scenarios;

namespace Entente.Reporting;

/// <summary>What screen and report say of a path.</summary>
public static class PathWords
{
    private const int MostYears = 12;

    /// <summary>Title of the case.</summary>
    public static string Title(PathAnswer path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return $"{TimedAnswer.TitleOf(path.Case.Case)}, by year";
    }

    /// <summary>How it is discounted, and what becomes of capital and of the years behind the last.</summary>
    public static string Discount(CasePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var after = path.Perpetuity ? "the last year for ever" : "nothing after the last year";
        var capital = path.Depreciation is { } delta ? $"capital follows saving at {Percent(delta)} % a year" : "capital as it is";
        return $"discounted at {Percent(path.Discount)} % a year, {after}; {capital}";
    }

    /// <summary>Countries in focus, then those that gain or lose most in any year, by position.</summary>
    public static IEnumerable<int> Countries(RunRecord run, PathAnswer path)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(path);
        var years = path.Years.Where(year => year.Converged).ToList();
        return run
            .Scenario.Focus.Concat(
                Enumerable
                    .Range(0, run.World.Countries.Length)
                    .OrderByDescending(n => years.Max(year => Math.Abs(year.RealIncome[n] - 1)))
            )
            .Distinct();
    }

    /// <summary>
    /// Rows by country: real income in per cent in each year, of many years some; then what the path is worth, and beside it the steady
    /// state, which is no measure of welfare.
    /// </summary>
    public static IEnumerable<(string Heading, ImmutableArray<double> Values)> Rows(PathAnswer path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var years = path.Years.Where(year => year.Converged).ToList();
        var step = Math.Max(1, (years.Count + MostYears - 1) / MostYears);
        foreach (var year in years.Where((_, at) => at % step == 0 || at == years.Count - 1))
            yield return ($"year {year.Year}, {year.Horizon}", Percent(year.RealIncome));
        if (path.Value is not { } value)
            yield break;
        yield return ("welfare: consumption a year", Percent(value.Welfare));
        if (!path.SteadyState.IsEmpty)
            yield return ("steady state (not welfare)", Percent(path.SteadyState));
    }

    private static string Percent(double rate) => (100 * rate).ToString("0.##", CultureInfo.InvariantCulture);

    private static ImmutableArray<double> Percent(ImmutableArray<double> hats) => [.. hats.Select(hat => 100 * (hat - 1))];
}
