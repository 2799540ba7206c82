using System.Collections.Immutable;
using Entente.Data.Yaml;
using Entente.Scenarios;
using static Entente.Data.Yaml.NewYaml;

namespace Entente.Web.Questions;

/// <summary>
/// What a question that somebody made up says who does, as cases of a file: whoever joins takes a regime, others press or help. Numbers to
/// begin with are assumptions and say so.
/// </summary>
/// <param name="own">The question.</param>
/// <param name="world">Its world.</param>
/// <param name="known">Its regime.</param>
/// <param name="day">Its day.</param>
internal sealed class OwnCases(OwnQuestion own, World world, KnownRegime known, DateOnly day)
{
    /// <summary>Name of the case in which members alone act.</summary>
    public const string MembersAct = "members-act";

    private const double Tariff = 0.04;
    private const double TradeCost = 1.02;

    /// <summary>Help as a part of the income of who is helped, before it is rounded.</summary>
    private const double HelpShare = 0.01;

    /// <summary>What people call the country.</summary>
    public string CountryName => NameOf(own.Country);

    /// <summary>What people call the target.</summary>
    public string TargetName => NameOf(known.Target);

    /// <summary>Whether the data hold what members do, so that those who join act alone.</summary>
    public bool IsHeld => known.IsHeld(world);

    /// <summary>All who join.</summary>
    public ImmutableArray<string> Joiners => [own.Country, .. own.Joiners];

    /// <summary>What they do, to be said of them.</summary>
    public string Join => own.Joiners.IsEmpty ? "joins" : "join";

    /// <summary>Parts in force on the day.</summary>
    /// <param name="extra">Those that are taken only where they are named, or the others.</param>
    public IReadOnlyList<RegimePart> Parts(bool extra) => [.. known.Parts(day, extra)];

    /// <summary>What people call a part.</summary>
    public string TitleOf(RegimePart part) => known.PartTitles[part.Name];

    /// <summary>What people call a country or group.</summary>
    public string NameOf(string name) => known.NameOf(world, name);

    /// <summary>Names for people, one after the other.</summary>
    public string Listed(IEnumerable<string> names) => Joined([.. names.Select(NameOf)]);

    /// <summary>What people call those who press, the same way.</summary>
    public string Senders => Joined([.. own.Senders.Select(SenderName)]);

    /// <summary>What people call a country or group that presses, less those of it who take no part.</summary>
    public string SenderName(string sender) =>
        Missing(sender).ToList() is { Count: > 0 } missing ? $"{NameOf(sender)} without {Listed(missing)}" : NameOf(sender);

    private static string Joined(List<string> names) =>
        names is [.. var before, var last] && before.Count > 0 ? $"{string.Join(", ", before)} and {last}" : string.Join(", ", names);

    private IEnumerable<string> Missing(string sender) => own.Without.Where(left => Has(sender, left));

    /// <summary>Where it comes from.</summary>
    public YamlScalar Source =>
        Scalar($"Legal acts in regimes/{own.Regime}.yaml; figures of pressure and help are assumptions, to be moved.");

    /// <summary>What all of it rests on, in words.</summary>
    /// <param name="older">What follows where the data are older than the measures.</param>
    public string Notes(string older) =>
        $"Made of a country, a day of a regime and those who press. What {CountryName} takes are the measures in force on {own.AsOf}"
        + (own.Joiners.IsEmpty ? "" : $", together with {Listed(own.Joiners)}")
        + (
            IsHeld
                ? $"; what members of the regime do is in the data of {world.Identity.Year}."
                : $"; the data of {world.Identity.Year} are older than the measures, so that {older}."
        )
        + (own.Without.IsEmpty ? "" : $" {Listed(own.Without)} {(own.Without.Length == 1 ? "takes" : "take")} no part.")
        + " Pressure and help are sums and rates to begin with, no estimates.";

    /// <summary>The case of those who take the regime.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="title">For people.</param>
    /// <param name="joiners">Who joins; empty: members alone act.</param>
    /// <param name="parts">Which parts; empty: the usual ones.</param>
    /// <param name="relativeTo">The case that it is measured from; null: none of its own.</param>
    /// <param name="isAlone">Whether those who join act alone, also where the data do not hold what members do.</param>
    public YamlMapping Taking(
        string name,
        string title,
        IReadOnlyList<string> joiners,
        IEnumerable<RegimePart> parts,
        string? relativeTo = null,
        bool isAlone = false
    ) =>
        Keys(
            ("name", Scalar(name)),
            ("title", Scalar(title)),
            ("regime", Scalar(own.Regime)),
            ("as_of", Scalar(own.AsOf)),
            ("joiners", NotEmpty(joiners)),
            ("without", NotEmpty(Left(joiners, isAlone))),
            ("parts", NotEmpty(parts.Select(part => part.Name))),
            ("relative_to", relativeTo is null ? null : Scalar(relativeTo))
        );

    /// <summary>Barriers of some who press against the country.</summary>
    /// <param name="senders">The word that means them.</param>
    public YamlList Pressure(string senders) =>
        List(
            [
                Keys(
                    ("kind", Scalar("tariff")),
                    ("by", Scalar(senders)),
                    ("on", Scalar(own.Country)),
                    ("sectors", Scalar("goods")),
                    ("rate", Number(Tariff)),
                    ("mode", Scalar("add")),
                    ("note", Assumed("about the average most-favoured-nation rate of the European Union on goods."))
                ),
                Keys(
                    ("kind", Scalar("trade_cost")),
                    ("from", Scalar(own.Country)),
                    ("to", Scalar(senders)),
                    ("sectors", Scalar("goods")),
                    ("factor", Number(TradeCost)),
                    ("note", Assumed("two per cent for checks at the border."))
                ),
            ]
        );

    /// <summary>A sum of some who press, paid to the country.</summary>
    /// <param name="senders">The word that means them.</param>
    /// <param name="part">Their part in what all pay.</param>
    public YamlList Help(string senders, double part = 1) =>
        List(
            [
                Keys(
                    ("kind", Scalar("transfer")),
                    ("from", Scalar(senders)),
                    ("to", Scalar(own.Country)),
                    ("amount", Number(Rounded(part * Sum, part < 1 ? 2 : 1))),
                    (
                        "note",
                        Assumed(
                            "about a hundredth of its income a year"
                                + (part < 1 ? ", shared among those who press by their incomes." : ".")
                        )
                    )
                ),
            ]
        );

    /// <summary>Those who press, as a word of a file: less those who take no part.</summary>
    public string Pressing(string sender) => string.Join(" - ", Missing(sender).Prepend(sender));

    /// <summary>Income of a sender, less those who take no part.</summary>
    public double IncomeOf(string sender) =>
        KnownRegime.Countries(world, sender).Where(n => !own.Without.Contains(world.Countries[n].Code)).Sum(n => world.Income[n]);

    private double Sum => Rounded(HelpShare * world.Income[world.Country(own.Country)], 1);

    /// <summary>Who is left out of those who take the regime.</summary>
    private IEnumerable<string> Left(IReadOnlyList<string> joiners, bool isAlone)
    {
        ImmutableArray<string> members = IsHeld ? [] : [.. known.Members(world, day).Where(member => !joiners.Contains(member))];
        return isAlone ? members.Concat(LeftOf(joiners)) : LeftOf([.. members, .. joiners]);
    }

    private IEnumerable<string> LeftOf(IReadOnlyList<string> acting) =>
        own.Without.Where(left => acting.Any(one => Has(one, left)));

    private bool Has(string group, string country) =>
        KnownRegime.Countries(world, group).Any(n => world.Countries[n].Code == country);

    private static YamlList? NotEmpty(IEnumerable<string> words) => words.Any() ? Words(words) : null;

    private static YamlScalar Assumed(string assumption) => Scalar($"Assumption, to be moved: {assumption}");

    /// <summary>A number to so many digits, as people write sums.</summary>
    private static double Rounded(double exact, int digits)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(exact)) - digits + 1);
        return Math.Round(exact / power) * power;
    }
}
