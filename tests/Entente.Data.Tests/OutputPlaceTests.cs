using Entente.Data.Output;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>Outputs lie where people say, take nothing by hand with them, and killed runs leave nothing for long.</summary>
public sealed class OutputPlaceTests : IDisposable
{
    private const string Token = ".out.0123456789abcdef0123456789abcdef";
    private readonly TemporaryFolder folder = new();

    private string Target => folder.File("out");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_is_followed_also_where_its_target_is_not_there(bool exists)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        if (exists)
            Directory.CreateDirectory(folder.File("far/big"));
        Directory.CreateSymbolicLink(folder.File("link"), folder.File("far"));
        Directory.CreateSymbolicLink(Target, "link/big");
        Write();
        Assert.True(File.Exists(folder.File("far/big/mark")));
        Assert.NotNull(new FileInfo(Target).LinkTarget);
    }

    [Fact]
    public void Links_in_a_circle_files_and_nothing_at_all_are_no_places()
    {
        Assert.Throws<IOException>(() => OutputPlace.Of(" "));
        File.WriteAllText(Target, "");
        Assert.Throws<IOException>(() => OutputPlace.Of(Target));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        Directory.CreateSymbolicLink(folder.File("a"), "b");
        Directory.CreateSymbolicLink(folder.File("b"), "a");
        Assert.Throws<IOException>(() => OutputPlace.Of(folder.File("a")));
    }

    [Fact]
    public void What_killed_runs_left_goes_and_what_a_living_one_writes_stays()
    {
        Directory.CreateDirectory(folder.File(Token));
        File.WriteAllText(folder.File(Token + ".lock"), "");
        using var living = new AtomicFolder(Target, "mark");
        Assert.False(Path.Exists(folder.File(Token)));
        Assert.False(Path.Exists(folder.File(Token + ".lock")));
        Write();
        Assert.True(Directory.Exists(living.Path));
    }

    [Fact]
    public void An_output_moved_aside_by_a_killed_run_comes_back()
    {
        Directory.CreateDirectory(folder.File(Token + ".old"));
        File.WriteAllText(folder.File(Token + ".old/mark"), "old");
        File.WriteAllText(folder.File(Token + ".old/mine.txt"), "mine");
        using (new AtomicFolder(Target, "mark"))
            Assert.Equal("old", File.ReadAllText(Path.Combine(Target, "mark")));
        Write();
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Target, "mine.txt")));
    }

    [Fact]
    public void A_place_that_is_only_tried_leaves_no_folder()
    {
        using (new AtomicFolder(folder.File("a/b/out"), "mark")) { }
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_world_made_or_changed_by_hand_is_never_replaced()
    {
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), Target);
        WorldWriter.Write(SmallWorld.Random(2, 3, 2), Target);
        File.AppendAllText(Path.Combine(Target, "trade.csv"), "\n");
        Assert.Contains("changed by hand", Assert.Throws<IOException>(Again).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(Target, WorldMark.FileName));
        Assert.Contains("not written by", Assert.Throws<IOException>(Again).Message, StringComparison.Ordinal);

        void Again() => WorldWriter.Write(SmallWorld.Random(3, 3, 2), Target);
    }

    private void Write()
    {
        using var output = new AtomicFolder(Target, "mark");
        File.WriteAllText(Path.Combine(output.Path, "mark"), "new");
        output.Complete();
    }
}
