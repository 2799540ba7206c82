using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Entente.Outcomes;

/// <summary>The outcomes that are known by name. An immutable value: adding one makes another set.</summary>
public sealed partial class OutcomeSet
{
    private OutcomeSet(ImmutableArray<Outcome> outcomes) => Outcomes = outcomes;

    /// <summary>Those of the core, table by table in the order of columns.</summary>
    public static OutcomeSet All { get; } =
        new([
            .. CountryOutcomes.All,
            .. SectorOutcomes.All,
            .. FlowOutcomes.All,
            .. LimitOutcomes.All,
            .. StockOutcomes.All,
            .. EnergyOutcomes.All,
            .. LineOutcomes.All,
        ]);

    /// <summary>Table by table, in the order of columns.</summary>
    public ImmutableArray<Outcome> Outcomes { get; }

    /// <summary>Those of countries that are shown where a few numbers of each country are.</summary>
    public IEnumerable<Outcome> Indicators => Outcomes.Where(outcome => outcome.IsIndicator);

    /// <summary>The first outcome of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message says which there are.</exception>
    public Outcome this[string name] =>
        Outcomes.FirstOrDefault(outcome => outcome.Name == name)
        ?? throw new KeyNotFoundException($"unknown outcome '{name}'; expected {Expected(name)}");

    /// <summary>The columns of a table.</summary>
    public IEnumerable<Outcome> Of(OutcomeTable table) => Outcomes.Where(outcome => outcome.Table == table);

    /// <summary>A set with one outcome more, whose column stands last in its table.</summary>
    /// <exception cref="ArgumentException">
    /// Its table has one of that name or axis already, or the name is not made of small letters, digits and underscores.
    /// </exception>
    public OutcomeSet With(Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (!NameForm().IsMatch(outcome.Name))
            throw new ArgumentException($"'{outcome.Name}' is no name: small letters, digits and underscores are.", nameof(outcome));
        if (Taken(outcome.Table).Contains(outcome.Name))
            throw new ArgumentException($"{outcome.Table} have a column '{outcome.Name}' already.", nameof(outcome));
        if (outcome.IsIndicator && outcome.Table != OutcomeTable.Countries)
            throw new ArgumentException($"'{outcome.Name}' is of {outcome.Table}: indicators are of countries.", nameof(outcome));
        return new(Outcomes.Add(outcome with { IsAfterHorizon = true }));
    }

    /// <summary>What could have been written for a name that is not known.</summary>
    internal string Expected(string name) =>
        Spelling.OneOf(name, Outcomes.Where(o => o.Unit != OutcomeUnit.CountryCode).Select(o => o.Name));

    private IEnumerable<string> Taken(OutcomeTable table) =>
        Of(table)
            .Select(o => o.Name)
            .Concat(table.Axes.Select(axis => axis.ToString().ToLowerInvariant()))
            .Concat(["case", "horizon"]);

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex NameForm();
}
