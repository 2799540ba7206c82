using System.Collections.Immutable;
using Entente.CaliendoParro.Derivatives;
using Entente.Models;

namespace Entente.Games.Uncertainty;

/// <summary>What of a draw scores depend on beside figures.</summary>
/// <param name="Elasticities">By sector, the elasticity of the data over the one drawn.</param>
/// <param name="Parameters">By horizon, what parameters make of that beside.</param>
/// <param name="Parts">The parts in which cases take effect.</param>
internal sealed record ScoreSources(ImmutableArray<double> Elasticities, ImmutableArray<double> Parameters, ImmutableArray<double> Parts);

/// <summary>
/// Scores of plays of a drawn game, from derivatives in the data, at next to no cost: for each party the first-order effect of a play's
/// measures (D14) with every flow weighed as drawn, apart by where it is bought and sold, what ends growing with 1/theta; what is paid;
/// the mean elasticity; and for the country under pressure, where costs or tariffs change, the derivative by elasticities at the play.
/// </summary>
internal sealed class PlayScores
{
    private const int Buys = 0;
    private const int Places = 3;
    private const int Paid = 3;
    private const int Mean = 4;
    private const int ByElasticities = 5;

    /// <summary>
    /// Of derivatives, relative to what is asked: a fit to draws has percents left, and every digit more costs as much as those before it.
    /// </summary>
    private const double Accuracy = 1e-8;

    private readonly AlignmentGame game;
    private readonly ImmutableArray<ScoredPlay> plays;
    private readonly int sectors;

    private PlayScores(AlignmentGame game, ImmutableArray<ScoredPlay> plays, ImmutableArray<ImmutableArray<int>> parties, int parts) =>
        (this.game, this.plays, Parties, Length, sectors) = (game, plays, parties, ByElasticities + 1 + parts, game.World.Sectors.Length);

    /// <summary>Positions of the countries of each party of a game: those under pressure, the target, the senders.</summary>
    public static ImmutableArray<ImmutableArray<int>> PartiesOf(AlignmentGame game) =>
        [.. game.Pressed.Select(p => ImmutableArray.Create(p.Country)), [game.Target], .. game.Senders.Select(s => s.Countries)];

    /// <summary>Those of this game.</summary>
    public ImmutableArray<ImmutableArray<int>> Parties { get; }

    /// <summary>Scores of a play for a party.</summary>
    public int Length { get; }

    /// <summary>Numbers that <see cref="Figures"/> has.</summary>
    public int LengthOfFigures => Places * (sectors + 1) + 1;

    /// <summary>A flow that a play's measures fall on.</summary>
    /// <param name="At">Its position among flows.</param>
    /// <param name="Ends">Whether it ends.</param>
    /// <param name="Effects">By party, its part of the first-order effect on ln of real income.</param>
    private sealed record TouchedFlow(int At, bool Ends, double[] Effects);

    /// <summary>What is known of a play from the data.</summary>
    /// <param name="Horizon">Its horizon.</param>
    /// <param name="Flows">What measures fall on.</param>
    /// <param name="Payments">By party, the first-order effect of what is paid.</param>
    /// <param name="Slopes">
    /// By country under pressure, the derivative by the logarithm of each elasticity; empty where none is taken.
    /// </param>
    private sealed record ScoredPlay(
        int Horizon,
        ImmutableArray<TouchedFlow> Flows,
        double[] Payments,
        ImmutableArray<ImmutableArray<double>> Slopes
    );

    /// <summary>Takes derivatives in the data.</summary>
    /// <param name="answers">The game as in the data.</param>
    /// <param name="asked">The plays.</param>
    /// <param name="starts">Where searches start.</param>
    /// <param name="parts">How many cases may take effect in part.</param>
    /// <param name="derived">Called for each horizon and each play whose derivatives are taken, from several threads.</param>
    /// <param name="threads">How many; no number depends on it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The scores, or what derivatives do not cover.</returns>
    public static Checked<PlayScores> Of(
        GameAnswers answers,
        ImmutableArray<PlayAsked> asked,
        PlayStarts starts,
        int parts,
        Action derived,
        int threads,
        CancellationToken cancellation
    )
    {
        var game = answers.Game;
        var parties = PartiesOf(game);
        var rest = InParallel.Of(
            game.Horizons.Length,
            h =>
            {
                var own = Gradients(game.Horizons[h].Baseline.Equilibrium, parties, cancellation);
                derived();
                return own;
            },
            threads,
            cancellation
        );
        if (rest.FirstOrDefault(own => !own.Success) is { } uncovered)
            return Checked<PlayScores>.Invalid(uncovered.Faults);
        var plays = InParallel.Of(
            asked.Length,
            at =>
            {
                var own = Scored(answers, asked[at], starts, rest[asked[at].Horizon].Value, parties, cancellation);
                derived();
                return own;
            },
            threads,
            cancellation
        );
        return plays.FirstOrDefault(play => !play.Success) is { } fault
            ? Checked<PlayScores>.Invalid(fault.Faults)
            : Checked<PlayScores>.Valid(new PlayScores(game, [.. plays.Select(play => play.Value)], parties, parts));
    }

    /// <summary>What of a drawn game scores depend on beside figures.</summary>
    /// <param name="drawn">The drawn game.</param>
    /// <param name="elasticities">By sector, the elasticity of the data over the one drawn.</param>
    /// <param name="parts">Parts drawn.</param>
    public ScoreSources SourcesOf(AlignmentGame drawn, double[] elasticities, ImmutableArray<double> parts) =>
        new(
            [.. elasticities],
            [.. game.Horizons.Select((own, h) => Parameter(own.Baseline.World, drawn.Horizons[h].Baseline.World, elasticities))],
            parts
        );

    /// <summary>The scores of a play, party after party.</summary>
    public double[] Of(int play, AlignmentGame drawn, ScoreSources sources) =>
        [.. Enumerable.Range(0, Parties.Length).SelectMany(party => At(play, party, Figures(play, party, drawn), sources))];

    /// <summary>The scores of a play for a party.</summary>
    /// <param name="play">The play.</param>
    /// <param name="party">The party.</param>
    /// <param name="figures">What <see cref="Figures"/> says of a draw, be it another one.</param>
    /// <param name="sources">What else they depend on.</param>
    public double[] At(int play, int party, ReadOnlySpan<double> figures, ScoreSources sources)
    {
        var own = plays[play];
        var (scores, parameter) = (new double[Length], sources.Parameters[own.Horizon]);
        for (var place = Buys; place < Places; place++)
        {
            var from = figures.Slice(place * (sectors + 1), sectors + 1);
            scores[place] = from[sectors];
            for (var j = 0; j < sectors; j++)
                scores[place] += from[j] * sources.Elasticities[j] * parameter;
        }
        scores[Paid] = figures[Places * (sectors + 1)];
        scores[Mean] = sources.Elasticities.Average(ratio => Math.Log(ratio * parameter));
        if (party < own.Slopes.Length)
            for (var j = 0; j < sectors; j++)
                scores[ByElasticities] -= own.Slopes[party][j] * Math.Log(sources.Elasticities[j] * parameter);
        for (var part = 0; part < sources.Parts.Length; part++)
            scores[ByElasticities + 1 + part] = sources.Parts[part] * (scores[Buys] + scores[Buys + 1] + scores[Buys + 2]);
        return scores;
    }

    /// <summary>
    /// By where they are bought and sold, and by sector, what flows of a play that end weigh over a party's income, and last what others
    /// do; then what payments do.
    /// </summary>
    public double[] Figures(int play, int party, AlignmentGame drawn)
    {
        var (own, countries) = (plays[play], game.World.Countries.Length);
        var (data, world) = (game.Horizons[own.Horizon].Baseline.World, drawn.Horizons[own.Horizon].Baseline.World);
        var figures = new double[LengthOfFigures];
        var income = Parties[party].Sum(n => world.Income[n]) / Parties[party].Sum(n => data.Income[n]);
        foreach (var flow in own.Flows)
        {
            var (n, i, j) = (flow.At / (countries * sectors), flow.At / sectors % countries, flow.At % sectors);
            var place = Parties[party].Contains(n) ? Buys : Parties[party].Contains(i) ? Buys + 1 : Buys + 2;
            figures[place * (sectors + 1) + (flow.Ends ? j : sectors)] +=
                flow.Effects[party] * world.Trade.Span[flow.At] / data.Trade.Span[flow.At] / income;
        }
        figures[^1] = own.Payments[party] / income;
        return figures;
    }

    /// <summary>What parameters of a horizon make of elasticities beside what is drawn of these: the mean over sectors.</summary>
    private static double Parameter(World data, World drawn, double[] elasticities) =>
        data.Thetas.Select((theta, j) => theta / drawn.Thetas[j] / elasticities[j]).Average();

    private static Checked<Gradient[]> Gradients(
        Equilibrium at,
        IEnumerable<ImmutableArray<int>> parties,
        CancellationToken cancellation
    )
    {
        if (!at.Converged)
            return Checked<Gradient[]>.Invalid([new Fault(null, at.Explanation, "an equilibrium in the data")]);
        if (Linearisation.WhyNotCovered(at) is { } reason)
            return Checked<Gradient[]>.Invalid([new Fault(null, reason, "what derivatives cover")]);
        var here = new Linearisation(at, Accuracy, cancellation);
        var found = new List<Gradient>();
        // Each goes on from what the first one has found out of the equations.
        foreach (var party in parties)
            found.Add(here.GradientOf(TargetOf(at.World, party), found.FirstOrDefault()));
        return Checked<Gradient[]>.Valid([.. found]);
    }

    /// <summary>d ln of real income of countries together, each by its income in the data.</summary>
    private static Target TargetOf(World world, ImmutableArray<int> party)
    {
        var all = party.Sum(n => world.Income[n]);
        return new Target { LogRealIncome = [.. world.Income.Select((income, n) => party.Contains(n) ? income / all : 0)] };
    }

    private static Checked<ScoredPlay> Scored(
        GameAnswers answers,
        PlayAsked asked,
        PlayStarts starts,
        Gradient[] rest,
        ImmutableArray<ImmutableArray<int>> parties,
        CancellationToken cancellation
    )
    {
        var baseline = answers.Game.Horizons[asked.Horizon].Baseline;
        var question = new Question(answers.MeasuresOf(asked)) { Start = starts.Of(asked), Cancellation = cancellation };
        var at = baseline.Solve(question).Equilibrium;
        if (!at.Converged)
            return Checked<ScoredPlay>.Invalid([new Fault(null, at.Explanation, "an equilibrium in the data")]);
        if (ShockPath.WhyNotCovered(baseline.Equilibrium.Given, at.Given) is { } reason)
            return Checked<ScoredPlay>.Invalid([new Fault(null, reason, "what derivatives cover")]);
        var direction = new ShockPath(baseline.Equilibrium, at).DirectionAt(0);
        var flows = ImmutableArray.CreateBuilder<TouchedFlow>();
        for (var f = 0; f < baseline.World.Trade.Span.Length; f++)
        {
            var (cost, tariff, tax) = (direction.LogTradeCosts!.Span[f], direction.Tariffs!.Span[f], direction.ExportTaxes!.Span[f]);
            if ((cost != 0 || tariff != 0 || tax != 0) && baseline.World.Trade.Span[f] > 0)
                flows.Add(
                    new TouchedFlow(
                        f,
                        double.IsInfinity(at.Given.TradeCosts.Span[f]),
                        [.. rest.Select(g => g.LogTradeCosts.Span[f] * cost + g.Tariffs.Span[f] * tariff + g.ExportTaxes.Span[f] * tax)]
                    )
                );
        }
        double[] payments = [.. rest.Select(g => g.Transfers.Zip(direction.Transfers!.Value, (a, b) => a * b).Sum())];
        var slopes =
            flows.Any(flow => !flow.Ends) && Linearisation.WhyNotCovered(at) is null
                ? Slopes(at, parties[..answers.Game.Pressed.Length], rest, cancellation)
                : [];
        return Checked<ScoredPlay>.Valid(new ScoredPlay(asked.Horizon, flows.ToImmutable(), payments, slopes));
    }

    /// <summary>By party, the derivative by the logarithm of each elasticity, each begun from what it is in the data.</summary>
    private static ImmutableArray<ImmutableArray<double>> Slopes(
        Equilibrium at,
        ImmutableArray<ImmutableArray<int>> parties,
        Gradient[] rest,
        CancellationToken cancellation
    )
    {
        var here = new Linearisation(at, Accuracy, cancellation);
        return
        [
            .. parties.Select(
                (party, q) =>
                    here.GradientOf(TargetOf(at.World, party), rest[q])
                        .Thetas.Zip(at.World.Thetas, (slope, theta) => slope * theta)
                        .ToImmutableArray()
            ),
        ];
    }
}
