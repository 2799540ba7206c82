using System.Text;
using Entente.Cluster.Stores;
using Entente.Testing;
using Xunit;

namespace Entente.Cluster.Tests;

/// <summary>What any store does.</summary>
public sealed class JobStoreTests(PostgresServer postgres) : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_keeps_bytes_jobs_parts_and_attempts(bool inPostgres)
    {
        IJobStore store = inPostgres ? new PostgresStore(postgres.Connection) : new FolderStore(folder.Path);
        using var disposed = store as IDisposable;
        // Many workers begin at once.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.Prepare()));
        await store.Prepare();

        var bytes = Encoding.UTF8.GetBytes("world");
        var hash = SweepJob.Hash(bytes);
        Assert.False(await store.HasBlob(hash));
        Assert.Null(await store.Blob(hash));
        await store.PutBlob(hash, bytes);
        await store.PutBlob(hash, bytes);
        Assert.True(await store.HasBlob(hash));
        Assert.Equal(bytes, await store.Blob(hash));

        Assert.Null(await store.Job(Id));
        Assert.Empty(await store.OpenJobs());
        await store.OpenJob(Id, Job(hash));
        Assert.Equal(Job(hash), await store.Job(Id));
        Assert.Equal([Id], await store.OpenJobs());

        Assert.Equal(PartKept.New, await store.PutPart(Id, 12, [1, 2], "a"));
        Assert.Equal(PartKept.Same, await store.PutPart(Id, 12, [1, 2], "b"));
        Assert.Equal(PartKept.Different, await store.PutPart(Id, 12, [1, 3], "b"));
        Assert.Equal(PartKept.New, await store.PutPart(Id, 3, [9], "b"));
        Assert.Equal([1, 2], await store.Part(Id, 12));
        Assert.Null(await store.Part(Id, 4));
        Assert.Equal([3, 12], await store.Parts(Id));
        await store.RemovePart(Id, 3);
        Assert.Equal([12], await store.Parts(Id));

        await store.Begin(Id, new(4, 1, "a", null));
        await store.Begin(Id, new(5, 1, "a", null));
        await store.Begin(Id, new(6, 1, "b", null));
        await store.Ended(Id, new(4, 1, "a", "no\nat all"));
        await store.Ended(Id, new(5, 1, "a", null));
        Assert.Equal([new(4, 1, "a", "no\nat all"), new(6, 1, "b", null)], await store.Attempts(Id));
        await store.CloseJob(Id);
        Assert.Empty(await store.OpenJobs());
        await store.OpenJob(Id, Job(hash));
        Assert.Equal([new(6, 1, "b", null)], await store.Attempts(Id));
        Assert.Equal([12], await store.Parts(Id));

        await store.RemoveJob(Id);
        Assert.Empty(await store.OpenJobs());
        Assert.Null(await store.Job(Id));
        Assert.False(await store.HasBlob(hash));
        await store.RemoveJob(Id);
    }

    private static string Job(string hash) => SweepJobTests.Job() is var job ? (job with { Files = [new("world/a", hash)] }).Text() : "";
}
