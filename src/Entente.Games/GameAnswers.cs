using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Entente.Games;

/// <summary>What everybody gets at one play of a game at one horizon; real incomes over those without measures.</summary>
/// <param name="RealIncome">By country of the world; default where there is no equilibrium.</param>
/// <param name="Status">How the search ended.</param>
/// <param name="Explanation">Why there is no equilibrium; empty where there is one.</param>
/// <param name="Residual">The largest gap of the equations.</param>
public sealed record Play(ImmutableArray<double> RealIncome, string Status, string Explanation, double Residual)
{
    /// <summary>Whether there are numbers.</summary>
    public bool Converged => !RealIncome.IsDefault;
}

/// <summary>
/// Answers plays of a game - options and levers - each solved once and kept. Safe from several threads; an answer does not depend on
/// what else was asked.
/// </summary>
public sealed class GameAnswers(AlignmentGame game)
{
    private readonly ConcurrentDictionary<(int Horizon, string Options, string Scales), Lazy<Play>> known = new();

    /// <summary>The game.</summary>
    public AlignmentGame Game { get; } = game;

    /// <summary>How many plays have been solved.</summary>
    public int Solved => known.Count;

    /// <summary>The play of options and levers at a horizon.</summary>
    /// <param name="horizon">Its position.</param>
    /// <param name="options">The option of each pressed country.</param>
    /// <param name="scales">How far each lever is pulled.</param>
    public Play At(int horizon, ImmutableArray<int> options, ImmutableArray<double> scales)
    {
        // Levers that do not apply make no other play.
        ImmutableArray<double> pulled = [.. scales.Select((scale, l) => Game.Applies(l, options) ? scale : 0)];
        var key = (horizon, string.Join(',', options), string.Join(',', pulled.Select(s => s.ToString("R", Invariant))));
        return known.GetOrAdd(key, _ => new(() => Solve(horizon, options, pulled))).Value;
    }

    /// <summary>The same with no lever pulled.</summary>
    public Play At(int horizon, ImmutableArray<int> options) => At(horizon, options, Scales(0));

    /// <summary>All levers pulled as far.</summary>
    public ImmutableArray<double> Scales(double scale) => [.. Game.Levers.Select(_ => scale)];

    /// <summary>
    /// Levers against a pressed country: those of senders pulled as far as one scale says, those of the target as far as the other. Levers
    /// against other countries are at rest.
    /// </summary>
    public ImmutableArray<double> Scales(int pressed, double pressure, double retaliation) =>
        [.. Game.Levers.Select(lever => lever.Against != pressed ? 0 : lever.Sender is null ? retaliation : pressure)];

    /// <summary>Change of real income of a country, in per cent; not a number where there is no equilibrium.</summary>
    public static double Percent(Play play, int country)
    {
        ArgumentNullException.ThrowIfNull(play);
        return play.Converged ? 100 * (play.RealIncome[country] - 1) : double.NaN;
    }

    /// <summary>
    /// Change of real income of some countries together, in the unit of the world; not a number where there is no equilibrium.
    /// </summary>
    public double IncomeChange(Play play, IEnumerable<int> countries)
    {
        ArgumentNullException.ThrowIfNull(play);
        return play.Converged ? countries.Sum(n => (play.RealIncome[n] - 1) * Game.World.Income[n]) : double.NaN;
    }

    /// <summary>
    /// (A1) What a pressed country gets at a play: its change of real income in per cent, less what the option costs it at home.
    /// </summary>
    /// <param name="pressed">Position of the country among those pressed.</param>
    /// <param name="horizon">Position of the horizon; null: all of them, each by its part of the present value.</param>
    /// <param name="options">The option of each pressed country.</param>
    /// <param name="scales">How far each lever is pulled.</param>
    public double Payoff(int pressed, int? horizon, ImmutableArray<int> options, ImmutableArray<double> scales) =>
        horizon is { } at
            ? Percent(At(at, options, scales), Game.Pressed[pressed].Country) - Game.Pressed[pressed].Options[options[pressed]].Cost
            : Game.Weights.Select((weight, h) => weight * Payoff(pressed, h, options, scales)).Sum();

    /// <summary>
    /// (A2) What a sender gets at a play, in the unit of the world: its change of real income, what it values of the target's loss, less
    /// what the levers it pulls cost it.
    /// </summary>
    public double SenderPayoff(int sender, int horizon, ImmutableArray<int> options, ImmutableArray<double> scales)
    {
        var play = At(horizon, options, scales);
        var (own, valued) = (IncomeChange(play, Game.Senders[sender].Countries), Game.Senders[sender].Valuation * TargetsLoss(play));
        return own + valued - LeverCosts(options, scales, sender);
    }

    /// <summary>What the target gets at a play, in the unit of the world.</summary>
    public double TargetPayoff(int horizon, ImmutableArray<int> options, ImmutableArray<double> scales) =>
        -TargetsLoss(At(horizon, options, scales)) - LeverCosts(options, scales, null);

    /// <summary>What the target loses, in the unit of the world.</summary>
    public double TargetsLoss(Play play) => -IncomeChange(play, [Game.Target]);

    private double LeverCosts(ImmutableArray<int> options, ImmutableArray<double> scales, int? who) =>
        Game.Levers.Select((lever, l) => lever.Sender == who && Game.Applies(l, options) ? scales[l] * lever.Cost : 0).Sum();

    private Play Solve(int horizon, ImmutableArray<int> options, ImmutableArray<double> scales)
    {
        var answer = Game.Horizons[horizon].Baseline.Solve(Game.Measures(options, scales));
        return new Play(
            answer.Converged ? answer.Changes.RealIncome : default,
            answer.Status.ToString(),
            answer.Converged ? "" : answer.Explanation,
            answer.Residual
        );
    }

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;
}
