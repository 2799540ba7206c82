using Entente.Data;
using Entente.Data.Sweeps;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Cluster.Tests;

/// <summary>A sweep as it travels: whole, or not at all.</summary>
public sealed class SweepJobTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    internal static SweepJob Job() =>
        new(new("t", "s", "a", "w", "b", "zero", 1, "1", 1e-10, 4, 2, ["c, long"], [], ["x"]), "sweep/s.yaml", "world", []);

    [Fact]
    public void It_arrives_as_it_was_sent()
    {
        var asked = MadeSweep.In(folder.Path, inFolders: true);
        var manifest = SweepManifest.Of(asked, new SolveOptions(), "1");
        var (job, places) = SweepJob.Of(asked, manifest);
        Assert.Equal("sweep/sweeps/s.yaml", job.Sweep);
        Assert.Contains(job.Files, file => file.Path == "sweep/lists/points.csv");
        var received = SweepJob.Parse(job.Text())!;
        Assert.Equal(job.Id, received.Id);
        using var elsewhere = new TemporaryFolder();
        var opened = received.Open(elsewhere.Path, hash => File.ReadAllBytes(places[hash]), Catalogue.Default, "1");
        Assert.Empty(opened.Faults);
        Assert.Empty(SweepManifest.Of(opened.Value, new SolveOptions(), "1").Differences(manifest));
    }

    [Fact]
    public void Other_bytes_another_version_and_other_inputs_are_refused()
    {
        var asked = MadeSweep.In(folder.Path);
        var (job, places) = SweepJob.Of(asked, SweepManifest.Of(asked, new SolveOptions(), "1"));
        var last = places.Keys.Last();
        Assert.Contains("missing or has other bytes", Faults(job, hash => hash == last ? [1] : Bytes(hash)));
        Assert.Contains("missing or has other bytes", Faults(job, hash => hash == last ? null : Bytes(hash)));
        Assert.Contains("a job of version 2", Faults(job with { Manifest = job.Manifest with { Version = "2" } }, Bytes));
        var otherWorld = job with { Manifest = job.Manifest with { WorldSha256 = "" } };
        Assert.Contains("other inputs than were sent: the world", Faults(otherWorld, Bytes));

        byte[] Bytes(string hash) => File.ReadAllBytes(places[hash]);

        static string Faults(SweepJob job, Func<string, byte[]?> bytes)
        {
            using var elsewhere = new TemporaryFolder();
            return Assert.Single(job.Open(elsewhere.Path, bytes, Catalogue.Default, "1").Faults).ToString();
        }
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/evil")]
    [InlineData("a/../../evil")]
    [InlineData("a//b")]
    [InlineData("C:evil")]
    [InlineData("a\\..\\b")]
    [InlineData("")]
    public void Nothing_is_laid_outside_its_folder(string path)
    {
        var hash = new string('a', 64);
        Assert.NotNull(SweepJob.Parse((Job() with { Files = [new("world/x", hash)] }).Text()));
        Assert.Null(SweepJob.Parse((Job() with { Files = [new(path, hash)] }).Text()));
        Assert.Null(SweepJob.Parse((Job() with { Sweep = path }).Text()));
        Assert.Null(SweepJob.Parse((Job() with { World = path }).Text()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("""{"Manifest":null,"Sweep":"s","World":"w","Files":[]}""")]
    public void What_is_no_job_is_none(string text) => Assert.Null(SweepJob.Parse(text));

    [Theory]
    [InlineData("localhost", "localhost:30000")]
    [InlineData("localhost:5", "localhost:5")]
    [InlineData("Host=db;Database=entente;Username=me;Password=secret", "db:5432/entente")]
    [InlineData("localhost:x", null)]
    [InlineData("localhost:70000", null)]
    [InlineData("Database=entente", null)]
    [InlineData("rubbish", null)]
    [InlineData("Host=db;Nonsense=1", null)]
    public void A_connection_is_read_and_shown_without_its_password(string text, string? shown)
    {
        var read = ClusterConnection.Parse(text);
        Assert.Equal(shown, read.Success ? read.Value.Shown : null);
        Assert.All(read.Faults, fault => Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal));
    }
}
