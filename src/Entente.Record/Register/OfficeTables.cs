using System.Globalization;
using System.Text;
using Entente.Data.Tables;

namespace Entente.Record.Register;

/// <summary>
/// Makes the table of offices that comes along out of published ones. A row is kept only where two tables have the same person in the same
/// state at the same time; what one table alone says is left out.
/// </summary>
/// <param name="folder">A folder with the published tables, in CSV.</param>
public sealed class OfficeTables(string folder)
{
    private const string Wikidata = "world_leaders_wikidata_2022-10.csv";
    private const string Cia = "cia_chiefs_of_state_2019-10.csv";
    private const string Reign = "reign_leaders_1945_2021.csv";
    private const string Archigos = "archigos41_leaders_since1990.csv";
    private const string CountryInfo = "countryinfo_leaders_to_2012.csv";
    private static readonly DateOnly CiaDay = new(2019, 10, 15);
    private static readonly DateOnly Since = new(1990, 1, 1);

    private readonly List<string> missing = [];

    /// <summary>A row of a table: who led which state, or held which office of it, when.</summary>
    private sealed record Led(
        string State,
        string Person,
        string Office,
        PartialDate Start,
        PartialDate? End,
        PartialDate Seen,
        string Table
    )
    {
        public string Surname { get; } = Words.Key(Person).Split(' ')[^1];
    }

    /// <summary>The rows in two tables, in order of state, start and person.</summary>
    /// <returns>The rows, or which tables are missing.</returns>
    public Checked<IReadOnlyList<OfficeTerm>> Agreed()
    {
        var (named, now, leaders) = Tables();
        if (missing.Count > 0)
            return Missing();
        var witnesses = now.Concat(leaders).ToLookup(row => (row.State, row.Surname));
        var terms = named
            .Select(row => Agreed(row, witnesses[(row.State, row.Surname)]))
            .OfType<OfficeTerm>()
            .OrderBy(term => term.Of, StringComparer.Ordinal)
            .ThenBy(term => term.Start.First)
            .ThenBy(term => term.Person, StringComparer.Ordinal);
        var kept = new List<OfficeTerm>();
        foreach (var term in terms)
            if (!kept.Exists(known => IsSame(known, term)))
                kept.Add(term);
        return Checked<IReadOnlyList<OfficeTerm>>.Valid(kept);
    }

    /// <summary>
    /// Rows that somebody wrote down, each with the tables that have the same person in the same office, or leading the same state, begin
    /// within a year of it (a snapshot: hold it on its day) and know no end that is another. What the tables do not reach stands by itself.
    /// </summary>
    /// <param name="own">The rows; what is behind the first semicolon of their sources is written anew.</param>
    /// <returns>The rows, or which tables are missing.</returns>
    public Checked<IReadOnlyList<OfficeTerm>> Witnessed(IEnumerable<OfficeTerm> own)
    {
        ArgumentNullException.ThrowIfNull(own);
        var (named, now, leaders) = Tables();
        if (missing.Count > 0)
            return Missing();
        var witnesses = named.Concat(now).Concat(leaders).ToLookup(row => (row.State, row.Surname));
        return Checked<IReadOnlyList<OfficeTerm>>.Valid([.. own.Select(term => Witnessed(term, witnesses))]);
    }

    private static OfficeTerm Witnessed(OfficeTerm term, ILookup<(string, string), Led> witnesses) =>
        term with
        {
            Sources = string.Join(
                "; ",
                witnesses[(term.Of, Words.Key(term.Person).Split(' ')[^1])]
                    .Where(row => Has(row, term))
                    .Select(row => Short(row.Table))
                    .Distinct()
                    .Prepend(term.Sources.Split(';')[0])
            ),
        };

    private static bool Has(Led row, OfficeTerm term) =>
        (row.Office.Length == 0 || Offices.Key(row.Office) == Offices.Key(term.Office))
        && (row.Table == Cia ? term.Covers(CiaDay) : Near(row.Start, term.Start))
        && (row.End is not { } end || term.End is { } until && Near(end, until));

    private (List<Led> Named, List<Led> Now, List<Led> Leaders) Tables() =>
        (
            [.. Read(Wikidata, WikidataRow).Concat(Read(CountryInfo, CountryInfoRow)).Where(IsRecent)],
            [.. Read(Cia, CiaRow)],
            [.. Read(Reign, ReignRow).Concat(Read(Archigos, ArchigosRow)).Where(IsRecent)]
        );

    private Checked<IReadOnlyList<OfficeTerm>> Missing() =>
        Checked<IReadOnlyList<OfficeTerm>>.Invalid(missing.Select(m => new Fault(new Place(m), "no such table", "a table of offices")));

    /// <summary>Rows as a table of the register.</summary>
    public static string Csv(IEnumerable<OfficeTerm> terms)
    {
        var text = new StringBuilder("person,state,office,start,end,seen,sources\n");
        foreach (var term in terms)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{term.Person},{term.Of},{term.Office},{term.Start},{term.End},{term.Seen},{term.Sources}\n"
            );
        return text.ToString();
    }

    private static bool IsSame(OfficeTerm known, OfficeTerm term) =>
        known.Of == term.Of
        && Offices.Key(known.Office) == Offices.Key(term.Office)
        && Words.Key(known.Person).Split(' ')[^1] == Words.Key(term.Person).Split(' ')[^1]
        && Math.Abs(known.Start.First.DayNumber - term.Start.First.DayNumber) < 370;

    private static bool IsRecent(Led row) => row.End is null || row.End.Value.Last >= Since;

    /// <summary>
    /// A row whose beginning and end another table has within a year, with the better dates; null where none has. A snapshot adds itself to
    /// the sources of what others agree on: it has no dates.
    /// </summary>
    private static OfficeTerm? Agreed(Led row, IEnumerable<Led> witnesses)
    {
        var all = witnesses.ToList();
        if (all.Find(other => other.Table != Cia && Near(row.Start, other.Start) && SameEnd(row, other)) is not { } witness)
            return null;
        var snapshot = all.Exists(other => other.Table == Cia && Offices.Key(other.Office) == Offices.Key(row.Office) && IsAt(row, CiaDay));
        var seen = row.Seen.First <= witness.Seen.First ? row.Seen : witness.Seen;
        return new OfficeTerm(
            row.Person,
            row.State,
            row.Office,
            Better(row.Start, witness.Start),
            row.End is { } end ? Better(end, witness.End!.Value) : null,
            seen,
            $"{Short(row.Table)}; {Short(witness.Table)}{(snapshot ? $"; {Short(Cia)}" : "")}"
        );
    }

    private static bool SameEnd(Led row, Led other) => row.End is { } end ? other.End is { } until && Near(end, until) : other.End is null;

    private static bool Near(PartialDate one, PartialDate other) => Math.Abs(one.First.DayNumber - other.First.DayNumber) < 370;

    private static bool IsAt(Led row, DateOnly day) => row.Start.First <= day && (row.End is null || day <= row.End.Value.Last);

    /// <summary>The date that is known more closely, where it is one of those the other may be; else the first.</summary>
    private static PartialDate Better(PartialDate one, PartialDate other) =>
        one.First <= other.First && other.Last <= one.Last ? other : one;

    private static string Short(string table) =>
        table switch
        {
            Wikidata => "wikidata 2022-10",
            Cia => "cia 2019-10",
            Reign => "reign 2021",
            Archigos => "archigos 4.1",
            _ => "countryinfo",
        };

    private List<Led> Read(string table, Func<Func<string, string>, Led?> row)
    {
        var path = Path.Combine(folder, table);
        if (!File.Exists(path))
        {
            missing.Add(path);
            return [];
        }
        var bytes = File.ReadAllBytes(path);
        using var csv = new CsvTable(new StringReader(Documents.DecodedText.Of(bytes, isPage: false).Text));
        var columns = csv.Columns.Select((column, at) => (column, at)).ToDictionary(c => c.column, c => c.at, StringComparer.Ordinal);
        var rows = new List<Led>();
        while (csv.Read())
            if (row(column => csv.Text(columns[column]).ToString()) is { } led)
                rows.Add(led);
        return rows;
    }

    private static readonly Lazy<Dictionary<string, string>> Cow = new(() =>
        RegisterFiles.Rows("cow-codes.csv").ToDictionary(row => row("cow"), row => row("state"), StringComparer.Ordinal)
    );

    private static readonly Lazy<Dictionary<string, string>> States = new(() =>
        RegisterFiles
            .Rows("states.csv")
            .SelectMany(row => row("forms").Split(';').Prepend(row("name")).Where(f => f.Length > 0).Select(f => (f, Code: row("code"))))
            .DistinctBy(form => Words.Key(form.f))
            .ToDictionary(form => Words.Key(form.f), form => form.Code, StringComparer.Ordinal)
    );

    private static string? State(string country) => States.Value.GetValueOrDefault(Words.Key(country));

    /// <summary>The office of a heading: president or head of government; null for others, whose names differ by country.</summary>
    private static string? Office(string heading)
    {
        var plain = heading.Split(" of ")[0].Trim().ToUpperInvariant();
        return plain switch
        {
            "PRESIDENT" or "PRESIDENTS" => "President",
            "PRIME MINISTER" or "PRIME MINISTERS" => "Prime Minister",
            "PREMIER" or "PREMIERS" => "Premier",
            "CHANCELLOR" or "CHANCELLORS" or "FEDERAL CHANCELLOR" or "FEDERAL CHANCELLORS" => "Chancellor",
            "MINISTER OF FOREIGN AFFAIRS" => "Foreign Minister",
            _ => null,
        };
    }

    private static Led? WikidataRow(Func<string, string> row) =>
        State(row("country")) is { } state
        && Office(row("positionLabel")) is { } office
        && PartialDate.TryParse(row("start_year"), out var start)
            ? new Led(state, Plain(row("officeholderLabel")), office, start, End(row("end_year")), Date("2022-10"), Wikidata)
            : null;

    private static Led? CountryInfoRow(Func<string, string> row)
    {
        if (State(row("country").Replace('_', ' ')) is not { } state || Office(row("office")) is not { } office)
            return null;
        var person = string.Join(
            ' ',
            row("person").Split('_').Select(name => name.Length > 1 ? name[..1] + name[1..].ToLowerInvariant() : name)
        );
        // An end that is not known to a table that stops in 2012 is none.
        return PartialDate.TryParse(row("start"), out var start) && End(row("end")) is { } end
            ? new Led(state, Plain(person), office, start, end, Date("2012"), CountryInfo)
            : null;
    }

    private static Led? CiaRow(Func<string, string> row) =>
        State(row("country")) is { } state && Office(row("office")) is { } office
            ? new Led(
                state,
                string.Join(
                    ' ',
                    Plain(row("person"))
                        .Split(' ')
                        .Select(n => n.Length > 2 && n.All(c => !char.IsLower(c)) ? n[..1] + n[1..].ToLowerInvariant() : n)
                ),
                office,
                new PartialDate(CiaDay, CiaDay),
                null,
                Date("2019-10"),
                Cia
            )
            : null;

    private static Led? ReignRow(Func<string, string> row)
    {
        var start = $"{row("start_year")}-{row("start_month").PadLeft(2, '0')}-{row("start_day").PadLeft(2, '0')}";
        var end = row("end_year").Length > 0 ? $"{row("end_year")}-{row("end_month").PadLeft(2, '0')}" : "";
        return Cow.Value.TryGetValue(row("stateabb"), out var state) && PartialDate.TryParse(start, out var since)
            ? new Led(state, row("leader"), "", since, End(end), Date("2021"), Reign)
            : null;
    }

    private static Led? ArchigosRow(Func<string, string> row)
    {
        var stillThere = row("exit").StartsWith("Still", StringComparison.Ordinal);
        return Cow.Value.TryGetValue(row("idacr"), out var state) && PartialDate.TryParse(row("startdate"), out var start)
            ? new Led(state, row("leader"), "", start, stillThere ? null : End(row("enddate")), Date("2015"), Archigos)
            : null;
    }

    private static PartialDate? End(string text) => PartialDate.TryParse(text, out var end) ? end : null;

    private static PartialDate Date(string text) => PartialDate.TryParse(text, out var date) ? date : default;

    /// <summary>A name without marks on its letters and without what would need quotes in a table.</summary>
    private static string Plain(string name) =>
        Words.Plain(name.Replace(",", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal));
}
