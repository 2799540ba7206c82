using System.Net;
using Entente.Data;
using Entente.Web.Answers;
using Entente.Web.Questions;
using Entente.Web.Serving;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Who is told to come again, and who is not: whose question is answered, is being answered, or whose answer he has.</summary>
public sealed class AnswerStoreTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_nobody_has_asked_is_not_read_while_others_are_waited_for()
    {
        var busy = new Busy(1, TimeSpan.FromMilliseconds(100));
        var (library, store) = (new Library(Catalogue.Default, _ => null), Of(busy));
        using var _ = store;
        var (answered, other) = (Asked(0.5), Asked(0.25));
        var input = (await store.Read(library, answered, Cancellation))!.Value;
        Assert.NotNull(await store.Answer(input, answered, isPerson: false, Cancellation));
        using (await busy.Enter(Long, isPerson: false, Cancellation))
        {
            Assert.Null(await store.Read(library, other, Cancellation));
            Assert.True((await store.Read(library, answered, Cancellation))!.Success);

            // A person waits for it: a program that asks the same waits along.
            using var left = new CancellationTokenSource();
            var waiting = store.Answer(library.Input(other).Value, other, isPerson: true, left.Token);
            Assert.True((await store.Read(library, other, Cancellation))!.Success);
            await left.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            Assert.Null(await store.Read(library, other, Cancellation));
        }
        Assert.True((await store.Read(library, other, Cancellation))!.Success);
    }

    /// <summary>What is wrong with a question is told whether there is time or not.</summary>
    [Fact]
    public async Task What_cannot_be_asked_is_told_at_any_time()
    {
        var busy = new Busy(1, TimeSpan.FromMilliseconds(100));
        using var store = Of(busy);
        var library = new Library(Catalogue.Default, _ => null);
        using var place = await busy.Enter(Long, isPerson: false, Cancellation);
        var unknown = new PageQuestion { Scenario = "serbia" };
        Assert.Contains("serbia-2023", (await store.Read(library, unknown, Cancellation))!.Faults[0].Expected, StringComparison.Ordinal);
    }

    /// <summary>Another server has given the answer; this one has never seen the question and has no time.</summary>
    [Fact]
    public async Task Who_has_the_answer_is_told_so_without_anybody_at_work_for_it()
    {
        const string path = "/api/v1/answers/serbia-2023/countries.csv?case=joins&horizon=long&lever.severity=0.7";
        string tag;
        await using (var first = await Start())
        {
            using var client = Client(first);
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            tag = answer.Headers.ETag!.Tag;
        }
        await using var second = await Start();
        using var program = Client(second);
        var places = await Task.WhenAll(
            Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount)).Select(_ => second.Busy.Enter(Long, isPerson: false, Cancellation))
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(null));
        Assert.Equal(HttpStatusCode.NotModified, await Status(tag));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status("\"another\""));
        foreach (var place in places)
            place!.Dispose();
        Assert.Equal(HttpStatusCode.OK, await Status("\"another\""));

        async Task<HttpStatusCode> Status(string? known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (known is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", known);
            using var response = await program.SendAsync(request, Cancellation);
            Assert.Equal(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotModified ? tag : null, response.Headers.ETag?.Tag);
            return response.StatusCode;
        }
    }

    private static Task<Server> Start() => Server.Start(new ServeOptions { Version = "1.0", Port = 0, AsksForToken = false }, Cancellation);

    private static HttpClient Client(Server server) => new() { BaseAddress = server.Address };

    private static AnswerStore Of(Busy busy)
    {
        var options = new ServeOptions { Version = "1.0" };
        return new AnswerStore(busy, new Costs(), options, new Metrics(new OwnMeters(), busy, () => 0, () => 0));
    }

    private static PageQuestion Asked(double severity) =>
        new()
        {
            Scenario = "serbia-2023",
            Cases = ["joins"],
            Horizons = ["long"],
            Levers = System.Collections.Immutable.ImmutableSortedDictionary<string, double>.Empty.Add("severity", severity),
        };
}
