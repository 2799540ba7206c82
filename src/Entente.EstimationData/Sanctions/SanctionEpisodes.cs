using System.Collections.Immutable;
using System.Globalization;
using Entente.Data;
using Entente.EstimationData.Panels;

namespace Entente.EstimationData.Sanctions;

/// <summary>What a sanction does to trade in one direction.</summary>
public enum TradeBan
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Some of it is banned.</summary>
    Partial,

    /// <summary>All of it is banned.</summary>
    Complete,
}

/// <summary>One state's sanctions on another, in years, both included.</summary>
/// <param name="Sender">Who imposes; a code.</param>
/// <param name="Target">Who bears; a code.</param>
/// <param name="Begin">First year.</param>
/// <param name="End">Last year.</param>
/// <param name="Exports">Of the sender's exports to the target.</param>
/// <param name="Imports">Of the sender's imports from the target.</param>
/// <param name="Kinds">Other kinds: financial, travel, arms, military, other.</param>
public sealed record SanctionEpisode(
    string Sender,
    string Target,
    int Begin,
    int End,
    TradeBan Exports,
    TradeBan Imports,
    ImmutableArray<string> Kinds
);

/// <summary>Which columns of a table of sanctions say what. Texts of trade hold words such as <c>exp_compl</c> and
/// <c>imp_part</c>.</summary>
public sealed record SanctionMapping
{
    /// <summary>The Global Sanctions Database, release 4.</summary>
    public static SanctionMapping Gsdb { get; } =
        new()
        {
            Sender = "sanctioning_state",
            Target = "sanctioned_state",
            Begin = "begin",
            End = "end",
            Trade = "descr_trade",
            Kinds = ["financial", "travel", "arms", "military", "other"],
        };

    /// <summary>
    /// EUSANCT (Weber and Schneider 2022), its table by case: a row has the sanctions of the United States, the European Union and the
    /// United Nations side by side. How much of trade is banned it does not say. The table itself was not seen: its columns are those that
    /// public programs read it by.
    /// </summary>
    public static SanctionMapping Eusanct { get; } =
        new()
        {
            Target = "targetstate_name",
            Senders = [.. new[] { ("US", "USA"), ("EU", "EU"), ("UN", "UN") }.Select(sender =>
                new SanctionSender(sender.Item2, $"imposition{sender.Item1}", $"imposition{sender.Item1}_year", $"endyear{sender.Item1}")
            )],
        };

    /// <summary>Who imposes: codes, names, groups; several with commas. Empty where <see cref="Senders"/> have their own.</summary>
    public string Sender { get; init; } = "";

    /// <summary>Senders whose sanctions stand side by side in a row.</summary>
    public ImmutableArray<SanctionSender> Senders { get; init; } = [];

    /// <summary>Who bears.</summary>
    public required string Target { get; init; }

    /// <summary>First year.</summary>
    public string Begin { get; init; } = "";

    /// <summary>Last year; empty cells: it goes on.</summary>
    public string End { get; init; } = "";

    /// <summary>What is banned of trade: <c>exp_compl</c>, <c>exp_part</c>, <c>imp_compl</c>, <c>imp_part</c>; null: the table does not
    /// say.</summary>
    public string? Trade { get; init; }

    /// <summary>Columns of 0 and 1 for other kinds, under the names they shall have.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>All columns that a table must have.</summary>
    internal IReadOnlyList<string> Required =>
    [
        Target,
        .. Senders.IsEmpty ? [Sender, Begin, End] : Senders.SelectMany(s => new[] { s.Imposed, s.Begin, s.End }),
        .. Trade is { } trade ? [trade] : (string[])[],
        .. Kinds,
    ];
}

/// <summary>A sender with columns of its own.</summary>
/// <param name="Sender">Who imposes: a code or a group.</param>
/// <param name="Imposed">A column of 1 where it does.</param>
/// <param name="Begin">First year.</param>
/// <param name="End">Last year; empty cells: it goes on.</param>
public sealed record SanctionSender(string Sender, string Imposed, string Begin, string End);

/// <summary>Sanctions episodes that somebody holds, read by the columns of their table.</summary>
/// <param name="Episodes">Pair by pair; a group of senders is its members.</param>
/// <param name="Unknown">Names that are neither a country nor a group, with how many rows they stand in.</param>
public sealed record SanctionEpisodes(ImmutableArray<SanctionEpisode> Episodes, ImmutableArray<(string Name, int Rows)> Unknown)
{
    /// <summary>Who everybody is.</summary>
    private const string Everybody = "UN";

    private const StringSplitOptions Apart = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
    private static readonly string[] BanWords = ["exp_compl", "exp_part", "imp_compl", "imp_part"];

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as messages shall name it.</param>
    /// <param name="mapping">Its columns.</param>
    /// <param name="code">The code of a country by its name or code; null where it is none.</param>
    /// <param name="countries">The countries of the panel, by code: what everybody imposes, they do.</param>
    /// <returns>The episodes; or years that are none, ends before beginnings, and words of trade that are not known.</returns>
    public static Checked<SanctionEpisodes> Read(
        string path,
        string name,
        SanctionMapping mapping,
        Func<string, string?> code,
        IReadOnlyCollection<string> countries
    )
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(code);
        var read = PanelTable.Read(path, name, mapping.Required);
        if (!read.Success)
            return Checked<SanctionEpisodes>.Invalid(read.Faults);
        var (table, faults) = (read.Value, new FaultList());
        var (episodes, unknown) = (ImmutableArray.CreateBuilder<SanctionEpisode>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var (row, line) in table.Rows.Select((row, at) => (row, at + 2)))
        {
            string Cell(string column) => row[table.Find(column)];
            var trade = mapping.Trade is { } column ? Cell(column).Split(',', Apart) : [];
            foreach (var word in trade.Except(BanWords, StringComparer.Ordinal))
                faults.Add(new Place(name, line), $"{mapping.Trade} '{Quoted.Short(word)}'", Spelling.OneOf(word, BanWords));
            ImmutableArray<string> kinds = [.. mapping.Kinds.Where(kind => Cell(kind) == "1")];
            foreach (var (senders, beginning, ending) in Imposed(Cell))
            {
                if (Year(beginning, int.MinValue, name, line, faults) is not { } begin)
                    continue;
                var end = Year(ending, int.MaxValue, name, line, faults) ?? begin;
                if (end < begin)
                    faults.Add(new Place(name, line), $"an end in {end}, before its beginning in {begin}", "an end at it or after it");
                foreach (var target in Countries(Cell(mapping.Target), begin))
                    foreach (var sender in Countries(senders, begin))
                        if (sender != target)
                            episodes.Add(new SanctionEpisode(sender, target, begin, end, Ban(trade, "exp"), Ban(trade, "imp"), kinds));
            }
        }
        return faults.With(() =>
            new SanctionEpisodes(episodes.ToImmutable(), [.. unknown.OrderByDescending(u => u.Value).Select(u => (u.Key, u.Value))])
        );

        IEnumerable<(string Senders, string Begin, string End)> Imposed(Func<string, string> cell) =>
            mapping.Senders.IsEmpty
                ? [(cell(mapping.Sender), cell(mapping.Begin), cell(mapping.End))]
                : mapping.Senders.Where(s => cell(s.Imposed) is "1" or "1.0").Select(s => (s.Sender, cell(s.Begin), cell(s.End)));

        IEnumerable<string> Countries(string text, int year)
        {
            foreach (var part in Whole(text))
                if (part == Everybody)
                    foreach (var country in countries)
                        yield return country;
                else if (SanctionGroups.Members(part, year) is { } members)
                    foreach (var member in members)
                        yield return member;
                else if (code(part) is { } known)
                    yield return known;
                else
                    unknown[part] = unknown.GetValueOrDefault(part) + 1;
        }

        // Names hold commas, and so do lists of them: the longest run of parts that is a country is one.
        IEnumerable<string> Whole(string text)
        {
            var parts = text.Split(',', Apart);
            for (var first = 0; first < parts.Length;)
            {
                var last = parts.Length;
                while (last > first + 1 && code(string.Join(", ", parts[first..last])) is null)
                    last--;
                yield return string.Join(", ", parts[first..last]);
                first = last;
            }
        }
    }

    private static TradeBan Ban(string[] words, string direction) =>
        words.Contains($"{direction}_compl") ? TradeBan.Complete
        : words.Contains($"{direction}_part") ? TradeBan.Partial
        : TradeBan.None;

    private static int? Year(string text, int whereEmpty, string name, int line, FaultList faults)
    {
        if (PanelTable.IsMissing(text) && whereEmpty == int.MaxValue)
            return whereEmpty;
        // Days are years at their beginning.
        var digits = text.Length > 4 && (text[4] is '-' or '.') ? text[..4] : text;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1000 and < 3000)
            return year;
        faults.Add(new Place(name, line), $"year '{Quoted.Short(text)}'", "a year");
        return null;
    }
}

/// <summary>Groups of states that impose sanctions together, with who belonged to them when.</summary>
public static class SanctionGroups
{
    private static readonly ImmutableArray<(string Country, int Since, int Until)> Union =
    [
        .. "BEL DEU FRA ITA LUX NLD".Split(' ').Select(c => (c, 1958, int.MaxValue)),
        .. "DNK IRL".Split(' ').Select(c => (c, 1973, int.MaxValue)),
        ("GBR", 1973, 2019),
        ("GRC", 1981, int.MaxValue),
        .. "ESP PRT".Split(' ').Select(c => (c, 1986, int.MaxValue)),
        .. "AUT FIN SWE".Split(' ').Select(c => (c, 1995, int.MaxValue)),
        .. "CYP CZE EST HUN LTU LVA MLT POL SVK SVN".Split(' ').Select(c => (c, 2004, int.MaxValue)),
        .. "BGR ROU".Split(' ').Select(c => (c, 2007, int.MaxValue)),
        ("HRV", 2013, int.MaxValue),
    ];

    /// <summary>Members of a group in a year; null where it is none that is known.</summary>
    public static IEnumerable<string>? Members(string group, int year) =>
        group is "EU" or "EEC" or "EC" or "European Union"
            ? Union.Where(m => m.Since <= year && year <= m.Until).Select(m => m.Country)
            : null;
}
