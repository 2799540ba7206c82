using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Runs;
using Entente.Reporting;
using Entente.Reporting.Figures;
using Entente.Scenarios;
using Entente.Web.Answers;
using Entente.Web.Figures;
using Entente.Web.Questions;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Web.Pages;

/// <summary>Up to four questions beside each other. The address holds them whole.</summary>
public sealed partial class Compare
{
    private const int Most = 4;
    private const int MostCountries = 14;

    /// <summary>Differences that a heading tells; all stand in the table below it.</summary>
    private const int MostApart = 2;

    private readonly CancellationTokenSource left = new();
    private List<Side> sides = [];
    private ImmutableArray<Fault> faults = [];
    private string added = "";

    /// <summary>A question and its answer.</summary>
    private sealed class Side(PageQuestion question, RunInput written, RunInput input)
    {
        public PageQuestion Question => question;

        /// <summary>The scenario before levers.</summary>
        public RunInput Written => written;

        public RunInput Input => input;

        public Case Case { get; } = written.AsWritten.Cases.First(c => c.Name == question.Cases[0]);

        public RunRecord? Run { get; set; }

        public AnswerFigures? Figures { get; set; }

        public string Title => $"{(Case.Title.Length > 0 ? Case.Title : Case.Name)}, {question.Horizons[0]} run";

        /// <summary>Its title, with what tells it apart from others of the same title.</summary>
        public string Heading { get; set; } = "";
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        if (!RendererInfo.IsInteractive)
            await Task.Run(Read).ConfigureAwait(true);
        else
            Read();
        await Fill().ConfigureAwait(true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        left.Cancel();
        left.Dispose();
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath != "/compare")
            return;
        Read();
        _ = InvokeAsync(Fill);
    }

    private void Read()
    {
        var found = new List<Side>();
        var wrong = new List<Fault>();
        var asked = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query)["q"];
        if (asked.Count > Most)
            wrong.Add(new Fault(new Place("q"), $"{asked.Count} questions", $"at most {Most}"));
        foreach (var text in asked.Take(Most).OfType<string>())
            if (One(text, wrong) is { } side)
                found.Add(side);
        (sides, faults) = (found, [.. wrong]);
        var differing = Differing.ToList();
        for (var at = 0; at < sides.Count; at++)
            sides[at].Heading = HeadingOf(at, differing);
        added = Cases.FirstOrDefault()?.Name ?? "";
    }

    private Side? One(string text, List<Fault> wrong)
    {
        var (scenario, query) = text.Split('?', 2) is [var name, var rest] ? (name, rest) : (text, "");
        var read = PageQuestion.Read(scenario, QueryHelpers.ParseQuery(query));
        var written = read.Success ? Library.Scenario(read.Value) : null;
        if (written is not { Success: true })
        {
            wrong.AddRange(written?.Faults ?? read.Faults);
            return null;
        }
        var question = read.Value;
        if (question.Cases.IsEmpty)
            question = question with { Cases = [written.Value.AsWritten.Cases[0].Name] };
        if (question.Horizons.IsEmpty)
            question = question with { Horizons = ["long"] };
        question = question with { Cases = [question.Cases[0]], Horizons = [question.Horizons[0]] };
        var input = Library.Input(question);
        if (input.Success)
            return new Side(question, written.Value, input.Value);
        wrong.AddRange(input.Faults);
        return null;
    }

    private async Task Fill()
    {
        var own = sides;
        StateHasChanged();
        try
        {
            foreach (var side in own)
            {
                side.Run = await Store.Answer(side.Input, side.Question, isPerson: true, left.Token).ConfigureAwait(true);
                if (side.Run is { Answers: [{ Answer.Comparison: not null }] } run)
                    side.Run = run with { Bands = Intervals.Find(side.Question)?.Bands ?? [] };
                StateHasChanged();
            }
            if (own != sides)
                return;
            Draw(own);
            StateHasChanged();
            if (RendererInfo.IsInteractive && Options.Draws > 0)
                foreach (var side in own.Where(side => side.Figures is not null && side.Figures.Band is null))
                {
                    var count = Math.Min(Options.Draws, Entente.Web.Answers.Intervals.Few);
                    await Intervals.Fill(side.Question, count, _ => { }, left.Token).ConfigureAwait(true);
                    side.Run = side.Run! with { Bands = Intervals.Find(side.Question)?.Bands ?? [] };
                    Draw(own);
                    StateHasChanged();
                }
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }

    /// <summary>All on the classes of all, the countries in question apart.</summary>
    private static void Draw(List<Side> own)
    {
        var answered = own.Where(side => side.Run is { Answers: [{ Answer.Comparison: not null }] }).ToList();
        var scale = new Scale(
            answered.SelectMany(side =>
            {
                var country = Choices.Of(side.Run!).Country;
                return side.Run!.Answers[0].Answer.Comparison!.RealIncome.Select(hat => 100 * (hat - 1)).Where((_, n) => n != country);
            })
        );
        foreach (var side in answered)
            side.Figures = new AnswerFigures(side.Run!, scale);
    }

    private IEnumerable<Case> Cases => sides.Count > 0 ? sides[0].Written.AsWritten.Cases : [];

    private string Without(Side side) => Address.Compare(sides.Where(other => other != side).Select(other => other.Question));

    private void Add()
    {
        var first = sides[0].Question;
        var beside = new PageQuestion { Scenario = first.Scenario, Cases = [added], Horizons = first.Horizons };
        Navigation.NavigateTo(Address.Compare(sides.Select(side => side.Question).Append(beside)));
    }

    /// <summary>What the questions say that is not the same in all.</summary>
    private IEnumerable<(string Name, List<string> Values)> Differing
    {
        get
        {
            List<(string Name, Func<Side, string> Of)> rows =
            [
                ("Scenario", side => side.Written.AsWritten.Title),
                ("Of", side => ChoiceTable.CountryName(side.Input)),
                ("World", side => side.Input.Scenario.World.Identity.Title),
                ("Horizon", side => $"{side.Question.Horizons[0]} run"),
                .. sides
                    .SelectMany(side => side.Question.Levers.Keys)
                    .Distinct()
                    .Select(name => (TitleOf(name), (Func<Side, string>)(side => LeverOf(side, name)))),
                .. sides
                    .SelectMany(side => side.Question.Facts.Keys)
                    .Distinct()
                    .Select(name => (FactTitle(name), (Func<Side, string>)(side => FactOf(side, name)))),
            ];
            return rows.Select(row => (row.Name, sides.Select(row.Of).ToList())).Where(row => row.Item2.Distinct().Count() > 1);
        }
    }

    private string HeadingOf(int at, List<(string Name, List<string> Values)> differing)
    {
        var alike = Enumerable.Range(0, sides.Count).Where(other => sides[other].Title == sides[at].Title).ToList();
        var apart = differing.Where(row => alike.Exists(other => row.Values[other] != row.Values[at])).ToList();
        var told = apart.Take(MostApart).Select(row => $"{row.Name}: {row.Values[at]}");
        var more = apart.Count > MostApart ? $"{apart.Count - MostApart} more" : null;
        return string.Join("; ", new[] { sides[at].Title }.Concat(told).Append(more).OfType<string>());
    }

    private string TitleOf(string lever) =>
        sides.SelectMany(side => LeversOf(side)).FirstOrDefault(one => one.Name == lever)?.Title ?? lever;

    private static ImmutableArray<Lever> LeversOf(Side side) => CaseLevers.Of(side.Written.Scenario, side.Case).Levers;

    private static string LeverOf(Side side, string name) =>
        LeversOf(side).FirstOrDefault(one => one.Name == name) is { } lever
            ? lever.InWords(side.Question.Levers.GetValueOrDefault(name, lever.Start), side.Input.Scenario.World.Identity.Unit)
            : "–";

    private string FactTitle(string name) =>
        FactName.Read(ImmutableSortedDictionary<string, double>.Empty.Add(name, 1)) is { Success: true } read
            ? new FactWords(sides[0].Input.Scenario.World).InWords(read.Value.All[0]).Split(':')[0]
            : name;

    private static string FactOf(Side side, string name) =>
        side.Question.Facts.TryGetValue(name, out var value) ? value.ToString("0.####", CultureInfo.InvariantCulture) : "as in the data";

    private IEnumerable<(string Name, string Id, List<string> Values)> NumberRows
    {
        get
        {
            var unit = sides[0].Input.Scenario.World.Identity.Unit;
            yield return ("Real income, %", "income", Each(choice => ChangeText.Percent(choice.Percent)));
            yield return (
                "nine draws of ten",
                "band",
                Each(choice => choice.Band is { } band ? $"{ChangeText.Percent(band.Low)} to {ChangeText.Percent(band.High)}" : "")
            );
            yield return ("against the first, points", "against", [.. sides.Select(Against)]);
            yield return ($"A year, {unit}", "money", Each(choice => ChangeText.SignedMoney(choice.Money)));
            yield return ("Consumer prices, %", "prices", Each(choice => ChangeText.Percent(choice.Prices)));
            yield return ("What a wage buys, %", "wage", Each(choice => ChangeText.Percent(choice.Wage)));
        }
    }

    private List<string> Each(Func<Choice, string> of) =>
        [
            .. sides.Select(side =>
                side.Run is null ? "…"
                : side.Run.Answers[0].Answer.Comparison is null ? "no answer"
                : of(Choices.Of(side.Run).Rows[0])
            ),
        ];

    private string Against(Side side) =>
        side == sides[0] || side.Figures is null || sides[0].Figures is null
            ? ""
            : ChangeText.Percent(side.Figures.Choices.Rows[0].Percent - sides[0].Figures!.Choices.Rows[0].Percent);

    private IEnumerable<(string Name, List<double> Values)> Countries
    {
        get
        {
            var all = sides.Select(side => side.Figures!.Everybody.ToDictionary(row => row.Name, row => row.Percent)).ToList();
            return all[0]
                .Keys.Where(name => all.TrueForAll(side => side.ContainsKey(name)))
                .Select(name => (name, Values: all.Select(side => side[name]).ToList()))
                .OrderByDescending(row => row.Values.Max() - row.Values.Min())
                .Take(MostCountries);
        }
    }
}
