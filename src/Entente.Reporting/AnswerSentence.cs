namespace Entente.Reporting;

/// <summary>The answer of a run in one sentence, made of numbers that the table below it repeats.</summary>
internal static class AnswerSentence
{
    /// <summary>What the first case means for the country, and between what others of its horizon lie; the table has the rest.</summary>
    public static string Of(RunRecord run, Choices choices)
    {
        var asked = run.Answers.First(a => a.Answer.Comparison is not null);
        var first = choices.Rows.First(row => row.Timed == asked);
        var from = run.BaseOf(first.Timed) is { } other ? $", against “{other}”" : "";
        var answer = $"{ChangeText.Capital(Within(first))}, “{first.Title}” {Means(first, run, choices.Country)}{from}";
        var others = choices
            .Rows.Where(row => row != first && row.Timed.Horizon == first.Timed.Horizon && IsBeside(row, first))
            .ToList();
        return others.Count == 0 ? $"{answer}." : $"{answer}; {Range(others)}.";
    }

    /// <summary>Of the same starting point.</summary>
    private static bool IsBeside(Choice row, Choice first) =>
        row.Timed.Answer.Case.RelativeTo == first.Timed.Answer.Case.RelativeTo
        && row.Timed.Answer.Case.After == first.Timed.Answer.Case.After;

    private static string Means(Choice choice, RunRecord run, int n)
    {
        var (country, unit) = (run.World.Countries[n].Name, run.World.Identity.Unit);
        if (ChangeText.InWords(choice.Percent) == ChangeText.InWords(0))
            return $"hardly changes the real income of {country}";
        var money = $"{ChangeText.Money(Math.Abs(choice.Money))} {unit}".TrimEnd();
        var size = $"{ChangeText.Percent(choice.Percent)[1..]}\u00a0% of its real income, {money} a year";
        var sure = choice.Band is { } band
            ? $" ({ChangeText.Percent(band.Low)} to {ChangeText.Percent(band.High)}\u00a0% in nine draws of ten)"
            : "";
        // What draws do not agree on is not claimed.
        if (choice.Band is { Low: < 0, High: > 0 } open)
            return $"leaves open whether {country} loses or gains: {ChangeText.Percent(open.Low)} to "
                + $"{ChangeText.Percent(open.High)}\u00a0% of its real income in nine draws of ten, "
                + $"{ChangeText.Percent(choice.Percent)}\u00a0% on the data as they stand";
        return $"{(choice.Percent < 0 ? "costs" : "brings")} {country} {size}{sure}";
    }

    /// <summary>One other case, or the least and the most of several.</summary>
    private static string Range(List<Choice> rows)
    {
        var (least, most) = (rows.MinBy(row => row.Percent)!, rows.MaxBy(row => row.Percent)!);
        return rows.Count == 1
            ? $"“{least.Title}” comes to {ChangeText.Percent(least.Percent)}\u00a0%"
            : $"the {rows.Count} other cases, measured alike, lie between {Named(least)} and {Named(most)}";
    }

    /// <summary>In short: the values that are varied stand in the title.</summary>
    private static string Within(Choice row) => $"in the {row.Timed.Answer.Case.Horizon.Name} run";

    private static string Named(Choice choice) => $"{ChangeText.Percent(choice.Percent)}\u00a0% (“{choice.Title}”)";
}
