namespace Entente.Reporting;

/// <summary>The answer of a run in one sentence, made of numbers that the table below it repeats.</summary>
internal static class AnswerSentence
{
    /// <summary>What the first case means for the country, and between what the others lie, horizon by horizon.</summary>
    public static string Of(RunRecord run, Choices choices)
    {
        var asked = run.Answers.First(a => a.Answer.Comparison is not null);
        var first = choices.Rows.First(row => row.Timed == asked);
        var from = run.BaseOf(first.Timed) is { } other ? $", against “{other}”" : "";
        var parts = new List<string>
        {
            $"“{first.Title}” {Means(first, run, choices.Country)} {Within(first)}{from}",
        };
        // Those that are measured from the same, horizon by horizon, that of the first case before the others.
        var others = choices
            .Rows.Where(row => row != first)
            .GroupBy(row => row.Timed.Horizon, StringComparer.Ordinal)
            .OrderBy(g => g.Key != first.Timed.Horizon)
            .Select(g => g.Where(row => IsBeside(row, first)).ToList())
            .Where(rows => rows.Count > 0);
        parts.AddRange(others.Select(rows => Range(rows, first)));
        return $"{ChangeText.Capital(string.Join("; ", parts))}.";
    }

    /// <summary>Of the same starting point, whatever the horizon.</summary>
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
        return $"{(choice.Percent < 0 ? "costs" : "brings")} {country} {size}{sure}";
    }

    /// <summary>One other case, or the least and the most of several.</summary>
    private static string Range(List<Choice> rows, Choice first)
    {
        var (least, most) = (rows.MinBy(row => row.Percent)!, rows.MaxBy(row => row.Percent)!);
        var when = rows[0].Timed.Horizon == first.Timed.Horizon ? "" : $"{Within(rows[0])}, ";
        var cases = when.Length == 0 ? "other cases" : "cases";
        return rows.Count == 1
            ? $"{when}“{least.Title}” comes to {ChangeText.Percent(least.Percent)}\u00a0%"
            : $"{when}{rows.Count} {cases}, measured alike, lie between {Named(least)} and {Named(most)}";
    }

    /// <summary>In short: the values that are varied stand in the title.</summary>
    private static string Within(Choice row) => $"in the {row.Timed.Answer.Case.Horizon.Name} run";

    private static string Named(Choice choice) => $"{ChangeText.Percent(choice.Percent)}\u00a0% (“{choice.Title}”)";
}
