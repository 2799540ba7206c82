using System.Globalization;
using Entente.Games;
using Entente.Games.Bargaining;
using Entente.Games.Chosen;
using Entente.Games.Coalitions;
using Entente.Games.Credibility;
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
        foreach (var line in Lines(answers))
            Console.Out.WriteLine(line);
    }

    private static IEnumerable<string> Lines(SectionAnswers answers) =>
        [
            .. (answers.Coalition?.Horizons ?? []).SelectMany(at => Coalition(answers.Coalition!, at)),
            .. answers.Bargaining is { } bargaining ? Bargaining(bargaining) : [],
            .. (answers.Chosen?.Outcomes ?? []).Select(outcome => Chosen(answers.Game, outcome)),
            // The last horizon asked for stands for all; tables have each.
            .. answers
                .Exposure.Rows.Where(row => row.Horizon == answers.Exposure.Question.Horizons[^1])
                .Select(row => Exposure(answers, row)),
            .. answers.Drawn?.Exposure is [var first, ..]
                ? [$"Bands of bargain, rates chosen and exposure rest on {first.Values[3].Draws + first.Values[3].Without} draws"]
                : (string[])[],
            .. answers
                .Commitment.Select((row, at) => (Row: row, Drawn: answers.DrawnCommitment.ElementAtOrDefault(at)))
                .Where(told => Math.Max(Math.Abs(told.Row.Least), Math.Abs(told.Row.Most)) >= LeastShown)
                .Select(told => Commitment(answers.Game, told.Row, told.Drawn)),
        ];

    private static IEnumerable<string> Coalition(CoalitionAnswer answer, CoalitionAtHorizon at)
    {
        var (members, unit) = (answer.Question.Members, answer.Game.World.Identity.Unit);
        var target = answer.Game.World.Countries[answer.Game.Target].Name;
        var about = $"Coalition of {members.Length}, {answer.Game.Horizons[at.Horizon].Name}";
        if (!at.Troubles.IsEmpty)
            return [$"{about}: {at.Troubles.Length} coalitions without equilibrium, no shares ({at.Troubles[0]})"];
        var (loss, cost) = (at.Table.LossInPoints(at.Table.Everybody, answer.Game.Target), at.Table.LossOfMembers(at.Table.Everybody));
        var order = string.Join(", ", at.Greedy.Select(g => members[g.Step.Member].Name));
        return
        [
            $"{about}: {target} loses {Number(loss)} %, members {Round(cost)} {unit}; {at.Table.Known.Length} coalitions solved, "
                + $"largest residual {at.Table.Residual.ToString("0.0e0", CultureInfo.InvariantCulture)}",
            $"  Share in the target's loss (Shapley, points): {Largest(answer, at, CoalitionSum.TargetsLoss, Number)}",
            $"  Share in the cost (Shapley, {unit}): {Largest(answer, at, CoalitionSum.MembersLoss, Round)}",
            $"  Greedy order by loss imposed for the cost, not the best: {order}",
            .. at.Next.Take(1).Select(next => Next(members[next.Member].Name, target, next)),
            .. at.Joining.Select(joining => Joins(answer.Question, at, joining, answer.DrawnAt(at.Horizon))),
            .. Drawn(answer.DrawnAt(at.Horizon)),
            Transfers(members, at.Transfers, unit),
        ];
    }

    private static string Largest(CoalitionAnswer answer, CoalitionAtHorizon at, CoalitionSum of, Func<double, string> format) =>
        string.Join(
            ", ",
            at.Contributions.Where(c => c.Of == of)
                .OrderByDescending(c => c.Shapley)
                .Take(MostNamed)
                .Select(c =>
                    $"{answer.Question.Members[c.Member].Name} {format(c.Shapley)}"
                    + (c.StandardError is { } error ? $" (error {format(error)})" : "")
                )
        );

    private static string Next(string name, string target, CoalitionStep next) =>
        $"  Who next: {name}, "
        + (double.IsFinite(next.Ratio) ? $"{Number(next.Ratio)} lost by {target} for each lost" : "at no cost");

    private static IEnumerable<string> Drawn(CoalitionSpread? drawn)
    {
        if (drawn is null)
            yield break;
        var off = drawn.Joining.Select(j => j.MarginOff).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        yield return $"  Over {drawn.TargetsLoss.Draws} draws, {drawn.Solved} coalitions solved in each"
            + (
                off > 0
                    ? ", the others carried over from the data: margins of joining within "
                        + $"{off.ToString("0.0e0", CultureInfo.InvariantCulture)} points in nine of ten held against them"
                    : ""
            );
    }

    private static string Joins(CoalitionQuestion question, CoalitionAtHorizon at, JoiningAnswer joining, CoalitionSpread? drawn)
    {
        var worth = $"{SectionTables.Valuation(question, joining.Valuation)} ({SectionTables.Snake(question.Unit)})";
        var joins =
            joining.Equilibria is not { } all ? "too many who decide for all equilibria"
            : all.IsEmpty ? "no pure equilibrium of joining"
            : all.Length == 1 ? $"{at.Table.Named(all[0].Profile)} in the one pure equilibrium"
            : $"{all.Length} pure equilibria, the largest of {all.Max(e => int.PopCount(e.Profile))} blocs";
        var stable = joining.Stability.Count(s => s.IsInternal);
        var inDraws =
            joining.Equilibria is [_]
            && drawn?.Joining.FirstOrDefault(j => j.Valuation == joining.Valuation)?.Equilibria.FirstOrDefault() is { } spread
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $" (in {100 * spread.Probability:0} % of draws, not settled in {100 * spread.Unsettled:0} %)"
                )
                : "";
        return $"  At a worth of {worth}: {joins}{inDraws}; {stable} of {joining.Stability.Length} coalitions stable within";
    }

    private static string Transfers(IReadOnlyList<CoalitionMember> members, EqualisingTransfers transfers, string unit)
    {
        if (transfers.Received.IsEmpty)
            return $"  No transfers that make all lose alike: {transfers.Trouble}";
        var largest = members
            .Select((m, i) => (m.Name, Received: transfers.Received[i]))
            .OrderByDescending(m => Math.Abs(m.Received))
            .Take(MostNamed)
            .Select(m => $"{m.Name} {(m.Received < 0 ? "pays" : "gets")} {Round(Math.Abs(m.Received))}");
        return $"  If all lost alike ({Number(-transfers.After[0])} %): {string.Join(", ", largest)} {unit}";
    }

    private static IEnumerable<string> Bargaining(BargainingAnswer answer)
    {
        var (game, unit) = (answer.Game, answer.Game.World.Identity.Unit);
        var option = game.Pressed[answer.Question.Pressed].Options[answer.Question.Option].Title;
        foreach (var trouble in answer.Troubles)
            yield return $"Bargain: {trouble}";
        foreach (var least in answer.Smallest)
            yield return $"Bargain over '{option}', {game.Horizons[least.Horizon].Name}: "
                + (
                    least.Valuation is { } value
                        ? $"something to agree on where a unit of the target's loss is worth {Number(value)} or more"
                        : "no worth of the target's loss makes it pay"
                );
        foreach (var deals in answer.Deals.GroupBy(d => (d.Horizon, d.Valuation)))
            yield return $"  At a worth of {Number(deals.Key.Valuation)}, {game.Horizons[deals.Key.Horizon].Name}: "
                + string.Join(", ", deals.Select(Said))
                + $" ({unit} a year)";

        static string Said(Deal deal) =>
            $"{SectionTables.Snake(deal.Rule).Replace('_', ' ')} {Round(deal.Transfer)} for {Round(100 * deal.Scale)} %";
    }

    private static string Chosen(AlignmentGame game, ChosenOutcome outcome)
    {
        var choosers = outcome.Game.Choosers;
        var about =
            $"Rates chosen, {game.Horizons[outcome.Horizon].Name}, {SectionTables.Snake(outcome.Problem)}"
            + (outcome.Lambda is { } lambda ? string.Create(CultureInfo.InvariantCulture, $" at {lambda:0.###}") : "")
            + $", {string.Join(" and ", choosers.Select(c => c.Name))}";
        if (outcome.With.IsEmpty)
            return $"{about}: none, {outcome.Trouble}";
        var found = outcome.Rates.Where(rate => rate.Standing != RateStanding.Undetermined).Select(rate => 100 * rate.Rate).ToList();
        var rates =
            found.Count == 0 ? "none determined"
            : Number(found.Min()) == Number(found.Max()) ? $"{Number(found[0])} %"
            : $"{Number(found.Min())} to {Number(found.Max())} %";
        var undetermined = found.Count < outcome.Rates.Length ? $" ({outcome.Rates.Length - found.Count} undetermined)" : "";
        var gains = choosers
            .Select(c => (c.Name, Gain: outcome.ByRates(c.Countries)))
            .Append((game.World.Countries[game.Target].Code, outcome.ByRates([game.Target])))
            .DistinctBy(party => party.Item1)
            .Select(party => $"{party.Item1} {Round(party.Item2)}");
        var deviation = outcome.Checks.All(check => check.IsEquilibrium())
            ? ""
            : $"; a deviation gains {outcome.Checks.Max(c => c.Regret).ToString("0.0e0", CultureInfo.InvariantCulture)} points";
        return $"{about}: {rates}{undetermined}; {string.Join(", ", gains)} {game.World.Identity.Unit}{deviation}"
            + (outcome.Trouble.Length > 0 ? $"; {outcome.Trouble}" : "");
    }

    private static string Exposure(SectionAnswers answers, ExposureRow row)
    {
        var game = answers.Game;
        var loss = double.IsInfinity(row.Power)
            ? "has no supplier of something"
            : $"loses {Number(row.Loss)} % ({Number(row.Power)} % at given wages)";
        return $"Exposure, {game.Horizons[row.Horizon].Name}: {game.World.Countries[row.Of].Name} without what it buys of "
            + $"{answers.Exposure.Question.By[row.By].Name}, {Number(100 * row.ImportShare)} % of its imports, {loss}";
    }

    private static string Commitment(AlignmentGame game, CommitmentValue row, RowSpread? drawn) =>
        $"Being bound is worth, {game.Horizons[row.Horizon].Name}, to {SectionTables.Snake(row.Player)} against "
        + $"{game.World.Countries[game.Pressed[row.Pressed].Country].Code}: {Number(row.Least)}"
        + (row.Most - row.Least >= LeastShown ? $" to {Number(row.Most)}" : "")
        + (row.Player == TurnPlayer.Pressed ? " points" : $" {game.World.Identity.Unit}")
        + (
            drawn is { Values: [var least, var most] } && least.Draws > 0
                ? $", {Number(least.Low)} to {Number(most.High)} in nine of ten of {least.Draws} draws"
                : ""
        );

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("#,0.000", CultureInfo.InvariantCulture) : "unknown";

    private static string Round(double value) =>
        double.IsFinite(value) ? value.ToString("#,0.0", CultureInfo.InvariantCulture) : "unknown";
}
