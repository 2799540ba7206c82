using System.IO.Compression;

namespace Entente.Reporting;

/// <summary>Archives whose bytes do not tell when they were made: the same content is the same file, whenever it is taken.</summary>
internal static class UndatedArchive
{
    private static readonly DateTimeOffset Day = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Adds a part, to be written into the stream and the stream closed.</summary>
    public static Stream Part(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name);
        entry.LastWriteTime = Day;
        return entry.Open();
    }
}
