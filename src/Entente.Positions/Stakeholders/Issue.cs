using System.Collections.Immutable;

namespace Entente.Positions.Stakeholders;

/// <summary>One question on which actors stand somewhere.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Least">The lower end of its scale.</param>
/// <param name="Most">The upper end; above the lower one.</param>
public sealed record Dimension(string Name, double Least, double Most)
{
    /// <summary>How long the scale is.</summary>
    public double Length => Most - Least;
}

/// <summary>Somebody who bears on an issue.</summary>
public sealed record Actor
{
    /// <summary>The name, each once in an issue.</summary>
    public required string Name { get; init; }

    /// <summary>How much it could bring to bear, in any unit common to all; at least 0.</summary>
    public required double Capability { get; init; }

    /// <summary>Where it stands, by dimension, in the units of its scale.</summary>
    public required ImmutableArray<double> Positions { get; init; }

    /// <summary>How much of its capability it would spend on each dimension, 0 to 1.</summary>
    public required ImmutableArray<double> Salience { get; init; }

    /// <summary>Standard deviation of the capability, in its unit; 0: held to be sure.</summary>
    public double CapabilitySpread { get; init; }

    /// <summary>Standard deviations of the positions, by dimension; empty: held to be sure.</summary>
    public ImmutableArray<double> PositionSpread { get; init; } = [];

    /// <summary>Standard deviations of the salience, by dimension; empty: held to be sure.</summary>
    public ImmutableArray<double> SalienceSpread { get; init; } = [];

    /// <summary>Where the position comes from: given by hand, from votes, from statements.</summary>
    public string Origin { get; init; } = "given";

    /// <summary>Capability times salience on a dimension.</summary>
    public double Weight(int dimension) => Capability * Salience[dimension];
}

/// <summary>A table of actors on one or more dimensions, sound as a whole. Immutable.</summary>
public sealed record Issue
{
    private Issue(string title, ImmutableArray<Dimension> dimensions, ImmutableArray<Actor> actors) =>
        (Title, Dimensions, Actors) = (title, dimensions, actors);

    /// <summary>What it is about.</summary>
    public string Title { get; }

    /// <summary>The dimensions, at least one.</summary>
    public ImmutableArray<Dimension> Dimensions { get; }

    /// <summary>The actors, at least one.</summary>
    public ImmutableArray<Actor> Actors { get; }

    /// <summary>
    /// Checks a table whole. Every number is finite, capabilities are at least 0, salience is between 0 and 1, positions lie on their
    /// scale, and on every dimension somebody has weight.
    /// </summary>
    public static Checked<Issue> Create(string title, IEnumerable<Dimension> dimensions, IEnumerable<Actor> actors)
    {
        ImmutableArray<Dimension> scales = [.. dimensions];
        ImmutableArray<Actor> all = [.. actors];
        var faults = new List<Fault>();
        if (scales.IsEmpty)
            faults.Add(new Fault(null, "an issue without a dimension", "one at least"));
        foreach (var scale in scales.Where(scale => !(scale.Length > 0 && double.IsFinite(scale.Length))))
            faults.Add(new Fault(null, Text($"scale of {scale.Name} from {scale.Least} to {scale.Most}"), "an upper end above the lower"));
        if (all.IsEmpty)
            faults.Add(new Fault(null, "no actor", "one at least"));
        foreach (var twice in all.GroupBy(actor => actor.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            faults.Add(new Fault(null, $"actor '{twice.Key}' {twice.Count()} times", "each actor once"));
        foreach (var actor in all)
            faults.AddRange(FaultsOf(actor, scales));
        if (faults.Count == 0)
            for (var k = 0; k < scales.Length; k++)
                if (!(all.Sum(actor => actor.Weight(k)) > 0))
                    faults.Add(new Fault(null, $"nobody has any weight on {scales[k].Name}", "capability times salience above 0"));
        return faults.Count > 0 ? Checked<Issue>.Invalid(faults) : Checked<Issue>.Valid(new Issue(title, scales, all));
    }

    /// <summary>The same issue with other actors, checked again.</summary>
    public Checked<Issue> With(IEnumerable<Actor> actors) => Create(Title, Dimensions, actors);

    /// <summary>Where an actor stands on a dimension, as a share of its scale.</summary>
    public double Place(int actor, int dimension) =>
        (Actors[actor].Positions[dimension] - Dimensions[dimension].Least) / Dimensions[dimension].Length;

    /// <summary>A share of a scale in its units.</summary>
    public double OnScale(double place, int dimension) => Dimensions[dimension].Least + place * Dimensions[dimension].Length;

    private static IEnumerable<Fault> FaultsOf(Actor actor, ImmutableArray<Dimension> scales)
    {
        Fault Of(FormattableString found, string expected) => new(null, $"{actor.Name}: {Text(found)}", expected);
        if (string.IsNullOrWhiteSpace(actor.Name))
            yield return new Fault(null, "an actor without a name", "a name");
        if (!(actor.Capability >= 0 && double.IsFinite(actor.Capability)))
            yield return Of($"capability {actor.Capability}", "a finite number, at least 0");
        if (!(actor.CapabilitySpread >= 0 && double.IsFinite(actor.CapabilitySpread)))
            yield return Of($"spread of capability {actor.CapabilitySpread}", "a finite number, at least 0");
        if (actor.Positions.Length != scales.Length || actor.Salience.Length != scales.Length)
        {
            yield return Of($"{actor.Positions.Length} positions and {actor.Salience.Length} saliences", $"{scales.Length} of each");
            yield break;
        }
        for (var k = 0; k < scales.Length; k++)
        {
            var (at, salience) = (actor.Positions[k], actor.Salience[k]);
            if (!double.IsFinite(at))
                yield return Of($"position {at} on {scales[k].Name}", "a finite number");
            else if (at < scales[k].Least || at > scales[k].Most)
                yield return Of(
                    $"position {at} on {scales[k].Name}, outside its scale",
                    Text($"{scales[k].Least} to {scales[k].Most}")
                );
            if (!(salience is >= 0 and <= 1))
                yield return Of($"salience {salience} on {scales[k].Name}", "0 to 1");
        }
        foreach (var spreads in new[] { actor.PositionSpread, actor.SalienceSpread })
        {
            if (!spreads.IsEmpty && spreads.Length != scales.Length)
                yield return Of($"{spreads.Length} spreads", $"{scales.Length}, or none");
            foreach (var spread in spreads.Where(spread => !(spread >= 0 && double.IsFinite(spread))))
                yield return Of($"spread {spread}", "a finite number, at least 0");
        }
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
