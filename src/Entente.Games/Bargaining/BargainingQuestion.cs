using System.Collections.Immutable;

namespace Entente.Games.Bargaining;

/// <summary>A play that stands for what happens without agreement.</summary>
/// <param name="Option">What the pressed country does, by position.</param>
/// <param name="Pressure">How far senders pull their levers; from 0 to 1.</param>
/// <param name="Retaliation">How far the target pulls its own.</param>
public sealed record StandingPlay(int Option, double Pressure, double Retaliation);

/// <summary>
/// What a game asks of a bargain: how much of an option a pressed country takes, and what senders pay it for that, a year. The first
/// party is the country, the second those who pay.
/// </summary>
/// <param name="Pressed">Position of the country among those pressed.</param>
/// <param name="Option">The option, by position; its measures can be taken in part.</param>
/// <param name="Senders">Positions of the senders who bargain as one and pay, each country in proportion to its income.</param>
/// <param name="Horizons">Positions of the horizons it is asked at.</param>
/// <param name="Valuations">
/// What a unit of the target's loss is worth to those who pay, in money; one at least, each bargained over by itself.
/// </param>
/// <param name="Scales">The parts of the option that are looked at, above 0, at most 1, in order.</param>
/// <param name="Weight">Bargaining weight of the country, above 0 and below 1.</param>
/// <param name="Impatience">Discount rates of the country and of those who pay, a year, above 0.</param>
/// <param name="Retaliation">How far the target pulls its levers when the option is taken.</param>
/// <param name="Disagreement">What goes on while they do not agree.</param>
/// <param name="Outside">What each can have by leaving for good; null: nothing of the kind.</param>
public sealed record BargainingQuestion(
    int Pressed,
    int Option,
    ImmutableArray<int> Senders,
    ImmutableArray<int> Horizons,
    ImmutableArray<double> Valuations,
    ImmutableArray<double> Scales,
    double Weight,
    (double Country, double Payers) Impatience,
    double Retaliation,
    StandingPlay Disagreement,
    StandingPlay? Outside
);
