using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Entente.Cli;

/// <summary>Options that are numbers: what is none, or not in range, is one fault that says what is expected.</summary>
internal static class NumberOption
{
    /// <summary>Accepts whole numbers in a range.</summary>
    public static Option<int> Whole(this Option<int> option, int least = int.MinValue, int most = int.MaxValue) =>
        option.Reading<int, int>(Words(least, most), value => value >= least && value <= most, value => value);

    /// <summary>Accepts whole numbers, for options that may be left out.</summary>
    public static Option<int?> Whole(this Option<int?> option, int least = int.MinValue) =>
        option.Reading<int?, int>(Words(least, int.MaxValue), value => value >= least, value => value);

    /// <summary>Accepts numbers that <paramref name="fits"/> holds for, never NaN or infinity.</summary>
    /// <param name="option">The option.</param>
    /// <param name="expected">Which numbers these are, in words.</param>
    /// <param name="fits">Which they are.</param>
    public static Option<double> Number(this Option<double> option, string expected, Func<double, bool> fits) =>
        option.Reading<double, double>(expected, value => double.IsFinite(value) && fits(value), value => value);

    /// <summary>The same for options that may be left out.</summary>
    public static Option<double?> Number(this Option<double?> option, string expected, Func<double, bool> fits) =>
        option.Reading<double?, double>(expected, value => double.IsFinite(value) && fits(value), value => value);

    private static Option<TValue> Reading<TValue, TNumber>(
        this Option<TValue> option,
        string expected,
        Func<TNumber, bool> fits,
        Func<TNumber, TValue> of
    )
        where TNumber : INumber<TNumber>
    {
        option.CustomParser = result =>
        {
            // Without a value the parser itself says what is missing.
            if (result.Tokens is not [.., { Value: var text }])
                return default;
            if (TNumber.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && fits(value))
                return of(value);
            result.AddError($"{option.Name} expects {expected}, not '{text}'");
            return default;
        };
        return option;
    }

    private static string Words(int least, int most) =>
        (least, most) == (int.MinValue, int.MaxValue) ? "a whole number"
        : most == int.MaxValue ? $"a whole number of at least {least}"
        : $"a whole number from {least} to {most}";
}
