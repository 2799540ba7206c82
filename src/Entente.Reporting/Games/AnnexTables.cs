using System.Collections.Immutable;
using System.Globalization;
using Entente.Games;
using Entente.Games.Bargaining;
using Entente.Games.Coalitions;
using Entente.Games.Uncertainty;

namespace Entente.Reporting.Games;

/// <summary>Tables of what a game asks beside the choice of the pressed: its coalition, its bargain, who depends on whom.</summary>
/// <param name="answers">The answers of the game's sections.</param>
internal sealed class AnnexTables(SectionAnswers answers)
{
    private AlignmentGame Game => answers.Game;

    private string Unit => Game.World.Identity.Unit;

    private string Target => Game.World.Countries[Game.Target].Name;

    /// <summary>All that have rows.</summary>
    public ImmutableArray<BriefTable> All =>
        [
            .. Coalitions.SelectMany(at => new[] { Blocs(at), Joining(at) }).Append(Bargain()).Append(Exposure()).Where(table =>
                !table.Rows.IsEmpty
            ),
        ];

    private IEnumerable<CoalitionAtHorizon> Coalitions => answers.Coalition?.Horizons ?? [];

    private bool HasOneHorizon => Coalitions.Count() == 1;

    /// <summary>What each bloc adds to the target's loss, what that costs, and what it would pay or get if all lost alike.</summary>
    private BriefTable Blocs(CoalitionAtHorizon at)
    {
        var question = answers.Coalition!.Question;
        var (harm, cost) = (Of(at, CoalitionSum.TargetsLoss), Of(at, CoalitionSum.MembersLoss));
        var drawn = answers.Coalition!.DrawnAt(at.Horizon);
        return new BriefTable(
            Named("coalition", at),
            $"What each bloc adds to what {Target} loses, and what it costs the coalition, {Run(at.Horizon)}",
            [
                new BriefColumn("Bloc") { IsWords = true },
                new BriefColumn("alone", $"Loss of {Target}, points"),
                new BriefColumn("as the last", $"Loss of {Target}, points"),
                new BriefColumn("on average", $"Loss of {Target}, points"),
                .. Bands(drawn, $"Loss of {Target}, points"),
                new BriefColumn("on average", $"Cost, {Unit}"),
                .. Bands(drawn, $"Cost, {Unit}"),
                new BriefColumn("paid or got", $"If all lost alike, {Unit}"),
            ],
            [
                .. question.Members.Select((_, i) =>
                    ImmutableArray.Create<BriefCell>(
                        [
                            question.Titles[i],
                            Points(harm.GetValueOrDefault(i)?.Alone),
                            Points(harm.GetValueOrDefault(i)?.Last),
                            Points(harm.GetValueOrDefault(i)?.Shapley),
                            .. Ends(drawn?.For(i, CoalitionSum.TargetsLoss), Points),
                            BriefCell.Money(cost.GetValueOrDefault(i)?.Shapley),
                            .. Ends(drawn?.For(i, CoalitionSum.MembersLoss), BriefCell.Money),
                            BriefCell.Money(at.Transfers.Received.IsEmpty ? null : at.Transfers.Received[i]),
                        ]
                    )
                ),
            ],
            question.IsExact
                ? "On average: over all orders of joining (Shapley), from all coalitions; those add up to what all do together. "
                    + "The last column adds up to nothing."
                    + DrawnWords(drawn)
                : "On average: over random orders of joining (Shapley)."
        );
    }

    private static ImmutableArray<BriefColumn> Bands(CoalitionSpread? drawn, string over) =>
        drawn is null ? [] : [new BriefColumn("from", over) { IsBand = true }, new BriefColumn("to", over) { IsBand = true }];

    private ImmutableArray<BriefColumn> Bands(string over) =>
        answers.Drawn is null ? [] : [new BriefColumn("from", over) { IsBand = true }, new BriefColumn("to", over) { IsBand = true }];

    /// <summary>The band of a number that not every draw has.</summary>
    private ImmutableArray<BriefCell> Ends(Spread? drawn, Func<double?, BriefCell> cell) =>
        answers.Drawn is null ? [] : [cell(Finite(drawn?.Low)), cell(Finite(drawn?.High))];

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static string Asked(Spread spread) => $" Bands rest on the first {spread.Draws + spread.Without} draws.";

    private static ImmutableArray<BriefCell> Ends(ContributionSpread? drawn, Func<double?, BriefCell> cell) =>
        drawn is null ? [] : [cell(drawn.Shapley.Low), cell(drawn.Shapley.High)];

    /// <summary>What the bands of averages rest on.</summary>
    private static string DrawnWords(CoalitionSpread? drawn)
    {
        if (drawn is null)
            return "";
        var ofLoss = drawn.Contributions.Where(c => c.Of == CoalitionSum.TargetsLoss).ToList();
        var off = ofLoss.Max(c => c.PutRight).ToString("0.0000", CultureInfo.InvariantCulture);
        var carried =
            off == "0.0000"
                ? "."
                : "; the average of a draw is carried over from the data and put right by a pair of orders, "
                    + $"with a standard error of no more than {off} points.";
        return $" Bands of averages rest on {ofLoss[0].Shapley.Draws} draws, {drawn.Solved} coalitions solved in each{carried}";
    }

    /// <summary>Who joins on his own, by what the target's loss is worth.</summary>
    private BriefTable Joining(CoalitionAtHorizon at)
    {
        var question = answers.Coalition!.Question;
        var drawn = answers.Coalition!.DrawnAt(at.Horizon);
        var worth = question.Unit == ValuationUnit.Money ? "money for each of the target's loss" : "points for each of the target's loss";
        return new BriefTable(
            Named("joining", at),
            $"Who joins without being paid, {Run(at.Horizon)}",
            [
                new BriefColumn($"Worth, {worth}") { IsWords = true },
                new BriefColumn("Joins in each equilibrium") { IsWords = true },
                new BriefColumn("Leads there, % of beginnings"),
                .. drawn is null ? (ImmutableArray<BriefColumn>)[] : [new BriefColumn("In draws, %"), new BriefColumn("Not settled, %")],
            ],
            [
                .. from joining in at.Joining
                where joining.Equilibria is not null
                let ofList = drawn?.Joining.FirstOrDefault(j => j.Valuation == joining.Valuation)
                from row in Rows(at, joining, ofList)
                select ImmutableArray.Create<BriefCell>(
                    [
                        SectionTables.Valuation(question, joining.Valuation),
                        row.Members,
                        BriefCell.Share(row.Basin),
                        .. drawn is null
                            ? (ImmutableArray<BriefCell>)[]
                            : [BriefCell.Share(row.Drawn?.Probability), BriefCell.Share(row.Drawn?.Unsettled)],
                    ]
                ),
            ],
            drawn is null
                ? ""
                : $"In draws: share of {drawn.TargetsLoss.Draws} draws in which nobody would do otherwise, {drawn.Solved} coalitions "
                    + "solved in each and the others carried over from the data; not settled: in which somebody's gain or loss by doing "
                    + "otherwise is less than what nine of ten gains held against solved ones are off."
        );
    }

    /// <summary>The equilibria in the data, then the likeliest one of those of draws only.</summary>
    private static IEnumerable<Row> Rows(CoalitionAtHorizon at, JoiningAnswer joining, JoiningSpread? drawn)
    {
        var known = joining.Equilibria!.Value;
        var inData = known.Select((found, e) => new Row(Members(at, found.Profile), joining.Basins[e], drawn?.Equilibria[e]));
        var inDraws = (drawn?.Equilibria.Skip(known.Length) ?? [])
            .Take(1)
            .Select(e => new Row($"in draws only: {Members(at, e.Profile)}", null, e));
        return known.IsEmpty ? [new Row("no pure equilibrium", null, null), .. inDraws] : [.. inData, .. inDraws];
    }

    /// <summary>What a bargain over partial joining and compensation would come to.</summary>
    private BriefTable Bargain()
    {
        var bargaining = answers.Bargaining;
        return new BriefTable(
            "bargain",
            "What could be agreed on: how much of the option, for which payment",
            [
                new BriefColumn("Rule") { IsWords = true },
                new BriefColumn("Horizon") { IsWords = true },
                new BriefColumn("Worth of the target's loss") { IsWords = true },
                new BriefColumn("Part taken, %"),
                new BriefColumn($"Paid a year, {Unit}"),
                .. Bands($"Paid a year, {Unit}"),
                new BriefColumn($"Country gains, {Unit}"),
                .. answers.Drawn is null ? (ImmutableArray<BriefColumn>)[] : [new BriefColumn("There is one, % of draws")],
            ],
            [
                .. (bargaining?.Deals ?? []).Select(
                    (deal, at) =>
                        ImmutableArray.Create<BriefCell>(
                            [
                                ChangeText.Capital(Words(deal.Rule)),
                                Game.Horizons[deal.Horizon].Name,
                                deal.Valuation.ToString("0.##", CultureInfo.InvariantCulture),
                                BriefCell.Share(deal.Scale),
                                BriefCell.Money(deal.Transfer),
                                .. Ends(answers.Drawn?.Deals[at].Values[1], BriefCell.Money),
                                BriefCell.Money(deal.Country),
                                .. answers.Drawn is null ? (ImmutableArray<BriefCell>)[] : [BriefCell.Share(answers.Drawn.Deals[at].Share)],
                            ]
                        )
                ),
            ],
            "Worth: what a unit of money that the target loses is worth to those who pay; where no deal exists there is no row."
                + (answers.Drawn?.Deals is [var first, ..] ? Asked(first.Values[1]) : "")
        );
    }

    /// <summary>Who depends on whom: what losing all inputs of a bloc costs.</summary>
    private BriefTable Exposure() =>
        new(
            "exposure",
            "Who depends on whom: the loss of all that is bought of a bloc",
            [
                new BriefColumn("Country") { IsWords = true },
                new BriefColumn("On") { IsWords = true },
                new BriefColumn("Horizon") { IsWords = true },
                new BriefColumn("Share of imports, %"),
                new BriefColumn("Loss, %"),
                .. Bands("Loss, %"),
            ],
            [
                .. answers.Exposure.Rows.Select(
                    (row, at) =>
                        ImmutableArray.Create<BriefCell>(
                            [
                                Game.World.Countries[row.Of].Name,
                                answers.Exposure.Question.By[row.By].Name,
                                Game.Horizons[row.Horizon].Name,
                                BriefCell.Share(row.ImportShare),
                                BriefCell.Percent(-row.Loss),
                                .. Ends(Negative(answers.Drawn?.Exposure[at].Values[3]), BriefCell.Percent),
                            ]
                        )
                ),
            ],
            answers.Drawn?.Exposure is [var first, ..] ? Asked(first.Values[3]).TrimStart() : ""
        );

    private static Spread? Negative(Spread? spread) => spread is null ? null : spread with { Low = -spread.High, High = -spread.Low };

    private readonly record struct Row(string Members, double? Basin, EquilibriumSpread? Drawn);

    private static Dictionary<int, Contribution> Of(CoalitionAtHorizon at, CoalitionSum of) =>
        at.Contributions.Where(c => c.Of == of).ToDictionary(c => c.Member);

    private static string Members(CoalitionAtHorizon at, int coalition) =>
        coalition == 0 ? "nobody"
        : coalition == at.Table.Everybody ? "all"
        : at.Table.Named(coalition);

    private string Named(string table, CoalitionAtHorizon at) => HasOneHorizon ? table : $"{table}-{Game.Horizons[at.Horizon].Name}";

    private string Run(int horizon) => $"{Game.Horizons[horizon].Name} run";

    private static string Words(BargainingRule rule) =>
        string.Concat(rule.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" and {letter}" : $"{letter}"));

    private static BriefCell Points(double? value) => BriefCell.Percent(value);
}
