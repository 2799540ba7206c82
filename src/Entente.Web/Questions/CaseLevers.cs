using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Scenarios;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Web.Questions;

/// <summary>
/// The levers of one case of a scenario, and the scenario with the levers where somebody wants them. Which they are follows from what the
/// scenario holds: the parts of its regimes, the numbers of its measures, the sums that its cases pay to the country in focus. Immutable.
/// </summary>
public sealed class CaseLevers
{
    /// <summary>How much of all that the regimes of a case ask is taken.</summary>
    public const string Severity = "severity";

    private readonly Scenario scenario;
    private readonly Case theCase;
    private readonly ImmutableArray<RegimeUse> uses;
    private readonly ImmutableArray<OwnMeasure> own;
    private readonly ImmutableDictionary<string, Measure> helpers;

    // By use of a regime, codes of those who take its measures and may be left out.
    private ImmutableArray<ImmutableArray<string>> taking = [];

    private CaseLevers(
        Scenario scenario,
        Case theCase,
        ImmutableArray<RegimeUse> uses,
        ImmutableArray<OwnMeasure> own,
        ImmutableDictionary<string, Measure> helpers,
        ImmutableArray<Lever> levers
    ) => (this.scenario, this.theCase, this.uses, this.own, this.helpers, Levers) = (scenario, theCase, uses, own, helpers, levers);

    /// <summary>The levers in the order of the page.</summary>
    public ImmutableArray<Lever> Levers { get; }

    /// <summary>The levers of a case.</summary>
    /// <param name="resolved">The scenario on its world.</param>
    /// <param name="theCase">One of its cases.</param>
    public static CaseLevers Of(ResolvedScenario resolved, Case theCase)
    {
        ArgumentNullException.ThrowIfNull(resolved);
        ArgumentNullException.ThrowIfNull(theCase);
        var scenario = resolved.Scenario;
        var (uses, own) = (new List<RegimeUse>(), new List<OwnMeasure>());
        Flatten(scenario, theCase, uses, own);
        var words = new LeverWords(resolved);
        var taking = uses.Select(use => Taking(resolved, use)).ToList();
        var helpers = Helpers(resolved, theCase);
        ImmutableArray<Lever> levers =
        [
            .. OfRegimes(scenario, uses),
            .. taking.SelectMany(use => OfMembers(resolved.World, use.Left, use.Countries)).DistinctBy(lever => lever.Name),
            .. own.SelectMany((one, at) => OfMeasure(words, scenario, one.Measure, at)),
            .. helpers.Select(helper => words.Help(helper.Key, (Transfer)helper.Value)),
        ];
        return new(scenario, theCase, [.. uses], [.. own], helpers, levers) { taking = [.. taking.Select(use => use.Countries)] };
    }

    /// <summary>What is wrong with levers that were moved.</summary>
    public IEnumerable<Fault> Faults(IEnumerable<KeyValuePair<string, double>> moved)
    {
        ArgumentNullException.ThrowIfNull(moved);
        foreach (var (name, value) in moved)
            if (Levers.FirstOrDefault(lever => lever.Name == name) is not { } lever)
                yield return new Fault(new Place($"lever.{name}"), "an unknown lever", Spelling.OneOf(name, Levers.Select(l => l.Name)));
            else if (!(value >= lever.Least && value <= lever.Most))
                yield return new Fault(
                    new Place($"lever.{name}"),
                    value.ToString("R", CultureInfo.InvariantCulture),
                    string.Create(CultureInfo.InvariantCulture, $"a number from {lever.Least:R} to {lever.Most:R}")
                );
    }

    /// <summary>
    /// The scenario with the case as levers have it, and of the others those that it is measured from or happens after; itself where none
    /// is moved.
    /// </summary>
    /// <param name="moved">Values of levers by name; others stand where the scenario has them.</param>
    public Scenario Apply(ImmutableSortedDictionary<string, double> moved)
    {
        ArgumentNullException.ThrowIfNull(moved);
        if (moved.IsEmpty)
            return scenario;
        var asked = theCase with
        {
            Includes = [],
            Regimes = Regimes(moved),
            Measures =
            [
                .. own.Select((one, at) => Moved(one.Measure, at, moved)).OfType<Measure>(),
                .. helpers
                    .Where(helper => moved.GetValueOrDefault(helper.Key) > 0)
                    .Select(helper => (Measure)((Transfer)helper.Value with { Amount = moved[helper.Key], ShareOfIncome = null })),
            ],
        };
        var needed = Needed();
        return scenario with
        {
            Cases = [.. scenario.Cases.Where(c => needed.Contains(c.Name)).Select(c => c.Name == theCase.Name ? asked : c)],
        };
    }

    /// <summary>The same as a change of the file that the scenario was read from.</summary>
    /// <param name="moved">Values of levers by name.</param>
    internal CaseEdit Edit(ImmutableSortedDictionary<string, double> moved) =>
        new(
            theCase.Name,
            [.. moved.IsEmpty ? scenario.Cases.Select(c => c.Name) : Needed()],
            Regimes(moved),
            [
                .. own.Select((one, at) => (one, at))
                    .Where(one => Moved(one.one.Measure, one.at, moved) is not null)
                    .Select(one => new MeasureEdit(one.one.Case, one.one.Position, Numbers(one.one.Measure, one.at, moved))),
                .. helpers
                    .Where(helper => moved.GetValueOrDefault(helper.Key) > 0)
                    .Select(helper => (helper.Key, Parts: helper.Key.Split('.')))
                    .Select(helper => new MeasureEdit(
                        string.Join('.', helper.Parts[..^2]),
                        int.Parse(helper.Parts[^2], CultureInfo.InvariantCulture) - 1,
                        ImmutableSortedDictionary<string, double>.Empty.Add(helper.Parts[^1], moved[helper.Key])
                    )),
            ]
        )
        {
            IsAsWritten = moved.IsEmpty,
        };

    private ImmutableSortedDictionary<string, double> Numbers(Measure measure, int at, ImmutableSortedDictionary<string, double> moved) =>
        (scenario.Kinds.Of(measure)?.Keys ?? [])
            .Where(key => moved.ContainsKey(Number(at, key)))
            .ToImmutableSortedDictionary(key => key.Name, key => moved[Number(at, key)], StringComparer.Ordinal);

    /// <summary>A measure and where it stands in the file.</summary>
    private sealed record OwnMeasure(string Case, int Position, Measure Measure);

    /// <summary>Where moved levers lie among each other, for searches that go on from the last one.</summary>
    public ImmutableArray<double> Place(ImmutableSortedDictionary<string, double> moved)
    {
        ArgumentNullException.ThrowIfNull(moved);
        return [.. Levers.Select(lever => (moved.GetValueOrDefault(lever.Name, lever.Start) - lever.Least) / (lever.Most - lever.Least))];
    }

    private static void Flatten(Scenario scenario, Case theCase, List<RegimeUse> uses, List<OwnMeasure> own)
    {
        foreach (var include in theCase.Includes)
            if (scenario.Cases.Concat(scenario.Library).FirstOrDefault(c => c.Name == include.Text) is { } included)
                Flatten(scenario, included, uses, own);
        uses.AddRange(theCase.Regimes);
        own.AddRange(theCase.Measures.Select((measure, at) => new OwnMeasure(theCase.Name, at, measure)));
    }

    /// <summary>The case and those that it cannot be answered without, with what these include.</summary>
    private HashSet<string> Needed()
    {
        var needed = new HashSet<string>([theCase.Name], StringComparer.Ordinal);
        var open = new Queue<Case>([theCase with { Includes = [] }]);
        while (open.TryDequeue(out var at))
            foreach (var word in at.Includes.Concat(new[] { at.RelativeTo, at.After, at.CompareWith }.OfType<Word>()))
                if (scenario.Cases.FirstOrDefault(c => c.Name == word.Text) is { } other && needed.Add(other.Name))
                    open.Enqueue(other);
        return needed;
    }

    private static IEnumerable<Lever> OfRegimes(Scenario scenario, List<RegimeUse> uses)
    {
        var parts = uses
            .SelectMany(use =>
                scenario.Regimes.Where(regime => regime.Name == use.Regime.Text).SelectMany(regime => regime.Parts.Select(p => (use, p)))
            )
            .DistinctBy(one => one.p.Name)
            .ToList();
        if (parts.Exists(one => !one.p.IsExtra && IsTaken(one.use, one.p)))
            yield return new Lever(Severity, LeverGroup.Severity, "Severity of all measures", 0, 1, 0.01, 1, LeverUnit.Part)
            {
                Meaning = "How much of what the regime asks is taken, in all its parts alike.",
            };
        foreach (var (use, part) in parts.OrderBy(one => one.p.IsExtra))
        {
            var title = scenario.Library.FirstOrDefault(c => c.Name == part.Name) is { Title.Length: > 0 } named ? named.Title : part.Name;
            var group = part.IsExtra ? LeverGroup.Answer : LeverGroup.Severity;
            yield return new Lever(part.Name, group, title, 0, 1, 0.01, Start(use, part), LeverUnit.Part)
            {
                IsPart = true,
                Meaning = LeverWords.Law(part.Measures),
            };
        }
    }

    private static bool IsTaken(RegimeUse use, RegimePart part) =>
        use.Parts.IsEmpty ? !part.IsExtra : use.Parts.Any(word => word.Text == part.Name);

    private static double Start(RegimeUse use, RegimePart part) => IsTaken(use, part) ? use.Strengths.GetValueOrDefault(part.Name, 1) : 0;

    private static IEnumerable<Lever> OfMeasure(LeverWords words, Scenario scenario, Measure measure, int at)
    {
        if (scenario.Kinds.Of(measure) is not { } kind)
            yield break;
        yield return words.Toggle(Toggle(at), measure);
        foreach (var key in kind.Keys.Where(key => key.With is not null))
            if (MeasureNumber.Of(measure, key) is { } value)
                yield return words.Number(Number(at, key), measure, key, value);
    }

    private static string Toggle(int at) => string.Create(CultureInfo.InvariantCulture, $"{at + 1}");

    private static string Number(int at, MeasureKey key) => string.Create(CultureInfo.InvariantCulture, $"{at + 1}.{key.Name}");

    /// <summary>Sums that measures of other cases pay to the first country in focus, by the name that a sweep has for them.</summary>
    private static ImmutableDictionary<string, Measure> Helpers(ResolvedScenario resolved, Case theCase)
    {
        var found = ImmutableDictionary.CreateBuilder<string, Measure>(StringComparer.Ordinal);
        if (resolved.Focus.IsEmpty)
            return found.ToImmutable();
        var code = resolved.World.Countries[resolved.Focus[0]].Code;
        foreach (var other in resolved.Scenario.Cases.Where(c => c.Name != theCase.Name))
            for (var at = 0; at < other.Measures.Length; at++)
                if (other.Measures[at] is Transfer { Amount: > 0 } paid && paid.To.Any(word => word.Text == code))
                    found[string.Create(CultureInfo.InvariantCulture, $"{other.Name}.{at + 1}.amount")] = paid;
        return found.ToImmutable();
    }

    private ImmutableArray<RegimeUse> Regimes(ImmutableSortedDictionary<string, double> moved) =>
        [.. uses.Select((use, at) => Moved(Without(use, taking[at], moved), moved)).OfType<RegimeUse>()];

    /// <summary>
    /// Those who take the measures of a use and may be left out: all but those who join by themselves. And those left out as it is written.
    /// </summary>
    private static (ImmutableArray<string> Countries, ImmutableArray<string> Left) Taking(ResolvedScenario resolved, RegimeUse use)
    {
        if (resolved.Scenario.Regimes.FirstOrDefault(regime => regime.Name == use.Regime.Text) is not { } regime)
            return ([], []);
        var names = new NameResolver(resolved.World, resolved.Scenario.Groups);
        var alone = use.Joiners.Where(word => resolved.World.TryCountry(word.Text, out _));
        return (Codes([.. regime.Takers(use, resolved.World).Except(alone)]), Codes(use.Without));

        ImmutableArray<string> Codes(ImmutableArray<Word> words) =>
            [.. names.Countries(words).Select(n => resolved.World.Countries[n].Code)];
    }

    private static IEnumerable<Lever> OfMembers(World world, ImmutableArray<string> left, ImmutableArray<string> countries) =>
        countries
            .Select(code => world.Countries[world.Country(code)])
            .OrderBy(country => country.Name, StringComparer.Ordinal)
            .Select(country => new Lever(
                Member(country.Code),
                LeverGroup.Member,
                country.Name,
                0,
                1,
                1,
                left.Contains(country.Code) ? 0 : 1,
                LeverUnit.Part
            )
            {
                IsPart = true,
            });

    private static string Member(string code) => $"member.{code}";

    /// <summary>A use of a regime with those left out whom levers leave out; as it is written where none of them is moved.</summary>
    private RegimeUse Without(RegimeUse use, ImmutableArray<string> countries, ImmutableSortedDictionary<string, double> moved)
    {
        if (!countries.Any(code => moved.ContainsKey(Member(code))))
            return use;
        var starts = Levers.Where(lever => lever.Group == LeverGroup.Member).ToDictionary(lever => lever.Name, lever => lever.Start);
        return use with
        {
            Without =
            [
                .. countries
                    .Where(code => moved.GetValueOrDefault(Member(code), starts[Member(code)]) < 1)
                    .Select(code => new Word(code, use.Regime.Place)),
            ],
        };
    }

    /// <summary>A use of a regime with the strengths of levers; null where nothing of it is left.</summary>
    private RegimeUse? Moved(RegimeUse use, ImmutableSortedDictionary<string, double> moved)
    {
        if (scenario.Regimes.FirstOrDefault(regime => regime.Name == use.Regime.Text) is not { } regime)
            return use;
        var all = moved.GetValueOrDefault(Severity, 1);
        var strengths = regime
            .Parts.Select(part => (part.Name, Value: moved.GetValueOrDefault(part.Name, Start(use, part)) * (part.IsExtra ? 1 : all)))
            .Where(part => part.Value > 0)
            .ToList();
        return strengths.Count == 0
            ? null
            : use with
            {
                Parts = [.. strengths.Select(part => new Word(part.Name, use.Regime.Place))],
                Strengths = strengths
                    .Where(part => part.Value < 1)
                    .ToImmutableSortedDictionary(part => part.Name, part => part.Value, StringComparer.Ordinal),
            };
    }

    private Measure? Moved(Measure measure, int at, ImmutableSortedDictionary<string, double> moved)
    {
        if (moved.GetValueOrDefault(Toggle(at), 1) < 1)
            return null;
        foreach (var key in scenario.Kinds.Of(measure)?.Keys.Where(key => key.With is not null) ?? [])
            if (moved.TryGetValue(Number(at, key), out var value))
                measure = key.With!(measure, value);
        return measure;
    }
}
