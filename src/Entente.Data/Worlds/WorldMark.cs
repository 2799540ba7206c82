using System.Security.Cryptography;

namespace Entente.Data.Worlds;

/// <summary>
/// The mark of a world that the program wrote: the hashes of its files, in the form of <c>sha256sum</c>. A world without
/// it was made by somebody else, and one whose files have other hashes was changed since: neither is ever replaced.
/// </summary>
public static class WorldMark
{
    /// <summary>The file beside the tables.</summary>
    public const string FileName = "world.sha256";

    /// <summary>Why a place is not taken for a world; null where one may be written there.</summary>
    /// <param name="folder">Where a world shall appear.</param>
    /// <exception cref="IOException">The folder cannot be read, or is none.</exception>
    public static string? WhyNot(string folder)
    {
        var place = Output.OutputPlace.Of(folder);
        if (!File.Exists(Path.Combine(place, WorldFolder.IdentityFile)))
            return null;
        var mark = Path.Combine(place, FileName);
        if (!File.Exists(mark))
            return $"'{folder}' holds a world that was not written by a command such as this (no {FileName}) and is not replaced";
        var changed = File.ReadLines(mark)
            .Select(line => line.Split("  ", 2))
            .Where(parts => parts is [_, var file] && file == Path.GetFileName(file))
            .Where(parts => Path.Combine(place, parts[1]) is var file && File.Exists(file) && Hash(file) != parts[0])
            .Select(parts => parts[1])
            .ToList();
        return changed.Count == 0
            ? null
            : $"'{folder}' holds a world that was changed by hand since it was written ({string.Join(", ", changed)}) and is not replaced";
    }

    /// <summary>Marks a world that was written just now.</summary>
    internal static void Write(string folder) =>
        File.WriteAllText(
            Path.Combine(folder, FileName),
            string.Concat(WorldFolder.FilesOf(folder).Select(file => $"{Hash(file)}  {Path.GetFileName(file)}\n"))
        );

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
