using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Entente.Data.Output;
using Entente.Scenarios;

namespace Entente.Data.Backtests;

/// <summary>Backtests as a page in Markdown: what happened beside what the model says, how far it is off and why.</summary>
public static class BacktestPage
{
    /// <summary>One backtest with its results.</summary>
    public static string Of(Backtest backtest, ImmutableArray<BacktestResult> results)
    {
        ArgumentNullException.ThrowIfNull(backtest);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"## {backtest.Title}\n\n");
        if (backtest.Notes.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"{backtest.Notes}\n\n");
        text.Append("| what | model | happened | range | |\n|---|--:|--:|--:|---|\n");
        foreach (var result in results)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {result.Fact.What} | {Number(result.Answer)} | {Number(result.Fact.Happened)} | {Range(result.Fact)} | "
                    + $"{(result.IsWithin ? "within" : "off")} |\n"
            );
        text.Append('\n');
        foreach (var group in results.GroupBy(result => result.Fact.Source))
            text.Append(CultureInfo.InvariantCulture, $"- {string.Join("; ", group.Select(result => result.Fact.What))}: {group.Key}\n");
        foreach (var off in results.Where(result => result.Fact.Why.Length > 0))
            text.Append(CultureInfo.InvariantCulture, $"\n*{off.Fact.What}*: {off.Fact.Why}\n");
        return text.ToString();
    }

    /// <summary>The same as a table, a row for each fact.</summary>
    public static FlatTable Table(ImmutableArray<BacktestResult> results) =>
        new(
            "results",
            ["what", "case", "outcome", "within", "source", "why"],
            ["model", "happened", "least", "most"],
            [
                .. results.Select(result => new FlatRow(
                    [
                        result.Fact.What,
                        result.Fact.Case.Text,
                        result.Fact.Outcome.Text,
                        result.IsWithin ? "yes" : "no",
                        result.Fact.Source,
                        result.Fact.Why,
                    ],
                    [result.Answer ?? double.NaN, result.Fact.Happened ?? double.NaN, result.Fact.Least, result.Fact.Most]
                )),
            ]
        );

    /// <summary>What the sources leave open, for people.</summary>
    public static string Range(BacktestFact fact) => $"{Number(fact.Least)} to {Number(fact.Most)}";

    /// <summary>Two decimals below ten and one above, so that small and large numbers can be read beside one another.</summary>
    public static string Number(double? value) =>
        value switch
        {
            null => "",
            double.PositiveInfinity => "any",
            double.NegativeInfinity => "any",
            { } number => number.ToString(Math.Abs(number) < 10 ? "0.00" : "#,0.0", CultureInfo.InvariantCulture),
        };
}
