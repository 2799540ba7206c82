namespace Entente.Web.Questions;

/// <summary>Where a lever belongs on the page.</summary>
public enum LeverGroup
{
    /// <summary>How much of what a regime asks is taken.</summary>
    Severity,

    /// <summary>What is taken only where it is named, such as the target's answer.</summary>
    Answer,

    /// <summary>Who takes the measures of a regime, country by country.</summary>
    Member,

    /// <summary>Numbers of the case's own measures.</summary>
    Number,

    /// <summary>Sums that other cases of the scenario pay.</summary>
    Help,
}

/// <summary>A number of a question that a person may move. Immutable.</summary>
/// <param name="Name">Its name in addresses and files.</param>
/// <param name="Group">Where it belongs.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Least">The left end of its slider.</param>
/// <param name="Most">The right end.</param>
/// <param name="Step">From one place of the slider to the next.</param>
/// <param name="Start">Where the scenario has it.</param>
/// <param name="Unit">How its values are written.</param>
public sealed record Lever(
    string Name,
    LeverGroup Group,
    string Title,
    double Least,
    double Most,
    double Step,
    double Start,
    LeverUnit Unit
)
{
    /// <summary>What it is in law or in money; may be empty.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>Whether it is one of the parts of a whole and may be left out.</summary>
    public bool IsPart { get; init; }

    /// <summary>What stands at a value: a part, a factor, a sum; and what people call a place there.</summary>
    public string InWords(double value, string money) =>
        Unit switch
        {
            LeverUnit.Part => $"{Written(100 * value)} %{Zone(value)}",
            LeverUnit.Percent => $"{Written(100 * value)} %",
            LeverUnit.Money => $"{value.ToString("#,0.##", System.Globalization.CultureInfo.InvariantCulture)} {money}".TrimEnd(),
            _ => Written(value),
        };

    /// <summary>What people call a part of the whole.</summary>
    internal static string Zone(double value) =>
        value switch
        {
            <= 0 => ", nothing of it",
            < 0.5 => ", symbolic to partial",
            < 0.9 => ", broad",
            < 1 => ", nearly all",
            _ => ", as written",
        };

    private static string Written(double value) => value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>How the values of a lever are written.</summary>
public enum LeverUnit
{
    /// <summary>How much of something is done.</summary>
    Part,

    /// <summary>A rate or share.</summary>
    Percent,

    /// <summary>A sum a year, in the unit of the world.</summary>
    Money,

    /// <summary>Anything else.</summary>
    Plain,
}
