using System.Collections.Immutable;
using Entente.Data.Worlds;

namespace Entente.Data.Runs;

/// <summary>A world, where it was read, and the SHA-256 of its files as they were read. Immutable.</summary>
/// <param name="World">The world.</param>
/// <param name="Folder">Where it was read.</param>
/// <param name="Hash">SHA-256 of what was read.</param>
public sealed record WorldInput(World World, Located Folder, string Hash)
{
    /// <summary>Full paths of the files it was read from, in order.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Reads the world that is meant.</summary>
    /// <param name="catalogue">Finds what comes with the program.</param>
    /// <param name="asked">What the caller names, relative to the current folder; null: what the scenario names.</param>
    /// <param name="written">What the scenario names, relative to its folder; null: the default world.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="stages">Receives how long it takes; null: nobody wants to know.</param>
    /// <param name="kept">Where worlds are kept that have been read; null: it is read.</param>
    /// <returns>The world, or every fault of its files.</returns>
    public static Checked<WorldInput> Read(
        Catalogue catalogue,
        string? asked,
        string? written,
        Located scenario,
        Stages? stages = null,
        WorldsKept? kept = null
    )
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(scenario);
        var folder = asked is not null
            ? catalogue.FindWorld(asked, Directory.GetCurrentDirectory())
            : catalogue.FindWorld(
                written ?? Worlds.Worlds.Default,
                Path.GetDirectoryName(Path.GetFullPath(scenario.Path))!,
                new Place(scenario.Name)
            );
        return folder.Success
            ? (stages ?? new(default)).Of(
                "world",
                () => kept is null ? Read(folder.Value) : kept.Of(folder.Value, () => Read(folder.Value))
            )
            : Checked<WorldInput>.Invalid(folder.Faults);
    }

    /// <summary>A world that comes with the program, kept once read.</summary>
    internal static Checked<WorldInput> Of(Catalogue catalogue, string name, WorldsKept kept)
    {
        var folder = catalogue.FindKnownWorld(name);
        return folder.Success ? kept.Of(folder.Value, () => Read(folder.Value)) : Checked<WorldInput>.Invalid(folder.Faults);
    }

    /// <summary>The world that a text names which somebody has sent: of names alone, a folder is not for whoever sends.</summary>
    /// <param name="catalogue">Finds what comes with the program.</param>
    /// <param name="named">What the text names; null: the default world.</param>
    /// <param name="sent">What messages call the text.</param>
    /// <param name="kept">Where worlds are kept that have been read.</param>
    internal static Checked<WorldInput> OfSent(Catalogue catalogue, string? named, string sent, WorldsKept kept) =>
        named is null || catalogue.Worlds.Contains(named)
            ? Of(catalogue, named ?? Worlds.Worlds.Default, kept)
            : Checked<WorldInput>.Invalid([new Fault(new Place(sent), $"world '{named}'", Spelling.OneOf(named, catalogue.Worlds))]);

    /// <summary>Reads the world of a folder.</summary>
    /// <param name="folder">The folder, and what to call it.</param>
    /// <returns>The world, or every fault of its files.</returns>
    public static Checked<WorldInput> Read(Located folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var read = new FilesRead();
        var world = WorldFolder.Read(folder.Path, folder.Name, read);
        return world.Success
            ? Checked<WorldInput>.Valid(
                new WorldInput(world.Value, folder, read.HashOf(read.Files.Order(StringComparer.Ordinal)))
                {
                    Files = [.. read.Files.Order(StringComparer.Ordinal)],
                },
                world.Warnings
            )
            : Checked<WorldInput>.Invalid(world.Faults, world.Warnings);
    }
}
