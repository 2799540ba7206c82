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
        var found = new List<Statement>();
        var others = 0;
        using (var rows = TableRows.Open(path, name, ["actor", "date"], ["country", "stance", "text"], faults))
            while (rows?.Read() == true)
            {
                var actor = rows.Text(0).ToString();
                var state = rows.Text(2).IsEmpty ? actor : rows.Text(2).ToString();
                var stance = rows.Number(3, "stance", double.NaN) ?? double.NaN;
                if (stance is < -1 or > 1)
                    faults.Add(rows.Place, FormattableString.Invariant($"stance {stance}"), "-1 to 1");
                if ((Votes.StateCodes.Unified(state.ToUpperInvariant()) ?? CountryNames.Code(state)) is { } code)
                    found.Add(new Statement(code, actor, rows.Text(1).ToString(), stance, rows.Text(4).ToString()));
                else
                    others++;
            }
        if (others > 0)
            faults.Warn($"{name}: {others} statements of nobody who is a state, or speaks for one in 'country', are left out");
        return faults.With(() => new Statements([.. found]));
    }
}
