using System.Collections.Concurrent;
using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Models;
using Entente.Outcomes;

namespace Entente.Scenarios;

/// <summary>The answer to one case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Equilibrium">What the equations say.</param>
/// <param name="Before">What changes are measured from.</param>
/// <param name="Comparison">The changes; null where one of the two equilibria does not exist or was not found.</param>
public sealed record CaseAnswer(ResolvedCase Case, Equilibrium Equilibrium, Equilibrium Before, Comparison? Comparison)
{
    /// <summary>
    /// How its cost differs from that of the case it is compared with; null where there is none or one of the two has no answer.
    /// </summary>
    public CostChange? CostChange { get; init; }
}

/// <summary>
/// Answers the cases of a scenario on its world, one at a time, each as if it were the only one: an answer does not depend
/// on which others were asked, nor in what order, nor on which threads. Equal baselines are one; answers that others need are
/// solved once and kept. Safe from several threads; what one of them solves for others, these wait for.
/// </summary>
public sealed class ScenarioAnswer
{
    private readonly BaselineOptions options;
    private readonly ConcurrentDictionary<(int? After, World World, Behaviour Behaviour), Lazy<Checked<Baseline>>> baselines = [];
    private readonly ConcurrentDictionary<int, Lazy<Counterfactual>> kept = [];
    private readonly HashSet<int> needed;

    public ScenarioAnswer(ResolvedScenario scenario, SolveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        Scenario = scenario;
        this.options = new BaselineOptions
        {
            Model = scenario.Scenario.Model,
            Closure = scenario.Scenario.Closure,
            Groups = scenario.Scenario.Groups,
            Solve = options ?? new SolveOptions(),
        };
        needed = [.. scenario.All.SelectMany(c => new[] { c.RelativeTo, c.After, c.ComparedWith }).OfType<int>()];
    }

    public ResolvedScenario Scenario { get; }

    /// <summary>
    /// The world without any measure, solved before; null: it is solved when needed. With no shock every hat is 1 at all
    /// elasticities and horizons, so that one serves them all, but for <see cref="Closure.Zero"/> and worlds with networks, whose
    /// idle lines carry next to nothing that depends on elasticities; there it is not used.
    /// </summary>
    public Equilibrium? Unshocked { get; init; }

    /// <summary>Where the search for each case of <see cref="ResolvedScenario.All"/> starts, by position; null: at the data.</summary>
    internal IReadOnlyList<StartingPoint?>? Starts { get; init; }

    /// <summary>What answers to the cases in like scenarios have left, by position of the case; null: nothing.</summary>
    public SearchTrails? Trails { get; init; }

    /// <summary>
    /// Answers to a scenario that differs in measures alone, with the same cases at the same horizons: what was prepared and solved there
    /// of worlds without measures serves here; null: there is none. It changes no answer.
    /// </summary>
    public ScenarioAnswer? Like { get; init; }

    /// <summary>Where this scenario lies among those.</summary>
    public ImmutableArray<double> Place { get; init; } = [];

    /// <summary>What has been solved of the cases that others need, by position.</summary>
    internal IEnumerable<(int Position, Equilibrium Equilibrium)> Kept =>
        kept.Where(k => k.Value.IsValueCreated).Select(k => (k.Key, k.Value.Value.Equilibrium));

    /// <summary>
    /// What solves the worlds without measures that cases are measured from, each once: whoever answers cases on several threads does
    /// these first, so that as little as can be waits for them. They change no answer.
    /// </summary>
    /// <param name="positions">The cases.</param>
    public IReadOnlyList<Action> WorldsWithoutMeasures(IEnumerable<int> positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        return
        [
            .. positions
                .Select(position => Scenario.All[position])
                .Where(theCase => theCase.After is null && theCase.RelativeTo is null)
                .DistinctBy(theCase => (theCase.World, theCase.Behaviour))
                .Select(theCase => (Action)(() => _ = BaselineOf(theCase).Value.Equilibrium)),
        ];
    }

    /// <summary>Answers one case.</summary>
    /// <param name="position">Its position in the scenario.</param>
    public CaseAnswer Answer(int position)
    {
        var theCase = Scenario.All[position];
        var answer = Solve(position);
        return new CaseAnswer(theCase, answer.Equilibrium, answer.Before, answer.Comparison)
        {
            CostChange =
                answer.Comparison is { } with && theCase.ComparedWith is { } other && Solve(other).Comparison is { } without
                    ? new CostChange(without, with)
                    : null,
        };
    }

    /// <summary>Answers a case year by year.</summary>
    /// <param name="position">Its position in the scenario.</param>
    /// <param name="begins">Called before each year; null: nobody wants to know.</param>
    /// <returns>The years; null where the case has no path.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public PathAnswer? Path(int position, Action<ResolvedYear>? begins = null)
    {
        var theCase = Scenario.All[position];
        return theCase.Path is null
            ? null
            : new PathSolve(theCase, year => BaselineOf(null, year.World, year.Behaviour).Value).Answer(begins);
    }

    /// <summary>Answers all cases in order, each when it is asked for.</summary>
    public IEnumerable<CaseAnswer> All() => Enumerable.Range(0, Scenario.Cases.Length).Select(Answer);

    /// <summary>The answer to a case of <see cref="ResolvedScenario.All"/>, kept where others need it.</summary>
    internal Counterfactual Solve(int position) =>
        // No case needs itself, however long the way, so that nobody waits for whoever waits for him.
        needed.Contains(position) ? kept.GetOrAdd(position, at => new(() => Ask(at))).Value : Ask(position);

    private Counterfactual Ask(int position)
    {
        var theCase = Scenario.All[position];
        if (theCase.After is { } earlier && Solve(earlier) is { Equilibrium.Converged: false } missing)
            return new Counterfactual(missing.Baseline, missing.Question, missing.Equilibrium, missing.Equilibrium)
            {
                Faults = missing.Faults,
            };
        var baseline = BaselineOf(position);
        return baseline.Success
            ? baseline.Value.Solve(
                new Question(theCase.Measures)
                {
                    RelativeTo = theCase.RelativeTo is { } other ? Solve(other) : null,
                    Start = Starts?[position],
                    Trail = Trails?[position],
                    Place = Place,
                    Cancellation = options.Solve.Cancellation,
                }
            )
            : WithoutWorld(theCase, string.Join("; ", baseline.Faults.Take(3)));
    }

    /// <summary>What a case is asked of; one for all cases that happen in the same world with the same parameters.</summary>
    private Checked<Baseline> BaselineOf(ResolvedCase theCase) => BaselineOf(theCase.After, theCase.World, theCase.Behaviour);

    private Checked<Baseline> BaselineOf(int position) =>
        Like is { } like && Scenario.All[position].After is null
            ? like.BaselineOf(like.Scenario.All[position])
            : BaselineOf(Scenario.All[position]);

    private Checked<Baseline> BaselineOf(int? after, World world, Behaviour behaviour)
    {
        return baselines.GetOrAdd((after, world, behaviour), _ => new(Make)).Value;

        Checked<Baseline> Make()
        {
            var asItIs = new Baseline(Scenario.World, options, world, behaviour, [], Known(world));
            return after is { } earlier ? asItIs.After(Solve(earlier)) : Checked<Baseline>.Valid(asItIs);
        }
    }

    private Equilibrium? Known(World world) =>
        Unshocked is { } same
        && world.Networks is null
        && Scenario.Scenario.Closure != Closure.Zero
        && same.World.HasDataOf(world)
            ? same
            : null;

    /// <summary>A case whose world cannot be: the case it happens after has an answer that is none.</summary>
    private Counterfactual WithoutWorld(ResolvedCase theCase, string why)
    {
        var asItIs = new Baseline(Scenario.World, options, theCase.World, theCase.Behaviour, []);
        var shock = asItIs.ShockOf(theCase.Measures);
        var lost = Equilibrium.Without(
            new(theCase.World, shock.Success ? shock.Value : Measures.Shock.None, Scenario.Scenario.Closure, theCase.Behaviour),
            EquilibriumStatus.NoWorld,
            why
        );
        return new Counterfactual(asItIs, new Question(theCase.Measures), lost, lost);
    }
}
