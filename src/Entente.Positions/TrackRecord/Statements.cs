using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Tables;

namespace Entente.Positions.TrackRecord;

/// <summary>Something said on record.</summary>
/// <param name="Country">Code of the state whose voice it is.</param>
/// <param name="Actor">Who said it, as the table has it.</param>
/// <param name="Date">The day, as exactly as it is known.</param>
/// <param name="Stance">From -1, against, to 1, for; not a number where none is told.</param>
/// <param name="Text">What it is about; may be empty.</param>
public sealed record Statement(string Country, string Actor, string Date, double Stance, string Text);

/// <summary>Statements of a ledger, as a table.</summary>
/// <param name="Rows">Those whose actor is a state.</param>
public sealed record Statements(ImmutableArray<Statement> Rows)
{
    /// <summary>
    /// Reads a table with columns <c>actor,date</c>, optionally <c>country</c> (the state that a person or office speaks for),
    /// <c>stance</c>, <c>text</c>. Rows of nobody who is or speaks for a state are left out, with a remark.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as the user knows it.</param>
    public static Checked<Statements> Read(string path, string name)
    {
        var faults = new FaultList();
        var said = new List<Statement>();
        using (var rows = TableRows.Open(path, name, ["actor", "date"], ["country", "stance", "text"], faults))
            while (rows?.Read() == true)
            {
                var stance = rows.Number(3, "stance", double.NaN) ?? double.NaN;
                if (stance is < -1 or > 1)
                    faults.Add(rows.Place, FormattableString.Invariant($"stance {stance}"), "-1 to 1");
                said.Add(
                    new Statement(
                        rows.Text(2).ToString(),
                        rows.Text(0).ToString(),
                        rows.Text(1).ToString(),
                        stance,
                        rows.Text(4).ToString()
                    )
                );
            }
        var found = Of(said, name);
        found.Warnings.ToList().ForEach(faults.Warn);
        return faults.With(() => found.Value);
    }

    /// <summary>
    /// Of statements those of states: of a country's code or name where one is told, else of an actor who is a state. How many are left
    /// out is remarked on.
    /// </summary>
    /// <param name="said">The statements, with codes or names of countries, or nothing, for whom they speak.</param>
    /// <param name="name">Where they are from, as the user knows it.</param>
    public static Checked<Statements> Of(IReadOnlyList<Statement> said, string name)
    {
        ArgumentNullException.ThrowIfNull(said);
        var faults = new FaultList();
        var found = new List<Statement>();
        foreach (var statement in said)
        {
            var state = statement.Country.Length > 0 ? statement.Country : statement.Actor;
            if ((Votes.StateCodes.Unified(state.ToUpperInvariant()) ?? CountryNames.Code(state)) is { } code)
                found.Add(statement with { Country = code });
        }
        var others = said.Count - found.Count;
        if (others > 0)
            faults.Warn($"{name}: {others} statements of nobody who is a state, or speaks for one in 'country', are left out");
        return faults.With(() => new Statements([.. found]));
    }
}
