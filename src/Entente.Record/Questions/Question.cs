using System.Collections.Immutable;

namespace Entente.Record.Questions;

/// <summary>A question that a report raises, as a person is asked to accept it: each part with the words it rests on.</summary>
public sealed record AlignmentQuestion
{
    /// <summary>Code of the country under pressure.</summary>
    public required string Pressed { get; init; }

    /// <summary>What names it under pressure.</summary>
    public required Evidence PressedBy { get; init; }

    /// <summary>Code of the target of the measures.</summary>
    public required string Target { get; init; }

    /// <summary>What names it as target.</summary>
    public required Evidence TargetBy { get; init; }

    /// <summary>The measures that are asked to be joined; null: none that comes along is against the target.</summary>
    public required RegimeOutline? Regime { get; init; }

    /// <summary>Who presses.</summary>
    public required ImmutableArray<QuestionSender> Senders { get; init; }

    /// <summary>Concerns that the report names, each with its words.</summary>
    public required ImmutableArray<Concern> Concerns { get; init; }

    /// <summary>What names help or money offered; null: nothing.</summary>
    public required Evidence? Inducement { get; init; }

    /// <summary>Words of staying out or refusing; null: none.</summary>
    public required Evidence? Refusal { get; init; }

    /// <summary>Words of joining; null: none.</summary>
    public required Evidence? Joining { get; init; }

    /// <summary>What each source wants, as far as its stance is known. No payoff is moved by it.</summary>
    public required ImmutableArray<Wish> Wishes { get; init; }

    /// <summary>The group of the world that stands for the country's neighbours; null: none.</summary>
    public required string? Neighbours { get; init; }
}

/// <summary>Somebody who presses.</summary>
/// <param name="Name">Its name in the game.</param>
/// <param name="Title">For people.</param>
/// <param name="Countries">Codes or a group of the world.</param>
/// <param name="By">What names it; null: it follows from the measures.</param>
public sealed record QuestionSender(string Name, string Title, ImmutableArray<string> Countries, Evidence? By);

/// <summary>A concern a report names.</summary>
/// <param name="Kind">Energy, trade, neighbours or investment.</param>
/// <param name="By">The words.</param>
public sealed record Concern(string Kind, Evidence By);

/// <summary>What a source wants of the target action, as far as the text lets it be known.</summary>
/// <param name="Source">Who.</param>
/// <param name="Stance">From -1, against, to 1, for; null: not sure.</param>
/// <param name="Probability">Of the sign of the stance.</param>
/// <param name="By">The words.</param>
public sealed record Wish(string Source, double? Stance, double Probability, Evidence By);
