using System.Globalization;
using Entente.Data.Yaml;

namespace Entente.Data.Scenarios;

/// <summary>
/// Reads dates of measures: a day, a month or a year (<c>2022-12-05</c>, <c>2022-12</c>, <c>2022</c>). What is less than a day
/// means its first day where something begins, and its last where it ends or is looked at.
/// </summary>
internal static class DateReader
{
    public static DateOnly? First(YamlPage page, string key, FaultList faults) => Read(page.Word(key), key, isLast: false, faults);

    public static DateOnly? Last(YamlPage page, string key, FaultList faults) => Read(page.Word(key), key, isLast: true, faults);

    public static DateOnly? Read(Word? word, string key, bool isLast, FaultList faults)
    {
        if (word is null)
            return null;
        if (Is(word.Text, "yyyy-MM-dd", out var day))
            return day;
        if (Is(word.Text, "yyyy-MM", out var month))
            return isLast ? month.AddMonths(1).AddDays(-1) : month;
        if (Is(word.Text, "yyyy", out var year))
            return isLast ? year.AddYears(1).AddDays(-1) : year;
        faults.Add(word.Place, $"{key} '{word}'", "a day, a month or a year: 2022-12-05, 2022-12, 2022");
        return null;
    }

    private static bool Is(string text, string format, out DateOnly date) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
