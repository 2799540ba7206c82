using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Scenarios;
using Entente.Uncertainty;

namespace Entente.Batches;

/// <summary>A sweep checked against a world, ready to be solved point by point.</summary>
public sealed class ResolvedSweep
{
    private readonly SweepPoints points;
    private readonly ImmutableArray<SweepTarget> targets;
    private readonly Scenario scenario;
    private readonly ImmutableArray<int> asked;
    private readonly ResolvedScenario atHub;
    private readonly WorldDraws? draws;

    private ResolvedSweep(
        Sweep sweep,
        World world,
        Scenario scenario,
        SweepPoints points,
        ImmutableArray<SweepTarget> targets,
        ImmutableArray<OutcomeQuery> outcomes,
        ResolvedScenario atHub,
        WorldDraws? draws
    )
    {
        (this.draws, this.atHub) = (draws, atHub);
        (Sweep, World, this.scenario, this.points, this.targets, Outcomes) = (sweep, world, scenario, points, targets, outcomes);
        asked =
        [
            .. Enumerable
                .Range(0, atHub.Cases.Length)
                .Where(p => sweep.Cases.IsEmpty || sweep.Cases.Any(word => word.Text == atHub.Cases[p].Case.Name)),
        ];
        Cases = [.. asked.Select(p => (atHub.Cases[p].Case.Name, atHub.Cases[p].Horizon.Label))];
    }

    public Sweep Sweep { get; }

    public World World { get; }

    /// <summary>Number of points.</summary>
    public int Count => (int)points.Count;

    /// <summary>The case and horizon of each row of a point.</summary>
    public ImmutableArray<(string Case, string Horizon)> Cases { get; }

    /// <summary>What is kept of each answer.</summary>
    public ImmutableArray<OutcomeQuery> Outcomes { get; }

    /// <summary>Finds every name in the scenario and the world, and tries the measures at the least and the largest values.</summary>
    /// <returns>The sweep, or all faults found.</returns>
    public static Checked<ResolvedSweep> Create(Sweep sweep, World world)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(world);
        var names = new NameResolver(world, sweep.Scenario.Groups);
        var scenario = Narrowed(sweep, names);
        foreach (var twice in sweep.Parameters.GroupBy(p => p.Text, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
            names.Report(twice.Place, $"parameter '{twice}' for the second time", "each once");
        var targets = sweep.Parameters.Select(name => SweepTarget.Find(name, scenario, world, names)).ToList();
        ImmutableArray<OutcomeQuery> outcomes =
        [
            .. sweep.Outcomes.SelectMany(text => OutcomeQuery.Parse(world, text, names, sweep.Known)).DistinctBy(o => o.Name),
        ];
        if (!sweep.Scenario.Model.IsSweepable)
            names.Report(null, $"a sweep of {sweep.Scenario.Model.Title}", $"a scenario of {KnownModels.Default.Title}");
        if (sweep.Outcomes.IsEmpty)
            names.Report(null, "a sweep without outcomes", "at least one, such as real_income_pct:all");
        var points = new SweepPoints(sweep);
        if (sweep.Draws < 1 || points.Count > int.MaxValue / 2)
            names.Report(null, $"{points.Count} points", $"from 1 to {int.MaxValue / 2}");
        var faults = names.Faults.ToList();
        var draws = sweep.OfWorld is { } drawn ? WorldDraws.Create(world, drawn with { Seed = sweep.Seed }) : null;
        faults.AddRange(draws?.Faults ?? []);
        var atHub = targets.Contains(null) ? null : Try(sweep, world, scenario, points, [.. targets!], faults);
        return faults.Count > 0
            ? Checked<ResolvedSweep>.Invalid(faults)
            : Checked<ResolvedSweep>.Valid(
                new ResolvedSweep(sweep, world, scenario, points, [.. targets!], outcomes, atHub!, draws?.Value),
                [.. WithoutYears(sweep, scenario)]
            );
    }

    /// <summary>The sweep as a batch: an answer for each point, with the points other searches start from.</summary>
    public Batch<ImmutableArray<SweepRow>, StartingPoint?[]> Batch(int chunkSize, SolveOptions options)
    {
        var unshocked = new Lazy<Equilibrium?>(() =>
            scenario.Model.Solve(
                new ModelQuestion
                {
                    World = World,
                    Shock = Shock.None,
                    Closure = scenario.Closure,
                    Options = options,
                }
            )
                is { Converged: true } found
                ? found
                : null
        );
        var hub = new Lazy<StartingPoint?[]>(() => Answer(-1, null, new()).Start);
        return new(Count, chunkSize)
        {
            Place = points.Place,
            Answer = (point, start, trails) => Answer(point, start ?? hub.Value, trails, isFromHub: start is null),
        };

        (ImmutableArray<SweepRow> Answer, StartingPoint?[] Start) Answer(
            int point,
            StartingPoint?[]? from,
            SearchTrails trails,
            bool isFromHub = false
        )
        {
            var values = point < 0 ? points.Hub : points.Values(point);
            var found = At(point, values);
            if (!found.Success)
                return ([.. asked.Select((_, c) => Lost(point, c, values))], from ?? []);
            var resolved = found.Value;
            var answers = new ScenarioAnswer(resolved, options)
            {
                Unshocked = scenario.Closure == Closure.Zero ? null : unshocked.Value,
                // Where a neighbour has been answered its trail leads on from there.
                Starts = from?.Select((start, at) => isFromHub || trails[at].IsEmpty ? start : null).ToArray(),
                Trails = trails,
                Place = point < 0 ? [] : points.Place(point).Coordinates,
            };
            var (rows, starts) = (new SweepRow[asked.Length], (StartingPoint?[])(from?.Clone() ?? new StartingPoint?[resolved.All.Length]));
            for (var c = 0; c < asked.Length; c++)
            {
                var answer = answers.Answer(asked[c]);
                rows[c] = Row(point, c, values, answer);
                // A neighbour of a point without an answer starts where that one did.
                if (answer.Equilibrium.Converged)
                    starts[asked[c]] = answer.Equilibrium.Point;
            }
            // What others are measured from starts from its own like too, whether it was asked for or not.
            foreach (var (position, equilibrium) in answers.Kept)
                starts[position] = equilibrium.Converged ? equilibrium.Point : starts[position];
            return (ImmutableArray.Create(rows), starts);
        }
    }

    private SweepRow Row(int point, int position, ImmutableArray<double> values, CaseAnswer answer)
    {
        var telling = answer.Equilibrium.Converged
            ? answer.Comparison is null
                ? answer.Before
                : answer.Equilibrium
            : answer.Equilibrium;
        var comparison = answer.Comparison?.With(answer.CostChange);
        return new SweepRow(
            point,
            position,
            values,
            telling.Status,
            telling.Residuals?.Largest ?? telling.SearchResidual,
            telling.Iterations,
            telling.Evaluations,
            [.. Outcomes.Select(outcome => comparison is null ? double.NaN : outcome.Of(comparison))]
        );
    }

    /// <summary>A draw whose figures no world can have.</summary>
    private SweepRow Lost(int point, int position, ImmutableArray<double> values) =>
        new(point, position, values, EquilibriumStatus.NoWorld, double.NaN, 0, 0, [.. Outcomes.Select(_ => double.NaN)]);

    private Checked<ResolvedScenario> At(int point, ImmutableArray<double> values)
    {
        ImmutableArray<Measure> costs =
            point < 0 ? [] : [.. Sweep.DrawnCosts.Select((draw, d) => Costs(draw) with { Random = points.Random(point).At(~(long)d) })];
        if (point < 0 || draws is null)
            return ResolvedScenario.Create(Changed(scenario, targets, values, costs), WithThetas(World, targets, values), atHub);
        var (drawn, written) = (draws.World(points.Draw(point)), draws.Scenario(scenario, points.Draw(point)));
        return drawn.Success
            ? ResolvedScenario.Create(Changed(written, targets, values, costs), WithThetas(drawn.Value, targets, values))
            : Checked<ResolvedScenario>.Invalid(drawn.Faults);
    }

    /// <summary>The scenario with only the cases that are asked for and those they need.</summary>
    private static Scenario Narrowed(Sweep sweep, NameResolver names)
    {
        var cases = sweep.Scenario.Cases;
        foreach (var unknown in sweep.Cases.Where(word => cases.All(c => c.Name != word.Text)))
            names.Report(
                unknown.Place,
                $"unknown case '{unknown}'",
                Spelling.Expected("a case of the scenario", unknown.Text, cases.Select(c => c.Name))
            );
        if (sweep.Cases.IsEmpty)
            return AtHorizons(sweep.Scenario);
        var needed = new HashSet<string>(sweep.Cases.Select(word => word.Text), StringComparer.Ordinal);
        for (var before = 0; before < needed.Count;)
        {
            before = needed.Count;
            foreach (var theCase in cases.Where(c => needed.Contains(c.Name)).ToList())
                needed.UnionWith(
                    theCase
                        .Includes.Concat(new[] { theCase.RelativeTo, theCase.After, theCase.CompareWith }.OfType<Word>())
                        .Select(word => word.Text)
                );
        }
        return AtHorizons(sweep.Scenario with { Cases = [.. cases.Where(c => needed.Contains(c.Name))] });
    }

    /// <summary>Remarks on the cases that are asked along years, which points do not answer.</summary>
    private static IEnumerable<string> WithoutYears(Sweep sweep, Scenario narrowed) =>
        from c in sweep.Scenario.Cases
        where c.Path is not null && narrowed.Cases.Any(kept => kept.Name == c.Name)
        select $"case '{c.Name}' is swept at its horizons, its measures in full: its path of years is not answered";

    /// <summary>The same cases without their years: points are answers at horizons, measures taken in full.</summary>
    private static Scenario AtHorizons(Scenario scenario) =>
        scenario with
        {
            Cases =
            [
                .. scenario.Cases.Select(c =>
                    c.Path is null ? c : c with { Path = null, Measures = [.. c.Measures.Select(measure => measure with { Phase = null })] }
                ),
            ],
        };

    private static ResolvedScenario? Try(
        Sweep sweep,
        World world,
        Scenario scenario,
        SweepPoints points,
        ImmutableArray<SweepTarget> targets,
        List<Fault> faults
    )
    {
        var (least, most) = points.Range();
        for (var p = 0; p < targets.Length; p++)
            if (targets[p] is SweepTarget.Elasticity && !(least[p] > 0 && double.IsFinite(most[p])))
                faults.Add(
                    new Fault(
                        sweep.Parameters[p].Place,
                        FormattableString.Invariant($"{sweep.Parameters[p]} of {least[p]}"),
                        "trade elasticities above 0 at every point"
                    )
                );
        if (faults.Count > 0)
            return null;
        foreach (var draw in sweep.DrawnCosts)
            if (!(draw.Distribution.Quantile(1e-15) > 0))
                faults.Add(new Fault(draw.Place, "drawn factors that may be 0 or less", "a distribution above 0, such as lognormal"));
        ImmutableArray<Measure> costs = [.. sweep.DrawnCosts.Select(Costs)];
        ResolvedScenario? atHub = null;
        foreach (var values in new[] { least, most, points.Hub })
        {
            var resolved = ResolvedScenario.Create(Changed(scenario, targets, values, costs), WithThetas(world, targets, values));
            faults.AddRange(resolved.Faults.Except(faults));
            atHub = resolved.Success ? resolved.Value : null;
        }
        return atHub;
    }

    private static DrawnTradeCosts Costs(CostDraw draw) =>
        new()
        {
            From = draw.From,
            To = draw.To,
            Sectors = draw.Sectors,
            Each = draw.Each,
            Distribution = draw.Distribution,
            Random = new(0),
            Place = draw.Place,
        };

    private static World WithThetas(World world, ImmutableArray<SweepTarget> targets, ImmutableArray<double> values)
    {
        if (!targets.Any(t => t is SweepTarget.Elasticity))
            return world;
        var thetas = world.Thetas.ToArray();
        for (var p = 0; p < targets.Length; p++)
            if (targets[p] is SweepTarget.Elasticity target)
                foreach (var j in target.Sectors)
                    thetas[j] = values[p];
        return world.WithThetas([.. thetas]);
    }

    private static Scenario Changed(
        Scenario scenario,
        ImmutableArray<SweepTarget> targets,
        ImmutableArray<double> values,
        ImmutableArray<Measure> costs
    )
    {
        ImmutableArray<ParameterSetting> settings =
        [
            .. targets
                .Zip(values)
                .Where(t => t.First is SweepTarget.Parameter)
                .Select(t => ((SweepTarget.Parameter)t.First, t.Second))
                .Select(t => new ParameterSetting(t.Item1.Name, t.Item1.Sectors, t.Second)),
        ];
        var numbers = targets
            .Zip(values)
            .Where(t => t.First is SweepTarget.Number)
            .Select(t => (Target: (SweepTarget.Number)t.First, Value: t.Second))
            .ToList();
        var changed = scenario with
        {
            Library = [.. scenario.Library.Select(WithNumbers)],
            Cases = [.. scenario.Cases.Select(WithNumbers).Select(c => c with { Parameters = [.. c.Parameters, .. settings] })],
        };
        return costs.IsEmpty ? changed : WithCosts(changed, costs);

        Case WithNumbers(Case theCase)
        {
            var measures = theCase.Measures;
            foreach (var (target, value) in numbers.Where(n => n.Target.Case == theCase.Name))
                measures = measures.SetItem(
                    target.Position,
                    target.Key.With!(measures[target.Position], value) with
                    {
                        Place = target.Place,
                    }
                );
            return measures == theCase.Measures ? theCase : theCase with { Measures = measures };
        }
    }

    /// <summary>Each case with drawn costs, once: what it includes are copies without them.</summary>
    private static Scenario WithCosts(Scenario scenario, ImmutableArray<Measure> costs)
    {
        return scenario with
        {
            Library = [.. scenario.Library, .. scenario.Cases.Select(c => Including(c) with { Name = Plain(c.Name) })],
            Cases = [.. scenario.Cases.Select(c => Including(c) with { Measures = [.. c.Measures, .. costs] })],
        };

        Case Including(Case theCase) =>
            theCase with
            {
                Includes =
                [
                    .. theCase.Includes.Select(word =>
                        scenario.Cases.Any(c => c.Name == word.Text) ? word with { Text = Plain(word.Text) } : word
                    ),
                ],
            };

        static string Plain(string name) => $"{name} without drawn costs";
    }
}
