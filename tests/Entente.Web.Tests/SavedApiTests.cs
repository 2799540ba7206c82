using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Entente.Testing;
using Entente.Web.Serving;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>What is kept, for programs: each change says which version was seen.</summary>
[Collection(nameof(Served))]
public sealed class SavedApiTests(Served served) : IDisposable
{
    private readonly HttpClient client = served.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Versions_are_saved_restored_and_removed_and_who_has_not_seen_the_last_is_told()
    {
        var body = new { name = "mine", scenario = "serbia-2023", query = "case=joins&horizon=short&lever.severity=0.5" };
        using var first = await Send(HttpMethod.Post, "saved", body, null);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal("\"1\"", first.Headers.ETag!.Tag);
        var at = first.Headers.Location!.ToString()["/api/v1/".Length..];
        var next = new { name = "mine", scenario = "serbia-2023", query = "case=joins&horizon=long", note = "longer" };
        await Status(428, HttpMethod.Put, at, next, null);
        await Status(200, HttpMethod.Put, at, next, "\"1\"");
        // Another page, which has seen the first version only.
        using var late = await Send(HttpMethod.Put, at, body, "\"1\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal("\"2\"", late.Headers.ETag!.Tag);
        await Status(200, HttpMethod.Post, $"{at}/versions/1/restore", null, "\"2\"");
        await Status(404, HttpMethod.Post, $"{at}/versions/9/restore", null, "\"3\"");
        await Status(304, HttpMethod.Get, at, null, null, "\"3\"");
        var yaml = await client.GetStringAsync(At($"{at}/versions/1.yaml"), Cancellation);
        var asked = await client.GetStringAsync(At($"scenarios/serbia-2023/asked.yaml?{body.query}"), Cancellation);
        Assert.Equal(asked, yaml);
        await Status(204, HttpMethod.Delete, at, null, "\"3\"");
        Assert.DoesNotContain(at.Split('/')[1], await client.GetStringAsync(At("saved"), Cancellation), StringComparison.Ordinal);
        await Status(200, HttpMethod.Post, $"{at}/versions/2/restore", null, "\"4\"");
        Assert.Contains(at.Split('/')[1], await client.GetStringAsync(At("saved"), Cancellation), StringComparison.Ordinal);
        using var all = JsonDocument.Parse(await client.GetStringAsync(At(at), Cancellation));
        Assert.Equal(
            ["restored", "removed", "restored", "saved", "saved"],
            all.RootElement.EnumerateArray().Select(one => one.GetProperty("kind").GetString()!)
        );
        Assert.Equal("/ask/serbia-2023?case=joins&horizon=long", all.RootElement[0].GetProperty("page").GetString());
    }

    [Theory]
    [InlineData("""{"name":"a","scenario":"serbia-2023","quary":"case=joins"}""", 422, "did you mean query")]
    [InlineData("""{"name":"","scenario":"serbia-2023","query":"case=joins"}""", 422, "empty name")]
    [InlineData("""{"name":7,"scenario":"serbia-2023","query":"case=join"}""", 422, "a number")]
    [InlineData("""{"scenario":"serbia-2023","query":"case=joins&lever.severity=NaN"}""", 422, "one finite number")]
    [InlineData("""{"name":"a","scenario":"../serbia-2023"}""", 404, "unknown scenario")]
    [InlineData("""{"name":"a","subject":"gam","scenario":"turkey-2023"}""", 422, "did you mean game")]
    [InlineData("""{"name":"a","subject":"game","scenario":"serbia-2024"}""", 404, "did you mean serbia-2023")]
    [InlineData("""{"name":"a","subject":"game","scenario":"serbia-2023","query":"pressure=2"}""", 422, "a number from 0 to 1")]
    [InlineData("""{"name":"a","name":"b","scenario":"serbia-2023"}""", 400, "not read as JSON")]
    [InlineData("""{"name":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}""", 400, "not read as JSON")]
    [InlineData("[1]", 400, "a list")]
    [InlineData("garbage", 400, "not read as JSON")]
    public async Task What_means_nothing_is_a_fault(string body, int status, string says)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(At("saved"), content, Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(says, await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    /// <summary>A server that is started again has what was saved, the scenario that was sent among it.</summary>
    [Fact]
    public async Task A_server_that_starts_again_knows_what_was_sent_and_saved()
    {
        using var folder = new TemporaryFolder();
        var options = new ServeOptions { Version = "1.0", Port = 0, Token = Served.Token, Store = folder.File("saved.db") };
        string key;
        const string yaml =
            "title: Sent\nworld: world-2014\nfocus: DEU\n"
            + "cases:\n  - { name: a, measures: [{ kind: tariff, by: DEU, on: FRA, rate: 0.1 }] }\n";
        await using (var first = await Server.Start(options, Cancellation))
        {
            using var own = Served.Client(first);
            using var content = new StringContent(yaml, Encoding.UTF8, "application/yaml");
            using var sent = await own.PostAsync(At("answers"), content, Cancellation);
            Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
            key = sent.Headers.Location!.ToString().Split('/')[^1];
            using var saved = await own.PostAsJsonAsync(At("saved"), new { name = "n", scenario = key, query = "case=a" }, Cancellation);
            Assert.Equal(HttpStatusCode.Created, saved.StatusCode);
        }
        await using var second = await Server.Start(options, Cancellation);
        using var again = Served.Client(second);
        Assert.Contains(key, await again.GetStringAsync(At("saved"), Cancellation), StringComparison.Ordinal);
        var asked = await again.GetStringAsync(At($"scenarios/{key}/asked.yaml?case=a"), Cancellation);
        Assert.Contains("rate: 0.1", asked, StringComparison.Ordinal);
        using var unknown = await again.GetAsync(At($"scenarios/{new string('0', 32)}"), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static Uri At(string path) => new($"/api/v1/{path}", UriKind.Relative);

    private async Task Status(int status, HttpMethod method, string path, object? body, string? seen, string? has = null)
    {
        using var response = await Send(method, path, body, seen, has);
        Assert.Equal(status, (int)response.StatusCode);
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body, string? seen, string? has = null)
    {
        using var request = new HttpRequestMessage(method, At(path)) { Content = body is null ? null : JsonContent.Create(body) };
        if (seen is not null)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(seen));
        if (has is not null)
            request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(has));
        return await client.SendAsync(request, Cancellation);
    }
}
