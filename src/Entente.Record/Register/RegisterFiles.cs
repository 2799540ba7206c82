using System.Collections.Immutable;
using System.Text;
using Entente.Data;
using Entente.Data.Tables;

namespace Entente.Record.Register;

/// <summary>Reads the register from its tables: those that come along, and a user's.</summary>
internal static class RegisterFiles
{
    private static readonly string[] TermColumns = ["person", "state", "office", "start", "end"];

    public static Lazy<NameRegister> Shipped { get; } = new(() => new NameRegister(Entities(), OwnTerms()));

    public static Checked<NameRegister> With(string path, string name)
    {
        var faults = new FaultList();
        using var rows = TableRows.Open(path, name, TermColumns, ["seen", "sources"], faults);
        var own = new List<OfficeTerm>();
        while (rows?.Read() == true)
            if (Term(rows, faults) is { } term)
                own.Add(term);
        return faults.With(() => new NameRegister(Entities(), Replaced([.. own, .. OwnTerms()])));
    }

    /// <summary>The rows of a table that comes along, each by column.</summary>
    public static IEnumerable<Func<string, string>> Rows(string table)
    {
        using var stream = typeof(RegisterFiles).Assembly.GetManifestResourceStream($"Entente.Record.{table}")!;
        using var csv = new CsvTable(new StreamReader(stream, Encoding.UTF8));
        var columns = csv.Columns.Select((column, at) => (column, at)).ToDictionary(c => c.column, c => c.at, StringComparer.Ordinal);
        while (csv.Read())
            yield return column => csv.Text(columns[column]).ToString();
    }

    private static IEnumerable<(Entity, ImmutableArray<string>)> Entities()
    {
        foreach (var row in Rows("states.csv"))
        {
            var entity = new Entity(row("code"), row("name"), EntityKind.State, row("code"));
            yield return (entity, [row("name"), row("capital"), row("adjective"), .. row("forms").Split(';')]);
        }
        foreach (var row in Rows("bodies.csv"))
        {
            var kind = Enum.Parse<EntityKind>(row("kind"), ignoreCase: true);
            var entity = new Entity(row("code"), row("name"), kind, row("state") is { Length: > 0 } state ? state : null)
            {
                Group = row("group") is { Length: > 0 } group ? group : null,
                Members = [.. row("members").Split(';', StringSplitOptions.RemoveEmptyEntries)],
            };
            yield return (entity, [row("name"), .. row("forms").Split(';')]);
        }
    }

    /// <summary>Offices in two published tables, and those written down by ourselves, which are believed first.</summary>
    private static List<OfficeTerm> OwnTerms() => Replaced([.. Terms("offices-own.csv"), .. Terms("offices.csv")]);

    /// <summary>The terms of a table that comes along.</summary>
    internal static IEnumerable<OfficeTerm> Terms(string table) =>
        Rows(table).Select(row => Term(row("person"), row("state"), row("office"), row("start"), row("end"), row("seen"), row("sources"))!);

    /// <summary>
    /// Terms of the same person and office that begin within a year of one another are one, told by whoever comes first; a source that saw
    /// an end where the first had seen none is kept out too, as it may be of another term.
    /// </summary>
    private static List<OfficeTerm> Replaced(IReadOnlyList<OfficeTerm> terms)
    {
        var kept = new List<OfficeTerm>(terms.Count);
        var seen = new Dictionary<(string, string, string), List<OfficeTerm>>();
        foreach (var term in terms)
        {
            var key = (NameRegister.PersonCode(term.Person), term.Of, Offices.Key(term.Office));
            if (!seen.TryGetValue(key, out var same))
                seen[key] = same = [];
            if (same.Exists(known => Math.Abs(known.Start.First.DayNumber - term.Start.First.DayNumber) < 370))
                continue;
            same.Add(term);
            kept.Add(term);
        }
        return kept;
    }

    private static OfficeTerm? Term(TableRows rows, FaultList faults)
    {
        string Cell(int column) => rows.Text(column).ToString();
        foreach (var column in Enumerable.Range(0, 4))
            if (Cell(column).Length == 0)
                faults.Add(rows.Place, $"an empty '{TermColumns[column]}'", column == 3 ? "a date" : "a text");
        foreach (var column in new[] { 3, 4, 5 })
            if (Cell(column) is { Length: > 0 } date && !PartialDate.TryParse(date, out _))
                faults.Add(rows.Place, $"date '{date}'", "a year, a month or a day: 2017, 2017-05, 2017-05-31");
        var sources = Cell(6) is { Length: > 0 } named ? named : rows.Name;
        return faults.Any ? null : Term(Cell(0), Cell(1), Cell(2), Cell(3), Cell(4), Cell(5), sources);
    }

    private static OfficeTerm Term(string person, string state, string office, string start, string end, string seen, string sources)
    {
        _ = PartialDate.TryParse(start, out var since);
        var until = PartialDate.TryParse(end, out var last) ? last : (PartialDate?)null;
        var known = PartialDate.TryParse(seen, out var by) ? by : until ?? new PartialDate(DateOnly.MaxValue, DateOnly.MaxValue);
        return new OfficeTerm(person, state, office, since, until, known, sources);
    }
}
