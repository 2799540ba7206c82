using System.Collections.Immutable;
using System.Globalization;
using Entente.Data;
using Entente.Data.Yaml;

namespace Entente.Games.Files;

/// <summary>What sections of a game file have in common: numbers within bounds and lists of them.</summary>
internal static class SectionReading
{
    /// <summary>A number of at least 0; null where there is none, a fault where there is another.</summary>
    public static double? NotNegative(YamlPage page, string key, FaultList faults) =>
        Within(page, key, 0, double.PositiveInfinity, "a number of at least 0", faults);

    /// <summary>A number within bounds.</summary>
    public static double? Within(YamlPage page, string key, double least, double most, string expected, FaultList faults)
    {
        if (page.Number(key) is not { } value)
            return null;
        if (value >= least && value <= most)
            return value;
        faults.Add(page.PlaceOf(key), $"{key} {value.ToString("R", CultureInfo.InvariantCulture)}", expected);
        return null;
    }

    /// <summary>A number above 0 and at most 1, or a list of them, in order; empty where the key is missing.</summary>
    public static ImmutableArray<double> Parts(YamlPage page, string key, bool withZero, FaultList faults) =>
        [
            .. Numbers(page, key, value => value <= 1 && (withZero ? value >= 0 : value > 0), Expected(withZero), faults)
                .Distinct()
                .Order(),
        ];

    /// <summary>A number or a list of numbers; empty where the key is missing. What is none, or out of bounds, is a fault.</summary>
    public static ImmutableArray<double> Numbers(
        YamlPage page,
        string key,
        Func<double, bool> isSound,
        string expected,
        FaultList faults
    )
    {
        var numbers = ImmutableArray.CreateBuilder<double>();
        foreach (var word in page.WordsOrNull(key) ?? [])
            if (
                double.TryParse(word.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && double.IsFinite(value)
                && isSound(value)
            )
                numbers.Add(value);
            else
                faults.Add(word.Place, $"{key} '{word}'", expected);
        return numbers.ToImmutable();
    }

    /// <summary>One of a few words; the first where the key is missing.</summary>
    public static string Choice(YamlPage page, string key, FaultList faults, params IReadOnlyList<string> among)
    {
        if (page.Word(key) is not { } word)
            return among[0];
        if (among.Contains(word.Text))
            return word.Text;
        faults.Add(word.Place, $"{key} '{word}'", Spelling.OneOf(word.Text, among));
        return among[0];
    }

    /// <summary>Several of a few words; all of them where the key is missing.</summary>
    public static ImmutableArray<string> Choices(YamlPage page, string key, FaultList faults, params ImmutableArray<string> among)
    {
        if (page.WordsOrNull(key) is not { } words)
            return among;
        foreach (var word in words.Where(word => !among.Contains(word.Text)))
            faults.Add(word.Place, $"{key} '{word}'", Spelling.OneOf(word.Text, among));
        return [.. words.Select(word => word.Text).Distinct().Where(text => among.Contains(text))];
    }

    private static string Expected(bool withZero) => withZero ? "numbers from 0 to 1" : "numbers above 0 and at most 1";
}
