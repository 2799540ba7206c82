namespace Entente.Measures;

/// <summary>Which numbers make sense for a key of a measure, as a test and in the words of a message.</summary>
/// <param name="Words">What was expected, for messages and documents.</param>
/// <param name="Holds">Whether a number is one of them.</param>
public sealed record NumberRange(string Words, Func<double, bool> Holds)
{
    /// <summary>Any finite number.</summary>
    public static NumberRange Finite { get; } = new("a finite number", double.IsFinite);

    /// <summary>Factors, capacities, reservation prices.</summary>
    public static NumberRange AboveZero { get; } = new("a finite number above 0", value => value > 0 && double.IsFinite(value));

    /// <summary>Amounts that may be nothing.</summary>
    public static NumberRange NotNegative { get; } = new("a finite number, 0 or more", value => value >= 0 && double.IsFinite(value));

    /// <summary>Factors that make dearer or leave as it is.</summary>
    public static NumberRange AtLeastOne { get; } = new("a finite number, 1 or more", value => value >= 1 && double.IsFinite(value));

    /// <summary>Ad-valorem rates.</summary>
    public static NumberRange Rate { get; } = new("a finite rate above -1", value => value > -1 && double.IsFinite(value));

    /// <summary>Shares that may be nothing or all.</summary>
    public static NumberRange Share { get; } = new("a number from 0 to 1", value => value is >= 0 and <= 1);

    /// <summary>Shares that may be nothing and are never all.</summary>
    public static NumberRange PartialShare { get; } = new("a number from 0 to below 1", value => value is >= 0 and < 1);

    /// <summary>Shares that are neither nothing nor all.</summary>
    public static NumberRange OpenShare { get; } = new("a number between 0 and 1", value => value is > 0 and < 1);
}
