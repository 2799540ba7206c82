using System.IO.Compression;
using Entente.Data;
using Entente.Data.Runs;

namespace Entente.Native;

/// <summary>A world folder as a zip file in memory, its tables at the root.</summary>
internal static class WorldArchive
{
    /// <summary>Bytes that an archive may unpack to; a damaged or hostile one may say any number.</summary>
    private const long MostBytes = 2L << 30;

    /// <summary>Reads the world.</summary>
    /// <param name="archive">The zip file.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>The world, or every fault of the archive or its files.</returns>
    public static Checked<WorldInput> Read(Stream archive, string name)
    {
        var folder = Directory.CreateTempSubdirectory("entente-world-").FullName;
        try
        {
            return Unpack(archive, folder) is { } fault
                ? Checked<WorldInput>.Invalid([new Fault(new Place(name), fault, "a zip file of a world, its tables at the root")])
                : WorldInput.Read(new Located(folder, name));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What is wrong with the archive; null where nothing is.</summary>
    private static string? Unpack(Stream archive, string folder)
    {
        try
        {
            using var zip = new ZipArchive(archive, ZipArchiveMode.Read);
            var left = MostBytes;
            // Recipes and remarks in folders of their own are no part of a world.
            foreach (var entry in zip.Entries.Where(entry => entry.FullName == entry.Name))
            {
                using var from = entry.Open();
                using var to = File.Create(Path.Combine(folder, Path.GetFileName(entry.Name)));
                var buffer = new byte[1 << 16];
                while (from.Read(buffer) is > 0 and var read)
                {
                    if ((left -= read) < 0)
                        return $"more than {MostBytes >> 30} GB";
                    to.Write(buffer, 0, read);
                }
            }
            return null;
        }
        catch (InvalidDataException e)
        {
            return $"bytes that are no zip file ({e.Message.TrimEnd('.')})";
        }
    }
}
