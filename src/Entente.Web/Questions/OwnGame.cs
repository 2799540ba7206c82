using Entente.Data.Yaml;
using Entente.Scenarios;
using static Entente.Data.Yaml.NewYaml;

namespace Entente.Web.Questions;

/// <summary>
/// The game of a question that somebody made up: the country stays out or joins, those who press raise barriers or help, the target
/// answers; beside it who else could join. Where the data are older than the measures, members act whatever anybody does.
/// </summary>
/// <param name="own">The question; somebody presses in it.</param>
/// <param name="world">Its world.</param>
/// <param name="known">Its regime.</param>
/// <param name="day">Its day.</param>
internal sealed class OwnGame(OwnQuestion own, World world, KnownRegime known, DateOnly day)
{
    private const string StaysOut = "stays-out";
    private const string Joins = "joins";
    private const string BlocJoins = "bloc-joins";

    /// <summary>Who could join, the country and those that it joins along with among them.</summary>
    private const int Blocs = 8;

    /// <summary>What a loss of the target of 1 is worth to each bloc.</summary>
    private static readonly double[] Valuations = [0, 0.5, 1, 2];

    private readonly OwnCases cases = new(own, world, known, day);

    /// <summary>Parts that the target does in answer.</summary>
    private IEnumerable<RegimePart> Answers => cases.Parts(extra: true).Where(part => part.By?.Text == known.Target);

    /// <summary>Parts that those who join may take beside the usual ones.</summary>
    private IEnumerable<RegimePart> More => cases.Parts(extra: true).Except(Answers);

    private IEnumerable<string> Joining => More.Select(NameOf).Prepend(Joins);

    private YamlScalar? Common => cases.IsHeld ? null : Scalar(OwnCases.MembersAct);

    /// <summary>The game as a file.</summary>
    public string Text() =>
        YamlWriter.Text(
            Keys(
                ("title", Scalar($"{cases.CountryName} between those who press and {cases.TargetName}")),
                ("notes", Scalar(cases.Notes("members act whatever anybody does, and all is measured from the data"))),
                ("scenario", Scenario),
                ("target", Scalar(known.Target)),
                ("common", Common),
                ("pressed", List([Keys(("country", Scalar(own.Country)), ("options", List(Options)))])),
                ("senders", List(own.Senders.Select(Sender))),
                ("levers", List([.. own.Senders.SelectMany(Levers), .. Answers.Select(Answer)])),
                ("coalition", Coalition)
            )
        );

    private YamlMapping Scenario =>
        Keys(
            ("title", Scalar("What options and levers do")),
            ("source", cases.Source),
            ("world", Scalar(own.World)),
            ("closure", Scalar("fixed")),
            ("horizon", Words(Horizons.HorizonParameter.Horizons)),
            ("cases", List([.. Takings, .. own.Senders.SelectMany(Doings)]))
        );

    private IEnumerable<YamlNode> Takings
    {
        get
        {
            var who = cases.Listed(cases.Joiners);
            if (!cases.IsHeld)
                yield return cases.Taking(OwnCases.MembersAct, "Members act", [], []);
            yield return Taking(Joins, $"{who} {cases.Join}", []);
            foreach (var part in More)
                yield return Taking(NameOf(part), $"{who} {cases.Join}; {cases.TitleOf(part)}", [.. cases.Parts(extra: false), part]);
            foreach (var part in Answers)
                yield return Taking(Answering(part), cases.TitleOf(part), [part]);
            yield return cases.Taking(BlocJoins, "A bloc joins", [Regime.Joiner], [], isAlone: true);
        }
    }

    private YamlMapping Taking(string name, string title, IEnumerable<RegimePart> parts) =>
        cases.Taking(name, title, cases.Joiners, parts, isAlone: true);

    private IEnumerable<YamlNode> Doings(string sender)
    {
        var (word, who) = (cases.Pressing(sender), cases.SenderName(sender));
        yield return Doing(Pressure(sender), $"{who} raises barriers", cases.Pressure(word));
        var part = cases.IncomeOf(sender) / own.Senders.Sum(cases.IncomeOf);
        yield return Doing(Help(sender), $"{who} helps", cases.Help(word, part));
    }

    private static YamlMapping Doing(string name, string title, YamlList measures) =>
        Keys(("name", Scalar(name)), ("title", Scalar(title)), ("measures", measures));

    private IEnumerable<YamlNode> Options =>
        [
            Keys(("name", Scalar(StaysOut)), ("title", Scalar("Stays out"))),
            Option(Joins, "Joins"),
            .. More.Select(part => Option(NameOf(part), $"Joins; {cases.TitleOf(part)}")),
        ];

    private static YamlMapping Option(string name, string title) =>
        Keys(("name", Scalar(name)), ("title", Scalar(title)), ("case", Scalar(name)));

    private YamlMapping Sender(string sender) =>
        Keys(
            ("name", Scalar(sender)),
            ("title", Scalar(cases.SenderName(sender))),
            ("countries", Words([cases.Pressing(sender)]))
        );

    private IEnumerable<YamlNode> Levers(string sender) =>
        [
            Lever(Pressure(sender), "Barriers", sender, [StaysOut]),
            Lever(Help(sender), "Help", sender, Joining),
        ];

    private YamlMapping Answer(RegimePart part) => Lever(Answering(part), cases.TitleOf(part), known.Target, Joining);

    private static YamlMapping Lever(string name, string title, string by, IEnumerable<string> when) =>
        Keys(
            ("name", Scalar(name)),
            ("title", Scalar(title)),
            ("by", Scalar(by)),
            ("case", Scalar(name)),
            ("when", Words(when))
        );

    /// <summary>Who joins next: the country, those along with it, and those outside who trade most with the target.</summary>
    private YamlMapping Coalition =>
        Keys(
            ("case", Scalar(BlocJoins)),
            ("common", Common),
            ("horizon", Scalar(Horizons.HorizonParameter.Horizons[^1])),
            ("valuation", List(Valuations.Select(Number))),
            ("blocs", List(Outside.Select(Bloc)))
        );

    private IEnumerable<string> Outside
    {
        get
        {
            var (target, along) = (world.Country(known.Target), cases.Joiners);
            var taken = along.SelectMany(name => KnownRegime.Countries(world, name)).ToHashSet();
            return along.Concat(
                known
                    .Candidates(world, day)
                    .Where(country => !taken.Contains(world.Country(country.Code)))
                    .OrderByDescending(country => KnownRegime.Trade(world, world.Country(country.Code), target))
                    .Take(Math.Max(0, Blocs - along.Length))
                    .Select(country => country.Code)
            );
        }
    }

    private YamlNode Bloc(string name) =>
        Keys(("name", Scalar(name)), ("title", Scalar(cases.NameOf(name))), ("countries", Scalar(name)));

    private static string NameOf(RegimePart part) => $"{Joins}-and-{part.Name}";

    /// <summary>The part by itself; a case of the regime has its name.</summary>
    private static string Answering(RegimePart part) => $"answer-{part.Name}";

    private static string Pressure(string sender) => $"barriers-{sender}";

    private static string Help(string sender) => $"help-{sender}";
}
