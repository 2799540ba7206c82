using System.Collections.Immutable;

namespace Entente.Positions.Stakeholders;

/// <summary>What a model says an issue comes to.</summary>
public sealed record Settlement
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The outcome by dimension, in the units of its scale.</summary>
    public required ImmutableArray<double> Point { get; init; }

    /// <summary>How it ended.</summary>
    public required SettlementStatus Status { get; init; }

    /// <summary>What is to be known of the answer; empty where nothing is.</summary>
    public string Remark { get; init; } = "";

    /// <summary>Round by round, the first being the table as given; empty for models without rounds.</summary>
    public ImmutableArray<Round> Rounds { get; init; } = [];
}

/// <summary>How a model of bargaining ended.</summary>
public enum SettlementStatus
{
    /// <summary>A model without rounds has answered.</summary>
    Answered,

    /// <summary>All stood at one place from the start.</summary>
    OnePlace,

    /// <summary>Nobody moves any more.</summary>
    Settled,

    /// <summary>Rounds ended at the limit; positions still move.</summary>
    RoundsEnded,
}

/// <summary>A round of a model.</summary>
/// <param name="Number">0: as given.</param>
/// <param name="Positions">Where everybody stands at its end, by actor and dimension.</param>
/// <param name="Median">The weighted median by dimension.</param>
/// <param name="Mean">The weighted mean by dimension.</param>
/// <param name="Moves">What led there from the round before.</param>
public sealed record Round(
    int Number,
    ImmutableArray<ImmutableArray<double>> Positions,
    ImmutableArray<double> Median,
    ImmutableArray<double> Mean,
    ImmutableArray<Move> Moves
);

/// <summary>Somebody's move.</summary>
/// <param name="Actor">Who moves.</param>
/// <param name="Proposer">Whose proposal or challenge it answers.</param>
/// <param name="Kind">What made it.</param>
/// <param name="Dimension">On which dimension.</param>
/// <param name="From">Where it stood.</param>
/// <param name="To">Where it goes.</param>
public sealed record Move(int Actor, int Proposer, string Kind, int Dimension, double From, double To);
