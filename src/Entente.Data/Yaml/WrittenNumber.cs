using System.Globalization;

namespace Entente.Data.Yaml;

/// <summary>Numbers as people write them in scenarios and on the command line: decimals with a point.</summary>
internal static class WrittenNumber
{
    /// <summary>What is expected where a number was likely written with a decimal comma.</summary>
    public const string Expected = "a number, its decimals after a point";

    /// <summary>
    /// A finite number. One with a zero before other digits is none: it is what a list with commas leaves of a number with
    /// a decimal comma, such as 05 of 0,05.
    /// </summary>
    public static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number) && !IsTorn(text);

    /// <summary>Whether digits follow a zero.</summary>
    private static bool IsTorn(string text) => text.Trim() is ['0', >= '0' and <= '9', ..];
}
