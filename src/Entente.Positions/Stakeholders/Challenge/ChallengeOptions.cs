namespace Entente.Positions.Stakeholders.Challenge;

/// <summary>
/// What the text of Scholz, Calbert and Smith (2011) leaves open, A1 to A8, as options. The defaults reproduce the table of results
/// that it prints.
/// </summary>
public sealed record ChallengeOptions
{
    /// <summary>A1: whose salience weighs the outcome of a conflict that j starts with i. Default: that of i, who is challenged.</summary>
    public SalienceOf ResponderSalience { get; init; } = SalienceOf.Challenged;

    /// <summary>A2: which expected utilities make an actor's security. Default: those of adversaries who challenge it.</summary>
    public SecurityFrom Security { get; init; } = SecurityFrom.Adversaries;

    /// <summary>A3: sign of the challenger's gain in a compromise. Default: above 0, as in figure 6; the text has below 0.</summary>
    public CompromiseSign Compromise { get; init; } = CompromiseSign.Figure;

    /// <summary>A4: which of several offers is taken. Default: what the published table comes from.</summary>
    public OfferChoice Choice { get; init; } = OfferChoice.Published;

    /// <summary>A4: whether an actor in confrontation gives way to the other's position. Default: yes.</summary>
    public bool ConfrontationMoves { get; init; } = true;

    /// <summary>A5: the range that distances are measured by. Default: that of the first round.</summary>
    public RangeOf Range { get; init; } = RangeOf.First;

    /// <summary>A6: what votes are divided by in a probability. Default: the votes over all pairs of positions.</summary>
    public ProbabilityOver Probability { get; init; } = ProbabilityOver.AllPairs;

    /// <summary>A7: whose risk exponent is in the expected utility of the other. Default: that of who perceives it.</summary>
    public RiskOf Risk { get; init; } = RiskOf.Perceiver;

    /// <summary>A8: probability Q that things stay as they are without a challenge. Default 1; the text offers 0.5 too.</summary>
    public double StatusQuo { get; init; } = 1;

    /// <summary>Rounds at most.</summary>
    public int MostRounds { get; init; } = 10;

    /// <summary>The equations as printed: probabilities over the pair, range of the moment, no move in confrontation.</summary>
    public static ChallengeOptions Paper { get; } =
        new()
        {
            Range = RangeOf.Current,
            Probability = ProbabilityOver.Pair,
            ConfrontationMoves = false,
            Choice = OfferChoice.LeastMove,
        };
}

/// <summary>A1.</summary>
public enum SalienceOf
{
    /// <summary>Of the one who is challenged.</summary>
    Challenged,

    /// <summary>Of the one who challenges.</summary>
    Challenger,
}

/// <summary>A2.</summary>
public enum SecurityFrom
{
    /// <summary>What adversaries expect of challenging the actor, as the prose says.</summary>
    Adversaries,

    /// <summary>What the actor expects of challenging them.</summary>
    Own,
}

/// <summary>A3.</summary>
public enum CompromiseSign
{
    /// <summary>Above 0.</summary>
    Figure,

    /// <summary>Below 0.</summary>
    Text,
}

/// <summary>A4.</summary>
public enum OfferChoice
{
    /// <summary>Confrontations first, by the shortest move; else the compromise whose weighted place is lowest.</summary>
    Published,

    /// <summary>The offer that moves least.</summary>
    LeastMove,

    /// <summary>The offer behind which the proposer expects most.</summary>
    MostEnforceable,
}

/// <summary>A5.</summary>
public enum RangeOf
{
    /// <summary>Of the first round.</summary>
    First,

    /// <summary>Of the round.</summary>
    Current,
}

/// <summary>A6.</summary>
public enum ProbabilityOver
{
    /// <summary>Votes of all ordered pairs of actors.</summary>
    AllPairs,

    /// <summary>Votes of the pair alone, equations 30 and 31: both probabilities add up to 1.</summary>
    Pair,
}

/// <summary>A7.</summary>
public enum RiskOf
{
    /// <summary>Of who perceives.</summary>
    Perceiver,

    /// <summary>Of who challenges.</summary>
    Challenger,
}
