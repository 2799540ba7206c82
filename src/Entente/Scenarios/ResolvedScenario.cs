using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;

namespace Entente.Scenarios;

/// <summary>
/// A case at one horizon, on a world. Immutable and small: what it changes is made when it is solved. Cases of a scenario
/// that have the same parameters share one world and one behaviour.
/// </summary>
/// <param name="Case">The case as written.</param>
/// <param name="Horizon">The horizon.</param>
/// <param name="World">The world with the trade elasticities of the case.</param>
/// <param name="Behaviour">How far everybody adjusts in the case.</param>
/// <param name="Measures">Its measures, included ones first.</param>
/// <param name="RelativeTo">
/// Position in <see cref="ResolvedScenario.All"/> of the case that changes are measured from; null: the world.
/// </param>
/// <param name="After">Position of the case that has led to the world this one happens in; null: the world as it is.</param>
public sealed record ResolvedCase(
    Case Case,
    Horizon Horizon,
    World World,
    Behaviour Behaviour,
    ImmutableArray<Measure> Measures,
    int? RelativeTo,
    int? After
)
{
    /// <summary>Position of the case whose cost this one's is compared with; null: none.</summary>
    public int? ComparedWith { get; init; }

    /// <summary>The years it is asked for besides; null: none.</summary>
    public ResolvedPath? Path { get; init; }
}

/// <summary>A scenario checked against a world, ready to be solved.</summary>
public sealed class ResolvedScenario
{
    private ResolvedScenario(Scenario scenario, World world, ImmutableArray<ResolvedCase> all, int asked) =>
        (Scenario, World, All, Cases) = (scenario, world, all, [.. all.Take(asked)]);

    public Scenario Scenario { get; }

    public World World { get; }

    /// <summary>The cases in the order of the scenario, each at its horizons.</summary>
    public ImmutableArray<ResolvedCase> Cases { get; }

    /// <summary>
    /// The cases, and behind them those that others are measured from, compared with or happen after at a horizon nobody asked
    /// for.
    /// </summary>
    public ImmutableArray<ResolvedCase> All { get; }

    /// <summary>Positions of the countries the scenario wants to see first.</summary>
    public ImmutableArray<int> Focus { get; private init; } = [];

    /// <summary>Remarks on measures that are hardly what was meant, such as one that meets no flow.</summary>
    public ImmutableArray<string> Warnings { get; private init; } = [];

    /// <summary>Whether any case is answered at another horizon than the long run, or at several.</summary>
    public bool HasHorizons => Cases.Any(c => c.Horizon.Label != Horizon.LongRun.Label);

    /// <summary>Positions of the countries that a word means: a country, a group of the scenario or of the world.</summary>
    /// <param name="word">The word.</param>
    /// <param name="faults">Receives what is wrong with it.</param>
    public ImmutableArray<int> Countries(Word word, ICollection<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var names = new NameResolver(World, Scenario.Groups);
        var found = names.Countries([word]);
        foreach (var fault in names.Faults)
            faults.Add(fault);
        return found;
    }

    /// <summary>The worlds and behaviours of the cases, by their parameters.</summary>
    private IReadOnlyDictionary<ImmutableArray<double>, (World World, Behaviour Behaviour)>? Builds { get; init; }

    /// <summary>Finds every name of the scenario in the world and applies all measures.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="world">The world.</param>
    /// <param name="like">
    /// A scenario resolved before: where it is on the same world, cases with the parameters of one of its cases share their world and
    /// behaviour, and what has been prepared for these; null: none.
    /// </param>
    /// <returns>The resolved scenario, or all faults found.</returns>
    public static Checked<ResolvedScenario> Create(Scenario scenario, World world, ResolvedScenario? like = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(world);
        var seen = scenario.Model.See(world);
        if (!seen.Success)
            return Checked<ResolvedScenario>.Invalid(seen.Faults, seen.Warnings);
        world = seen.Value;
        var names = new NameResolver(world, scenario.Groups);
        scenario = ModelRules.Apply(scenario, names);
        foreach (var (group, members) in scenario.Groups)
        {
            // A group is looked up before a country: one named alike would take its place unseen.
            if (group == "all" || world.TryCountry(group, out _))
                names.Report(
                    members.FirstOrDefault()?.Place,
                    $"group '{group}', which has the name of {(group == "all" ? "the group of all countries" : "a country")}",
                    "a name of its own"
                );
            names.Countries(members);
        }
        var focus = names.Countries(scenario.Focus);
        if (scenario.Cases.IsEmpty)
            names.Report(null, "a scenario without cases", "at least one");
        foreach (
            var twice in scenario.Cases.Concat(scenario.Library).GroupBy(c => c.Name, StringComparer.Ordinal).SelectMany(g => g.Skip(1))
        )
            names.Report(twice.Place, $"case '{twice.Name}' for the second time", "each name once");
        var resolver = new CaseResolver(scenario, world, names, ReferenceEquals(like?.World, world) ? like?.Builds : null);
        var (cases, asked) = resolver.Resolve();
        return names.Faults.Count > 0
            ? Checked<ResolvedScenario>.Invalid(names.Faults, [.. seen.Warnings, .. names.Warnings])
            : Checked<ResolvedScenario>.Valid(
                new ResolvedScenario(scenario, world, cases, asked)
                {
                    Focus = focus,
                    Warnings = [.. names.Warnings],
                    Builds = resolver.Builds,
                },
                [.. seen.Warnings, .. names.Warnings]
            );
    }

    /// <summary>
    /// What a case changes in the world of its elasticities; where it happens after another, as it would in the world as it is.
    /// </summary>
    public Checked<Shock> Shock(ResolvedCase theCase)
    {
        ArgumentNullException.ThrowIfNull(theCase);
        return ShockBuilder.Of(theCase.World, Scenario.Groups, theCase.Measures, Scenario.Model.Determinants);
    }
}
