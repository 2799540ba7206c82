using System.Collections.Immutable;

namespace Entente;

/// <summary>A case whose measures have been applied to a world.</summary>
/// <param name="Case">The case as written.</param>
/// <param name="Shock">What it changes, included measures first.</param>
/// <param name="RelativeTo">Position of the case that changes are measured from; null: the world.</param>
public sealed record ResolvedCase(Case Case, Shock Shock, int? RelativeTo);

/// <summary>A scenario checked against a world, ready to be solved.</summary>
public sealed class ResolvedScenario
{
    private ResolvedScenario(Scenario scenario, World world, ImmutableArray<ResolvedCase> cases) =>
        (Scenario, World, Cases) = (scenario, world, cases);

    public Scenario Scenario { get; }

    public World World { get; }

    /// <summary>The cases in the order of the scenario.</summary>
    public ImmutableArray<ResolvedCase> Cases { get; }

    /// <summary>Positions of the countries the scenario wants to see first.</summary>
    public ImmutableArray<int> Focus { get; private init; } = [];

    /// <summary>Finds every name of the scenario in the world and applies all measures.</summary>
    /// <returns>The resolved scenario, or all faults found.</returns>
    public static Checked<ResolvedScenario> Create(Scenario scenario, World world)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(world);
        var names = new NameResolver(world, scenario.Groups);
        foreach (var (group, members) in scenario.Groups)
        {
            // A group is looked up before a country: one named alike would take its place unseen.
            if (group == "all" || world.TryCountry(group, out _))
                names.Report(members.FirstOrDefault()?.Place, $"group '{group}', which has the name of {(group == "all" ? "the group of all countries" : "a country")}", "a name of its own");
            names.Countries(members);
        }
        var focus = names.Countries(scenario.Focus);
        if (scenario.Cases.IsEmpty)
            names.Report(null, "a scenario without cases", "at least one");
        foreach (var twice in scenario.Cases.Concat(scenario.Library).GroupBy(c => c.Name, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
            names.Report(twice.Place, $"case '{twice.Name}' for the second time", "each name once");
        foreach (var theCase in scenario.Cases.Where(c => IsMeasuredFromItself(scenario, c)))
            names.Report(theCase.Place, $"case '{theCase.Name}' that is measured from itself", "`relative_to` without circles");
        var cases = scenario.Cases.Select(c => Resolve(scenario, c, world, names)).ToImmutableArray();
        return names.Faults.Count > 0
            ? Checked<ResolvedScenario>.Invalid(names.Faults)
            : Checked<ResolvedScenario>.Valid(new ResolvedScenario(scenario, world, cases) { Focus = focus });
    }

    private static bool IsMeasuredFromItself(Scenario scenario, Case start)
    {
        var at = start;
        for (var steps = 0; steps < scenario.Cases.Length && at?.RelativeTo is { } other; steps++)
        {
            at = scenario.Cases.FirstOrDefault(c => c.Name == other.Text);
            if (at == start)
                return true;
        }
        return false;
    }

    private static ResolvedCase Resolve(Scenario scenario, Case theCase, World world, NameResolver names)
    {
        var shock = new ShockBuilder(world);
        Apply(scenario, theCase, shock, names, []);
        int? relativeTo = null;
        if (theCase.RelativeTo is { } other)
        {
            relativeTo = scenario.Cases.ToList().FindIndex(c => c.Name == other.Text);
            if (relativeTo < 0)
                ReportUnknownCase(names, other, scenario.Cases);
        }
        return new ResolvedCase(theCase, shock.Build(), relativeTo);
    }

    private static void Apply(Scenario scenario, Case theCase, ShockBuilder shock, NameResolver names, ImmutableHashSet<string> within)
    {
        if (within.Contains(theCase.Name))
        {
            names.Report(theCase.Place, $"case '{theCase.Name}' that includes itself", "includes without circles");
            return;
        }
        foreach (var include in theCase.Includes)
            if (scenario.Cases.Concat(scenario.Library).FirstOrDefault(c => c.Name == include.Text) is { } included)
                Apply(scenario, included, shock, names, within.Add(theCase.Name));
            else
                ReportUnknownCase(names, include, scenario.Cases.Concat(scenario.Library));
        foreach (var measure in theCase.Measures)
            measure.Apply(shock, names);
    }

    private static void ReportUnknownCase(NameResolver names, Word word, IEnumerable<Case> cases)
    {
        var near = Spelling.Nearest(word.Text, cases.Select(c => c.Name));
        names.Report(word.Place, $"unknown case '{word}'", near is null ? "a case of the scenario" : $"a case of the scenario; did you mean {near}?");
    }
}
