using System.Collections.Immutable;
using System.Globalization;
using Entente.Data;
using Entente.Data.Tables;

namespace Entente.Positions.Votes;

/// <summary>
/// Reads roll calls: one table with columns <c>resolution,state,vote</c> and <c>session</c> or <c>date</c>, optionally
/// <c>title,topics</c>; or tables as the sources publish them.
/// </summary>
public static class RollCallFiles
{
    /// <summary>Reads one long table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as the user knows it.</param>
    public static Checked<RollCalls> Read(string path, string name)
    {
        var faults = new FaultList();
        var built = new RollCallBuilder();
        using var rows = TableRows.Open(path, name, ["resolution", "state", "vote"], ["session", "date", "title", "topics"], faults);
        while (rows?.Read() == true)
        {
            var date = Date(rows.Text(4));
            var session = rows.Number(3, "session", double.NaN) ?? double.NaN;
            if (rows.Text(4).Length > 0 && date is null)
                faults.Add(rows.Place, $"date '{rows.Text(4)}'", "a day such as 2022-03-02");
            else if (double.IsNaN(session) && date is null)
                faults.Add(rows.Place, "neither session nor date", "one of them");
            if (StateOf(rows, 1, faults) is { } state && VoteOf(rows, 2, faults) is { } vote)
                built.Add(
                    rows.Text(0).ToString(),
                    () =>
                        new Resolution(
                            rows.Text(0).ToString(),
                            double.IsNaN(session) ? SessionOf(date ?? default) : (int)session,
                            date,
                            rows.Text(5).ToString(),
                            [.. rows.Text(6).ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)]
                        ),
                    state,
                    vote
                );
        }
        return faults.With(built.Build);
    }

    /// <summary>
    /// Reads the votes of Voeten, Strezhnev and Bailey as the folder of raw data has them: 1991 to 2019 with a table of roll calls,
    /// 2019 to 2024 in one table. A roll call in both is taken once, from the first.
    /// </summary>
    /// <param name="folder">The folder.</param>
    public static Checked<RollCalls> ReadRaw(string folder)
    {
        var faults = new FaultList();
        var built = new RollCallBuilder();
        var topics = TopicsOf(folder, faults);
        var calls = new Dictionary<string, Resolution>(StringComparer.Ordinal);
        const string Calls = "un_roll_calls_1991_2019.csv.gz";
        using (var rows = TableRows.OpenLoosely(Path.Combine(folder, Calls), Calls, ["rcid", "session", "date", "short"], faults))
            while (rows?.Read() == true)
            {
                var id = rows.Text(0).ToString();
                calls[id] = new Resolution(
                    id,
                    (int)(rows.Number(1, "session") ?? 0),
                    Date(rows.Text(2)),
                    rows.Text(3).ToString(),
                    Topics.With(topics.GetValueOrDefault(id) ?? [], rows.Text(3).ToString())
                );
            }
        const string First = "unvotes_1991_2019.csv.gz";
        using (var rows = TableRows.OpenLoosely(Path.Combine(folder, First), First, ["rcid", "country_code", "vote"], faults))
            while (rows?.Read() == true)
                if (StateOf(rows, 1, faults) is { } state && VoteOf(rows, 2, faults) is { } vote)
                {
                    var id = rows.Text(0).ToString();
                    built.Add(id, () => calls.GetValueOrDefault(id) ?? new Resolution(id, 0, null, "", []), state, vote);
                }
        const string Second = "new/unga_votes_2019_2024.csv.gz";
        using (
            var rows = TableRows.OpenLoosely(
                Path.Combine(folder, Second),
                Second,
                ["rcid", "date", "issues", "iso3", "vote_1yes_2abstain_3no_8absent"],
                faults
            )
        )
            while (rows?.Read() == true)
            {
                var id = rows.Text(0).ToString();
                if (calls.ContainsKey(id))
                    continue;
                var date = Date(rows.Text(1));
                if (StateOf(rows, 3, faults) is { } state && VoteOf(rows, 4, faults) is { } vote)
                    built.Add(
                        id,
                        () =>
                            new Resolution(
                                id,
                                SessionOf(date ?? default),
                                date,
                                "",
                                [.. rows.Text(2).ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)]
                            ),
                        state,
                        // The source has Turkey absent from September 2023 on, which it was not.
                        state == "TUR" && vote == Vote.Absent && date >= new DateOnly(2023, 9, 1) ? Vote.None : vote
                    );
            }
        return faults.With(built.Build);
    }

    /// <summary>The regular session a day falls in: a new one begins in the middle of September.</summary>
    public static int SessionOf(DateOnly day) =>
        day >= new DateOnly(day.Year, 9, 12) ? day.Year - 1945 : day.Year - 1946;

    private static Dictionary<string, List<string>> TopicsOf(string folder, FaultList faults)
    {
        var topics = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        const string Name = "un_roll_call_issues.csv";
        using var rows = TableRows.OpenLoosely(Path.Combine(folder, Name), Name, ["rcid", "short_name"], faults);
        while (rows?.Read() == true)
        {
            var id = rows.Text(0).ToString();
            if (!topics.TryGetValue(id, out var of))
                topics.Add(id, of = []);
            of.Add(rows.Text(1).ToString());
        }
        return topics;
    }

    private static DateOnly? Date(ReadOnlySpan<char> text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static string? StateOf(TableRows rows, int column, FaultList faults)
    {
        var code = rows.Text(column).ToString();
        var state = StateCodes.Unified(code);
        if (state is null)
            faults.Add(rows.Place, $"state '{code}'", "an ISO code of two or three letters, or an older one of the same state");
        return state;
    }

    private static Vote? VoteOf(TableRows rows, int column, FaultList faults)
    {
        Vote? vote = rows.Text(column) switch
        {
            "y" or "1" or "yes" => Vote.Yes,
            "a" or "2" or "abstain" => Vote.Abstain,
            "n" or "3" or "no" => Vote.No,
            "8" or "absent" => Vote.Absent,
            "9" or "" => Vote.None,
            _ => null,
        };
        if (vote is null)
            faults.Add(rows.Place, $"vote '{rows.Text(column)}'", "yes (y, 1), abstain (a, 2), no (n, 3), absent (8) or nothing (9)");
        return vote;
    }
}

/// <summary>Gathers votes row by row. For one thread.</summary>
internal sealed class RollCallBuilder
{
    private readonly Dictionary<string, int> states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> resolutions = new(StringComparer.Ordinal);
    private readonly List<Resolution> calls = [];
    private readonly List<(int Resolution, int State, Vote Vote)> votes = [];

    /// <summary>Adds a vote; a later one of the same state on the same resolution counts.</summary>
    public void Add(string id, Func<Resolution> resolution, string state, Vote vote)
    {
        if (!resolutions.TryGetValue(id, out var r))
        {
            resolutions.Add(id, r = calls.Count);
            calls.Add(resolution());
        }
        if (!states.TryGetValue(state, out var s))
            states.Add(state, s = states.Count);
        votes.Add((r, s, vote));
    }

    /// <summary>The roll calls, resolutions by session and number, states by code.</summary>
    public RollCalls Build()
    {
        string[] codes = [.. states.Keys.Order(StringComparer.Ordinal)];
        int[] order =
        [
            .. Enumerable
                .Range(0, calls.Count)
                .OrderBy(r => calls[r].Session)
                .ThenBy(r => calls[r].Id.Length)
                .ThenBy(r => calls[r].Id, StringComparer.Ordinal),
        ];
        var rowOf = new int[calls.Count];
        for (var at = 0; at < order.Length; at++)
            rowOf[order[at]] = at;
        var columnOf = new int[codes.Length];
        for (var at = 0; at < codes.Length; at++)
            columnOf[states[codes[at]]] = at;
        var table = new Vote[calls.Count * codes.Length];
        foreach (var (r, s, vote) in votes)
            table[rowOf[r] * codes.Length + columnOf[s]] = vote;
        return new RollCalls([.. codes], [.. order.Select(r => calls[r])], table);
    }
}
