using System.Collections.Immutable;
using Entente.CaliendoParro.Derivatives;
using Entente.Games.Files;

namespace Entente.Games.Chosen;

/// <summary>How a rate stands.</summary>
public enum RateStanding
{
    /// <summary>Between its bounds, where the gradient is 0.</summary>
    Inside,

    /// <summary>At the lower bound.</summary>
    AtLeast,

    /// <summary>At the upper bound.</summary>
    AtMost,

    /// <summary>On flows so small that next to nothing depends on it; not chosen.</summary>
    Undetermined,
}

/// <summary>A rate chosen.</summary>
/// <param name="Variable">What it is on.</param>
/// <param name="Rate">It.</param>
/// <param name="Standing">Whether it is held by a bound or undetermined.</param>
/// <param name="Trade">What it falls on before any is chosen, at producer prices.</param>
/// <param name="Price">
/// For sanctions: what the other side loses for each unit that the choosers lose by this rate, the others in place; infinite where it pays
/// for itself, null where it is not asked or there is no answer.
/// </param>
public sealed record ChosenRate(RateVariable Variable, double Rate, RateStanding Standing, double Trade, double? Price);

/// <summary>What comes of rates chosen, one problem at one horizon and one valuation.</summary>
/// <param name="Horizon">Position of the horizon.</param>
/// <param name="Problem">For what they were chosen.</param>
/// <param name="Lambda">What the other side's loss was worth; null where that is not asked.</param>
/// <param name="Game">The game in rates.</param>
/// <param name="Rates">The rates, by variable of the game.</param>
/// <param name="Without">Real income without any measure over 1: with the common measures alone, by country of the world.</param>
/// <param name="With">With the rates chosen beside them.</param>
/// <param name="Checks">By chooser of the game, whether a deviation would pay.</param>
/// <param name="Trouble">Why the rates are none to rely on; empty where there is no reason.</param>
public sealed record ChosenOutcome(
    int Horizon,
    ChosenProblem Problem,
    double? Lambda,
    RateGame Game,
    ImmutableArray<ChosenRate> Rates,
    ImmutableArray<double> Without,
    ImmutableArray<double> With,
    ImmutableArray<RateDeviations> Checks,
    string Trouble
)
{
    /// <summary>
    /// (R3) Gain of some countries by the rates alone, in the unit of the world: what they have with them less what they have with the
    /// common measures, so that a gain from a tariff is not mixed with the cost of an embargo.
    /// </summary>
    public double ByRates(IEnumerable<int> countries) => Sum(countries, n => With[n] - Without[n]);

    /// <summary>Gain of some countries by the common measures, before any rate is chosen.</summary>
    public double ByCommon(IEnumerable<int> countries) => Sum(countries, n => Without[n] - 1);

    /// <summary>Who is told of: the choosers, and of the countries under pressure and the target those that choose nothing.</summary>
    public ImmutableArray<(string Name, ImmutableArray<int> Countries)> Parties(AlignmentGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return
        [
            .. Game.Choosers.Select(c => (c.Name, c.Countries)),
            .. game.Pressed.Select(p => p.Country)
                .Append(game.Target)
                .Distinct()
                .Where(n => !Game.Choosers.Any(c => c.Countries.Contains(n)))
                .Select(n => (game.World.Countries[n].Code, (ImmutableArray<int>)[n])),
        ];
    }

    private double Sum(IEnumerable<int> countries, Func<int, double> change) =>
        With.IsEmpty ? double.NaN : countries.Sum(n => change(n) * Game.Baseline.World.Income[n]);
}

/// <summary>What is said of the rates a game asks to be chosen.</summary>
/// <param name="Game">The game.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Outcomes">The answers, problem by problem.</param>
public sealed record ChosenAnswer(AlignmentGame Game, ChosenQuestion Question, ImmutableArray<ChosenOutcome> Outcomes)
{
    /// <summary>Answers what a game asks to be chosen; null where it asks nothing.</summary>
    /// <param name="game">The game.</param>
    /// <param name="threads">How many; 0: as many as there are processors. No number depends on it.</param>
    /// <param name="progress">Told what is being done, for people; null: nobody is told.</param>
    /// <param name="answers">Keeps answers beside the plays of the game, and may know some already; null: nobody keeps them.</param>
    /// <param name="isHeldAgainstDeviations">Whether a scan looks for deviations that pay; where not, there are no checks.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static ChosenAnswer? Of(
        AlignmentGame game,
        int threads = 0,
        Action<string>? progress = null,
        GameAnswers? answers = null,
        bool isHeldAgainstDeviations = true,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(game);
        if (game.Chosen is not { } question)
            return null;
        answers ??= new GameAnswers(game);
        var outcomes = ImmutableArray.CreateBuilder<ChosenOutcome>();
        foreach (var horizon in question.Horizons)
            foreach (var problem in question.Problems)
                outcomes.AddRange(
                    problem switch
                    {
                        ChosenProblem.Unilateral => Enumerable
                            .Range(0, question.Choosers.Length)
                            .Select(c => Solve(horizon, problem, null, [Chooser(horizon, c)], question.Scope, null)),
                        ChosenProblem.Nash =>
                        [
                            Solve(
                                horizon,
                                problem,
                                null,
                                [.. Enumerable.Range(0, question.Choosers.Length).Select(c => Chooser(horizon, c))],
                                question.Scope,
                                null
                            ),
                        ],
                        _ => Frontier(horizon, problem),
                    }
                );
        return new ChosenAnswer(game, question, outcomes.ToImmutable());

        RateChooser Chooser(int horizon, int c) =>
            RateChooser.Of(game.Horizons[horizon].Baseline.World, question.Choosers[c].Name, question.Choosers[c].Countries);

        // The frontier over what the other side's loss is worth, each search from the rates of the one before.
        IEnumerable<ChosenOutcome> Frontier(int horizon, ChosenProblem problem)
        {
            var world = game.Horizons[horizon].Baseline.World;
            ImmutableArray<int> senders = [.. question.Choosers.SelectMany(c => c.Countries).Distinct()];
            var (own, name, others) =
                problem == ChosenProblem.Sanctions
                    ? (senders, string.Join(", ", question.Choosers.Select(c => c.Name)), (ImmutableArray<int>)[game.Target])
                    : ([game.Target], world.Countries[game.Target].Code, senders);
            var found = new List<ChosenOutcome>();
            foreach (var lambda in question.Lambdas)
            {
                var chooser = new RateChooser(
                    name,
                    own,
                    [.. world.Countries.Select((_, n) => own.Contains(n) ? 1 : others.Contains(n) ? -lambda : 0.0)]
                );
                found.Add(
                    Solve(
                        horizon,
                        problem,
                        lambda,
                        [chooser],
                        question.Scope with { Partners = others, ByPartner = false },
                        found.Count > 0 ? found[^1].Rates : null,
                        others
                    )
                );
            }
            return found;
        }

        ChosenOutcome Solve(
            int horizon,
            ChosenProblem problem,
            double? lambda,
            ImmutableArray<RateChooser> choosers,
            RateScope scope,
            ImmutableArray<ChosenRate>? start,
            ImmutableArray<int> others = default
        )
        {
            cancellation.ThrowIfCancellationRequested();
            var about = $"{problem}, {game.Horizons[horizon].Name}";
            progress?.Invoke(about);
            var rates = new RateGame(game.Horizons[horizon].Baseline, question.Common, choosers, scope);
            if (!rates.Without.Converged)
                return Failed($"{rates.Without.Status}: {rates.Without.Explanation}");
            if (Linearisation.WhyNotCovered(rates.Without.Equilibrium) is { } refused)
                return Failed($"derivatives do not cover {refused}");
            var key = FormattableString.Invariant(
                $"chosen {game.Horizons[horizon].Name} {problem} {lambda:R} {string.Join(',', choosers.Select(c => c.Name))}"
            );
            var profile = Kept(
                answers,
                key,
                rates,
                () =>
                    choosers.Length > 1
                        ? rates.Nash(progress: step => progress?.Invoke($"{about}, {step}"), cancellation: cancellation)
                        : Alone(rates, start)
            );
            var answer = rates.At(profile.Rates);
            if (!answer.Converged)
                return Failed($"{answer.Status}: {answer.Explanation}");
            return new ChosenOutcome(
                horizon,
                problem,
                lambda,
                rates,
                [.. rates.Variables.Select((variable, v) => Rate(rates, profile, v, variable, others, answer))],
                rates.Without.Changes.RealIncome,
                answer.Changes.RealIncome,
                [
                    .. (isHeldAgainstDeviations ? choosers : []).Select(
                        (_, c) => Kept(answers, $"{key}: {c}", rates, c, () => RateDeviations.Of(rates, profile.Rates, c, threads))
                    ),
                ],
                profile.Trouble
            );

            ChosenOutcome Failed(string why) => new(horizon, problem, lambda, rates, [], [], [], [], why);
        }
    }

    /// <summary>Rates as they were kept, or searched for and kept.</summary>
    private static RateProfile Kept(GameAnswers answers, string key, RateGame game, Func<RateProfile> search)
    {
        var kept = answers.KeptOrComputed(
            key,
            2 + game.Variables.Length,
            () =>
            {
                var found = search();
                return new KeptNumbers(found.Trouble, [found.Rounds, found.Moved, .. found.Rates]);
            }
        );
        return new RateProfile(kept.Numbers[2..], (int)kept.Numbers[0], kept.Numbers[1], kept.Text);
    }

    /// <summary>Deviations as they were kept, or looked for and kept.</summary>
    private static RateDeviations Kept(GameAnswers answers, string key, RateGame game, int chooser, Func<RateDeviations> look)
    {
        var kept = answers.KeptOrComputed(
            key,
            3 + game.Variables.Length,
            () =>
            {
                var found = look();
                return new KeptNumbers("", [found.Step, found.Regret, found.Looked, .. found.Best]);
            }
        );
        return new RateDeviations(chooser, kept.Numbers[0], kept.Numbers[1], kept.Numbers[3..], (int)kept.Numbers[2]);
    }

    private static RateProfile Alone(RateGame game, ImmutableArray<ChosenRate>? start)
    {
        var (maximum, rates) = game.BestReply(0, start is { IsEmpty: false } before ? [.. before.Select(rate => rate.Rate)] : game.Start);
        return new RateProfile(
            [.. rates],
            1,
            maximum.Step,
            maximum.Status == MaximumStatus.Converged ? "" : $"{maximum.Status}, a step of {maximum.Step:0.0e0} left"
        );
    }

    private static ChosenRate Rate(
        RateGame game,
        RateProfile profile,
        int v,
        RateVariable variable,
        ImmutableArray<int> others,
        Counterfactual with
    )
    {
        var rate = profile.Rates[v];
        return new ChosenRate(
            variable,
            rate,
            game.IsUndetermined(v) ? RateStanding.Undetermined
                : rate <= game.Scope.Least ? RateStanding.AtLeast
                : rate >= game.Scope.Most ? RateStanding.AtMost
                : RateStanding.Inside,
            game.Trade[v],
            others.IsDefault || game.IsUndetermined(v) ? null : PriceOf(game, profile, v, others, with)
        );
    }

    /// <summary>
    /// (R4) What the others lose by one rate over what the chooser loses by it, all other rates in place: against the rate of the data.
    /// </summary>
    private static double? PriceOf(RateGame game, RateProfile profile, int v, ImmutableArray<int> others, Counterfactual with)
    {
        double[] less = [.. profile.Rates];
        less[v] = double.NaN;
        var without = game.At(less);
        if (!without.Converged)
            return null;
        var (imposed, own) = (Lost(others), Lost(game.Choosers[0].Countries));
        return imposed <= 0 ? null : own <= 0 ? double.PositiveInfinity : imposed / own;

        double Lost(IEnumerable<int> countries) =>
            countries.Sum(n => (without.Changes.RealIncome[n] - with.Changes.RealIncome[n]) * game.Baseline.World.Income[n]);
    }
}
