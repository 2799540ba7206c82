using System.IO.Compression;

namespace Entente.WorldBuilding.Importing;

/// <summary>Entries of a zip, opened only where they do not expand without bound.</summary>
internal static class Packed
{
    private const long Harmless = 50_000_000;
    private const long MostTimes = 300;
    private const long Most = 20_000_000_000;

    /// <summary>Opens an entry.</summary>
    /// <exception cref="InvalidDataException">It is larger than published tables are, or expands more than tables do.</exception>
    public static Stream Open(ZipArchiveEntry entry) =>
        entry.Length > Most || (entry.Length > Harmless && entry.Length > MostTimes * entry.CompressedLength)
            ? throw new InvalidDataException(
                $"{entry.FullName} would expand from {entry.CompressedLength} to {entry.Length} bytes; expected a table, which "
                    + $"packs at most {MostTimes} to 1"
            )
            : entry.Open();
}
