using Entente.Data;
using Entente.Data.Output;
using Entente.Data.Worlds;
using Entente.Data.Yaml;

namespace Entente.WorldBuilding;

/// <summary>A world as built, with the account of how.</summary>
/// <param name="World">The world.</param>
/// <param name="Cells">Text of <c>cells.csv</c>: which cells are observed, derived, imputed.</param>
/// <param name="Check">Text of <c>check.md</c>: what each step did, and how far the world is from the facts.</param>
public sealed record BuiltWorld(World World, string Cells, string Check);

/// <summary>
/// The pipeline: from raw public tables and a recipe to a world. Every step is a method of its own on
/// <see cref="Economy"/>; the same inputs give the same bytes.
/// </summary>
public static class WorldBuild
{
    /// <summary>Builds the world of a recipe and writes its folder: the tables, the recipe itself, cells.csv and check.md.</summary>
    /// <param name="recipePath">The recipe.</param>
    /// <param name="raw">The folder of raw tables.</param>
    /// <param name="output">Where the world shall appear, whole or not at all.</param>
    /// <param name="progress">Told what is being done.</param>
    public static Checked<BuiltWorld> Run(string recipePath, string raw, string output, Action<string>? progress = null)
    {
        var built = Build(recipePath, raw, progress);
        if (!built.Success)
            return built;
        using var folder = new AtomicFolder(output, WorldFolder.IdentityFile, "recipe.yaml") { Outdated = WorldWriter.IsOutdated };
        WorldWriter.WriteInto(built.Value.World, folder.Path, compress: true);
        File.WriteAllText(Path.Combine(folder.Path, "cells.csv"), built.Value.Cells);
        File.WriteAllText(Path.Combine(folder.Path, "check.md"), built.Value.Check);
        CopyRecipe(recipePath, folder.Path);
        folder.Complete();
        return built;
    }

    /// <summary>Builds the world of a recipe by the method it names.</summary>
    public static Checked<BuiltWorld> Build(string recipePath, string raw, Action<string>? progress = null)
    {
        var faults = new FaultList();
        var page = YamlPage.Read(recipePath, recipePath, faults);
        switch (page?.Text("method", required: true))
        {
            case "wiod-2014":
                return WiodBuild.Build(recipePath, raw, progress);
            case "icio":
                return Icio.IcioBuild.Build(recipePath, raw, progress);
            case { } other when !faults.Any:
                faults.Add(page.PlaceOf("method"), $"method '{other}'", "wiod-2014 or icio");
                break;
        }
        return faults.Failed<BuiltWorld>();
    }

    private static void CopyRecipe(string recipePath, string folder)
    {
        File.Copy(recipePath, Path.Combine(folder, "recipe.yaml"));
        var source = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(recipePath))!, "recipe");
        Directory.CreateDirectory(Path.Combine(folder, "recipe"));
        foreach (var file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(folder, "recipe", Path.GetFileName(file)));
    }
}
