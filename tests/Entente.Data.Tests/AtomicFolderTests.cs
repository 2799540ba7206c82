using Entente.Data.Output;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>An output appears whole or not at all, and takes nothing of anybody's with it.</summary>
public sealed class AtomicFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Target => folder.File("out");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_not_completed_leaves_nothing()
    {
        using (var output = new AtomicFolder(Target, "mark"))
            File.WriteAllText(Path.Combine(output.Path, "mark"), "half");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_fails_leaves_the_old_as_it_was()
    {
        Write("mark", "old");
        Assert.Throws<InvalidOperationException>(Fail);
        Assert.Equal("old", File.ReadAllText(Path.Combine(Target, "mark")));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));

        void Fail()
        {
            using var output = new AtomicFolder(Target, "mark");
            File.WriteAllText(Path.Combine(output.Path, "mark"), "new");
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void Outputs_are_replaced_and_what_is_somebodys_own_stays()
    {
        Write("mark", "old");
        Write("old.csv", "old");
        Write("mine.txt", "mine");
        Write("notes/mine.txt", "mine too");
        using (var output = new AtomicFolder(Target, "mark") { Outdated = name => name == "old.csv" })
        {
            File.WriteAllText(Path.Combine(output.Path, "mark"), "new");
            output.Complete();
        }
        Assert.Equal(
            ["mark", "mine.txt", "notes"],
            Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ("new", "mine too"),
            (File.ReadAllText(Path.Combine(Target, "mark")), File.ReadAllText(Path.Combine(Target, "notes/mine.txt")))
        );
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_of_other_things_is_not_taken_for_an_output()
    {
        Write("mine.txt", "mine");
        Assert.Throws<IOException>(() => new AtomicFolder(Target, "mark"));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_world_written_over_another_leaves_none_of_its_tables()
    {
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), Target);
        Write("final.csv", "country,sector,share\nC0,S0,1\n");
        Write("remarks.md", "mine");
        WorldWriter.Write(SmallWorld.Random(2, 4, 3), Target, compress: true);

        Assert.Empty(WorldFolder.Read(Target).Faults);
        Assert.False(File.Exists(Path.Combine(Target, "trade.csv")));
        Assert.True(File.Exists(Path.Combine(Target, "remarks.md")));
    }

    [Fact]
    public void The_hash_of_a_world_is_that_of_its_data()
    {
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), Target);
        var hash = ContentHash.OfFiles(WorldFolder.FilesOf(Target));
        Write("remarks.md", "mine");
        Assert.Equal(hash, ContentHash.OfFiles(WorldFolder.FilesOf(Target)));
        File.AppendAllText(Path.Combine(Target, "countries.csv"), "\n");
        Assert.NotEqual(hash, ContentHash.OfFiles(WorldFolder.FilesOf(Target)));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(Target, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
