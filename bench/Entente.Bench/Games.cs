using System.Collections.Immutable;
using System.Diagnostics;
using Entente.Data;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Bargaining;
using Entente.Games.Chosen;
using Entente.Games.Coalitions;
using Entente.Games.Exposure;
using Entente.Games.Files;
using Entente.Games.Uncertainty;

namespace Entente.Bench;

/// <summary>What a game's answers are made of: plays by themselves, plays in a row of a map, coalitions in groups.</summary>
internal static class Games
{
    private const int Row = 41;

    // Of maps beside draws, which are not about them.
    private const int Points = 5;

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
        var point = Took($"{name}, in the data, maps of {Points} x {Points}", () => AlignmentAnswer.Of(input.Game, Points));
        Write($"{point.Answers.Solved} plays");
        var options = (input.Draws ?? new GameDrawOptions()) with { Count = count, Exact = exact };
        var draws = GameDraws.Create(input, options).Value;
        Sections(point.Answers, GameDraws.Create(input, options with { Coalitions = Few, Sections = Few }).Value);
        var watch = Stopwatch.StartNew();
        var before = Processor;
        var spread = new SpreadOfGame(point, draws)
        {
            Timed = (what, time) =>
            {
                Write($"{what}: {time.TotalSeconds:0.0} s, {(Processor - before).TotalSeconds:0.0} s of processor");
                before = Processor;
            },
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

    /// <summary>The sections of a game in the data and in two draws, part by part.</summary>
    private static void Sections(GameAnswers answers, GameDraws few)
    {
        var game = answers.Game;
        var exposure = Took("exposure", () => ExposureAnswer.Of(game, answers: answers));
        var bargaining = Took("bargaining", () => BargainingAnswer.Of(game, answers: answers));
        var chosen = Took("rates chosen", () => ChosenAnswer.Of(game, answers: answers));
        var coalition = Took("coalition", () => CoalitionAnswer.Of(game, answers: answers));
        if (coalition is not null)
            _ = Took($"coalition in {Few} draws", () => CoalitionDraws.With(coalition, few, answers));
        var sections = new SectionAnswers(game, null, null, null, exposure, []);
        _ = Took($"exposure in {Few} draws", () => SectionDraws.With(sections, few, answers));
        _ = Took($"bargaining in {Few} draws", () => SectionDraws.With(sections with { Bargaining = bargaining }, few, answers));
        _ = Took($"rates chosen in {Few} draws", () => SectionDraws.With(sections with { Chosen = chosen }, few, answers));
    }

    private const int Few = 2;

    private static T Took<T>(string what, Func<T> work)
    {
        var (watch, before) = (Stopwatch.StartNew(), Processor);
        var found = work();
        Write($"{what}: {watch.Elapsed.TotalSeconds:0.0} s, {(Processor - before).TotalSeconds:0.0} s of processor");
        return found;
    }

    /// <summary>Time of all processors that this process has had.</summary>
    private static TimeSpan Processor => Process.GetCurrentProcess().TotalProcessorTime;

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
        for (var coalition = 0; table.Known.Length < 8 * table.Together; coalition++)
            table.Solve([coalition], 1, null, default);
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
