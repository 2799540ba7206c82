using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Entente.Measures;
using Entente.Numerics;

namespace Entente.Games.Bargaining;

/// <summary>What a deal gives, in the unit of the world a year, over what goes on without agreement.</summary>
/// <param name="Country">The gain of the pressed country.</param>
/// <param name="Own">The gain of those who pay in their own real income.</param>
/// <param name="AddedLoss">What the target loses more; those who pay gain <paramref name="Own"/> and their valuation times this.</param>
public readonly record struct DealGains(double Country, double Own, double AddedLoss)
{
    /// <summary>(B2) What those who pay gain, at what a unit of the target's loss is worth to them.</summary>
    public double Payers(double valuation) => Own + valuation * AddedLoss;
}

/// <summary>
/// Plays a bargain is about, each solved once: a part of an option taken and a transfer paid, at one horizon. Safe from several threads.
/// </summary>
/// <param name="answers">Answers the plays of the game.</param>
/// <param name="question">What is bargained over.</param>
/// <param name="horizon">Position of the horizon.</param>
public sealed class Deals(GameAnswers answers, BargainingQuestion question, int horizon)
{
    /// <summary>Nodes by which gains along the transfer are interpolated: far more than a curve so nearly straight needs.</summary>
    private const int Nodes = 7;

    private readonly ConcurrentDictionary<(double Scale, double Transfer), Lazy<DealGains>> known = new();
    private readonly ConcurrentDictionary<double, Lazy<double?>> reservations = new();

    private AlignmentGame Game { get; } = answers.Game;

    /// <summary>The country's income in the data, by which transfers are scaled.</summary>
    public double Income => Game.World.Income[Country];

    private int Country => Game.Pressed[question.Pressed].Country;

    private ImmutableArray<int> Payers { get; } =
        [.. question.Senders.SelectMany(s => answers.Game.Senders[s].Countries).Distinct()];

    private Play Today => PlayOf(question.Disagreement);

    /// <summary>Why the play without agreement has no payoffs; null where it has.</summary>
    public string? Trouble => Today.Converged ? null : $"{Today.Status}: {Today.Explanation}";

    /// <summary>
    /// (B1) What parties gain by a deal: the country the change of its real income less what the option costs it at home in part, those
    /// who pay theirs and, beside it, what the target loses more. Not numbers where there is no equilibrium.
    /// </summary>
    /// <param name="scale">The part of the option that is taken; from 0 to 1.</param>
    /// <param name="transfer">What is paid to the country a year, in the unit of the world; below 0: what it pays.</param>
    public DealGains At(double scale, double transfer) => known.GetOrAdd((scale, transfer), _ => new(() => Solve(scale, transfer))).Value;

    /// <summary>The gains of what each can have by leaving for good; null where the game names nothing.</summary>
    public DealGains? Outside
    {
        get
        {
            if (question.Outside is not { } outside)
                return null;
            var cost = Game.Pressed[question.Pressed].Options[outside.Option].Cost - CostToday;
            return Gains(
                PlayOf(outside),
                cost,
                question.Senders.Sum(s => LeverCosts(outside, s) - LeverCosts(question.Disagreement, s))
            );
        }
    }

    /// <summary>
    /// (B3) The least transfer at which the country agrees to a part of the option; null where none of a few doublings does.
    /// </summary>
    public double? CountrysReservation(double scale) =>
        reservations.GetOrAdd(scale, _ => new(() => Root(transfer => At(scale, transfer).Country))).Value;

    /// <summary>(B4) The most that those who pay would pay for it.</summary>
    public double? PayersReservation(double scale, double valuation) =>
        Root(transfer => -At(scale, transfer).Payers(valuation));

    /// <summary>
    /// (B5) The smallest valuation at which those who pay lose nothing by the least that the country takes: own loss over what the target
    /// loses more; null where no valuation suffices.
    /// </summary>
    public double? SmallestValuation(double scale) =>
        CountrysReservation(scale) is { } transfer && At(scale, transfer) is { AddedLoss: > 0 } gains
            ? Math.Max(0, -gains.Own / gains.AddedLoss)
            : null;

    /// <summary>
    /// What can be reached by paying for a part of the option: positions 0 to 1 from the country's reservation to that of those who pay,
    /// gains at nodes of Chebyshev solved exactly and interpolated between; null where there is nothing to agree on.
    /// </summary>
    public (Frontier Frontier, double From, double To)? FrontierAt(double scale, double valuation)
    {
        if (
            CountrysReservation(scale) is not { } from
            || PayersReservation(scale, valuation) is not { } to
            // Below what roots are found to, a zone is none.
            || !(to - from > 1e-8 * Income)
        )
            return null;
        var gains = Enumerable.Range(0, Nodes).Select(k => At(scale, from + Node(k) * (to - from))).ToArray();
        return (
            Frontier.OfCurve(t => (Interpolated(gains, t, g => g.Country), Interpolated(gains, t, g => g.Payers(valuation)))),
            from,
            to
        );
    }

    private DealGains Solve(double scale, double transfer)
    {
        var option = Game.Pressed[question.Pressed].Options[question.Option];
        var measures = Game.Common.ToBuilder();
        for (var p = 0; p < Game.Pressed.Length; p++)
            if (p != question.Pressed)
                measures.AddRange(Game.Pressed[p].Options[0].Measures);
        if (scale > 0)
            measures.AddRange(option.Measures.Select(m => m with { Strength = scale }));
        if (question.Retaliation > 0)
            measures.AddRange(
                Game.Levers.Where(l => l.Sender is null && l.Against == question.Pressed && l.When.Contains(question.Option))
                    .SelectMany(l => l.Measures.Select(m => m with { Strength = question.Retaliation }))
            );
        if (transfer != 0)
            measures.Add(Payment(transfer));
        var told = string.Create(
            CultureInfo.InvariantCulture,
            $"deal {Game.Horizons[horizon].Name} {question.Pressed} {question.Option} {question.Retaliation:R} {scale:R} {transfer:R}"
        );
        ImmutableArray<double> place = [scale, 100 * transfer / Income];
        var play = answers.KeptOrSolved(told, () => [answers.Solve("deals", horizon, measures, place)])[0];
        return Gains(play, scale * option.Cost - CostToday, -question.Senders.Sum(s => LeverCosts(question.Disagreement, s)));
    }

    private double CostToday => Game.Pressed[question.Pressed].Options[question.Disagreement.Option].Cost;

    private Transfer Payment(double transfer)
    {
        ImmutableArray<Word> country = [Game.World.Countries[Country].Code];
        ImmutableArray<Word> payers = [.. Payers.Select(n => (Word)Game.World.Countries[n].Code)];
        return new Transfer
        {
            From = transfer > 0 ? payers : country,
            To = transfer > 0 ? country : payers,
            Amount = Math.Abs(transfer),
        };
    }

    private Play PlayOf(StandingPlay play) =>
        answers.At(
            horizon,
            Game.Choice(question.Pressed, play.Option),
            answers.Scales(question.Pressed, play.Pressure, play.Retaliation)
        );

    /// <summary>What a sender's levers cost it in a play, beside real income.</summary>
    private double LeverCosts(StandingPlay play, int sender)
    {
        var options = Game.Choice(question.Pressed, play.Option);
        return Game
            .Levers.Where((l, at) => l.Sender == sender && l.Against == question.Pressed && Game.Applies(at, options))
            .Sum(l => play.Pressure * l.Cost);
    }

    private DealGains Gains(Play play, double cost, double leverCosts)
    {
        if (!play.Converged || !Today.Converged)
            return new DealGains(double.NaN, double.NaN, double.NaN);
        return new DealGains(
            Change([Country]) - cost / 100 * Income,
            Change(Payers) - leverCosts,
            -Change([Game.Target])
        );

        double Change(IEnumerable<int> countries) =>
            countries.Sum(n => (play.RealIncome[n] - Today.RealIncome[n]) * Game.World.Income[n]);
    }

    /// <summary>Where what rises with the transfer crosses 0, from a bracket that grows; null where it does not.</summary>
    private double? Root(Func<double, double> gain)
    {
        var at0 = gain(0);
        if (double.IsNaN(at0))
            return null;
        if (at0 == 0)
            return 0;
        // One unit paid is about one unit gained: the gap itself says how far to go.
        var end = -1.5 * at0;
        for (var doubling = 0; doubling < 12; doubling++, end *= 2)
        {
            var value = gain(end);
            if (double.IsNaN(value))
                return null;
            if (value > 0 != at0 > 0)
                return ScalarRoot.Between(gain, 0, end, 1e-12 * Income, 1e-13 * Income)?.At;
        }
        return null;
    }

    /// <summary>Nodes of Chebyshev of the second kind on 0 to 1.</summary>
    private static double Node(int k) => (1 - Math.Cos(Math.PI * k / (Nodes - 1))) / 2;

    /// <summary>The barycentric formula (Berrut and Trefethen 2004).</summary>
    private static double Interpolated(DealGains[] gains, double t, Func<DealGains, double> read)
    {
        var (over, under) = (0.0, 0.0);
        for (var k = 0; k < Nodes; k++)
        {
            var distance = t - Node(k);
            if (distance == 0)
                return read(gains[k]);
            var weight = (k % 2 == 0 ? 1 : -1) * (k is 0 or Nodes - 1 ? 0.5 : 1) / distance;
            over += weight * read(gains[k]);
            under += weight;
        }
        return over / under;
    }
}
