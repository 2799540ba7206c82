using System.Globalization;
using Entente.Games;
using Entente.Games.Bargaining;
using Entente.Games.Chosen;
using Entente.Games.Coalitions;
using Entente.Games.Exposure;
using Entente.Reporting.Games;

namespace Entente.Cli;

/// <summary>The sections of an answered game on the terminal, short; tables have all of it.</summary>
internal static class SectionScreen
{
    private const int MostNamed = 3;

    /// <summary>Less would be shown as 0.</summary>
    private const double LeastShown = 5e-4;

    public static void Show(SectionAnswers answers)
    {
        var game = answers.Game;
        foreach (var at in answers.Coalition?.Horizons ?? [])
            foreach (var line in Coalition(answers.Coalition!, at))
                Console.Out.WriteLine(line);
        if (answers.Bargaining is { } bargaining)
            foreach (var line in Bargaining(bargaining))
                Console.Out.WriteLine(line);
        foreach (var outcome in answers.Chosen?.Outcomes ?? [])
            Console.Out.WriteLine(Chosen(game, outcome));
        // The last horizon asked for stands for all; tables have each.
        foreach (var row in answers.Exposure.Rows.Where(row => row.Horizon == answers.Exposure.Question.Horizons[^1]))
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Exposure, {game.Horizons[row.Horizon].Name}: {game.World.Countries[row.Of].Name} without what it buys of "
                        + $"{answers.Exposure.Question.By[row.By].Name}, {100 * row.ImportShare:0.0} % of its imports, {Loss(row)}"
                )
            );
        foreach (var row in answers.Commitment.Where(row => Math.Max(Math.Abs(row.Least), Math.Abs(row.Most)) >= LeastShown))
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Being bound is worth, {game.Horizons[row.Horizon].Name}, to {SectionTables.Snake(row.Player)} against "
                        + $"{game.World.Countries[game.Pressed[row.Pressed].Country].Code}: {Number(row.Least)}"
                )
                    + (row.Most > row.Least ? string.Create(CultureInfo.InvariantCulture, $" to {Number(row.Most)}") : "")
                    + (row.Player == Entente.Games.Credibility.TurnPlayer.Pressed ? " points" : $" {game.World.Identity.Unit}")
            );
    }

    private static IEnumerable<string> Coalition(CoalitionAnswer answer, CoalitionAtHorizon at)
    {
        var (members, unit) = (answer.Question.Members, answer.Game.World.Identity.Unit);
        var about = $"Coalition of {members.Length}, {answer.Game.Horizons[at.Horizon].Name}";
        if (!at.Troubles.IsEmpty)
        {
            yield return $"{about}: {at.Troubles.Length} coalitions without equilibrium, no shares ({at.Troubles[0]})";
            yield break;
        }
        var target = answer.Game.World.Countries[answer.Game.Target].Name;
        yield return string.Create(
                    CultureInfo.InvariantCulture,
            $"{about}: {target} loses {at.Table.LossInPoints(at.Table.Everybody, answer.Game.Target):0.000} %, "
                + $"members {at.Table.LossOfMembers(at.Table.Everybody):#,0} {unit}; {at.Table.Known.Length} coalitions solved, "
                + $"largest residual {at.Table.Residual:0.0e0}"
        );
        yield return $"  Share in the target's loss (Shapley, points): {Best(CoalitionSum.TargetsLoss, "0.000")}";
        yield return $"  Share in the cost (Shapley, {unit}): {Best(CoalitionSum.MembersLoss, "#,0")}";
        yield return $"  Greedy order by loss imposed for the cost, not the best: {string.Join(", ", at.Greedy.Select(g => members[g.Step.Member].Name))}";
        if (!at.Next.IsEmpty)
            yield return $"  Who next: {members[at.Next[0].Member].Name}"
                + (double.IsFinite(at.Next[0].Ratio) ? string.Create(CultureInfo.InvariantCulture, $", {at.Next[0].Ratio:0.00} lost by {target} for each lost") : ", at no cost");
        foreach (var joining in at.Joining)
            yield return string.Create(
                    CultureInfo.InvariantCulture,
                $"  At a worth of {SectionTables.Valuation(answer.Question, joining.Valuation)} ({SectionTables.Snake(answer.Question.Unit)}): "
                    + $"{Joins(at, joining)}; {joining.Stability.Count(s => s.IsInternal)} of {joining.Stability.Length} coalitions stable within"
            );
        yield return at.Transfers.Received.IsEmpty
            ? $"  No transfers that make all lose alike: {at.Transfers.Trouble}"
            : string.Create(CultureInfo.InvariantCulture, $"  If all lost alike ({-at.Transfers.After[0]:0.000} %): ")
                + string.Join(
                    ", ",
                    members
                        .Select((m, i) => (m.Name, Received: at.Transfers.Received[i]))
                        .OrderByDescending(m => Math.Abs(m.Received))
                        .Take(MostNamed)
                        .Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Name} {(m.Received < 0 ? "pays" : "gets")} {Math.Abs(m.Received):#,0}"))
                )
                + $" {unit}";

        string Best(CoalitionSum of, string format) =>
            string.Join(
                ", ",
                at.Contributions.Where(c => c.Of == of)
                    .OrderByDescending(c => c.Shapley)
                    .Take(MostNamed)
                    .Select(c =>
                        $"{members[c.Member].Name} {c.Shapley.ToString(format, CultureInfo.InvariantCulture)}"
                        + (c.StandardError is { } error ? $" (error {error.ToString(format, CultureInfo.InvariantCulture)})" : "")
                    )
            );
    }

    private static string Joins(CoalitionAtHorizon at, JoiningAnswer joining) =>
        joining.Equilibria is not { } all ? "too many who decide for all equilibria"
        : all.IsEmpty ? "no pure equilibrium of joining"
        : all.Length == 1 ? $"{at.Table.Named(all[0].Profile)} in the one pure equilibrium"
        : $"{all.Length} pure equilibria, the largest of {all.Max(e => int.PopCount(e.Profile))} blocs";

    private static IEnumerable<string> Bargaining(BargainingAnswer answer)
    {
        var (game, unit) = (answer.Game, answer.Game.World.Identity.Unit);
        var option = game.Pressed[answer.Question.Pressed].Options[answer.Question.Option].Title;
        foreach (var trouble in answer.Troubles)
            yield return $"Bargain: {trouble}";
        foreach (var least in answer.Smallest)
            yield return least.Valuation is { } value
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"Bargain over '{option}', {game.Horizons[least.Horizon].Name}: something to agree on where a unit of the target's loss "
                        + $"is worth {value:0.000} or more ({100 * least.Scale:0} % of it)"
                )
                : $"Bargain over '{option}', {game.Horizons[least.Horizon].Name}: no worth of the target's loss makes it pay";
        foreach (var valuation in answer.Deals.GroupBy(d => (d.Horizon, d.Valuation)))
            yield return string.Create(CultureInfo.InvariantCulture, $"  At a worth of {valuation.Key.Valuation:0.###}, {game.Horizons[valuation.Key.Horizon].Name}: ")
                + string.Join(
                    ", ",
                    valuation.Select(d => string.Create(CultureInfo.InvariantCulture, $"{SectionTables.Snake(d.Rule).Replace('_', ' ')} {d.Transfer:#,0.0} for {100 * d.Scale:0} %"))
                )
                + $" ({unit} a year)";
    }

    private static string Chosen(AlignmentGame game, ChosenOutcome outcome)
    {
        var about =
            $"Rates chosen, {game.Horizons[outcome.Horizon].Name}, {SectionTables.Snake(outcome.Problem)}"
            + (outcome.Lambda is { } lambda ? string.Create(CultureInfo.InvariantCulture, $" at {lambda:0.###}") : "")
            + $", {string.Join(" and ", outcome.Game.Choosers.Select(c => c.Name))}";
        if (outcome.With.IsEmpty)
            return $"{about}: none, {outcome.Trouble}";
        var determined = outcome.Rates.Where(rate => rate.Standing != RateStanding.Undetermined).ToList();
        var rates =
            determined.Count == 0
                ? "none determined"
                : string.Create(CultureInfo.InvariantCulture, $"{100 * determined.Min(r => r.Rate):0.0} to {100 * determined.Max(r => r.Rate):0.0} %");
        return $"{about}: {rates}"
            + (determined.Count < outcome.Rates.Length ? $" ({outcome.Rates.Length - determined.Count} undetermined)" : "")
            + "; "
            + string.Join(
                ", ",
                outcome.Game.Choosers.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} {outcome.ByRates(c.Countries):+#,0.0;-#,0.0}")).Append(
                    string.Create(CultureInfo.InvariantCulture, $"{game.World.Countries[game.Target].Code} {outcome.ByRates([game.Target]):+#,0.0;-#,0.0}")
                ).Distinct()
            )
            + $" {game.World.Identity.Unit}"
            + (outcome.Checks.All(check => check.IsEquilibrium()) ? "" : string.Create(CultureInfo.InvariantCulture, $"; a deviation gains {outcome.Checks.Max(c => c.Regret):0.0e0} points"))
            + (outcome.Trouble.Length > 0 ? $"; {outcome.Trouble}" : "");
    }

    private static string Loss(ExposureRow row) =>
        double.IsInfinity(row.Power)
            ? "has no supplier of something"
            : $"loses {Number(row.Loss)} % ({Number(row.Power)} % at given wages)";

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("#,0.000", CultureInfo.InvariantCulture) : "unknown";
}