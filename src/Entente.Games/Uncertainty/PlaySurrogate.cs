using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.Games.Uncertainty;

/// <summary>A draw whose plays were solved: its scores, and changes of real income in per cent, by play and country told.</summary>
/// <param name="Scores">By play, the scores of all parties.</param>
/// <param name="Changes">By play, then country of <see cref="PlaySurrogate.Told"/>; not a number where there is no equilibrium.</param>
internal sealed record SolvedDraw(ImmutableArray<double[]> Scores, ImmutableArray<double[]> Changes)
{
    public bool IsWhole => Changes.All(play => Array.TrueForAll(play, double.IsFinite));
}

/// <summary>
/// A surrogate over draws: what plays of a drawn game come to, from their scores, by least squares on some solved draws, with what that
/// leaves on others, which it was not fitted to. What stands for a draw that is not solved is the fit with all that one of those others,
/// chosen by chance, has left: so that what is spread is not narrowed, and plays of a draw go on belonging together.
/// </summary>
internal sealed class PlaySurrogate
{
    private readonly ScoreFit[][] fits;
    private readonly int[] partyOf;
    private readonly int length;

    private PlaySurrogate(ScoreFit[][] fits, int[] partyOf, int length) =>
        (this.fits, this.partyOf, this.length) = (fits, partyOf, length);

    /// <summary>By held draw, play and country, what the fit has left.</summary>
    private ImmutableArray<ImmutableArray<double[]>> Left { get; init; } = [];

    /// <summary>Countries of all parties, each once, and the party each is told with.</summary>
    public static (ImmutableArray<int> Countries, int[] Party) Told(ImmutableArray<ImmutableArray<int>> parties)
    {
        var told = parties.SelectMany((party, q) => party.Select(n => (Country: n, Party: q))).DistinctBy(t => t.Country).ToList();
        return ([.. told.Select(t => t.Country)], [.. told.Select(t => t.Party)]);
    }

    /// <summary>Fits it.</summary>
    /// <param name="scores">What scores mean.</param>
    /// <param name="fitted">Draws it is fitted to, all of them whole; two at least.</param>
    /// <param name="held">Draws it is held against, all of them whole; one at least.</param>
    public static PlaySurrogate Of(PlayScores scores, IReadOnlyList<SolvedDraw> fitted, IReadOnlyList<SolvedDraw> held)
    {
        var (countries, party) = Told(scores.Parties);
        var fits = new ScoreFit[fitted[0].Changes.Length][];
        for (var p = 0; p < fits.Length; p++)
        {
            fits[p] = new ScoreFit[countries.Length];
            for (var q = 0; q < scores.Parties.Length; q++)
            {
                int[] own = [.. Enumerable.Range(0, countries.Length).Where(c => party[c] == q)];
                var found = ScoreFit.Of(
                    [.. fitted.Select(draw => draw.Scores[p][(q * scores.Length)..((q + 1) * scores.Length)])],
                    [.. own.Select(c => fitted.Select(draw => draw.Changes[p][c]).ToArray())]
                );
                for (var k = 0; k < own.Length; k++)
                    fits[p][own[k]] = found[k];
            }
        }
        var fit = new PlaySurrogate(fits, party, scores.Length);
        return new PlaySurrogate(fits, party, scores.Length)
        {
            Left = [.. held.Select(draw => Less(draw.Changes, fit.Fitted(draw.Scores)))],
        };
    }

    /// <summary>Draws whose rests it has.</summary>
    public int Held => Left.Length;

    /// <summary>(S1) The fit alone, by play and country told.</summary>
    public ImmutableArray<double[]> Fitted(ImmutableArray<double[]> scores) => [.. scores.Select((own, p) => Fitted(p, own))];

    /// <summary>The fit of one play alone, for one country from the scores of its party.</summary>
    public double Fitted(int play, int country, ReadOnlySpan<double> scores) => fits[play][country].At(scores);

    private double[] Fitted(int play, double[] scores) =>
        [.. fits[play].Select((fit, c) => fit.At(scores.AsSpan(partyOf[c] * length, length)))];

    /// <summary>(S2) The fit with what one held draw has left.</summary>
    public ImmutableArray<double[]> With(ImmutableArray<double[]> fit, int held) =>
        [.. fit.Select((own, p) => own.Zip(Left[held][p], (a, b) => a + b).ToArray())];

    /// <summary>Which held draw's rest a draw is given; another one than its own for a draw that is held itself.</summary>
    /// <param name="random">Chance.</param>
    /// <param name="but">Position of the draw among those held; -1: it is not.</param>
    public int Chosen(CounterRandom random, int but = -1)
    {
        if (but < 0 || Held < 2)
            return (int)(random.Uniform(0) * Held);
        var other = (int)(random.Uniform(0) * (Held - 1));
        return other < but ? other : other + 1;
    }

    private static ImmutableArray<double[]> Less(ImmutableArray<double[]> changes, ImmutableArray<double[]> fit) =>
        [.. changes.Zip(fit, (a, b) => a.Zip(b, (x, y) => x - y).ToArray())];
}
