using System.Collections.Immutable;
using System.Globalization;
using Entente.CaliendoParro.Kernels;
using Entente.CaliendoParro.Plain;
using Entente.CaliendoParro.Search;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro;

/// <summary>The model of Caliendo and Parro (2015): where its equations and a solver meet.</summary>
public sealed class TradeModel : Model
{
    /// <summary>Iterations after which the joint system has had its chance; where it works it needs a few dozen.</summary>
    private const int JointPatience = 120;

    /// <summary>The same of Newton steps from an answer nearby.</summary>
    private const int NewtonPatience = 40;

    /// <summary>
    /// How many times the tolerance the trade balance of a country may miss, over what it earns itself; the search is far more
    /// exact.
    /// </summary>
    private const double OwnTolerance = 1e5;

    private TradeModel() { }

    /// <summary>The model; it has nothing to be set.</summary>
    public static TradeModel Instance { get; } = new();

    public override string Name => "caliendo_parro";

    public override string Title => "the model of Caliendo and Parro";

    public override string Description => "Caliendo and Parro (2015) in changes";

    public override bool HasHorizons => true;

    public override bool HasDerivatives => true;

    public override bool IsSweepable => true;

    public override Certificate? Certify(Equilibrium answer) => Certification.Of(answer);

    public override Equilibrium Solve(ModelQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Solve(
            question.World,
            question.Shock,
            question.Closure,
            question.Options,
            question.Behaviour,
            question.Reference
        );
    }

    /// <summary>Finds the equilibrium of a world after a shock.</summary>
    /// <param name="world">The baseline data.</param>
    /// <param name="shock">
    /// What changes; <see cref="Shock.None"/> gives the world itself, without deficits under <see cref="Closure.Zero"/>.
    /// </param>
    /// <param name="closure">What happens to deficits.</param>
    /// <param name="options">How to solve; null: the defaults.</param>
    /// <param name="behaviour">How far producers, households and factors can adjust; null: the long run.</param>
    /// <param name="reference">The equilibrium whose real incomes burden sharing compares with; null: the world.</param>
    /// <returns>The equilibrium, or the named reason why there is none.</returns>
    /// <exception cref="ArgumentException">A part of the shock, the behaviour or the starting point does not fit the world.</exception>
    public static Equilibrium Solve(
        World world,
        Shock shock,
        Closure closure,
        SolveOptions? options = null,
        Behaviour? behaviour = null,
        Equilibrium? reference = null
    )
    {
        options ??= new SolveOptions();
        var given = new CounterfactualInputs(
            world,
            shock,
            closure,
            behaviour,
            reference is null ? null : [.. reference.Income.Zip(reference.ConsumerPrices, (i, p) => i / p)]
        );
        return WithoutAnswer.Impossible(given) ?? Search(given, options);
    }

    /// <summary>Ways to an equilibrium, the quickest first, until one gets there; where none does, what the last resort says.</summary>
    private static Equilibrium Search(CounterfactualInputs given, SolveOptions options)
    {
        var isPlain = options.Method == SolutionMethod.Plain;
        var attempt = First(given, options);
        if (attempt.IsLast(options) || (options.Start is null && options.Trail is null))
            return isPlain || attempt.IsLast(options) ? attempt.Answer : LastResort(given, options, attempt);
        var alone = options with { Start = null, Trail = null };
        attempt = First(given, alone, attempt.Search);
        var answer = isPlain || attempt.IsLast(alone) ? attempt.Answer : LastResort(given, alone, attempt);
        if (answer.Converged && options.Trail is { } trail)
            Leave(answer, trail, options.Place);
        return answer;
    }

    private static Attempt First(CounterfactualInputs given, SolveOptions options, SolverResult? earlier = null) =>
        options.Method == SolutionMethod.Plain
            ? SearchMarkets(given, new PlainSystem(given), options, earlier)
            : SearchJointly(given, options, earlier);

    /// <summary>
    /// Leaves an answer that was found without a trail to the searches that come after it: what is near it is hard as well.
    /// </summary>
    private static void Leave(Equilibrium answer, SearchTrail trail, ImmutableArray<double> place)
    {
        using var system = new JointSystem(answer.Given);
        _ = trail.For(answer.World, system.Layout(), system.Length);
        trail.Add(place, system.Start(new StartingPoint(answer)));
    }

    /// <summary>Surer and slower ways, from the data.</summary>
    private static Equilibrium LastResort(CounterfactualInputs given, SolveOptions options, Attempt attempt)
    {
        var markets = new NestedSystem(given);
        if (markets.Length <= Fallback.Few)
        {
            attempt = SearchMarkets(given, markets, options, attempt.Search);
            return attempt.IsLast(options) ? attempt.Answer : Continuation.After(attempt, jointly: false, options).Answer;
        }
        // In a large world the path is quicker than a search over markets by Newton steps.
        var path = Continuation.After(attempt, jointly: true, options);
        if (path.IsLast(options))
            return path.Answer;
        attempt = SearchMarkets(given, markets, options, path.Search);
        return attempt.Answer.Converged
            ? attempt.Answer
            : Equilibrium.Without(given, path.Answer.Status, path.Answer.Explanation, attempt.Search);
    }

    /// <summary>
    /// The quickest way: all unknowns together, by what is around in the data, and where that does not get through, by what is
    /// around where it got to.
    /// </summary>
    private static Attempt SearchJointly(CounterfactualInputs given, SolveOptions options, SolverResult? earlier = null)
    {
        var (trail, ahead) = (options.Trail, default(double[]));
        using var system = new JointSystem(given, trail?.Kernels as Technology);
        using var unlearnt = trail is null ? Anderson.NoDifferences(system.Length) : null;
        IDifferences learnt = unlearnt ?? trail!.For(given.World, system.Layout(), system.Length);
        if (trail is not null)
            trail.Kernels = system.Kernels;
        if (options.Start is null)
            ahead = trail?.Ahead(options.Place);
        var search = Accelerated(ahead ?? system.Start(options.Start), earlier);
        if (IsOpen(search) && (ahead is not null || double.IsFinite(search.Residual)))
        {
            // Around the answer nearby rather than where the search got lost on its way from there.
            var around = ahead is null ? search.Best.ToArray() : trail!.Nearest(options.Place)!;
            if (system.RelineariseAt(around))
            {
                learnt.Clear();
                search = Accelerated(around, search);
                // What was learnt of steps taken around there says nothing of those of others.
                learnt.Clear();
            }
            if (IsOpen(search) && ahead is not null)
                search = NewtonKrylov
                    .Solve(system.Residual, around, Settings(options, system, NewtonPatience))
                    .After(search);
        }
        if (search.Status == SolverStatus.Converged)
            trail?.Add(options.Place, search.Best);
        return new(
            search.Status == SolverStatus.Converged
                ? Certified(given, system.State(), search, options)
                : WithoutAnswer.Failed(given, search),
            search
        );

        bool IsOpen(SolverResult found) => found.Status != SolverStatus.Converged && found.Iterations < options.MaxIterations;

        SolverResult Accelerated(ReadOnlySpan<double> start, SolverResult? before)
        {
            var most = Math.Min(JointPatience, options.MaxIterations - (before?.Iterations ?? 0));
            var result = Anderson.Solve(system.Residual, start, Settings(options, system, most), learnt);
            return before is null ? result : result.After(before);
        }
    }

    /// <summary>
    /// A surer way, for what is left of the iterations: prices and expenditures inside a search over the markets of factors.
    /// </summary>
    private static Attempt SearchMarkets(
        CounterfactualInputs given,
        MarketSystem system,
        SolveOptions options,
        SolverResult? earlier = null
    )
    {
        Solver solver = options.Method == SolutionMethod.Plain && system.IsLongRun ? FixedPoint.Solve : Fallback.Solve;
        var search = solver(
            system.Residual,
            system.Start(options.Start),
            Settings(options, system.LargestElasticity, options.MaxIterations - (earlier?.Iterations ?? 0))
        );
        var whole = earlier is null ? search : search.After(earlier);
        return new(
            search.Status == SolverStatus.Converged ? Certified(given, system.State(), whole, options) : WithoutAnswer.Failed(given, whole),
            whole
        );
    }

    /// <summary>When a search of a system is to stop, so that every gap is within the tolerance.</summary>
    internal static SolverOptions Settings(SolveOptions options, JointSystem system, int mostIterations) =>
        Settings(options, 1, mostIterations) with
        {
            Weights = system.ResidualWeights,
            IsExact = true,
        };

    /// <inheritdoc cref="Settings(SolveOptions, JointSystem, int)"/>
    internal static SolverOptions Settings(SolveOptions options, double largestElasticity, int mostIterations) =>
        new()
        {
            Tolerance = options.Tolerance / largestElasticity,
            MaxIterations = mostIterations,
            Cancellation = options.Cancellation,
        };

    /// <summary>The answer at the root a search has found, judged by the plain equations.</summary>
    internal static Equilibrium Certified(CounterfactualInputs given, EquilibriumState state, SolverResult result, SolveOptions options)
    {
        var incomes = new Incomes(given);
        var levels = new PlainSolution(given, incomes, state);
        var answer = Equilibrium.Of(given, levels.Outcome(incomes), levels.Residuals(), result, options.Tolerance, Instance);
        // A country whose income vanishes satisfies what is measured by the world's: it is held to its own.
        var worst = Enumerable.Range(0, levels.Own.Length).MaxBy(n => Math.Abs(levels.ExcessDemand[n] / levels.Own[n]));
        var gap = Math.Abs(levels.ExcessDemand[worst] / levels.Own[worst]);
        return !answer.Converged || gap <= OwnTolerance * options.Tolerance
            ? answer
            : Equilibrium.Without(
                given,
                EquilibriumStatus.Stalled,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the trade balance of {given.World.Countries[worst].Code} holds to {gap:0.0e0} of what it earns only"
                ),
                result
            );
    }
}

/// <summary>What a way to an equilibrium came to, and all that was done up to there.</summary>
internal sealed record Attempt(Equilibrium Answer, SolverResult Search)
{
    /// <summary>Whether there is nothing left to try: an answer was found, or the iterations are used up.</summary>
    public bool IsLast(SolveOptions options) => Answer.Converged || Search.Iterations >= options.MaxIterations;
}
