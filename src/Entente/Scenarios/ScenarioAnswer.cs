using System.Collections.Immutable;
using Entente.CaliendoParro;
using Entente.CaliendoParro.Search;
using Entente.Gravity;
using Entente.Horizons;
using Entente.Measures;
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
    /// <summary>How its cost differs from that of the case it is compared with; null where there is none or one of the two has no answer.</summary>
    public CostChange? CostChange { get; init; }
}

/// <summary>Answers the cases of a scenario on its world, one at a time; equilibria that several need are solved once.</summary>
public sealed class ScenarioAnswer
{
    private readonly SolveOptions options;
    private readonly Equilibrium?[] equilibria;
    private readonly Dictionary<(World, Behaviour), Equilibrium> baselines = [];
    private readonly Dictionary<int, Checked<World>> madeOf = [];
    private readonly Dictionary<int, World> worldsAfter = [];

    public ScenarioAnswer(ResolvedScenario scenario, SolveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        (Scenario, this.options) = (scenario, options ?? new SolveOptions());
        equilibria = new Equilibrium?[scenario.All.Length];
    }

    public ResolvedScenario Scenario { get; }

    /// <summary>
    /// The world without any measure, solved before; null: it is solved when needed. With no shock every hat is 1 at all
    /// elasticities and horizons, so that one serves them all, but for <see cref="Closure.Zero"/>, under which it is not used.
    /// </summary>
    internal Equilibrium? Unshocked { get; init; }

    /// <summary>Answers one case.</summary>
    /// <param name="position">Its position in the scenario.</param>
    /// <param name="start">Where the search starts; null: at the data.</param>
    public CaseAnswer Answer(int position, StartingPoint? start = null)
    {
        var answer = Changes(position, start);
        return answer is { Comparison: { } with, Case.ComparedWith: { } other } && Changes(other).Comparison is { } without
            ? answer with
            {
                CostChange = new CostChange(without, with),
            }
            : answer;
    }

    private CaseAnswer Changes(int position, StartingPoint? start = null)
    {
        var theCase = Scenario.All[position];
        if (Lost(position) is { } lost)
            return new CaseAnswer(theCase, lost, lost, null);
        var before = theCase.RelativeTo is { } other ? Equilibrium(other) : Baseline(position);
        var after = Equilibrium(position, start);
        return new CaseAnswer(theCase, after, before, before.Converged && after.Converged ? new Comparison(before, after) : null);
    }

    /// <summary>Answers all cases in order, each when it is asked for.</summary>
    public IEnumerable<CaseAnswer> All() => Enumerable.Range(0, Scenario.Cases.Length).Select(position => Answer(position));

    /// <summary>The world a case happens in, without any measure; under the zero closure, without its deficits.</summary>
    private Equilibrium Baseline(int position)
    {
        var key = (WorldOf(position), Scenario.All[position].Behaviour);
        if (Unshocked is { } same && Scenario.Scenario.Closure != Closure.Zero && same.World.HasDataOf(key.Item1))
            return same;
        if (!baselines.TryGetValue(key, out var known))
            baselines[key] = known = Solve(key.Item1, Shock.None, key.Behaviour);
        return known;
    }

    private Equilibrium Equilibrium(int position, StartingPoint? start = null)
    {
        if (equilibria[position] is { } known)
            return known;
        if (Lost(position) is { } lost)
            return lost;
        var theCase = Scenario.All[position];
        var world = WorldOf(position);
        var shock = theCase.After is { } earlier ? Lasting(theCase.ShockOn(world), WorldAfter.Limits(Equilibrium(earlier))) : theCase.Shock;
        var reference =
            shock.BurdenSharing.IsEmpty ? null
            : theCase.RelativeTo is { } other ? Equilibrium(other)
            : Baseline(position);
        var solved = Solve(world, shock, theCase.Behaviour, reference is { Converged: true } ? reference : null, start);
        return equilibria[position] = solved;
    }

    /// <summary>The model that the scenario asks.</summary>
    private Equilibrium Solve(World world, Shock shock, Behaviour behaviour, Equilibrium? reference = null, StartingPoint? start = null) =>
        Scenario.Scenario.Gravity is { } gravity
            ? GravityModel.Solve(world, shock, Scenario.Scenario.Closure, gravity.Adjustment, Scenario.Reference, options)
            : TradeModel.Solve(
                world,
                shock,
                Scenario.Scenario.Closure,
                start is null ? options : options with { Start = start },
                behaviour,
                reference
            );

    /// <summary>What was limited in the case that led to this world stays limited; of two limits the tighter one holds.</summary>
    private static Shock Lasting(Shock shock, ImmutableArray<QuantityLimit> limits)
    {
        var both = shock.Limits.Concat(limits).GroupBy(l => (l.Importer, l.Exporter, l.Sector)).Select(flow => flow.MinBy(l => l.Most)!);
        return limits.IsEmpty ? shock : shock with { Limits = [.. both] };
    }

    private World WorldOf(int position)
    {
        var theCase = Scenario.All[position];
        if (theCase.After is not { } earlier)
            return theCase.World;
        // One object for each world and horizon: what is compared must be the same.
        var first = Enumerable
            .Range(0, Scenario.All.Length)
            .First(p => Scenario.All[p].After == earlier && Scenario.All[p].Horizon.Label == theCase.Horizon.Label);
        if (!worldsAfter.TryGetValue(first, out var world))
            worldsAfter[first] = world = MadeOf(earlier).Value.WithThetas(theCase.World.Thetas);
        return world;
    }

    /// <summary>The world that a case, at its horizon, has led to, or why it can be none; made once.</summary>
    private Checked<World> MadeOf(int position) =>
        madeOf.TryGetValue(position, out var known) ? known : madeOf[position] = WorldAfter.Of(Equilibrium(position));

    /// <summary>Why a case has no world to happen in: the case it happens after has no answer, or one that is no world; else null.</summary>
    private Equilibrium? Lost(int position)
    {
        var theCase = Scenario.All[position];
        if (theCase.After is not { } earlier)
            return null;
        if (Equilibrium(earlier) is { Converged: false } missing)
            return missing;
        return MadeOf(earlier) is { Success: false } refused
            ? Models.Equilibrium.Missing(
                new CounterfactualInputs(theCase.World, theCase.Shock, Scenario.Scenario.Closure, theCase.Behaviour),
                EquilibriumStatus.NoWorld,
                string.Join("; ", refused.Faults.Take(3))
            )
            : null;
    }
}
