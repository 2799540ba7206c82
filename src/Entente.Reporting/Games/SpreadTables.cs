using Entente.Data.Output;
using Entente.Data.Tables;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Uncertainty;

namespace Entente.Reporting.Games;

/// <summary>The tables of a game over draws; docs/games.md names them.</summary>
internal static class SpreadTables
{
    public static void Write(AlignmentAnswer answer, GameSpread spread, string folder)
    {
        var game = answer.Answers.Game;
        Drivers(game, spread, Path.Combine(folder, "drivers.csv"));
        Tails(game, spread, Path.Combine(folder, "tails.csv"));
        Draws(answer, spread, Path.Combine(folder, "draws.parquet"));
        if (spread.ByDraws is { } report)
            Surrogate(game, report, Path.Combine(folder, "surrogate.csv"));
    }

    /// <summary>The same options under other closures and models.</summary>
    public static void Closures(AlignmentGame game, IEnumerable<OtherPayoff> others, string folder)
    {
        using var rows = new CsvRows(
            Path.Combine(folder, "closures.csv"),
            "model,closure,pressed,option,horizon,levers,real_income_pct,payoff,status,residual,left_out"
        );
        foreach (var row in others)
            rows.Text(CsvRows.Cell(row.Model.Name))
                .Text(CsvRows.Cell(Data.Scenarios.Closures.Name(row.Closure)))
                .Text(CsvRows.Cell(Code(game, row.Pressed)))
                .Text(CsvRows.Cell(game.Pressed[row.Pressed].Options[row.Option].Name))
                .Text(CsvRows.Cell(row.Horizon))
                .Text(CsvRows.Cell(GameTables.Words(row.Levers)))
                .Number(GameAnswers.Percent(row.Play, game.Pressed[row.Pressed].Country))
                .Number(row.Payoff)
                .Text(CsvRows.Cell(row.Play.Status))
                .Number(row.Play.Residual)
                .Number(row.LeftOut)
                .EndRow();
    }

    /// <summary>What choosing each option is worth; the columns of draws are empty where nothing was drawn.</summary>
    public static void Choices(AlignmentGame game, IEnumerable<GameChoice> choices, string folder)
    {
        using var rows = new CsvRows(
            Path.Combine(folder, "choices.csv"),
            "pressed,option,horizon,levers,payoff,payoff_low,payoff_high,gain,low,high,low_error,high_error,gain_money,gain_per_head,"
                + "probability_better,probability_error,probability_best,expected_payoff,worst_5_payoff,worst_5_error,mean_regret,"
                + "most_regret,minimax_regret,draws,without_answer,solved"
        );
        foreach (var row in choices)
        {
            var drawn = row.Drawn;
            rows.Text(CsvRows.Cell(Code(game, row.Pressed)))
                .Text(CsvRows.Cell(game.Pressed[row.Pressed].Options[row.Option].Name))
                .Text(CsvRows.Cell(GameTables.Name(game, row.Horizon)))
                .Text(CsvRows.Cell(row.Levers is { } levers ? GameTables.Words(levers) : "any"))
                .Number(row.Payoff);
            GameTables.Band(rows, drawn?.Payoff);
            rows.Number(row.Gain);
            GameTables.Band(rows, drawn?.Gain, errors: true);
            rows.Number(row.GainMoney)
                .Number(row.GainPerHead ?? double.NaN)
                .Number(drawn?.Better ?? double.NaN)
                .Number(drawn?.BetterError ?? double.NaN)
                .Number(drawn?.Best ?? double.NaN)
                .Number(drawn?.Expected ?? double.NaN)
                .Number(drawn?.Worst ?? double.NaN)
                .Number(drawn?.WorstError ?? double.NaN)
                .Number(drawn?.MeanRegret ?? double.NaN)
                .Number(drawn?.MostRegret ?? double.NaN)
                .Text(CsvRows.Cell(drawn is null ? "" : drawn.IsMinimaxRegret ? "yes" : "no"));
            GameTables.Draws(rows, drawn?.Gain).EndRow();
        }
    }

    private static void Drivers(AlignmentGame game, GameSpread spread, string path)
    {
        using var rows = new CsvRows(
            path,
            "pressed,option,horizon,source,first_order,first_order_error,total,total_error,pairs,low,high,draws,without_answer,solved"
        );
        foreach (var row in spread.Drivers)
        {
            rows.Text(CsvRows.Cell(Code(game, row.Pressed)))
                .Text(CsvRows.Cell(game.Pressed[row.Pressed].Options[row.Option].Name))
                .Text(CsvRows.Cell(GameTables.Name(game, row.Horizon)))
                .Text(CsvRows.Cell(row.Source))
                .Number(row.First)
                .Number(row.FirstError)
                .Number(row.Total)
                .Number(row.TotalError)
                .Number(row.Pairs);
            GameTables.Band(rows, row.Alone);
            GameTables.Draws(rows, row.Alone).EndRow();
        }
    }

    /// <summary>How far the surrogate over draws is off what every option gives.</summary>
    private static void Surrogate(AlignmentGame game, SurrogateReport report, string path)
    {
        using var rows = new CsvRows(
            path,
            "pressed,option,horizon,levers,bound_points,largest_points,band_points,within,near,solved,fitted,held"
        );
        foreach (var row in report.Checks)
            rows.Text(CsvRows.Cell(Code(game, row.Pressed)))
                .Text(CsvRows.Cell(game.Pressed[row.Pressed].Options[row.Option].Name))
                .Text(CsvRows.Cell(GameTables.Name(game, row.Horizon)))
                .Text(CsvRows.Cell(GameTables.Words(row.Levers)))
                .Number(double.IsFinite(row.Check.Bound) ? row.Check.Bound : double.NaN)
                .Number(double.IsFinite(row.Check.Largest) ? row.Check.Largest : double.NaN)
                .Number(row.Check.Band)
                .Number(report.Within)
                .Text(CsvRows.Cell(row.Check.Holds ? "yes" : "no"))
                .Number(report.Solved)
                .Number(report.Fitted)
                .Number(row.Check.Held)
                .EndRow();
    }

    private static void Tails(AlignmentGame game, GameSpread spread, string path)
    {
        using var rows = new CsvRows(path, "pressed,option,horizon,sector,deviation,error,draws");
        foreach (var row in spread.Tails)
            rows.Text(CsvRows.Cell(Code(game, row.Pressed)))
                .Text(CsvRows.Cell(game.Pressed[row.Pressed].Options[row.Option].Name))
                .Text(CsvRows.Cell(GameTables.Name(game, row.Horizon)))
                .Text(CsvRows.Cell(game.World.Sectors[row.Sector].Code))
                .Number(row.Deviation)
                .Number(row.Error)
                .Number(row.Draws)
                .EndRow();
    }

    /// <summary>Every draw: what each option gives each party, a row each.</summary>
    private static void Draws(AlignmentAnswer answer, GameSpread spread, string path)
    {
        var game = answer.Answers.Game;
        var names = GameSpread.PayoffNumbers(answer);
        const int OfParty = 3;
        var parties = Enumerable.Range(0, names.Length / OfParty).Select(at => names[at * OfParty]).ToList();
        string Party(OptionPayoff row, int party) =>
            party == 0 ? Code(game, row.Pressed)
            : party == 1 ? game.World.Countries[game.Target].Code
            : game.Senders[party - 2].Name;
        ParquetColumns.Write(
            path,
            ["pressed", "option", "horizon", "levers", "party"],
            ["draw", "real_income_pct", "money", "payoff", "solved"],
            afterNumber: 0,
            spread.Numbers.Select(
                (numbers, draw) =>
                    (
                        new[]
                        {
                            parties.Select(p => Code(game, p.Row.Pressed)).ToArray(),
                            [.. parties.Select(p => game.Pressed[p.Row.Pressed].Options[p.Row.Option].Name)],
                            [.. parties.Select(p => game.Horizons[p.Row.Horizon].Name)],
                            [.. parties.Select(p => GameTables.Words(p.Row.Levers))],
                            [.. parties.Select(p => Party(p.Row, p.Party))],
                        },
                        new double?[][]
                        {
                            [.. parties.Select(_ => (double?)draw)],
                            Column(numbers, 0),
                            Column(numbers, 1),
                            Column(numbers, 2),
                            [.. parties.Select(_ => (double?)(draw < spread.Exact ? 1 : 0))],
                        }
                    )
            )
        );

        double?[] Column(IReadOnlyList<double> numbers, int number) =>
            [
                .. Enumerable
                    .Range(0, parties.Count)
                    .Select(at => double.IsNaN(numbers[at * OfParty + number]) ? (double?)null : numbers[at * OfParty + number]),
            ];
    }

    private static string Code(AlignmentGame game, int pressed) => game.World.Countries[game.Pressed[pressed].Country].Code;
}
