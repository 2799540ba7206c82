namespace Entente.Positions.Stakeholders.Spatial;

/// <summary>The options of the spatial model of KTAB; its own defaults are these.</summary>
public sealed record SpatialOptions
{
    /// <summary>How strongly an actor votes for the better of two places.</summary>
    public VotingRule Voting { get; init; } = VotingRule.Proportional;

    /// <summary>How strengths of coalitions become probabilities.</summary>
    public VictoryRule Victory { get; init; } = VictoryRule.Linear;

    /// <summary>How probabilities over pairs become one over all places.</summary>
    public ElectionRule Election { get; init; } = ElectionRule.Conditional;

    /// <summary>Where the range of attitudes to risk lies.</summary>
    public RiskRange RiskRange { get; init; } = RiskRange.Mid;

    /// <summary>How much of another's attitude to risk an actor sees.</summary>
    public RiskSeen RiskSeen { get; init; } = RiskSeen.OneThird;

    /// <summary>What third parties stake.</summary>
    public Commitment Commitment { get; init; } = Commitment.Semi;

    /// <summary>How a bargain lies between two positions.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.SalienceSquaredProbabilitySquared;

    /// <summary>Whose view of the odds a bargain follows.</summary>
    public BargainView View { get; init; } = BargainView.Initiator;

    /// <summary>Fewest rounds.</summary>
    public int FewestRounds { get; init; } = 2;

    /// <summary>Rounds at most.</summary>
    public int MostRounds { get; init; } = 250;

    /// <summary>It ends where a round's moves come to less than this share of the first's.</summary>
    public double Quiet { get; init; } = 0.02;

    /// <summary>Least move of the first round that the share is taken of, by actor, in lengths of the scale.</summary>
    public double LeastMove { get; init; } = 1e-4;
}

/// <summary>Votes for a difference of utility d.</summary>
public enum VotingRule
{
    /// <summary>d.</summary>
    Proportional,

    /// <summary>The sign of d.</summary>
    Binary,

    /// <summary>0.8 d and 0.2 of its sign.</summary>
    ProportionalBinary,

    /// <summary>Half d, half its cube.</summary>
    ProportionalCubic,

    /// <summary>d cubed.</summary>
    Cubic,

    /// <summary>d, gains counting two thirds.</summary>
    Prospect,
}

/// <summary>Strengths to odds.</summary>
public enum VictoryRule
{
    /// <summary>As the strengths.</summary>
    Linear,

    /// <summary>As their squares.</summary>
    Square,

    /// <summary>As their fourth powers.</summary>
    Quartic,

    /// <summary>As their eighth powers.</summary>
    Octic,

    /// <summary>A tenth more decides.</summary>
    Binary,
}

/// <summary>One of many places.</summary>
public enum ElectionRule
{
    /// <summary>By the chance to beat all others at once.</summary>
    Conditional,

    /// <summary>Where challenges, all equally likely, lead in the end.</summary>
    MarkovUniform,

    /// <summary>Where challenges, likelier by what they bring, lead in the end.</summary>
    MarkovIncentive,
}

/// <summary>Attitudes to risk by probability.</summary>
public enum RiskRange
{
    /// <summary>0 to 1.</summary>
    Min,

    /// <summary>-1/2 to 1.</summary>
    Mid,

    /// <summary>-1 to 1.</summary>
    Max,
}

/// <summary>h's view of i's attitude to risk.</summary>
public enum RiskSeen
{
    /// <summary>h's own.</summary>
    None,

    /// <summary>Two thirds h's, one third i's.</summary>
    OneThird,

    /// <summary>Half and half.</summary>
    Half,

    /// <summary>One third h's, two thirds i's.</summary>
    TwoThirds,

    /// <summary>i's.</summary>
    Full,
}

/// <summary>What a third party loses with its side.</summary>
public enum Commitment
{
    /// <summary>Nothing: it keeps its place.</summary>
    None,

    /// <summary>Its place where its side loses.</summary>
    Semi,

    /// <summary>Its place either way.</summary>
    Full,
}

/// <summary>Weights of a bargain.</summary>
public enum Interpolation
{
    /// <summary>s P.</summary>
    SalienceProbability,

    /// <summary>(s P)^2.</summary>
    SalienceSquaredProbabilitySquared,

    /// <summary>Only who is likelier to lose gives way, by s^2.</summary>
    SalienceSquaredProbabilityMax,
}

/// <summary>Bargains on the table.</summary>
public enum BargainView
{
    /// <summary>One, as the initiator sees it.</summary>
    Initiator,

    /// <summary>Two, as each sees it.</summary>
    Both,

    /// <summary>One, the mean of both by weight.</summary>
    WeightedMean,
}
