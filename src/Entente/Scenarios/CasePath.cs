using System.Collections.Immutable;

namespace Entente.Scenarios;

/// <summary>
/// A case asked year by year: each year an equilibrium of the world with what is in force then, adjusted as far as that year
/// allows, and with the capital that earlier years have left. Immutable.
/// </summary>
public sealed record CasePath
{
    /// <summary>The most years that a path may have.</summary>
    public const int MostYears = 200;

    /// <summary>How many years are answered, from 1 on.</summary>
    public required int Years { get; init; }

    /// <summary>
    /// From which year on which horizon's parameters hold, years rising; between two of them parameters go straight from one to the
    /// other. The first holds before its year, the last after it.
    /// </summary>
    public ImmutableArray<PathHorizon> Horizons { get; init; } = Default;

    /// <summary>Discount rate a year; above 0, at most 1.</summary>
    public required double Discount { get; init; }

    /// <summary>Whether the last year goes on for ever; else what comes after it counts nothing.</summary>
    public bool Perpetuity { get; init; } = true;

    /// <summary>
    /// Speed at which capital follows investment: delta of the log-linear law of Anderson, Larch and Yotov (2020); above 0, at most
    /// 1; null: capital stays what it is.
    /// </summary>
    public double? Depreciation { get; init; }

    /// <summary>Where it is written.</summary>
    public Place? Place { get; init; }

    /// <summary>The short run in the first year, the medium run in the fourth, the long run from the tenth on.</summary>
    public static ImmutableArray<PathHorizon> Default { get; } =
        [new(1, new Word("short", null)), new(4, new Word("medium", null)), new(10, new Word("long", null))];
}

/// <summary>A horizon whose parameters hold in a year of a path.</summary>
/// <param name="Year">The year, from 1.</param>
/// <param name="Name">The horizon.</param>
public sealed record PathHorizon(int Year, Word Name);
