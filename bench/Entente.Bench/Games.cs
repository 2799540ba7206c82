using System.Collections.Immutable;
using System.Diagnostics;
using Entente.Data;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Coalitions;
using Entente.Games.Files;
using Entente.Games.Uncertainty;

namespace Entente.Bench;

/// <summary>What a game's answers are made of: plays by themselves, plays in a row of a map, coalitions in groups.</summary>
internal static class Games
{
    private const int Row = 41;

    public static void Run(string name)
    {
        var game = GameInput.Read(Catalogue.Default, name).Value.Game;
        Console.Out.WriteLine($"{name}, {game.World.Countries.Length} x {game.World.Sectors.Length}, one thread");
        for (var h = 0; h < game.Horizons.Length; h++)
            Plays(game, h);
        if (game.Coalition is { } question)
            foreach (var h in question.Horizons)
                Coalitions(game, question, h);
    }

    /// <summary>A game's draws by stage, of which no more than some are solved, on all processors.</summary>
    public static void Draws(string name, int count, int exact)
    {
        var input = GameInput.Read(Catalogue.Default, name).Value;
        var watch = Stopwatch.StartNew();
        var point = AlignmentAnswer.Of(input.Game, points: 5);
        Write($"{name}, in the data, maps of 5 x 5: {watch.Elapsed.TotalSeconds:0.0} s, {point.Answers.Solved} plays");
        var options = (input.Draws ?? new GameDrawOptions()) with { Count = count, Exact = exact };
        watch.Restart();
        var spread = new SpreadOfGame(point, GameDraws.Create(input, options).Value)
        {
            Timed = (what, time) => Write($"{what}: {time.TotalSeconds:0.0} s"),
        }.Answer();
        Write($"{count} draws: {watch.Elapsed.TotalSeconds:0.0} s on {Environment.ProcessorCount} processors");
        if (spread.ByDraws is { } report)
            foreach (var row in report.Checks)
            {
                var horizon = row.Horizon is { } h ? input.Game.Horizons[h].Name : "present value";
                Write(
                    $"{input.Game.Pressed[row.Pressed].Options[row.Option].Name}, {horizon}, {row.Levers}: within ",
                    $"{row.Check.Bound:0.0000} points, band {row.Check.Band:0.0000}{(row.Check.Holds ? "" : ", not near enough")}"
                );
            }
    }

    private static void Plays(AlignmentGame game, int horizon)
    {
        var answers = new GameAnswers(game);
        ImmutableArray<int> options = [.. game.Pressed.Select(pressed => pressed.Options.Length - 1)];
        var baseline = game.Horizons[horizon].Baseline;
        _ = baseline.Equilibrium;
        var asked = Enumerable
            .Range(0, Row)
            .Select(k => game.Measures(options, answers.Scales(0, 0.5, k / (Row - 1.0))))
            .ToList();
        foreach (var warm in new[] { false, true })
        {
            var alone = Timed(() => baseline.SolveAll([.. asked.Take(8)], answer => answer.Equilibrium.Iterations, threads: 1));
            var along = Timed(() => baseline.SolveAlong([.. asked], answer => answer.Equilibrium.Iterations, threads: 1));
            if (warm)
                Write(
                    $"{game.Horizons[horizon].Name}: a play by itself {alone.Each:0.0} ms, {alone.Evaluations:0.0} evaluations; ",
                    $"in a row {along.Each:0.0} ms, {along.Evaluations:0.0}"
                );
        }
    }

    private static void Coalitions(AlignmentGame game, CoalitionQuestion question, int horizon)
    {
        var baseline = game.Horizons[horizon].Baseline;
        var table = new CoalitionTable(baseline, question.Members, question.Common) { IsWhole = true };
        var watch = Stopwatch.StartNew();
        table.Solve(Enumerable.Range(0, 8 * table.Together), 1, null, default);
        Write(
            $"coalitions, {game.Horizons[horizon].Name}: {watch.Elapsed.TotalMilliseconds / table.Known.Length:0.0} ms each ",
            $"in groups of {table.Together}"
        );
    }

    private static void Write(params FormattableString[] parts) =>
        Console.Out.WriteLine(string.Concat(parts.Select(FormattableString.Invariant)));

    private static (double Each, double Evaluations) Timed(Func<ImmutableArray<int>> solve)
    {
        var watch = Stopwatch.StartNew();
        var evaluations = solve();
        return (watch.Elapsed.TotalMilliseconds / evaluations.Length, evaluations.Average());
    }
}
