namespace Entente.Outcomes;

/// <summary>What an outcome is told apart by; its name in lower case is a column of the output files.</summary>
public enum OutcomeAxis
{
    /// <summary>A country n.</summary>
    Country,

    /// <summary>The country i that sells.</summary>
    Exporter,

    /// <summary>The country n that buys.</summary>
    Importer,

    /// <summary>A sector j.</summary>
    Sector,

    /// <summary>A carrier of energy c: a position among <see cref="EnergyFlows.Carriers"/>, written as the code of its sector.</summary>
    Carrier,

    /// <summary>The country that energy comes from.</summary>
    Origin,

    /// <summary>A pipe, terminal or wire: a position among <see cref="Networks.Lines"/>, written as its name.</summary>
    Line,
}

/// <summary>What an outcome is measured in.</summary>
public enum OutcomeUnit
{
    /// <summary>Per cent of what was before: 100 x (hat - 1).</summary>
    Percent,

    /// <summary>Points of per cent.</summary>
    PercentagePoints,

    /// <summary>Log points times 100.</summary>
    LogPoints,

    /// <summary>The unit of the world, a year.</summary>
    WorldUnit,

    /// <summary>Terajoules a year.</summary>
    Terajoules,

    /// <summary>A share, 0.1 for 10 %.</summary>
    Share,

    /// <summary>No number but the position of a country, written as its code.</summary>
    CountryCode,
}

/// <summary>Where a number stands in its table: positions in the world, in the order of the table's axes; 0 where it has fewer.</summary>
/// <param name="First">Position on the first axis.</param>
/// <param name="Second">Position on the second axis.</param>
/// <param name="Third">Position on the third axis.</param>
public readonly record struct OutcomePosition(int First, int Second = 0, int Third = 0);

/// <summary>Reads the numbers of one outcome of one comparison; safe from several threads.</summary>
/// <param name="position">Where, on the axes of the outcome.</param>
/// <returns>The number in the outcome's unit; NaN where there is none, such as a change from zero.</returns>
public delegate double OutcomeReader(OutcomePosition position);
