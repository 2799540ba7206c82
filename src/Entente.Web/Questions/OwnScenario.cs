using Entente.Data.Yaml;
using Entente.Scenarios;
using static Entente.Data.Yaml.NewYaml;

namespace Entente.Web.Questions;

/// <summary>
/// The scenario of a question that somebody made up: the country joins, joins and is answered part by part, stays out and is pressed, joins
/// and is helped. Where the data are older than the measures, all is measured from the world in which members alone act.
/// </summary>
/// <param name="own">The question.</param>
/// <param name="world">Its world.</param>
/// <param name="known">Its regime.</param>
/// <param name="day">Its day.</param>
internal sealed class OwnScenario(OwnQuestion own, World world, KnownRegime known, DateOnly day)
{
    private const int Partners = 6;

    /// <summary>All who press, as a group of the file.</summary>
    private const string Senders = "senders";

    private readonly OwnCases cases = new(own, world, known, day);

    private string? Base => cases.IsHeld ? null : OwnCases.MembersAct;

    /// <summary>The scenario as a file.</summary>
    public string Text() =>
        YamlWriter.Text(
            Keys(
                ("title", Scalar($"{cases.CountryName} and the measures against {cases.TargetName}")),
                ("source", cases.Source),
                ("notes", Scalar(cases.Notes("all is measured from the world in which members alone act"))),
                ("world", Scalar(own.World)),
                ("closure", Scalar("fixed")),
                ("focus", Words(Focus)),
                ("groups", own.Senders.IsEmpty ? null : Keys((Senders, Words(own.Senders.Select(cases.Pressing))))),
                ("cases", List([.. MembersAct, .. Joining, .. own.Senders.IsEmpty ? [] : PressingAndHelping]))
            )
        );

    /// <summary>The country, the target, and with whom the country trades most.</summary>
    private IEnumerable<string> Focus
    {
        get
        {
            var n = world.Country(own.Country);
            return Enumerable
                .Range(0, world.Countries.Length)
                .Where(other => other != n)
                .OrderByDescending(other => KnownRegime.Trade(world, n, other))
                .Take(Partners)
                .Select(other => world.Countries[other].Code)
                .Prepend(known.Target)
                .Prepend(own.Country)
                .Distinct();
        }
    }

    private IEnumerable<YamlNode> MembersAct =>
        cases.IsHeld ? [] : [cases.Taking(OwnCases.MembersAct, $"Members act, {cases.CountryName} stays out", [], [])];

    private IEnumerable<YamlNode> Joining
    {
        get
        {
            var who = $"{cases.Listed(cases.Joiners)} {cases.Join}";
            yield return Case("joins", who, []);
            var (usual, extra) = (cases.Parts(extra: false), cases.Parts(extra: true));
            foreach (var part in extra)
                yield return Case($"joins-and-{part.Name}", $"{who}; {cases.TitleOf(part)}", [.. usual, part]);
            if (extra.Count > 1)
                yield return Case("joins-and-all-else", $"{who}; {string.Join(", ", extra.Select(cases.TitleOf))}", [.. usual, .. extra]);
        }
    }

    private IEnumerable<YamlNode> PressingAndHelping
    {
        get
        {
            var who = cases.Senders;
            yield return Doing(
                "stays-out-and-is-pressed",
                $"{cases.CountryName} stays out, {who} press",
                Base,
                cases.Pressure(Senders)
            );
            yield return Doing("joins-with-help", $"{cases.CountryName} joins, {who} help", "joins", cases.Help(Senders));
        }
    }

    private YamlMapping Case(string name, string title, IReadOnlyList<RegimePart> parts) =>
        cases.Taking(name, title, cases.Joiners, parts, Base);

    private YamlMapping Doing(string name, string title, string? include, YamlList measures) =>
        Keys(
            ("name", Scalar(name)),
            ("title", Scalar(title)),
            ("include", include is null ? null : Scalar(include)),
            ("relative_to", Base is null ? null : Scalar(Base)),
            ("measures", measures)
        );
}
