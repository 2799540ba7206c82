using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;

namespace Entente.Scenarios;

/// <summary>Spreads cases over their horizons, links each to those it builds on, and applies its measures.</summary>
/// <param name="scenario">The cases.</param>
/// <param name="world">The world, as the model sees it.</param>
/// <param name="names">Finds names, collects faults.</param>
/// <param name="known">Worlds and behaviours by their parameters, of another scenario on the same world; null: none.</param>
internal sealed class CaseResolver(
    Scenario scenario,
    World world,
    NameResolver names,
    IReadOnlyDictionary<ImmutableArray<double>, (World World, Behaviour Behaviour)>? known = null
)
{
    private readonly List<ResolvedCase> cases = [];
    private readonly Dictionary<(string Case, string Horizon), int> positions = [];
    private readonly Dictionary<string, ResolvedPath?> paths = new(StringComparer.Ordinal);
    private readonly Dictionary<ImmutableArray<double>, (World World, Behaviour Behaviour)> builds = new(SameValues.Instance);

    /// <summary>The worlds and behaviours of the cases, by their parameters.</summary>
    public IReadOnlyDictionary<ImmutableArray<double>, (World World, Behaviour Behaviour)> Builds => builds;

    /// <summary>The cases that are asked for, then those they need; and how many are asked for.</summary>
    public (ImmutableArray<ResolvedCase> Cases, int Asked) Resolve()
    {
        var asked = new List<(Case Case, Horizon Horizon)>();
        foreach (var theCase in scenario.Cases)
        {
            if (theCase.CompareWith?.Text == theCase.Name)
                names.Report(theCase.CompareWith.Place, $"case '{theCase.Name}' compared with itself", "another case");
            Circles(theCase, c => c.RelativeTo, "that is measured from itself", Remedy.OtherReference);
            Circles(theCase, c => c.After, "that happens after itself", Remedy.OtherEarlierCase);
            foreach (var horizon in HorizonsOf(theCase))
                if (positions.TryAdd((theCase.Name, horizon.Label), asked.Count))
                    asked.Add((theCase, horizon));
        }
        if (names.Faults.Count > 0 && asked.Count > 0)
        {
            // Circles would never end: what else is wrong is still found, without the links.
            foreach (var (theCase, horizon) in asked)
                Build(theCase, horizon);
            foreach (
                var word in scenario
                    .Cases.SelectMany(c => new[] { c.RelativeTo, c.After, c.CompareWith })
                    .OfType<Word>()
                    .Where(w => scenario.Cases.All(c => c.Name != w.Text))
            )
                ReportUnknownCase(word, scenario.Cases);
            return ([.. cases], cases.Count);
        }
        for (var at = 0; at < asked.Count; at++)
            cases.Add(
                Build(asked[at].Case, asked[at].Horizon) with
                {
                    RelativeTo = Link(asked, asked[at], asked[at].Case.RelativeTo, own: false),
                    After = Link(asked, asked[at], asked[at].Case.After, own: true),
                    ComparedWith = Link(asked, asked[at], asked[at].Case.CompareWith, own: false),
                }
            );
        foreach (var theCase in cases.Where(c => c.RelativeTo is { } other && cases[other].After != c.After))
            names.Report(
                theCase.Case.Place,
                $"case '{theCase.Case.Name}', measured from a case that happens in another world",
                "both after the same case, or neither after any",
                Remedy.OtherEarlierCase
            );
        return ([.. cases], scenario.Cases.Sum(c => HorizonsOf(c).Select(h => h.Label).Distinct().Count()));
    }

    private ImmutableArray<Horizon> HorizonsOf(Case theCase) => theCase.Horizons.IsEmpty ? scenario.Horizons : theCase.Horizons;

    /// <summary>The position of the case that another builds on, entered at its end where nobody asked for it at that horizon.</summary>
    /// <param name="asked">All cases with a position; grows.</param>
    /// <param name="from">The case that builds on it.</param>
    /// <param name="word">Its name.</param>
    /// <param name="own">
    /// Whether it is meant at its own horizon, where it has but one, instead of that of the case that builds on it.
    /// </param>
    private int? Link(List<(Case Case, Horizon Horizon)> asked, (Case Case, Horizon Horizon) from, Word? word, bool own)
    {
        if (word is null)
            return null;
        if (scenario.Cases.FirstOrDefault(c => c.Name == word.Text) is not { } other)
        {
            ReportUnknownCase(word, scenario.Cases);
            return null;
        }
        var horizon = own && HorizonsOf(other) is [var only] ? only : from.Horizon;
        if (positions.TryGetValue((other.Name, horizon.Label), out var position))
            return position;
        positions.Add((other.Name, horizon.Label), asked.Count);
        asked.Add((other, horizon));
        return asked.Count - 1;
    }

    private ResolvedCase Build(Case theCase, Horizon horizon)
    {
        var settings = HorizonSetting
            .At(horizon.Name.Text, scenario.HorizonSettings)
            .Concat(scenario.Parameters)
            .Concat(theCase.Parameters);
        var built = HorizonBuild.Build(world, names, horizon, settings);
        // Equal parameters are one world and one behaviour: what is solved on them is solved once.
        if (!builds.TryGetValue(built.Values, out var same))
            builds[built.Values] = same =
                known?.TryGetValue(built.Values, out var before) == true ? before : (built.World(), built.Behaviour());
        var measures = ImmutableArray.CreateBuilder<Measure>();
        Collect(theCase, measures, []);
        if (!paths.TryGetValue(theCase.Name, out var path))
            paths[theCase.Name] = path = new PathResolver(scenario, world, names).Resolve(theCase, measures.ToImmutable());
        var resolved = new ResolvedCase(theCase, horizon, same.World, same.Behaviour, measures.ToImmutable(), null, null) { Path = path };
        foreach (var fault in measures.Select(measure => CapitalLoss.WithoutPay(measure, scenario.Closure)).OfType<Fault>())
            names.Report(fault);
        var shock = ShockBuilder.Check(same.World, scenario.Groups, resolved.Measures, scenario.Model.Determinants);
        // What is at fault in the world as it is need not be in the one that an earlier case leads to, nor the reverse.
        foreach (var fault in shock.Faults.Where(fault => theCase.After is null || !fault.OfThisWorld))
            names.Report(fault);
        if (theCase.After is null)
            foreach (var warning in shock.Warnings)
                names.Warn(null, warning);
        return resolved;
    }

    /// <summary>The measures of a case, those of the cases it includes first.</summary>
    private void Collect(Case theCase, ImmutableArray<Measure>.Builder measures, ImmutableHashSet<string> within)
    {
        if (within.Contains(theCase.Name))
        {
            names.Report(theCase.Place, $"case '{theCase.Name}' that includes itself", "includes without circles");
            return;
        }
        foreach (var include in theCase.Includes)
            if (scenario.Cases.Concat(scenario.Library).FirstOrDefault(c => c.Name == include.Text) is { } included)
                Collect(included, measures, within.Add(theCase.Name));
            else
                ReportUnknownCase(include, scenario.Cases.Concat(scenario.Library));
        foreach (var use in theCase.Regimes)
            if (scenario.Regimes.FirstOrDefault(regime => regime.Name == use.Regime.Text) is { } regime)
                measures.AddRange(regime.Measures(use, world, names));
            else
                names.Report(
                    use.Regime.Place,
                    $"unknown regime '{use.Regime}'",
                    Spelling.Expected("a regime of the scenario", use.Regime.Text, scenario.Regimes.Select(regime => regime.Name))
                );
        measures.AddRange(theCase.Measures);
    }

    private void Circles(Case start, Func<Case, Word?> next, string found, Remedy remedy)
    {
        var at = start;
        for (var steps = 0; steps < scenario.Cases.Length && at is not null && next(at) is { } other; steps++)
        {
            at = scenario.Cases.FirstOrDefault(c => c.Name == other.Text);
            if (at == start)
            {
                names.Report(start.Place, $"case '{start.Name}' {found}", "a case that does not lead back to it", remedy);
                return;
            }
        }
    }

    private void ReportUnknownCase(Word word, IEnumerable<Case> known) =>
        names.Report(
            word.Place,
            $"unknown case '{word}'",
            Spelling.Expected("a case of the scenario", word.Text, known.Select(c => c.Name))
        );

    /// <summary>Holds arrays equal that hold the same numbers.</summary>
    private sealed class SameValues : IEqualityComparer<ImmutableArray<double>>
    {
        public static SameValues Instance { get; } = new();

        public bool Equals(ImmutableArray<double> x, ImmutableArray<double> y) => x.AsSpan().SequenceEqual(y.AsSpan());

        public int GetHashCode(ImmutableArray<double> values)
        {
            var hash = new HashCode();
            foreach (var value in values)
                hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
