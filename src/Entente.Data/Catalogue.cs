using Entente.Data.Worlds;

namespace Entente.Data;

/// <summary>A world or scenario on disk, and what to call it.</summary>
/// <param name="Path">The folder or file.</param>
/// <param name="Name">The name to show.</param>
public sealed record Located(string Path, string Name);

/// <summary>Finds worlds and scenarios by name among those that come with the program, or by path.</summary>
/// <param name="root">The folder that holds <c>worlds</c> and <c>scenarios</c>.</param>
public sealed class Catalogue(string root)
{
    /// <summary>What comes with this library: beside the program that uses it.</summary>
    public static Catalogue Default { get; } = new(AppContext.BaseDirectory);

    /// <summary>Names of the worlds that come with the program, in order.</summary>
    public IReadOnlyList<string> Worlds =>
        Names(
            "worlds",
            folder =>
                Directory
                    .EnumerateDirectories(folder)
                    .Where(world => File.Exists(Path.Combine(world, WorldFolder.IdentityFile)))
                    .Select(Path.GetFileName)
        );

    /// <summary>Names of the scenarios that come with the program, in order.</summary>
    public IReadOnlyList<string> Scenarios =>
        Names("scenarios", folder => Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileNameWithoutExtension));

    /// <summary>Names of the sweeps that come with the program, in order.</summary>
    public IReadOnlyList<string> Sweeps =>
        Names(
            Path.Combine("scenarios", "sweeps"),
            folder => Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileNameWithoutExtension)
        );

    /// <summary>Names of the backtests that come with the program, in order.</summary>
    public IReadOnlyList<string> Backtests =>
        Names(
            Path.Combine("scenarios", "backtests"),
            folder => Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileNameWithoutExtension)
        );

    /// <summary>Names of the games that come with the program, in order.</summary>
    public IReadOnlyList<string> Games =>
        Names(
            Path.Combine("scenarios", "games"),
            folder => Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileNameWithoutExtension)
        );

    /// <summary>Names of the estimations that come with the program, in order.</summary>
    public IReadOnlyList<string> Estimations =>
        Names("estimations", folder => Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileNameWithoutExtension));

    /// <summary>Names of the estimates that come with the program, in order.</summary>
    public IReadOnlyList<string> Estimates =>
        Names(
            Path.Combine("scenarios", "estimates"),
            folder => Directory.EnumerateFiles(folder, "*.json").Select(Path.GetFileNameWithoutExtension)
        );

    /// <summary>The estimate of a name that comes with the program; null: there is none.</summary>
    public Located? Estimate(string name) =>
        Estimates.Contains(name)
            ? new Located(Path.Combine(root, "scenarios", "estimates", name + ".json"), $"scenarios/estimates/{name}.json")
            : null;

    /// <summary>Names of the regimes that come with the program, in order.</summary>
    public IReadOnlyList<string> Regimes =>
        Names(
            Path.Combine("scenarios", "regimes"),
            folder => Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileNameWithoutExtension)
        );

    /// <summary>The regime of a name that comes with the program; null: there is none.</summary>
    public Located? Regime(string name) =>
        IsName(name) && Path.Combine(root, "scenarios", "regimes", name + ".yaml") is var path && File.Exists(path)
            ? new Located(path, $"scenarios/regimes/{name}.yaml")
            : null;

    /// <summary>Finds a world: a folder relative to <paramref name="baseFolder"/> or an embedded one.</summary>
    /// <param name="world">What the user wrote.</param>
    /// <param name="baseFolder">Where relative paths begin: the folder of the scenario, or the current one.</param>
    /// <param name="place">Where it was written; null: on the command line.</param>
    public Checked<Located> FindWorld(string world, string baseFolder, Place? place = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        var path = Path.Combine(baseFolder, world);
        // Nothing at all would be the base folder itself.
        if (world.Length > 0 && Directory.Exists(path))
            return Checked<Located>.Valid(new Located(path, world.TrimEnd('/', '\\')));
        var embedded = Path.Combine(root, "worlds", world);
        if (IsName(world) && Directory.Exists(embedded))
            return Checked<Located>.Valid(new Located(embedded, world));
        return Unknown("world", world, "a folder", Worlds, place);
    }

    /// <summary>Finds a world among those that come with the program, whatever folders there are.</summary>
    public Checked<Located> FindKnownWorld(string world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return Worlds.Contains(world)
            ? Checked<Located>.Valid(new Located(Path.Combine(root, "worlds", world), world))
            : Unknown("world", world, "one that comes with the program", Worlds, null);
    }

    /// <summary>Finds a scenario: a file, or an embedded one by its name with or without folder and ending.</summary>
    public Checked<Located> FindScenario(string scenario, string baseFolder) =>
        FindFile("scenario", "scenarios", scenario, baseFolder, Scenarios);

    /// <summary>Finds a scenario among those that come with the program, whatever files there are.</summary>
    public Checked<Located> FindKnownScenario(string scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return Scenarios.Contains(scenario)
            ? Checked<Located>.Valid(new Located(Path.Combine(root, "scenarios", scenario + ".yaml"), $"scenarios/{scenario}.yaml"))
            : Unknown("scenario", scenario, "one that comes with the program", Scenarios, null);
    }

    /// <summary>Finds a sweep: a file, or an embedded one by its name with or without folder and ending.</summary>
    public Checked<Located> FindSweep(string sweep, string baseFolder) => FindFile("sweep", "scenarios/sweeps", sweep, baseFolder, Sweeps);

    /// <summary>Finds a backtest: a file, or an embedded one by its name with or without folder and ending.</summary>
    public Checked<Located> FindBacktest(string backtest, string baseFolder) =>
        FindFile("backtest", "scenarios/backtests", backtest, baseFolder, Backtests);

    /// <summary>Finds a game: a file, or an embedded one by its name with or without folder and ending.</summary>
    public Checked<Located> FindGame(string game, string baseFolder) => FindFile("game", "scenarios/games", game, baseFolder, Games);

    /// <summary>Finds a file of models to be estimated: a file, or an embedded one by its name with or without folder and ending.</summary>
    public Checked<Located> FindEstimation(string estimation, string baseFolder) =>
        FindFile("estimation", "estimations", estimation, baseFolder, Estimations);

    private Checked<Located> FindFile(string what, string folder, string text, string baseFolder, IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(text);
        var path = Path.Combine(baseFolder, text);
        if (File.Exists(path))
            return Checked<Located>.Valid(new Located(path, text));
        var name = text.Replace('\\', '/');
        name = name.StartsWith(folder + "/", StringComparison.Ordinal) ? name[(folder.Length + 1)..] : name;
        name = name.EndsWith(".yaml", StringComparison.Ordinal) ? name[..^".yaml".Length] : name;
        var embedded = Path.Combine(root, folder, name + ".yaml");
        if (IsName(name) && File.Exists(embedded))
            return Checked<Located>.Valid(new Located(embedded, $"{folder}/{name}.yaml"));
        return Unknown(what, text, "a file", known, null);
    }

    private IReadOnlyList<string> Names(string folder, Func<string, IEnumerable<string?>> list)
    {
        var path = Path.Combine(root, folder);
        return Directory.Exists(path) ? [.. list(path).OfType<string>().Order(StringComparer.Ordinal)] : [];
    }

    private static bool IsName(string text) => text.Length > 0 && text.IndexOfAny(['/', '\\', ':']) < 0 && text is not ("." or "..");

    private static Checked<Located> Unknown(string what, string text, string onDisk, IReadOnlyList<string> known, Place? place)
    {
        var expected = $"{onDisk}, or {Spelling.OneOf(text, known)}";
        return Checked<Located>.Invalid([
            new Fault(
                place ?? (text.Length > 0 ? new Place(text) : null),
                place is null ? $"no such {what}" : $"{what} '{text}', which does not exist",
                expected
            ),
        ]);
    }
}
