namespace Entente.Positions.Stakeholders.Spatial;

/// <summary>The spatial model between two rounds: where all stand, what they see, whom they would challenge. For one thread.</summary>
internal sealed class SpatialState
{
    private const double LeastCoalition = 1e-10;

    private readonly SpatialOptions options;
    private readonly double[] weights;
    private readonly double[] salience;

    /// <param name="positions">By actor and dimension, as shares of the scale.</param>
    /// <param name="bySalience">By actor and dimension.</param>
    /// <param name="capability">By actor.</param>
    /// <param name="options">The rules.</param>
    public SpatialState(double[][] positions, double[][] bySalience, double[] capability, SpatialOptions options)
    {
        (Positions, Salience, Capability, this.options) = (positions, bySalience, capability, options);
        var n = positions.Length;
        salience = [.. bySalience.Select(s => s.Sum())];
        weights = [.. capability.Zip(salience, (c, s) => s * c)];
        Distances = new double[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                Distances[i, j] = SpatialEquations.Distance(positions[i], positions[j], bySalience[i]);
        var coalitions = SpatialEquations.Coalitions(
            capability,
            (k, i) => SpatialEquations.Utility(Distances[k, i], 0),
            n,
            options.Voting
        );
        Chances = SpatialEquations.Election(coalitions, options);
        Risk = SpatialEquations.Risk(Chances, options.RiskRange);
    }

    public double[][] Positions { get; }

    public double[][] Salience { get; }

    public double[] Capability { get; }

    /// <summary>(K1) Distance to the position of j as i weighs it.</summary>
    public double[,] Distances { get; }

    /// <summary>(K5) Probability of each actor's position, without attitudes to risk.</summary>
    public double[] Chances { get; }

    /// <summary>(K6) Each actor's attitude to risk.</summary>
    public double[] Risk { get; }

    /// <summary>h's view of the utility to k of the position of j.</summary>
    public double Utility(int h, int k, int j) =>
        SpatialEquations.Utility(Distances[k, j], SpatialEquations.RiskSeen(Risk[h], Risk[k], options.RiskSeen));

    /// <summary>The utility to an actor of any point, by its own lights.</summary>
    public double Utility(int k, double[] point) =>
        SpatialEquations.Utility(SpatialEquations.Distance(Positions[k], point, Salience[k]), Risk[k]);

    /// <summary>(K7) h's view of the chance that i prevails over j, with all third parties.</summary>
    public double Victory(int h, int i, int j)
    {
        var (forI, forJ) = (LeastCoalition, LeastCoalition);
        Add(SpatialEquations.Vote(options.Voting, weights[i], Utility(h, i, i), Utility(h, i, j)), ref forI, ref forJ);
        Add(SpatialEquations.Vote(options.Voting, weights[j], Utility(h, j, i), Utility(h, j, j)), ref forI, ref forJ);
        var (alone, against) = (forI, forJ);
        for (var n = 0; n < Positions.Length; n++)
            if (n != i && n != j)
                Add(ThirdParty(h, n, i, j, alone, against), ref forI, ref forJ);
        return forI / (forI + forJ);
    }

    /// <summary>(K7) h's view of what k gains where i challenges j.</summary>
    public double Gain(int h, int k, int i, int j) => Gain(h, k, i, j, Victory(h, i, j));

    private double Gain(int h, int k, int i, int j, double p)
    {
        var (win, lose) = (2 * Utility(h, k, i), 2 * Utility(h, k, j));
        return (1 - salience[j]) * win + salience[j] * (p * win + (1 - p) * lose) - (Utility(h, k, i) + Utility(h, k, j));
    }

    /// <summary>(K7) Whom i gains most by challenging, by its own view; null: nobody.</summary>
    public (int Target, double Chance, double Gain)? BestTarget(int i)
    {
        (int, double, double)? best = null;
        var most = 1e-5;
        for (var j = 0; j < Positions.Length; j++)
        {
            if (j == i)
                continue;
            var chance = Victory(i, i, j);
            var gain = Gain(i, i, i, j, chance);
            if (gain > most)
                (best, most) = ((j, chance, gain), gain);
        }
        return best;
    }

    private double ThirdParty(int h, int n, int i, int j, double alone, double against)
    {
        var (ui, uj, own) = (Utility(h, n, i), Utility(h, n, j), Utility(h, n, n));
        var (withI, withJ) = (alone, against);
        Add(SpatialEquations.Vote(options.Voting, weights[n], ui, uj), ref withI, ref withJ);
        var p = withI / (withI + withJ);
        var (won, lost) = options.Commitment switch
        {
            Commitment.Full => ((ui + ui + ui, uj + uj + uj), (ui + ui + ui, uj + uj + uj)),
            Commitment.None => ((ui + ui + own, uj + uj + own), (ui + ui + own, uj + uj + own)),
            _ => ((ui + ui + own, uj + uj + uj), (ui + ui + ui, uj + uj + own)),
        };
        return SpatialEquations.Vote(
            options.Voting,
            weights[n],
            p * won.Item1 + (1 - p) * won.Item2,
            p * lost.Item1 + (1 - p) * lost.Item2
        );
    }

    private static void Add(double vote, ref double forI, ref double forJ)
    {
        if (vote > 0)
            forI += vote;
        else
            forJ -= vote;
    }
}
