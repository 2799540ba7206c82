using System.Collections.Immutable;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Data.Scenarios;

/// <summary>
/// Names of countries and sectors as a scenario has them, noted while it is read. They can be looked up even where the
/// rest of the file cannot be used, so that faults of both kinds are told at once. Not safe from several threads.
/// </summary>
internal sealed class NamesWritten
{
    private readonly List<Word> countries = [];
    private readonly List<Word> sectors = [];
    private readonly List<FlowRow> rows = [];
    private Scenario? scenario;

    /// <summary>
    /// Whether all groups and the world could be read; else a name may be that of a group, or of a world, nobody has seen.
    /// </summary>
    public bool IsComplete { get; private set; }

    /// <summary>The world the scenario names; null where it names none.</summary>
    public string? World => scenario?.World;

    /// <summary>Notes the words under a key of a measure; who takes the measures of a regime, each use says.</summary>
    public void Note(MeasureKeyType type, ImmutableArray<Word> words) =>
        (type == MeasureKeyType.Countries ? countries : sectors).AddRange(words.Where(word => !Regime.IsJoiner(word)));

    /// <summary>Notes rows of a table.</summary>
    public void Note(IEnumerable<FlowRow> table) => rows.AddRange(table);

    /// <summary>Notes what of a scenario could be read.</summary>
    /// <param name="read">The scenario, parts of which may be missing.</param>
    /// <param name="complete">See <see cref="IsComplete"/>.</param>
    public void Note(Scenario read, bool complete) => (scenario, IsComplete) = (read, complete);

    /// <summary>The names that a world does not have; empty where nothing is known for certain.</summary>
    public IEnumerable<Fault> UnknownIn(World world)
    {
        if (!IsComplete || scenario!.Model.See(world) is not { Success: true, Value: var seen })
            return [];
        var names = new NameResolver(seen, scenario.Groups);
        names.Countries([.. scenario.Groups.Values.SelectMany(members => members), .. scenario.Focus, .. countries]);
        names.Sectors([.. sectors]);
        foreach (var row in rows)
            names.Flow(row, out _, out _, out _);
        return names.Faults;
    }
}
