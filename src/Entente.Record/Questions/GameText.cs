using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Entente.Record.Register;

namespace Entente.Record.Questions;

/// <summary>A lever of a proposed game.</summary>
/// <param name="Name">Its name, which is that of its case too.</param>
/// <param name="Title">For people.</param>
/// <param name="By">Name of the sender who pulls it, or the target's code.</param>
/// <param name="When">The option it answers.</param>
/// <param name="Concern">The concern it is about; null: none named.</param>
public sealed record ProposedLever(string Name, string Title, string By, string When, string? Concern);

/// <summary>A proposed game.</summary>
/// <param name="Question">The question.</param>
/// <param name="Levers">Its levers.</param>
/// <param name="Yaml">The file: behind every line a comment with the offsets and words it rests on, or that no words do.</param>
public sealed record ProposedGame(AlignmentQuestion Question, ImmutableArray<ProposedLever> Levers, string Yaml);

/// <summary>Writes a question as a game file. What the text does not give is an assumption that says so.</summary>
/// <param name="world">The world the game is of.</param>
/// <param name="worldName">Its name.</param>
/// <param name="register">Names of states.</param>
public sealed class GameText(World world, string worldName, NameRegister register)
{
    private const string Stays = "abstains";
    private const string Joins = "joins";
    private const int CommentColumn = 60;

    /// <summary>What a sum to compare with is, over the income of the country.</summary>
    private const double HelpShare = 0.01;

    /// <summary>Writes the game of a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="report">The file of the report, for the title.</param>
    public ProposedGame Write(AlignmentQuestion question, string report)
    {
        ArgumentNullException.ThrowIfNull(question);
        var lines = new Lines();
        var levers = Levers(question);
        Head(lines, question, report);
        Cases(lines, question, levers);
        Players(lines, question, levers);
        return new ProposedGame(question, levers, lines.ToString());
    }

    private void Head(Lines lines, AlignmentQuestion q, string report)
    {
        lines.Remark($"Proposed from {report}. Offsets count characters of the text as it is stored; edit what is wrong.");
        lines.Remark("What sources want; no payoff moves by it:");
        foreach (var wish in q.Wishes)
            lines.Remark($"  {wish.Source}: {Stance(wish)}; {wish.By.Shown}");
        if (q.Wishes.IsEmpty)
            lines.Remark("  nothing is sure of any");
        lines.Add($"title: {Name(q.Pressed)} and measures against {Name(q.Target)}", q.PressedBy.Shown);
        lines.Add("scenario:", "not from the text: what options and levers do");
        lines.Add("  title: What options and levers do", "not from the text");
        lines.Add($"  world: {worldName}", "not from the text: the world that was asked for");
        lines.Add("  closure: fixed", "not from the text: deficits stay as they are");
        lines.Add("  horizon: [short, long]", "not from the text: the first look");
        if (q.Neighbours is { } group)
            lines.Add(
                $"  focus: [{q.Pressed}, {group}, {q.Target}]",
                q.Concerns.FirstOrDefault(c => c.Kind == "neighbours")?.By.Shown
                    ?? "not from the text: the country, its neighbours, the target"
            );
    }

    private void Cases(Lines lines, AlignmentQuestion q, ImmutableArray<ProposedLever> levers)
    {
        lines.Add("  cases:", "not from the text: each is what an option or a lever does");
        lines.Add($"    - name: {Joins}", q.Joining?.Shown ?? q.TargetBy.Shown);
        lines.Add($"      title: {Name(q.Pressed)} joins", q.Joining?.Shown ?? q.TargetBy.Shown);
        if (q.Regime is { } regime)
        {
            lines.Add($"      regime: {regime.Name}", $"{q.TargetBy.Shown}: the measures that come along");
            lines.Add($"      as_of: {world.Identity.Year}-12", "not from the text: measures as in the data of the world");
            lines.Add($"      joiners: {q.Pressed}", q.PressedBy.Shown);
        }
        else
        {
            lines.Add("      measures:", q.TargetBy.Shown);
            lines.Add(
                $"        - {{ kind: embargo, from: {q.Pressed}, to: {q.Target}, sectors: goods, both: true, "
                    + "note: \"Assumption: all goods both ways.\" }",
                "not from the text: no measures against this target come along"
            );
        }
        foreach (var lever in levers)
        {
            lines.Add($"    - name: {lever.Name}", Why(q, lever));
            lines.Add($"      title: {lever.Title}", Why(q, lever));
            foreach (var (line, why) in Does(q, lever))
                lines.Add($"      {line}", why);
        }
    }

    private static string Why(AlignmentQuestion q, ProposedLever lever) =>
        lever.Concern == "inducement" ? q.Inducement!.Shown
        : q.Concerns.FirstOrDefault(c => c.Kind == lever.Concern) is { } concern ? concern.By.Shown
        : q.PressedBy.Shown;

    private IEnumerable<(string Line, string Why)> Does(AlignmentQuestion q, ProposedLever lever)
    {
        if (Answers(q).Find(a => a.Name == lever.Name) is { Part: { } part })
        {
            yield return ($"regime: {q.Regime!.Name}", "not from the text: what the target did to those who joined");
            yield return ($"as_of: {world.Identity.Year}-12", "not from the text: measures as in the data of the world");
            yield return ($"joiners: {q.Pressed}", q.PressedBy.Shown);
            yield return ($"parts: {part}", Why(q, lever));
            yield break;
        }
        yield return ("measures:", "not from the text: the size is an assumption");
        var by = Bracketed(q.Senders[0].Countries);
        var income = world.Income[Position(q.Pressed)];
        yield return (
            lever.Concern switch
            {
                "inducement" => string.Create(
                    CultureInfo.InvariantCulture,
                    $"  - {{ kind: transfer, from: {by}, to: {q.Pressed}, amount: {Rounded(HelpShare * income):0.###}, "
                        + $"note: \"Assumption: a sum to compare with, a hundredth of the country's income a year.\" }}"
                ),
                "investment" =>
                    $"  - {{ kind: capital_loss, country: {q.Pressed}, share: 0.01, note: \"Assumption: a hundredth of all capital.\" }}",
                _ => $"  - {{ kind: tariff, by: {by}, on: {q.Pressed}, sectors: goods, rate: 0.04, mode: add, "
                    + "note: \"Assumption: four points, about an average most-favoured-nation rate on goods.\" }",
            },
            "not from the text: an assumption to be edited"
        );
    }

    private static void Players(Lines lines, AlignmentQuestion q, ImmutableArray<ProposedLever> levers)
    {
        lines.Add($"target: {q.Target}", q.TargetBy.Shown);
        lines.Add("discount: 0.03", "not from the text: the usual rate");
        lines.Add("pressed:", q.PressedBy.Shown);
        lines.Add($"  - country: {q.Pressed}", q.PressedBy.Shown);
        lines.Add("    options:", "not from the text: the first is what it does today");
        lines.Add($"      - {{ name: {Stays}, title: Stays out }}", q.Refusal?.Shown ?? "not from the text: what it does today");
        lines.Add($"      - {{ name: {Joins}, title: Joins, case: {Joins}, cost: 0 }}", q.Joining?.Shown ?? q.TargetBy.Shown);
        lines.Add("senders:", "those who press");
        foreach (var sender in q.Senders)
            lines.Add(
                $"  - {{ name: {sender.Name}, title: \"{sender.Title}\", countries: {Bracketed(sender.Countries)}, valuation: 0 }}",
                sender.By?.Shown ?? "not from the text: takes the measures"
            );
        if (levers.IsEmpty)
            return;
        lines.Add("levers:", "what either side can do about the choice");
        foreach (var lever in levers)
            lines.Add(
                $"  - {{ name: {lever.Name}, title: \"{lever.Title}\", by: {lever.By}, case: {lever.Name}, when: {lever.When} }}",
                Why(q, lever)
            );
    }

    /// <summary>Market access where pressure or trade is named, help where it is, and answers of the target to those who join.</summary>
    private static ImmutableArray<ProposedLever> Levers(AlignmentQuestion q)
    {
        var levers = ImmutableArray.CreateBuilder<ProposedLever>();
        var first = q.Senders[0];
        levers.Add(new ProposedLever("market-access", "Market access lost", first.Name, Stays, Has("trade")));
        if (Has("investment") is { } investment)
            levers.Add(new ProposedLever("investment", "Investment withdrawn", first.Name, Stays, investment));
        if (q.Inducement is not null)
            levers.Add(new ProposedLever("help", "Help", first.Name, Joins, "inducement"));
        foreach (var answer in Answers(q))
            levers.Add(new ProposedLever(answer.Name, answer.Title, q.Target, Joins, answer.Concern));
        return levers.ToImmutable();

        string? Has(string kind) => q.Concerns.Any(c => c.Kind == kind) ? kind : null;
    }

    /// <summary>Answers of the target that its regime knows, for concerns that are named.</summary>
    private static List<(string Name, string Title, string Concern, string? Part)> Answers(AlignmentQuestion q) =>
        [
            .. RegisterFiles
                .Rows("question-answers.csv")
                .Where(row => row("regime") == q.Regime?.Name && q.Regime.Parts.Contains(row("part")))
                .Where(row => q.Concerns.Any(c => c.Kind == row("concern")))
                .Select(row => (row("name"), row("title"), row("concern"), (string?)row("part"))),
        ];

    private static string Bracketed(ImmutableArray<string> codes) => codes.Length == 1 ? codes[0] : $"[{string.Join(", ", codes)}]";

    private static string Stance(Wish wish) =>
        wish.Stance is { } stance
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{(stance < -0.2 ? "against" : stance > 0.2 ? "for" : "neutral")} (probability {wish.Probability:0.00})"
            )
            : "not sure";

    /// <summary>A sum in three digits.</summary>
    private static double Rounded(double value)
    {
        var step = Math.Pow(10, Math.Floor(Math.Log10(value)) - 2);
        return Math.Round(value / step) * step;
    }

    private int Position(string code) => world.Countries.Select((c, n) => (c.Code, n)).First(c => c.Code == code).n;

    private string Name(string code) => register.Find(code)?.Name ?? code;

    /// <summary>Lines, each with a comment.</summary>
    private sealed class Lines
    {
        private readonly StringBuilder text = new();

        public void Remark(string remark) => text.Append("# ").Append(remark.ReplaceLineEndings(" ")).Append('\n');

        public void Add(string line, string comment) =>
            text.Append(line.PadRight(CommentColumn)).Append("  # ").Append(comment).Append('\n');

        public override string ToString() => text.ToString();
    }
}
