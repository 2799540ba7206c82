using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Data.Scenarios;
using Entente.Games.Uncertainty;
using Entente.Horizons;
using Entente.Models;
using Entente.Scenarios;

namespace Entente.Games.Files;

/// <summary>A game on its world, read, checked and resolved. Immutable.</summary>
/// <param name="Game">The game.</param>
/// <param name="File">Where it was read.</param>
/// <param name="World">Where its world was read.</param>
/// <param name="GameHash">SHA-256 of the game and the files it names.</param>
/// <param name="WorldHash">SHA-256 of the files of the world.</param>
public sealed record GameInput(AlignmentGame Game, Located File, Located World, string GameHash, string WorldHash)
{
    /// <summary>What is drawn where draws are wanted; null: the file does not say.</summary>
    public GameDrawOptions? Draws => Written.Draws;

    /// <summary>The world as it was read, from which others are drawn.</summary>
    internal World Data { get; private init; } = Game.World;

    /// <summary>The cases as they are written.</summary>
    public Scenario Scenario => Written.Scenario;

    private GameWritten Written { get; init; } = null!;

    private SolveOptions Solve { get; init; } = new();

    /// <summary>The same game on another world, with other values of parameters, with cases that take effect in part and other
    /// coefficients.</summary>
    internal Checked<AlignmentGame> With(
        World world,
        ImmutableArray<HorizonSetting> settings,
        IReadOnlyDictionary<string, double> parts,
        Scenario scenario
    ) => new GameResolver(Written with { Scenario = scenario }, world, Solve) { Settings = settings, Parts = parts }.Resolve();

    /// <summary>Reads all that was named; every fault of game and world comes at once.</summary>
    /// <param name="catalogue">Finds what comes with the program.</param>
    /// <param name="name">A game file, or the name of a game that comes with the program.</param>
    /// <param name="worldName">A world folder, or the name of one that comes with the program; null: the game's.</param>
    /// <param name="horizons">Horizons in place of the game's; empty: these.</param>
    /// <param name="options">Tolerance and the like.</param>
    /// <param name="kept">Where worlds are kept that have been read; null: the world is read.</param>
    public static Checked<GameInput> Read(
        Catalogue catalogue,
        string name,
        string? worldName = null,
        IReadOnlyList<string>? horizons = null,
        SolveOptions? options = null,
        WorldsKept? kept = null
    )
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var file = catalogue.FindGame(name, Directory.GetCurrentDirectory());
        if (!file.Success)
            return Checked<GameInput>.Invalid(file.Faults);
        var read = new FilesRead();
        var faults = new FaultList(read);
        var written = GameFile.Read(file.Value.Path, file.Value.Name, faults);
        var world = WorldInput.Read(catalogue, worldName, written?.Scenario.World, file.Value, kept: kept);
        return On(world, written, faults, file.Value, () => read.HashOf(read.Files.Order(StringComparer.Ordinal)), horizons, options);
    }

    /// <summary>Reads a game from its text, which may name worlds and regimes that come with the program and no other file.</summary>
    /// <param name="catalogue">Finds what comes with the program.</param>
    /// <param name="text">The text, YAML.</param>
    /// <param name="kept">Where worlds are kept that have been read.</param>
    /// <param name="horizons">Horizons in place of the game's; empty: these.</param>
    /// <param name="options">Tolerance and the like.</param>
    /// <returns>The game on its world, or all that is wrong.</returns>
    public static Checked<GameInput> Parse(
        Catalogue catalogue,
        string text,
        WorldsKept kept,
        IReadOnlyList<string>? horizons = null,
        SolveOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(kept);
        var read = new FilesRead();
        read.Note(GameFile.Sent, text);
        var faults = new FaultList(read);
        var written = GameFile.Parse(text, faults);
        var world = WorldInput.OfSent(catalogue, written?.Scenario.World, GameFile.Sent, kept);
        return On(world, written, faults, new Located("", GameFile.Sent), read.HashOfAll, horizons, options);
    }

    private static Checked<GameInput> On(
        Checked<WorldInput> world,
        GameWritten? written,
        FaultList faults,
        Located file,
        Func<string> hash,
        IReadOnlyList<string>? horizons,
        SolveOptions? options
    )
    {
        faults.Add(world.Faults);
        faults.Warn(world.Warnings);
        if (written is null || !world.Success || faults.Count > 0)
            return faults.Failed<GameInput>();
        if (horizons is { Count: > 0 })
            written = AtHorizons(written, horizons);
        var resolver = new GameResolver(written, world.Value.World, options ?? new SolveOptions());
        var game = resolver.Resolve();
        return game.Success
            ? Checked<GameInput>.Valid(
                new GameInput(game.Value, file, world.Value.Folder, hash(), world.Value.Hash)
                {
                    Data = world.Value.World,
                    Written = written,
                    Solve = options ?? new SolveOptions(),
                },
                [.. world.Warnings, .. game.Warnings]
            )
            : Checked<GameInput>.Invalid(KeyNames.Added(game.Faults), [.. world.Warnings, .. game.Warnings]);
    }

    private static GameWritten AtHorizons(GameWritten written, IReadOnlyList<string> horizons)
    {
        var years = written.Years.ToDictionary(y => y.Horizon.Text, y => y.Years, StringComparer.Ordinal);
        return written with
        {
            Scenario = written.Scenario with { Horizons = [.. horizons.Select(h => new Horizon(h, []))] },
            Years = [.. horizons.Select(h => ((Word)h, years.TryGetValue(h, out var own) ? own : GameFile.YearsOf(h)))],
            Coalition = written.Coalition is { } c ? c with { Horizons = Kept(c.Horizons) } : null,
            Bargaining = written.Bargaining is { } b ? b with { Horizons = Kept(b.Horizons) } : null,
            Chosen = written.Chosen is { } r ? r with { Horizons = Kept(r.Horizons) } : null,
            Exposure = written.Exposure is { } e ? e with { Horizons = Kept(e.Horizons) } : null,
        };

        // A section that is asked at other horizons alone is asked at those there are.
        ImmutableArray<Word> Kept(ImmutableArray<Word> own) => [.. own.Where(word => horizons.Contains(word.Text))];
    }
}
