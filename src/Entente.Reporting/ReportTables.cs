using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Scenarios;
using Entente.Models;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>What the tables of the report hold: indicators of all countries, certificates, the command that repeats the run.</summary>
internal sealed class ReportTables(RunRecord run)
{
    private readonly List<TimedAnswer> answered = [.. run.Answers.Where(a => a.Answer.Comparison is not null)];

    /// <summary>The change of real income, a column for each answer.</summary>
    public CountryColumns Cases =>
        new([.. answered.Select(a => new CountryColumn(a.Title, OutcomeSet.All["real_income_pct"].Values(a.Answer.Comparison!)))]);

    /// <summary>All indicators of an answer.</summary>
    public CountryColumns Details(TimedAnswer timed)
    {
        var columns = run
            .Outcomes.Indicators.Select(indicator => new CountryColumn(indicator.Title, indicator.Values(timed.Answer.Comparison!)))
            .ToList();
        if (run.HasTransfers)
            columns.Add(new CountryColumn($"Transfer, {run.World.Identity.Unit}", timed.Answer.Comparison!.Transfers));
        return new CountryColumns([.. columns]);
    }

    public static string Brief(double? number) => number?.ToString("0.0e0", CultureInfo.InvariantCulture) ?? "";

    public static string Words(Uniqueness? uniqueness) =>
        uniqueness switch
        {
            null => "",
            Uniqueness.NotCertified => "not certified",
            Uniqueness.GrossSubstitutes => "yes: gross substitutes",
            _ => "yes: Allen, Arkolakis and Takahashi (2020)",
        };

    /// <summary>The command that gives the same answers, with all that could differ spelled out.</summary>
    public string CommandLine()
    {
        var command =
            $"entente run {Quoted(run.ScenarioFile.Name)} "
            + $"{(run.Scenario.Scenario.Model.OwnWorld is null ? $"--world {Quoted(run.WorldFolder.Name)} " : "")}--closure "
            + $"{Closures.Name(run.Scenario.Scenario.Closure)} --model {run.Model} --tolerance "
            + $"{run.Options.Tolerance.ToString("R", CultureInfo.InvariantCulture)}";
        command += string.Concat(run.Arguments.Select(argument => $" {Quoted(argument)}"));
        return run.Answers.Length == run.Scenario.Cases.Length
            ? command
            : command
                + string.Concat(run.Answers.Select(a => a.Name).Distinct(StringComparer.Ordinal).Select(name => $" --case {Quoted(name)}"));
    }

    private static string Quoted(string word) =>
        word.Any(c => !char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.' or '/' or '\\' or ':' or '=' or ',')) ? $"\"{word}\"" : word;
}

/// <summary>A table of countries, by column.</summary>
/// <param name="Columns">The columns from left to right.</param>
public sealed record CountryColumns(ImmutableArray<CountryColumn> Columns);

/// <summary>A column of a table of countries.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Values">A number for each country in the world's order; NaN where there is none.</param>
public sealed record CountryColumn(string Title, ImmutableArray<double> Values);
