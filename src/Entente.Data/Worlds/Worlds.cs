namespace Entente.Data.Worlds;

/// <summary>The worlds that come with the program, and those in folders, by name. Safe from several threads.</summary>
/// <example>
/// <code>
/// var world = Worlds.Load("world-2023").Value;
/// Console.WriteLine(world.Countries.Length);
/// </code>
/// </example>
public static class Worlds
{
    /// <summary>The world that is meant where none is named.</summary>
    public const string Default = "world-2023";

    /// <summary>Names of the worlds that come with the program, in order.</summary>
    public static IReadOnlyList<string> Names => Catalogue.Default.Worlds;

    /// <summary>Reads a world and checks it against every accounting identity.</summary>
    /// <param name="name">The name of one that comes with the program, or a folder relative to the current one.</param>
    /// <returns>The world, or every fault of every file; an unknown name is one, with those there are.</returns>
    public static Checked<World> Load(string name)
    {
        var found = Catalogue.Default.FindWorld(name, Directory.GetCurrentDirectory());
        return found.Success ? WorldFolder.Read(found.Value.Path, found.Value.Name) : Checked<World>.Invalid(found.Faults);
    }
}
