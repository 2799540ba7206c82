using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Output;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Uncertainty;

namespace Entente.Reporting.Games;

/// <summary>The tables of an answered game as CSV files; docs/games.md names them.</summary>
public static class GameTables
{
    /// <summary>Writes all tables into a folder.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="folder">A folder that exists.</param>
    /// <param name="spread">How sure it is; null: nothing was drawn, and the columns of draws are empty.</param>
    /// <param name="others">The same options under other models; empty: nobody asked.</param>
    public static void Write(AlignmentAnswer answer, string folder, GameSpread? spread = null, ImmutableArray<OtherPayoff> others = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Options(answer, spread, Path.Combine(folder, "options.csv"));
        Prices(answer, spread, Path.Combine(folder, "prices.csv"));
        Tipping(answer, spread, Path.Combine(folder, "tipping.csv"));
        Frontier(answer, spread, Path.Combine(folder, "frontier.csv"));
        Threats(answer, spread, Path.Combine(folder, "threats.csv"));
        Turns(answer, spread, Path.Combine(folder, "turns.csv"));
        SpreadTables.Choices(answer.Answers.Game, GameChoice.Of(answer, spread), folder);
        Neighbours(answer, spread, Path.Combine(folder, "neighbours.csv"));
        if (spread is not null)
            SpreadTables.Write(answer, spread, folder);
        if (!others.IsDefaultOrEmpty)
            SpreadTables.Closures(answer.Answers.Game, others, folder);
    }

    /// <summary>What every option gives every party.</summary>
    private static void Options(AlignmentAnswer answer, GameSpread? spread, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(
            path,
            "pressed,option,horizon,levers,party,real_income_pct,money,payoff,status,residual,"
                + "low,high,low_error,high_error,money_low,money_high,payoff_low,payoff_high,draws,without_answer,solved"
        );
        for (var at = 0; at < answer.Payoffs.Length; at++)
        {
            var row = answer.Payoffs[at];
            var party = 0;
            var choice = answer.ChoiceOf(row);
            var scales = answer.ScalesOf(row);
            var own = game.Pressed[row.Pressed].Country;
            Party(game.World.Countries[own].Code, [own], row.Payoff);
            Party(game.World.Countries[game.Target].Code, [game.Target], answer.Answers.TargetPayoff(row.Horizon, choice, scales));
            for (var s = 0; s < game.Senders.Length; s++)
                Party(game.Senders[s].Name, [.. game.Senders[s].Countries], answer.Answers.SenderPayoff(s, row.Horizon, choice, scales));

            void Party(string name, int[] countries, double payoff)
            {
                var money = answer.Answers.IncomeChange(row.Play, countries);
                rows.Text(CsvRows.Cell(game.World.Countries[own].Code))
                    .Text(CsvRows.Cell(game.Pressed[row.Pressed].Options[row.Option].Name))
                    .Text(CsvRows.Cell(game.Horizons[row.Horizon].Name))
                    .Text(CsvRows.Cell(Words(row.Levers)))
                    .Text(CsvRows.Cell(name))
                    .Number(100 * money / countries.Sum(n => game.World.Income[n]))
                    .Number(money)
                    .Number(payoff)
                    .Text(CsvRows.Cell(row.Play.Status))
                    .Number(row.Play.Residual);
                var drawn = spread?.Payoffs[at][party++];
                Band(rows, drawn?[0], errors: true);
                Band(rows, drawn?[1]);
                Band(rows, drawn?[2]);
                Draws(rows, drawn?[0]).EndRow();
            }
        }
    }

    private static void Prices(AlignmentAnswer answer, GameSpread? spread, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(
            path,
            "pressed,option,horizon,punished,retaliated,transfer,share_of_income_pct,per_head,naive,indifference_pct,trouble,"
                + "low,high,low_error,high_error,draws,without_answer,solved"
        );
        for (var at = 0; at < answer.Prices.Length; at++)
        {
            var row = answer.Prices[at];
            var price = row.Price.Success ? row.Price.Value : null;
            rows.Text(CsvRows.Cell(game.World.Countries[game.Pressed[row.Pressed].Country].Code))
                .Text(CsvRows.Cell(game.Pressed[row.Pressed].Options[row.Option].Name))
                .Text(CsvRows.Cell(Name(game, row.Horizon)))
                .Text(CsvRows.Cell(row.IsPunished ? "yes" : "no"))
                .Text(CsvRows.Cell(row.IsRetaliated ? "yes" : "no"))
                .Number(price?.Transfer ?? double.NaN)
                .Number(100 * (price?.ShareOfIncome ?? double.NaN))
                .Number(price?.Transfer / game.World.Countries[game.Pressed[row.Pressed].Country].Population ?? double.NaN)
                .Number(price?.Naive ?? double.NaN)
                .Number(price?.Indifference ?? double.NaN)
                .Text(CsvRows.Cell(string.Join("; ", row.Price.Faults)));
            Band(rows, spread?.Prices[at], errors: true);
            Draws(rows, spread?.Prices[at]).EndRow();
        }
    }

    private static void Tipping(AlignmentAnswer answer, GameSpread? spread, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(path, "pressed,option,lever,side,scale,gain_points,is_root,low,high,tips,draws,without_answer,solved");
        for (var at = 0; at < answer.Tipping.Length; at++)
        {
            var (pressed, point) = answer.Tipping[at];
            var drawn = spread?.Tips[at];
            for (var k = 0; k < point.Scales.Length; k++)
                Row(point.Scales[k], point.Gains[k], "no");
            foreach (var root in point.Roots)
                Row(root.At, root.Value, "yes");

            void Row(double scale, double gain, string isRoot)
            {
                rows.Text(CsvRows.Cell(game.World.Countries[game.Pressed[pressed].Country].Code))
                    .Text(CsvRows.Cell(game.Pressed[pressed].Options[point.To].Name))
                    .Text(CsvRows.Cell(point.Lever is { } l ? game.Levers[l].Name : "all"))
                    .Text(CsvRows.Cell(point.IsTargets ? "target" : "senders"))
                    .Number(scale)
                    .Number(gain)
                    .Text(CsvRows.Cell(isRoot));
                Band(rows, drawn?.Scale);
                rows.Number(drawn?.Share ?? double.NaN);
                Draws(rows, drawn?.Scale).EndRow();
            }
        }
    }

    private static void Frontier(AlignmentAnswer answer, GameSpread? spread, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(
            path,
            "pressed,horizon,pressure,retaliation,best,margin_points,separable,probability,draws,within_points,held_against,solved"
        );
        for (var at = 0; at < answer.Frontiers.Length; at++)
        {
            var frontier = answer.Frontiers[at];
            for (var x = 0; x < frontier.Scales.Length; x++)
                for (var y = 0; y < frontier.Scales.Length; y++)
                    rows.Text(CsvRows.Cell(game.World.Countries[game.Pressed[frontier.Pressed].Country].Code))
                        .Text(CsvRows.Cell(Name(game, frontier.Horizon)))
                        .Number(frontier.Scales[x])
                        .Number(frontier.Scales[y])
                        .Text(
                            CsvRows.Cell(
                                frontier.Best[x][y] is >= 0 and var best ? game.Pressed[frontier.Pressed].Options[best].Name : ""
                            )
                        )
                        .Number(frontier.Margin[x][y])
                        .Text(CsvRows.Cell(frontier.IsSeparable ? "yes" : "no"))
                        .Number(
                            frontier.Best[x][y] is >= 0 and var o && spread is not null ? spread.Probabilities[at][x][y][o] : double.NaN
                        )
                        .Number(spread?.MapDraws[at].Draws ?? double.NaN)
                        .Number(frontier.Gap)
                        .Number(frontier.HeldAgainst)
                        .Number(spread?.MapDraws[at].Exact ?? double.NaN)
                        .EndRow();
        }
    }

    private static void Threats(AlignmentAnswer answer, GameSpread? spread, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(
            path,
            "pressed,option,lever,by,horizon,cost,added_loss,harm,credible,implied_valuation,low,high,pays,draws,without_answer,solved"
        );
        for (var at = 0; at < answer.Threats.Length; at++)
        {
            var (pressed, row) = answer.Threats[at];
            rows.Text(CsvRows.Cell(game.World.Countries[game.Pressed[pressed].Country].Code))
                .Text(CsvRows.Cell(game.Pressed[pressed].Options[row.Option].Name))
                .Text(CsvRows.Cell(game.Levers[row.Lever].Name))
                .Text(
                    CsvRows.Cell(
                        game.Levers[row.Lever].Sender is { } s ? game.Senders[s].Name : game.World.Countries[game.Target].Code
                    )
                )
                .Text(CsvRows.Cell(game.Horizons[row.Horizon].Name))
                .Number(row.Cost)
                .Number(row.AddedLoss ?? double.NaN)
                .Number(row.Harm)
                .Text(CsvRows.Cell(double.IsNaN(row.Cost) ? "" : row.IsCredible ? "yes" : "no"))
                .Number(row.ImpliedValuation ?? double.NaN);
            Band(rows, spread?.Threats[at].Cost);
            rows.Number(spread?.Threats[at].Credible ?? double.NaN);
            Draws(rows, spread?.Threats[at].Cost).EndRow();
        }
    }

    /// <summary>Ends in the data, then those that occur in draws only, whose payoffs in the data nobody gets.</summary>
    private static void Turns(AlignmentAnswer answer, GameSpread? spread, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(
            path,
            "pressed,horizon,order,option,pressure,retaliation,senders_payoff,pressed_payoff,target_payoff,"
                + "probability,probability_error,draws,solved"
        );
        for (var at = 0; at < answer.Turns.Length; at++)
        {
            var (pressed, horizon, turns) = answer.Turns[at];
            var drawn = spread?.Turns.Where(end => end.Row == at).ToList() ?? [];
            foreach (var outcome in turns.Outcomes)
                Row(
                    new TurnEnd(outcome.Option, outcome.Pressure, outcome.Retaliation),
                    (outcome.Senders, outcome.Pressed, outcome.Target),
                    drawn
                );
            var known = turns.Outcomes.Select(end => new TurnEnd(end.Option, end.Pressure, end.Retaliation)).ToList();
            foreach (var end in drawn.Where(end => !known.Contains(end.End)))
                Row(end.End, (double.NaN, double.NaN, double.NaN), drawn);

            void Row(TurnEnd end, (double Senders, double Pressed, double Target) payoffs, List<DrawnEnd> drawn)
            {
                var share = drawn.Find(own => own.End == end);
                rows.Text(CsvRows.Cell(game.World.Countries[game.Pressed[pressed].Country].Code))
                    .Text(CsvRows.Cell(game.Horizons[horizon].Name))
                    .Text(CsvRows.Cell(string.Join(" then ", turns.Order.Select(p => p.ToString().ToLower(CultureInfo.InvariantCulture)))))
                    .Text(CsvRows.Cell(game.Pressed[pressed].Options[end.Option].Name))
                    .Number(end.Pressure)
                    .Number(end.Retaliation)
                    .Number(payoffs.Senders)
                    .Number(payoffs.Pressed)
                    .Number(payoffs.Target)
                    .Number(share?.Share ?? double.NaN)
                    .Number(share?.Error ?? double.NaN)
                    .Number(share?.Draws ?? double.NaN)
                    .Number(share?.Exact ?? double.NaN)
                    .EndRow();
            }
        }
    }

    /// <summary>What each option does to every country of the world when nobody answers.</summary>
    private static void Neighbours(AlignmentAnswer answer, GameSpread? spread, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(path, "pressed,option,horizon,country,gain_points,gain_money,low,high,draws,without_answer,solved");
        for (var p = 0; p < game.Pressed.Length; p++)
            for (var o = 1; o < game.Pressed[p].Options.Length; o++)
                foreach (var horizon in answer.Horizons)
                    for (var n = 0; n < game.World.Countries.Length; n++)
                    {
                        var gain = answer.CountryGain(p, o, horizon, n);
                        var drawn = spread?.CountryGain(p, o, horizon, n);
                        rows.Text(CsvRows.Cell(game.World.Countries[game.Pressed[p].Country].Code))
                            .Text(CsvRows.Cell(game.Pressed[p].Options[o].Name))
                            .Text(CsvRows.Cell(Name(game, horizon)))
                            .Text(CsvRows.Cell(game.World.Countries[n].Code))
                            .Number(gain)
                            .Number(gain / 100 * game.World.Income[n]);
                        Band(rows, drawn);
                        Draws(rows, drawn).EndRow();
                    }
    }

    /// <summary>The ends of a band, empty where nothing was drawn or they are beyond all numbers, and their errors where told.</summary>
    internal static void Band(CsvRows rows, Spread? spread, bool errors = false)
    {
        rows.Number(Finite(spread?.Low)).Number(Finite(spread?.High));
        if (errors)
            rows.Number(Finite(spread?.LowError)).Number(Finite(spread?.HighError));
    }

    /// <summary>Draws with and without an answer, and how many of those with one were solved and not a surrogate's.</summary>
    internal static CsvRows Draws(CsvRows rows, Spread? spread) =>
        rows.Number(spread?.Draws ?? double.NaN).Number(spread?.Without ?? double.NaN).Number(spread?.Exact ?? double.NaN);

    private static double Finite(double? value) => value is { } number && double.IsFinite(number) ? number : double.NaN;

    /// <summary>The name of a horizon, or of the present value over all.</summary>
    public static string Name(AlignmentGame game, int? horizon)
    {
        ArgumentNullException.ThrowIfNull(game);
        return horizon is { } h ? game.Horizons[h].Name : "present_value";
    }

    /// <summary>How far levers are pulled, as tables write it.</summary>
    public static string Words(Pulled levers) => levers.ToString().ToLower(CultureInfo.InvariantCulture);
}
