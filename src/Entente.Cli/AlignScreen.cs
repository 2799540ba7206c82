using System.Globalization;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Credibility;
using Entente.Games.Uncertainty;
using Entente.Reporting.Games;
using Spectre.Console;

namespace Entente.Cli;

/// <summary>An answered game on the terminal.</summary>
internal static class AlignScreen
{
    public static void Show(AlignmentAnswer answer, SectionAnswers sections, GameSpread? spread, string output, TimeSpan time)
    {
        ShowChoices(answer, spread);
        SectionScreen.Show(sections);
        ShowEnd(answer, output, time);
    }

    /// <summary>The same without sections and draws.</summary>
    public static void Show(AlignmentAnswer answer, string output, TimeSpan time)
    {
        ShowChoices(answer, null);
        ShowEnd(answer, output, time);
    }

    private static void ShowChoices(AlignmentAnswer answer, GameSpread? spread)
    {
        var game = answer.Answers.Game;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = 200;
        Console.Out.WriteLine(game.Title);
        for (var p = 0; p < game.Pressed.Length; p++)
        {
            console.Write(Options(answer, spread, p));
            foreach (var price in answer.Prices.Where(row => row.Pressed == p && (row.Horizon is null || game.Horizons.Length == 1)))
                Console.Out.WriteLine(Price(game, price));
            foreach (var (_, point) in answer.Tipping.Where(t => t.Pressed == p))
                Console.Out.WriteLine(Tip(game, p, point));
            foreach (var (_, horizon, turns) in answer.Turns.Where(t => t.Pressed == p))
                Console.Out.WriteLine(Turns(game, p, horizon, turns));
            foreach (var frontier in answer.Frontiers.Where(f => f.Pressed == p))
                Console.Out.WriteLine(Frontier(game, frontier));
            if (spread is not null)
                foreach (var line in SpreadScreen.Lines(answer, spread, p))
                    Console.Out.WriteLine(line);
        }
    }

    private static void ShowEnd(AlignmentAnswer answer, string output, TimeSpan time)
    {
        var worst = answer.Payoffs.Max(row => row.Play.Residual);
        Console.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{answer.Answers.Solved} plays solved; largest residual {worst:0.0e0}; {time.TotalSeconds:0.0} s"
            )
        );
        Console.Out.WriteLine(output);
    }

    /// <summary>Real income of the country by option and levers, a column for each horizon.</summary>
    private static Spectre.Console.Table Options(AlignmentAnswer answer, GameSpread? spread, int pressed)
    {
        var game = answer.Answers.Game;
        var country = game.World.Countries[game.Pressed[pressed].Country].Name;
        var table = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumn($"Real income of {country}, %".EscapeMarkup());
        foreach (var horizon in game.Horizons)
            table.AddColumn(new TableColumn(horizon.Name).RightAligned());
        foreach (var row in answer.Payoffs.Where(r => r.Pressed == pressed).GroupBy(r => (r.Option, r.Levers)))
            if (answer.IsTold(pressed, row.Key.Option, row.Key.Levers))
                table.AddRow([
                    (game.Pressed[pressed].Options[row.Key.Option].Title + Levers(row.Key.Levers)).EscapeMarkup(),
                    .. row.Select(r =>
                        r.Play.Converged
                            ? GameAnswers.Percent(r.Play, game.Pressed[pressed].Country).ToString("0.000", CultureInfo.InvariantCulture)
                                + SpreadScreen.Band(spread?.Payoffs[answer.Payoffs.IndexOf(r)][0][0])
                            : r.Play.Status
                    ),
                ]);
        return table;
    }

    private static string Levers(Pulled levers) =>
        levers switch
        {
            Pulled.None => "",
            Pulled.Pressure => ", all levers of senders",
            Pulled.Retaliation => ", all levers of the target",
            _ => ", all levers of all",
        };

    private static string Price(AlignmentGame game, OptionPrice row)
    {
        var option = game.Pressed[row.Pressed].Options[row.Option].Title;
        var against =
            $"{option}{(row.IsRetaliated ? ", retaliated," : "")} against staying {(row.IsPunished ? "and being punished" : "unpunished")}";
        var price = row.Price.Success ? Said(game, row.Price.Value) : $"none ({string.Join("; ", row.Price.Faults)})";
        return $"Price of alignment, {against}: {price}";
    }

    private static string Said(AlignmentGame game, PriceOfAlignment price) =>
        price.Transfer > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{price.Transfer:0.0} {game.World.Identity.Unit} a year, {100 * price.ShareOfIncome:0.000} % of income "
                    + $"(naive: {price.Naive:0.0})"
            )
            : string.Create(
                CultureInfo.InvariantCulture,
                $"none, it is better by as much as {-price.Transfer:0.0} {game.World.Identity.Unit} a year"
            );

    private static string Tip(AlignmentGame game, int pressed, TippingPoint point)
    {
        var (from, to) = (game.Pressed[pressed].Options[point.From].Title, game.Pressed[pressed].Options[point.To].Title);
        var lever =
            point.Lever is { } l ? game.Levers[l].Title
            : point.IsTargets ? "All levers of the target"
            : "All levers of senders";
        return point.Roots.IsEmpty
            ? $"{lever}: {(point.Gains[0] >= 0 ? to : from)} stays better at every scale than {(point.Gains[0] >= 0 ? from : to)}"
            : $"{lever}: {to} is as good as {from} at "
                + $"{string.Join(" and ", point.Roots.Select(r => r.At.ToString("0.0000", CultureInfo.InvariantCulture)))} of it";
    }

    private static string Turns(AlignmentGame game, int pressed, int horizon, TurnAnswer turns)
    {
        var first = turns.Order[0] == TurnPlayer.Senders ? "senders bound by what they announce" : "senders who wait for the choice";
        var outcomes = turns.Outcomes.Select(o =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{game.Pressed[pressed].Options[o.Option].Title} (pressure {o.Pressure:0.0}, retaliation {o.Retaliation:0.0})"
            )
        );
        return $"In turns, {game.Horizons[horizon].Name}, {first}: {string.Join(" or ", outcomes.Distinct())}";
    }

    private static string Frontier(AlignmentGame game, AlignmentFrontier frontier)
    {
        var cells = frontier.Best.SelectMany(row => row).ToList();
        var shares = game.Pressed[frontier.Pressed]
            .Options.Select((option, o) => (option.Title, Share: 100.0 * cells.Count(best => best == o) / cells.Count))
            .Where(option => option.Share > 0)
            .Select(option => string.Create(CultureInfo.InvariantCulture, $"{option.Title} best on {option.Share:0} %"));
        return $"Map of pressure and retaliation, {GameTables.Name(game, frontier.Horizon).Replace('_', ' ')}: {string.Join(", ", shares)}"
            + $" ({(frontier.IsSeparable ? "separable" : "not separable")}, {frontier.Solves} solves{Laid(frontier)})";
    }

    private static string Laid(AlignmentFrontier frontier) =>
        frontier.HeldAgainst == 0
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $", the rest laid between them: within {frontier.Gap:0.0e0} points of {frontier.HeldAgainst} others held against it"
            );
}
