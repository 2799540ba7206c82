using System.Globalization;
using Entente.Data.Output;
using Entente.Games;
using Entente.Games.Bargaining;
using Entente.Games.Chosen;
using Entente.Games.Coalitions;

namespace Entente.Reporting.Games;

/// <summary>The tables of the sections of an answered game as CSV files; docs/games.md names them.</summary>
public static class SectionTables
{
    /// <summary>Writes the tables of the sections that a game has into a folder.</summary>
    public static void Write(SectionAnswers answers, string folder)
    {
        ArgumentNullException.ThrowIfNull(answers);
        Commitment(answers, Path.Combine(folder, "commitment.csv"));
        Exposure(answers, Path.Combine(folder, "exposure.csv"));
        if (answers.Coalition is { } coalition)
        {
            Coalitions(coalition, Path.Combine(folder, "coalitions.csv"));
            Contributions(coalition, Path.Combine(folder, "contributions.csv"));
            Growing(coalition, Path.Combine(folder, "growing.csv"));
            Stability(coalition, Path.Combine(folder, "stability.csv"));
            Joining(coalition, Path.Combine(folder, "joining.csv"));
            Sharing(coalition, Path.Combine(folder, "sharing.csv"));
        }
        if (answers.Bargaining is { } bargaining)
        {
            Zone(bargaining, Path.Combine(folder, "contract_zone.csv"));
            Deals(bargaining, Path.Combine(folder, "bargaining.csv"));
        }
        if (answers.Chosen is { } chosen)
        {
            Rates(chosen, Path.Combine(folder, "chosen.csv"));
            Outcomes(chosen, Path.Combine(folder, "chosen_outcomes.csv"));
        }
    }

    /// <summary>What every coalition does to the target and to each bloc.</summary>
    private static void Coalitions(CoalitionAnswer answer, string path)
    {
        var members = answer.Question.Members;
        using var rows = new CsvRows(
            path,
            "horizon,coalition,size,target_loss_pct,target_loss,members_loss,"
                + string.Join(',', members.Select(m => $"{m.Name.Replace(',', ' ')}_loss"))
        );
        foreach (var at in answer.Horizons)
            foreach (var coalition in at.Table.Known)
            {
                rows.Text(Horizon(answer.Game, at.Horizon))
                    .Text(CsvRows.Cell(Members(at.Table, coalition)))
                    .Number(int.PopCount(coalition))
                    .Number(at.Table.LossInPoints(coalition, answer.Game.Target))
                    .Number(at.Table.Loss(coalition, answer.Game.Target))
                    .Number(at.Table.LossOfMembers(coalition));
                for (var i = 0; i < members.Length; i++)
                    rows.Number(at.Table.LossOf(coalition, i));
                rows.EndRow();
            }
    }

    private static void Contributions(CoalitionAnswer answer, string path)
    {
        using var rows = new CsvRows(
            path,
            "horizon,bloc,of,unit,alone,last,shapley,standard_error,banzhaf,alone_low,alone_high,last_low,last_high,"
                + "shapley_low,shapley_high,shapley_put_right,draws,without_answer,coalitions_solved"
        );
        foreach (var at in answer.Horizons)
            foreach (var row in at.Contributions)
            {
                var solved = answer.DrawnAt(at.Horizon);
                var drawn = solved?.For(row.Member, row.Of);
                rows.Text(Horizon(answer.Game, at.Horizon))
                    .Text(CsvRows.Cell(answer.Question.Members[row.Member].Name))
                    .Text(CsvRows.Cell(row.Of == CoalitionSum.TargetsLoss ? "target_loss" : "members_loss"))
                    .Text(CsvRows.Cell(row.Of == CoalitionSum.TargetsLoss ? "pct" : answer.Game.World.Identity.Unit))
                    .Number(row.Alone)
                    .Number(row.Last)
                    .Number(row.Shapley)
                    .Number(row.StandardError ?? double.NaN)
                    .Number(row.Banzhaf ?? double.NaN);
                GameTables.Band(rows, drawn?.Alone);
                GameTables.Band(rows, drawn?.Last);
                GameTables.Band(rows, drawn?.Shapley);
                rows.Number(drawn?.PutRight ?? double.NaN)
                    .Number(drawn?.Shapley.Draws ?? double.NaN)
                    .Number(drawn?.Shapley.Without ?? double.NaN)
                    .Number(solved?.Solved ?? double.NaN)
                    .EndRow();
            }
    }

    /// <summary>The greedy order with the best for as much beside, all but one, and who could join those who are in today.</summary>
    private static void Growing(CoalitionAnswer answer, string path)
    {
        using var rows = new CsvRows(
            path,
            "horizon,kind,step,bloc,coalition,added_loss,added_cost,loss_per_cost,loss,cost,best_for_the_cost,best_loss"
        );
        foreach (var at in answer.Horizons)
        {
            for (var k = 0; k < at.Greedy.Length; k++)
                Row(at, "greedy", k + 1, at.Greedy[k].Step, at.Greedy[k]);
            foreach (var step in at.AllButOne)
                Row(at, "all_but_one", null, step, null);
            foreach (var step in at.Next)
                Row(at, "next", null, step, null);
        }

        void Row(CoalitionAtHorizon at, string kind, int? number, CoalitionStep step, GreedyStep? greedy) =>
            rows.Text(Horizon(answer.Game, at.Horizon))
                .Text(CsvRows.Cell(kind))
                .Number(number ?? double.NaN)
                .Text(CsvRows.Cell(answer.Question.Members[step.Member].Name))
                .Text(CsvRows.Cell(Members(at.Table, step.Coalition)))
                .Number(step.AddedLoss)
                .Number(step.AddedCost)
                .Number(Ratio(step.Ratio))
                .Number(greedy?.Loss ?? double.NaN)
                .Number(greedy?.Cost ?? double.NaN)
                .Text(CsvRows.Cell(greedy?.Best is { } best ? Members(at.Table, best) : ""))
                .Number(greedy?.BestLoss ?? double.NaN)
                .EndRow();
    }

    private static void Stability(CoalitionAnswer answer, string path)
    {
        using var rows = new CsvRows(
            path,
            "horizon,valuations,valuation,unit,coalition,internal,external,stable,internal_margin_points,external_margin_points"
        );
        foreach (var at in answer.Horizons)
            foreach (var joining in at.Joining)
                foreach (var row in joining.Stability)
                    rows.Text(Horizon(answer.Game, at.Horizon))
                        .Number(joining.Valuation + 1)
                        .Text(CsvRows.Cell(Valuation(answer.Question, joining.Valuation)))
                        .Text(CsvRows.Cell(Unit(answer.Question)))
                        .Text(CsvRows.Cell(Members(at.Table, row.Profile)))
                        .Text(YesNo(row.IsInternal))
                        .Text(YesNo(row.IsExternal))
                        .Text(YesNo(row.IsStable))
                        .Number(Finite(row.InternalMargin))
                        .Number(Finite(row.ExternalMargin))
                        .EndRow();
    }

    /// <summary>All pure equilibria of joining; one row with no coalition where there are none.</summary>
    private static void Joining(CoalitionAnswer answer, string path)
    {
        using var rows = new CsvRows(path, "horizon,valuations,valuation,unit,joins,margin_points,ties,basin,circling");
        foreach (var at in answer.Horizons)
            foreach (var joining in at.Joining.Where(j => j.Equilibria is not null))
            {
                var equilibria = joining.Equilibria!.Value;
                for (var e = 0; e < Math.Max(1, equilibria.Length); e++)
                {
                    var found = e < equilibria.Length ? equilibria[e] : null;
                    rows.Text(Horizon(answer.Game, at.Horizon))
                        .Number(joining.Valuation + 1)
                        .Text(CsvRows.Cell(Valuation(answer.Question, joining.Valuation)))
                        .Text(CsvRows.Cell(Unit(answer.Question)))
                        .Text(CsvRows.Cell(found is null ? "" : Members(at.Table, found.Profile)))
                        .Number(found?.Margin ?? double.NaN)
                        .Text(CsvRows.Cell(found is null || found.Ties == 0 ? "" : Members(at.Table, found.Ties)))
                        .Number(found is null ? double.NaN : joining.Basins[e])
                        .Number(joining.Circling)
                        .EndRow();
                }
            }
    }

    /// <summary>Who pays whom: transfers after which all lose alike, and how the nucleolus shares what the coalition keeps.</summary>
    private static void Sharing(CoalitionAnswer answer, string path)
    {
        using var rows = new CsvRows(
            path,
            "horizon,rule,valuations,bloc,amount,real_income_before_pct,real_income_after_pct,least_excess,core_empty,trouble"
        );
        foreach (var at in answer.Horizons)
        {
            for (var i = 0; i < answer.Question.Members.Length; i++)
                Row(
                    at,
                    "equal_loss",
                    null,
                    i,
                    Of(at.Transfers.Received, i),
                    Of(at.Transfers.Before, i),
                    Of(at.Transfers.After, i),
                    null,
                    at.Transfers.Trouble
                );
            foreach (var joining in at.Joining.Where(j => j.Values is not null))
                for (var i = 0; i < answer.Question.Members.Length; i++)
                    Row(
                        at,
                        "nucleolus",
                        joining.Valuation + 1,
                        i,
                        joining.Values!.Success ? joining.Values.Value.Payoffs[i] : double.NaN,
                        double.NaN,
                        double.NaN,
                        joining.Values.Success ? joining.Values.Value : null,
                        string.Join("; ", joining.Values.Faults)
                    );
        }

        void Row(
            CoalitionAtHorizon at,
            string rule,
            int? valuations,
            int member,
            double amount,
            double before,
            double after,
            Entente.Games.Cooperative.Nucleolus? nucleolus,
            string trouble
        ) =>
            rows.Text(Horizon(answer.Game, at.Horizon))
                .Text(CsvRows.Cell(rule))
                .Number(valuations ?? double.NaN)
                .Text(CsvRows.Cell(answer.Question.Members[member].Name))
                .Number(amount)
                .Number(before)
                .Number(after)
                .Number(nucleolus?.LeastExcess ?? double.NaN)
                .Text(nucleolus is null ? CsvRows.Cell("") : YesNo(nucleolus.CoreIsEmpty))
                .Text(CsvRows.Cell(trouble))
                .EndRow();

        static double Of(System.Collections.Immutable.ImmutableArray<double> values, int i) => values.IsEmpty ? double.NaN : values[i];
    }

    private static void Zone(BargainingAnswer answer, string path)
    {
        using var rows = new CsvRows(
            path,
            "horizon,valuation,scale,country_reservation,payers_reservation,open,smallest_valuation"
        );
        foreach (var row in answer.Zone)
            rows.Text(Horizon(answer.Game, row.Horizon))
                .Number(row.Valuation)
                .Number(row.Scale)
                .Number(row.Country ?? double.NaN)
                .Number(row.Payers ?? double.NaN)
                .Text(YesNo(row.IsOpen))
                .Number(row.Smallest ?? double.NaN)
                .EndRow();
    }

    private static void Deals(BargainingAnswer answer, string path)
    {
        using var rows = new CsvRows(path, "horizon,valuation,rule,scale,transfer,country_gain,payers_gain");
        foreach (var (horizon, valuation, country, payers) in answer.Ideals)
            Row(horizon, valuation, "ideal", double.NaN, double.NaN, country, payers);
        foreach (var deal in answer.Deals)
            Row(deal.Horizon, deal.Valuation, Snake(deal.Rule), deal.Scale, deal.Transfer, deal.Country, deal.Payers);
        foreach (var least in answer.Smallest)
            Row(least.Horizon, least.Valuation ?? double.NaN, "smallest_valuation", least.Scale, double.NaN, double.NaN, double.NaN);

        void Row(int horizon, double valuation, string rule, double scale, double transfer, double country, double payers) =>
            rows.Text(Horizon(answer.Game, horizon))
                .Number(valuation)
                .Text(CsvRows.Cell(rule))
                .Number(scale)
                .Number(transfer)
                .Number(country)
                .Number(payers)
                .EndRow();
    }

    private static void Rates(ChosenAnswer answer, string path)
    {
        using var rows = new CsvRows(path, "horizon,problem,lambda,chooser,instrument,partner,sector,rate,standing,trade,price");
        foreach (var outcome in answer.Outcomes)
            foreach (var rate in outcome.Rates)
                rows.Text(Horizon(answer.Game, outcome.Horizon))
                    .Text(CsvRows.Cell(Snake(outcome.Problem)))
                    .Number(outcome.Lambda ?? double.NaN)
                    .Text(CsvRows.Cell(outcome.Game.Choosers[rate.Variable.Chooser].Name))
                    .Text(CsvRows.Cell(Snake(rate.Variable.Instrument)))
                    .Text(CsvRows.Cell(rate.Variable.Partner is { } n ? answer.Game.World.Countries[n].Code : "all"))
                    .Text(CsvRows.Cell(rate.Variable.Sector is { } j ? answer.Game.World.Sectors[j].Code : "all"))
                    .Number(rate.Rate)
                    .Text(CsvRows.Cell(Snake(rate.Standing)))
                    .Number(rate.Trade)
                    .Text(CsvRows.Cell(rate.Price is { } price ? double.IsPositiveInfinity(price) ? "pays" : Shortest(price) : ""))
                    .EndRow();
    }

    /// <summary>What rates give each party beside what measures in force do, and whether a deviation would pay.</summary>
    private static void Outcomes(ChosenAnswer answer, string path)
    {
        var game = answer.Game;
        using var rows = new CsvRows(
            path,
            "horizon,problem,lambda,chooser,party,by_rates,by_rates_pct,by_measures,gradient_step,regret_points,deviations,trouble"
        );
        foreach (var outcome in answer.Outcomes)
        {
            var chooser = string.Join("; ", outcome.Game.Choosers.Select(c => c.Name));
            for (var c = 0; c < outcome.Game.Choosers.Length; c++)
                Row(outcome.Game.Choosers[c].Name, [.. outcome.Game.Choosers[c].Countries], outcome.Checks.ElementAtOrDefault(c));
            foreach (var n in game.Pressed.Select(p => p.Country).Append(game.Target).Distinct())
                if (!outcome.Game.Choosers.Any(c => c.Countries.Contains(n)))
                    Row(game.World.Countries[n].Code, [n], null);

            void Row(string party, int[] countries, RateDeviations? check) =>
                rows.Text(Horizon(game, outcome.Horizon))
                    .Text(CsvRows.Cell(Snake(outcome.Problem)))
                    .Number(outcome.Lambda ?? double.NaN)
                    .Text(CsvRows.Cell(chooser))
                    .Text(CsvRows.Cell(party))
                    .Number(outcome.ByRates(countries))
                    .Number(100 * outcome.ByRates(countries) / countries.Sum(n => game.World.Income[n]))
                    .Number(outcome.With.IsEmpty ? double.NaN : outcome.ByCommon(countries))
                    .Number(check?.Step ?? double.NaN)
                    .Number(check is null ? double.NaN : Finite(check.Regret))
                    .Number(check?.Looked ?? double.NaN)
                    .Text(CsvRows.Cell(outcome.Trouble))
                    .EndRow();
        }
    }

    private static void Exposure(SectionAnswers answers, string path)
    {
        var game = answers.Game;
        using var rows = new CsvRows(
            path,
            "horizon,country,on,elasticity,import_share,loss_at_given_wages_pct,loss_pct,concentration,trouble"
        );
        foreach (var row in answers.Exposure.Rows)
            rows.Text(Horizon(game, row.Horizon))
                .Text(CsvRows.Cell(game.World.Countries[row.Of].Code))
                .Text(CsvRows.Cell(answers.Exposure.Question.By[row.By].Name))
                .Number(row.Elasticity ?? double.NaN)
                .Number(row.ImportShare)
                .Text(CsvRows.Cell(double.IsPositiveInfinity(row.Power) ? "no supplier" : Shortest(row.Power)))
                .Number(row.Loss)
                .Number(row.Concentration)
                .Text(CsvRows.Cell(row.Trouble))
                .EndRow();
    }

    private static void Commitment(SectionAnswers answers, string path)
    {
        var game = answers.Game;
        using var rows = new CsvRows(path, "pressed,horizon,player,unit,least,most,outcomes_first,outcomes_last");
        foreach (var row in answers.Commitment)
            rows.Text(CsvRows.Cell(game.World.Countries[game.Pressed[row.Pressed].Country].Code))
                .Text(Horizon(game, row.Horizon))
                .Text(CsvRows.Cell(Snake(row.Player)))
                .Text(CsvRows.Cell(row.Player == Entente.Games.Credibility.TurnPlayer.Pressed ? "points" : game.World.Identity.Unit))
                .Number(row.Least)
                .Number(row.Most)
                .Number(row.First.Outcomes.Length)
                .Number(row.Last.Outcomes.Length)
                .EndRow();
    }

    /// <summary>Names of who is in a coalition, behind one another with blanks between, as tables write it.</summary>
    public static string Members(CoalitionTable table, int coalition)
    {
        ArgumentNullException.ThrowIfNull(table);
        return string.Join(' ', table.Members.Where((_, i) => ((coalition >> i) & 1) == 1).Select(m => m.Name));
    }

    /// <summary>The valuation all blocs have, or that they have several.</summary>
    public static string Valuation(CoalitionQuestion question, int list)
    {
        ArgumentNullException.ThrowIfNull(question);
        var all = question.Valuations[list].Distinct().ToList();
        return all.Count == 1 ? Shortest(all[0]) : "several";
    }

    /// <summary>A name of the code as tables write it: small letters, underscores between words.</summary>
    public static string Snake<T>(T value)
        where T : struct, Enum =>
        string.Concat(
            value
                .ToString()
                .Select((c, at) => char.IsUpper(c) ? (at > 0 ? "_" : "") + char.ToLower(c, CultureInfo.InvariantCulture) : c.ToString())
        );

    private static string Unit(CoalitionQuestion question) => Snake(question.Unit);

    private static byte[] Horizon(AlignmentGame game, int horizon) => CsvRows.Cell(game.Horizons[horizon].Name);

    private static byte[] YesNo(bool value) => CsvRows.Cell(value ? "yes" : "no");

    private static string Shortest(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Ratio(double value) => double.IsInfinity(value) ? double.NaN : value;

    /// <summary>A margin over nobody is none.</summary>
    private static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;
}
