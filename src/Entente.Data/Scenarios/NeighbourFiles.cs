namespace Entente.Data.Scenarios;

/// <summary>Finds files named relative to another file, on disk and in messages.</summary>
internal sealed class NeighbourFiles(string path, string name)
{
    /// <summary>Of a text that lies nowhere: no file is beside it.</summary>
    public static NeighbourFiles None { get; } = new("", "");

    /// <summary>The path of the file on disk and its name for people; an empty path where there is none.</summary>
    public (string Path, string Name) Find(string file) =>
        path.Length == 0
            ? ("", file)
            : (Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file), Path.IsPathRooted(file) ? file : Beside(file));

    /// <summary>The same of a regime, which may also be one that comes with the program, by its name.</summary>
    public (string Path, string Name) FindRegime(string regime)
    {
        var beside = Find(regime);
        return !File.Exists(beside.Path) && Catalogue.Default.Regime(regime) is { } known ? (known.Path, known.Name) : beside;
    }

    private string Beside(string file)
    {
        var folder = Path.GetDirectoryName(name);
        return string.IsNullOrEmpty(folder) ? file : $"{folder.Replace('\\', '/')}/{file}";
    }
}
