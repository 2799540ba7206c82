using System.Globalization;
using Entente.Data.Output;
using Entente.Games;
using Entente.Games.Bargaining;
using Entente.Games.Chosen;
using Entente.Games.Coalitions;
using Entente.Games.Uncertainty;

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
            Zone(bargaining, answers.Drawn, Path.Combine(folder, "contract_zone.csv"));
            Deals(bargaining, answers.Drawn, Path.Combine(folder, "bargaining.csv"));
        }
        if (answers.Chosen is { } chosen)
        {
            Rates(chosen, answers.Drawn, Path.Combine(folder, "chosen.csv"));
            Outcomes(chosen, answers.Drawn, Path.Combine(folder, "chosen_outcomes.csv"));
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
                rows.Number(drawn?.PutRight ?? double.NaN);
                Rests(rows, drawn?.Shapley, solved).EndRow();
            }
    }

    /// <summary>The greedy order with the best for as much beside, all but one, and who could join those who are in today.</summary>
    private static void Growing(CoalitionAnswer answer, string path)
    {
        using var rows = new CsvRows(
            path,
            "horizon,kind,step,bloc,coalition,added_loss,added_cost,loss_per_cost,loss,cost,best_for_the_cost,best_loss,"
                + "added_loss_low,added_loss_high,added_cost_low,added_cost_high,loss_low,loss_high,cost_low,cost_high,"
                + "best_loss_low,best_loss_high,probability,best_probability,draws,without_answer,coalitions_solved"
        );
        foreach (var at in answer.Horizons)
        {
            var drawn = answer.DrawnAt(at.Horizon);
            for (var k = 0; k < at.Greedy.Length; k++)
                Row(at, "greedy", k + 1, at.Greedy[k].Step, at.Greedy[k], drawn?.Greedy[k].Step, drawn?.Greedy[k]);
            for (var k = 0; k < at.AllButOne.Length; k++)
                Row(at, "all_but_one", null, at.AllButOne[k], null, drawn?.AllButOne[k], null);
            for (var k = 0; k < at.Next.Length; k++)
                Row(at, "next", null, at.Next[k], null, drawn?.Next[k], null);
        }

        void Row(
            CoalitionAtHorizon at,
            string kind,
            int? number,
            CoalitionStep step,
            GreedyStep? greedy,
            StepSpread? ofStep,
            GreedySpread? ofGreedy
        )
        {
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
                .Number(greedy?.BestLoss ?? double.NaN);
            foreach (var band in new[] { ofStep?.AddedLoss, ofStep?.AddedCost, ofGreedy?.Loss, ofGreedy?.Cost, ofGreedy?.BestLoss })
                GameTables.Band(rows, band);
            rows.Number(ofStep?.Same ?? double.NaN).Number(ofGreedy?.SameBest ?? double.NaN);
            Rests(rows, ofStep?.AddedLoss, answer.DrawnAt(at.Horizon)).EndRow();
        }
    }

    /// <summary>What a band of a coalition rests on.</summary>
    private static CsvRows Rests(CsvRows rows, Spread? spread, CoalitionSpread? drawn) =>
        Rests(rows, spread).Number(drawn?.Solved ?? double.NaN);

    /// <summary>Draws that a number rests on, and those in which it has none.</summary>
    private static CsvRows Rests(CsvRows rows, Spread? spread) =>
        rows.Number(spread?.Draws ?? double.NaN).Number(spread?.Without ?? double.NaN);

    private static void Stability(CoalitionAnswer answer, string path)
    {
        using var rows = new CsvRows(
            path,
            "horizon,valuations,valuation,unit,coalition,internal,external,stable,internal_margin_points,external_margin_points,"
                + "internal_low,internal_high,external_low,external_high,probability_internal,probability_external,probability_stable,"
                + "unsettled,margin_off_points,draws,without_answer,coalitions_solved"
        );
        foreach (var at in answer.Horizons)
            foreach (var joining in at.Joining)
                for (var k = 0; k < joining.Stability.Length; k++)
                {
                    var (row, drawn) = (joining.Stability[k], answer.DrawnAt(at.Horizon));
                    var ofList = drawn?.Joining.FirstOrDefault(j => j.Valuation == joining.Valuation);
                    var spread = ofList?.Stability.ElementAtOrDefault(k);
                    rows.Text(Horizon(answer.Game, at.Horizon))
                        .Number(joining.Valuation + 1)
                        .Text(CsvRows.Cell(Valuation(answer.Question, joining.Valuation)))
                        .Text(CsvRows.Cell(Unit(answer.Question)))
                        .Text(CsvRows.Cell(Members(at.Table, row.Profile)))
                        .Text(YesNo(row.IsInternal))
                        .Text(YesNo(row.IsExternal))
                        .Text(YesNo(row.IsStable))
                        .Number(Finite(row.InternalMargin))
                        .Number(Finite(row.ExternalMargin));
                    GameTables.Band(rows, spread?.Internal);
                    GameTables.Band(rows, spread?.External);
                    rows.Number(spread?.IsInternal ?? double.NaN)
                        .Number(spread?.IsExternal ?? double.NaN)
                        .Number(spread?.IsStable ?? double.NaN)
                        .Number(spread?.Unsettled ?? double.NaN)
                        .Number(ofList?.MarginOff ?? double.NaN);
                    Rests(rows, spread?.Internal, drawn).EndRow();
                }
    }

    /// <summary>
    /// All pure equilibria of joining, one row with no coalition where there are none; then those that are equilibria in draws only, which
    /// have no numbers in the data.
    /// </summary>
    private static void Joining(CoalitionAnswer answer, string path)
    {
        using var rows = new CsvRows(
            path,
            "horizon,valuations,valuation,unit,joins,margin_points,ties,basin,circling,margin_low,margin_high,basin_low,basin_high,"
                + "probability,unsettled,margin_off_points,draws,without_answer,coalitions_solved"
        );
        foreach (var at in answer.Horizons)
            foreach (var joining in at.Joining.Where(j => j.Equilibria is not null))
            {
                var (equilibria, drawn) = (joining.Equilibria!.Value, answer.DrawnAt(at.Horizon));
                var ofList = drawn?.Joining.FirstOrDefault(j => j.Valuation == joining.Valuation);
                for (var e = 0; e < Math.Max(1, equilibria.Length); e++)
                    Row(
                        at,
                        joining,
                        e < equilibria.Length ? equilibria[e] : null,
                        e,
                        e < equilibria.Length ? ofList?.Equilibria[e] : null,
                        ofList?.MarginOff
                    );
                foreach (var found in ofList?.Equilibria.Skip(equilibria.Length) ?? [])
                    Row(at, joining, null, null, found, ofList!.MarginOff);
            }

        void Row(
            CoalitionAtHorizon at,
            JoiningAnswer joining,
            Entente.Games.Joining.JoiningEquilibrium? found,
            int? number,
            EquilibriumSpread? spread,
            double? off
        )
        {
            rows.Text(Horizon(answer.Game, at.Horizon))
                .Number(joining.Valuation + 1)
                .Text(CsvRows.Cell(Valuation(answer.Question, joining.Valuation)))
                .Text(CsvRows.Cell(Unit(answer.Question)))
                .Text(CsvRows.Cell((found?.Profile ?? spread?.Profile) is { } profile ? Members(at.Table, profile) : ""))
                .Number(found?.Margin ?? double.NaN)
                .Text(CsvRows.Cell(found is null || found.Ties == 0 ? "" : Members(at.Table, found.Ties)))
                .Number(found is null ? double.NaN : joining.Basins[number!.Value])
                .Number(number is null ? double.NaN : joining.Circling);
            GameTables.Band(rows, spread?.Margin);
            GameTables.Band(rows, spread?.Basin);
            rows.Number(spread?.Probability ?? double.NaN).Number(spread?.Unsettled ?? double.NaN).Number(off ?? double.NaN);
            Rests(rows, spread?.Margin, answer.DrawnAt(at.Horizon)).EndRow();
        }
    }

    /// <summary>Who pays whom: transfers after which all lose alike, and how the nucleolus shares what the coalition keeps.</summary>
    private static void Sharing(CoalitionAnswer answer, string path)
    {
        using var rows = new CsvRows(
            path,
            "horizon,rule,valuations,bloc,amount,real_income_before_pct,real_income_after_pct,least_excess,core_empty,trouble,"
                + "low,high,draws,without_answer,least_excess_low,least_excess_high,probability_core_empty"
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
                    at.Transfers.Trouble,
                    answer.DrawnAt(at.Horizon)?.Received.ElementAtOrDefault(i),
                    null
                );
            foreach (var joining in at.Joining.Where(j => j.Values is not null))
            {
                var drawn = answer.DrawnAt(at.Horizon)?.Joining.FirstOrDefault(j => j.Valuation == joining.Valuation)?.Sharing;
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
                        string.Join("; ", joining.Values.Faults),
                        drawn?.Payoffs[i],
                        drawn
                    );
            }
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
            string trouble,
            Spread? drawn,
            NucleolusSpread? ofAll
        )
        {
            rows.Text(Horizon(answer.Game, at.Horizon))
                .Text(CsvRows.Cell(rule))
                .Number(valuations ?? double.NaN)
                .Text(CsvRows.Cell(answer.Question.Members[member].Name))
                .Number(amount)
                .Number(before)
                .Number(after)
                .Number(nucleolus?.LeastExcess ?? double.NaN)
                .Text(nucleolus is null ? CsvRows.Cell("") : YesNo(nucleolus.CoreIsEmpty))
                .Text(CsvRows.Cell(trouble));
            GameTables.Band(rows, drawn);
            Rests(rows, drawn);
            GameTables.Band(rows, ofAll?.LeastExcess);
            rows.Number(ofAll?.CoreIsEmpty ?? double.NaN).EndRow();
        }

        static double Of(System.Collections.Immutable.ImmutableArray<double> values, int i) => values.IsEmpty ? double.NaN : values[i];
    }

    private static void Zone(BargainingAnswer answer, SectionSpread? drawn, string path)
    {
        using var rows = new CsvRows(
            path,
            "horizon,valuation,scale,country_reservation,payers_reservation,open,smallest_valuation,country_low,country_high,"
                + "payers_low,payers_high,smallest_low,smallest_high,probability_open,draws,without_answer"
        );
        for (var at = 0; at < answer.Zone.Length; at++)
        {
            var (row, spread) = (answer.Zone[at], drawn?.Zone[at]);
            rows.Text(Horizon(answer.Game, row.Horizon))
                .Number(row.Valuation)
                .Number(row.Scale)
                .Number(row.Country ?? double.NaN)
                .Number(row.Payers ?? double.NaN)
                .Text(YesNo(row.IsOpen))
                .Number(row.Smallest ?? double.NaN);
            Bands(rows, spread, 3);
            rows.Number(spread?.Share ?? double.NaN);
            Rests(rows, spread?.Values[0]).EndRow();
        }
    }

    private static void Bands(CsvRows rows, RowSpread? spread, int count)
    {
        for (var k = 0; k < count; k++)
            GameTables.Band(rows, spread?.Values[k]);
    }

    private static void Deals(BargainingAnswer answer, SectionSpread? drawn, string path)
    {
        using var rows = new CsvRows(
            path,
            "horizon,valuation,rule,scale,transfer,country_gain,payers_gain,valuation_low,valuation_high,scale_low,scale_high,"
                + "transfer_low,transfer_high,country_low,country_high,payers_low,payers_high,probability,draws,without_answer"
        );
        for (var at = 0; at < answer.Ideals.Length; at++)
        {
            var ((horizon, valuation, country, payers), spread) = (answer.Ideals[at], drawn?.Ideals[at]);
            Row(horizon, valuation, "ideal", double.NaN, double.NaN, country, payers);
            End([null, null, null, spread?.Values[0], spread?.Values[1]], spread);
        }
        for (var at = 0; at < answer.Deals.Length; at++)
        {
            var (deal, spread) = (answer.Deals[at], drawn?.Deals[at]);
            Row(deal.Horizon, deal.Valuation, Snake(deal.Rule), deal.Scale, deal.Transfer, deal.Country, deal.Payers);
            End([null, spread?.Values[0], spread?.Values[1], spread?.Values[2], spread?.Values[3]], spread);
        }
        for (var at = 0; at < answer.Smallest.Length; at++)
        {
            var (least, spread) = (answer.Smallest[at], drawn?.Smallest[at]);
            Row(least.Horizon, least.Valuation ?? double.NaN, "smallest_valuation", least.Scale, double.NaN, double.NaN, double.NaN);
            End([spread?.Values[0], spread?.Values[1], null, null, null], spread);
        }

        void Row(int horizon, double valuation, string rule, double scale, double transfer, double country, double payers) =>
            rows.Text(Horizon(answer.Game, horizon))
                .Number(valuation)
                .Text(CsvRows.Cell(rule))
                .Number(scale)
                .Number(transfer)
                .Number(country)
                .Number(payers);

        void End(Spread?[] bands, RowSpread? spread)
        {
            foreach (var band in bands)
                GameTables.Band(rows, band);
            rows.Number(spread?.Share ?? double.NaN);
            Rests(rows, spread?.Values[0]).EndRow();
        }
    }

    private static void Rates(ChosenAnswer answer, SectionSpread? drawn, string path)
    {
        using var rows = new CsvRows(
            path,
            "horizon,problem,lambda,chooser,instrument,partner,sector,rate,standing,trade,price,low,high,probability_standing,draws,"
                + "without_answer"
        );
        for (var o = 0; o < answer.Outcomes.Length; o++)
            for (var v = 0; v < answer.Outcomes[o].Rates.Length; v++)
            {
                var (outcome, rate, spread) = (answer.Outcomes[o], answer.Outcomes[o].Rates[v], drawn?.Rates[o][v]);
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
                    .Text(CsvRows.Cell(rate.Price is { } price ? double.IsPositiveInfinity(price) ? "pays" : Shortest(price) : ""));
                Bands(rows, spread, 1);
                rows.Number(spread?.Share ?? double.NaN);
                Rests(rows, spread?.Values[0]).EndRow();
            }
    }

    /// <summary>What rates give each party beside what measures in force do, and whether a deviation would pay.</summary>
    private static void Outcomes(ChosenAnswer answer, SectionSpread? drawn, string path)
    {
        var game = answer.Game;
        using var rows = new CsvRows(
            path,
            "horizon,problem,lambda,chooser,party,by_rates,by_rates_pct,by_measures,gradient_step,regret_points,deviations,trouble,"
                + "low,high,draws,without_answer"
        );
        for (var o = 0; o < answer.Outcomes.Length; o++)
        {
            var outcome = answer.Outcomes[o];
            var chooser = string.Join("; ", outcome.Game.Choosers.Select(c => c.Name));
            var parties = outcome.Parties(game);
            for (var p = 0; p < parties.Length; p++)
            {
                var ((party, countries), check) = (parties[p], outcome.Checks.ElementAtOrDefault(p));
                var spread = drawn?.ByRates[o][p];
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
                    .Text(CsvRows.Cell(outcome.Trouble));
                GameTables.Band(rows, spread);
                Rests(rows, spread).EndRow();
            }
        }
    }

    private static void Exposure(SectionAnswers answers, string path)
    {
        var game = answers.Game;
        using var rows = new CsvRows(
            path,
            "horizon,country,on,elasticity,import_share,loss_at_given_wages_pct,loss_pct,concentration,trouble,elasticity_low,"
                + "elasticity_high,import_share_low,import_share_high,loss_at_given_wages_low,loss_at_given_wages_high,loss_low,loss_high,"
                + "concentration_low,concentration_high,draws,without_answer"
        );
        for (var at = 0; at < answers.Exposure.Rows.Length; at++)
        {
            var (row, spread) = (answers.Exposure.Rows[at], answers.Drawn?.Exposure[at]);
            rows.Text(Horizon(game, row.Horizon))
                .Text(CsvRows.Cell(game.World.Countries[row.Of].Code))
                .Text(CsvRows.Cell(answers.Exposure.Question.By[row.By].Name))
                .Number(row.Elasticity ?? double.NaN)
                .Number(row.ImportShare)
                .Text(CsvRows.Cell(double.IsPositiveInfinity(row.Power) ? "no supplier" : Shortest(row.Power)))
                .Number(row.Loss)
                .Number(row.Concentration)
                .Text(CsvRows.Cell(row.Trouble));
            Bands(rows, spread, 5);
            // The loss, which not every draw has.
            Rests(rows, spread?.Values[3]).EndRow();
        }
    }

    private static void Commitment(SectionAnswers answers, string path)
    {
        var game = answers.Game;
        using var rows = new CsvRows(
            path,
            "pressed,horizon,player,unit,least,most,outcomes_first,outcomes_last,"
                + "least_low,least_high,most_low,most_high,draws,without_answer"
        );
        for (var at = 0; at < answers.Commitment.Length; at++)
        {
            var (row, drawn) = (answers.Commitment[at], answers.DrawnCommitment.ElementAtOrDefault(at));
            rows.Text(CsvRows.Cell(game.World.Countries[game.Pressed[row.Pressed].Country].Code))
                .Text(Horizon(game, row.Horizon))
                .Text(CsvRows.Cell(Snake(row.Player)))
                .Text(CsvRows.Cell(row.Player == Entente.Games.Credibility.TurnPlayer.Pressed ? "points" : game.World.Identity.Unit))
                .Number(row.Least)
                .Number(row.Most)
                .Number(row.First.Outcomes.Length)
                .Number(row.Last.Outcomes.Length);
            Bands(rows, drawn, 2);
            Rests(rows, drawn?.Values[0]).EndRow();
        }
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
