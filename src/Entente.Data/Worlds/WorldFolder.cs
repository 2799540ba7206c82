using System.Collections.Immutable;
using Entente.Data.Tables;

namespace Entente.Data.Worlds;

/// <summary>
/// A world as a folder of tables (countries, sectors, trade, production, inputs, final, factors, energy, networks, uncertainty,
/// elasticities) and <c>world.yaml</c>; each table as CSV, as CSV under gzip or as Parquet of the same columns.
/// </summary>
public static class WorldFolder
{
    /// <summary>The file that makes a folder a world.</summary>
    public const string IdentityFile = "world.yaml";

    /// <summary>The tables of a world, required and optional, without their endings.</summary>
    private static readonly string[] Tables =
    [
        "countries",
        "sectors",
        "trade",
        "production",
        "inputs",
        "final",
        "factors",
        "energy",
        "networks",
        "uncertainty",
        "elasticities",
    ];

    /// <summary>Reads a world and checks it against every accounting identity.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The folder as messages shall name it; null: as given.</param>
    /// <param name="read">Receives the hashes of the files as they are read; null where nobody wants them.</param>
    /// <returns>The world, or every fault of every file.</returns>
    public static Checked<World> Read(string folder, string? name = null, FilesRead? read = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        name = (name ?? folder).TrimEnd('/', '\\');
        var faults = new FaultList(read);
        if (!Directory.Exists(folder))
        {
            faults.Add(new Place(name), "no such folder", "a world: a folder with world.yaml and its tables");
            return faults.Failed<World>();
        }
        var reader = new WorldReader(folder, name, faults);
        return reader.Read();
    }

    /// <summary>Reads only title, year, unit, sources, groups and notes.</summary>
    public static Checked<WorldIdentity> ReadIdentity(string folder, string name)
    {
        var faults = new FaultList();
        var identity = WorldIdentityFile.Read(Path.Combine(folder, IdentityFile), $"{name}/{IdentityFile}", faults);
        return faults.With(() => identity!);
    }

    /// <summary>
    /// The files that make up a world, in the order of their names; for hashing. Recipes and remarks beside them are not among
    /// them.
    /// </summary>
    public static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => IsData(Path.GetFileName(file))).Order(StringComparer.Ordinal);

    /// <summary>Whether a file of this name is read as part of a world.</summary>
    internal static bool IsData(string file) =>
        file == IdentityFile || Tables.Any(table => TableFile.Endings.Any(ending => file == table + ending));

    /// <summary>The file of a table in a folder, whichever ending it has; null where there is none or more than one.</summary>
    internal static string? Find(string folder, string name, string table, bool required, FaultList faults)
    {
        var found = TableFile
            .Endings.Select(ending => table + ending)
            .Where(file => File.Exists(Path.Combine(folder, file)))
            .ToImmutableArray();
        if (found.Length > 1)
            faults.Add(new Place($"{name}/{found[1]}"), $"the same table as {found[0]}", "one of them");
        else if (found.IsEmpty && required)
            faults.Add(new Place($"{name}/{table}.csv"), "no such file", $"{table} as .csv, .csv.gz or .parquet");
        return found.Length == 1 ? found[0] : null;
    }
}
