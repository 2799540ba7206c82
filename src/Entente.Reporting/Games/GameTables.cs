using System.Globalization;
using Entente.Data.Output;
using Entente.Games;
using Entente.Games.Alignment;

namespace Entente.Reporting.Games;

/// <summary>The tables of an answered game as CSV files; docs/games.md names them.</summary>
public static class GameTables
{
    /// <summary>Writes all tables into a folder.</summary>
    public static void Write(AlignmentAnswer answer, string folder)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Options(answer, Path.Combine(folder, "options.csv"));
        Prices(answer, Path.Combine(folder, "prices.csv"));
        Tipping(answer, Path.Combine(folder, "tipping.csv"));
        Frontier(answer, Path.Combine(folder, "frontier.csv"));
        Threats(answer, Path.Combine(folder, "threats.csv"));
        Turns(answer, Path.Combine(folder, "turns.csv"));
    }

    /// <summary>What every option gives every party.</summary>
    private static void Options(AlignmentAnswer answer, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(
            path,
            "pressed,option,horizon,levers,party,real_income_pct,money,payoff,status,residual"
        );
        foreach (var row in answer.Payoffs)
        {
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
                    .Number(row.Play.Residual)
                    .EndRow();
            }
        }
    }

    private static void Prices(AlignmentAnswer answer, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(
            path,
            "pressed,option,horizon,punished,retaliated,transfer,share_of_income_pct,per_head,naive,indifference_pct,trouble"
        );
        foreach (var row in answer.Prices)
        {
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
                .Text(CsvRows.Cell(string.Join("; ", row.Price.Faults)))
                .EndRow();
        }
    }

    private static void Tipping(AlignmentAnswer answer, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(path, "pressed,option,lever,side,scale,gain_points,is_root");
        foreach (var (pressed, point) in answer.Tipping)
        {
            for (var k = 0; k < point.Scales.Length; k++)
                Row(point.Scales[k], point.Gains[k], "no");
            foreach (var root in point.Roots)
                Row(root.At, root.Value, "yes");

            void Row(double scale, double gain, string isRoot) =>
                rows.Text(CsvRows.Cell(game.World.Countries[game.Pressed[pressed].Country].Code))
                    .Text(CsvRows.Cell(game.Pressed[pressed].Options[point.To].Name))
                    .Text(CsvRows.Cell(point.Lever is { } l ? game.Levers[l].Name : "all"))
                    .Text(CsvRows.Cell(point.IsTargets ? "target" : "senders"))
                    .Number(scale)
                    .Number(gain)
                    .Text(CsvRows.Cell(isRoot))
                    .EndRow();
        }
    }

    private static void Frontier(AlignmentAnswer answer, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(path, "pressed,horizon,pressure,retaliation,best,margin_points,separable");
        foreach (var frontier in answer.Frontiers)
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
                        .EndRow();
    }

    private static void Threats(AlignmentAnswer answer, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(path, "pressed,option,lever,by,horizon,cost,added_loss,harm,credible,implied_valuation");
        foreach (var (pressed, row) in answer.Threats)
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
                .Number(row.ImpliedValuation ?? double.NaN)
                .EndRow();
    }

    private static void Turns(AlignmentAnswer answer, string path)
    {
        var game = answer.Answers.Game;
        using var rows = new CsvRows(
            path,
            "pressed,horizon,order,option,pressure,retaliation,senders_payoff,pressed_payoff,target_payoff"
        );
        foreach (var (pressed, horizon, turns) in answer.Turns)
            foreach (var outcome in turns.Outcomes)
                rows.Text(CsvRows.Cell(game.World.Countries[game.Pressed[pressed].Country].Code))
                    .Text(CsvRows.Cell(game.Horizons[horizon].Name))
                    .Text(CsvRows.Cell(string.Join(" then ", turns.Order.Select(p => p.ToString().ToLower(CultureInfo.InvariantCulture)))))
                    .Text(CsvRows.Cell(game.Pressed[pressed].Options[outcome.Option].Name))
                    .Number(outcome.Pressure)
                    .Number(outcome.Retaliation)
                    .Number(outcome.Senders)
                    .Number(outcome.Pressed)
                    .Number(outcome.Target)
                    .EndRow();
    }

    /// <summary>The name of a horizon, or of the present value over all.</summary>
    public static string Name(AlignmentGame game, int? horizon)
    {
        ArgumentNullException.ThrowIfNull(game);
        return horizon is { } h ? game.Horizons[h].Name : "present_value";
    }

    /// <summary>How far levers are pulled, as tables write it.</summary>
    public static string Words(Pulled levers) => levers.ToString().ToLower(CultureInfo.InvariantCulture);
}
