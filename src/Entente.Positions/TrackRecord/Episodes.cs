using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Tables;

namespace Entente.Positions.TrackRecord;

/// <summary>Sanctions episodes: of the regimes that come along, by their own dates, and of tables that a user holds.</summary>
public static class Episodes
{
    private static readonly ImmutableArray<string> Union =
    [
        .. "AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT ROU SVK SVN SWE".Split(' '),
    ];

    /// <summary>Members of the European Union since 2013; GBR until January 2020.</summary>
    public static ImmutableArray<string> EuropeanUnion(int year) => year < 2020 ? Union.Add("GBR") : Union;

    /// <summary>
    /// The episodes of the regimes of a catalogue that say who takes part since when: imposed by members, borne by the target, who the
    /// regime's name begins with. A regime that names no dates has none.
    /// </summary>
    public static ImmutableArray<Episode> OfRegimes(Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var episodes = ImmutableArray.CreateBuilder<Episode>();
        foreach (var name in catalogue.Regimes)
        {
            var target = CountryOf(name.Split('-')[0]);
            if (target is null || catalogue.Regime(name) is not { } file)
                continue;
            var members = Members(file).ToList();
            foreach (var (member, since) in members)
                episodes.Add(new Episode(member, "imposed", target, since, "", name, $"regime {name}"));
            if (members.Count > 0)
                episodes.Add(
                    new Episode(
                        target,
                        "borne",
                        $"{members.Count} states",
                        members.Select(m => m.Since).Order(StringComparer.Ordinal).First(),
                        "",
                        name,
                        $"regime {name}"
                    )
                );
        }
        return episodes.ToImmutable();
    }

    /// <summary>Reads episodes by columns: of the Global Sanctions Database, TIES, EUSANCT or a table of a user's own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as the user knows it.</param>
    /// <param name="columns">Its columns.</param>
    public static Checked<Table> Read(string path, string name, EpisodeColumns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var faults = new FaultList();
        var episodes = new List<Episode>();
        string[] wanted = [columns.Sender, columns.Target, columns.Since, .. columns.Until is { } until ? (string[])[until] : []];
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        using (var rows = TableRows.OpenLoosely(path, name, wanted, faults))
            while (rows?.Read() == true)
            {
                var (sender, target) = (Known(rows.Text(0).ToString(), unknown), Known(rows.Text(1).ToString(), unknown));
                if (sender is null || target is null)
                    continue;
                var (since, end) = (rows.Text(2).ToString(), columns.Until is null ? "" : rows.Text(3).ToString());
                episodes.Add(new Episode(sender, "imposed", target, since, end, columns.Name, columns.Name));
                episodes.Add(new Episode(target, "borne", sender, since, end, columns.Name, columns.Name));
            }
        if (unknown.Count > 0)
            faults.Warn($"{name}: {unknown.Count} names that are no country and are left out: {string.Join(", ", unknown.Take(12))}");
        return faults.With(() => new Table([.. episodes]));
    }

    /// <summary>Episodes read.</summary>
    /// <param name="Rows">The episodes, each from both sides.</param>
    public sealed record Table(ImmutableArray<Episode> Rows);

    private static string? Known(string text, SortedSet<string> unknown)
    {
        var code = CountryOf(text);
        if (code is null)
            unknown.Add(text);
        return code;
    }

    /// <summary>The code of a country by its code or English name; null where it is none.</summary>
    public static string? CountryOf(string? text) =>
        Votes.StateCodes.Unified(text?.ToUpperInvariant() ?? "") ?? CountryNames.Code(text ?? "");

    private static IEnumerable<(string Member, string Since)> Members(Located file)
    {
        // Only the block of members is of interest here: scenarios read the rest.
        var inside = false;
        foreach (var line in File.ReadLines(file.Path))
        {
            if (!line.StartsWith(' '))
                inside = line.StartsWith("members:", StringComparison.Ordinal);
            else if (inside && line.Split(':') is [var member, var since])
                foreach (var code in member.Trim() is "eu27" or "eu28" ? Union : [member.Trim()])
                    yield return (code, since.Trim());
        }
    }
}

/// <summary>Which columns of a table of sanctions say what.</summary>
/// <param name="Name">What the table is called.</param>
/// <param name="Sender">Who imposes.</param>
/// <param name="Target">Who bears.</param>
/// <param name="Since">When it began.</param>
/// <param name="Until">When it ended; null: the table does not say.</param>
public sealed record EpisodeColumns(string Name, string Sender, string Target, string Since, string? Until)
{
    /// <summary>The Global Sanctions Database, release 4, as it is handed out; seen.</summary>
    public static EpisodeColumns Gsdb { get; } = new("GSDB", "sanctioning_state", "sanctioned_state", "begin", "end");

    /// <summary>TIES, release 4; unseen, columns from its manual as remembered.</summary>
    public static EpisodeColumns Ties { get; } = new("TIES", "primarysender", "targetstate", "startyear", "endyear");

    /// <summary>EUSANCT; unseen, columns from its codebook as remembered.</summary>
    public static EpisodeColumns Eusanct { get; } = new("EUSANCT", "sender", "target", "start_year", "end_year");
}
