using System.Globalization;
using System.Net;
using System.Text.Json;
using Entente.Data;
using Entente.Positions.Profiles;
using Entente.Positions.Shipped;
using Entente.Positions.TrackRecord;
using Entente.Record.Assessments;
using Entente.Record.Attributions;
using Entente.Record.Documents;
using Entente.Record.Ledger;
using Entente.Record.Register;
using Entente.Testing;
using Entente.Web.Serving;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Positions, the ledger and estimates are the tables of the command line.</summary>
[Collection(nameof(Served))]
public sealed class RecordApiTests(Served served) : IDisposable
{
    private readonly HttpClient client = served.Client();
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        client.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Positions_are_those_of_the_terminal_bit_for_bit()
    {
        var profile = PositionProfile
            .Of(
                new ShippedPositions(),
                new ProfileQuestion { Country = "SRB", With = ["DEU", "RUS"], FromSession = 75, ToSession = 76 },
                Episodes.OfRegimes(Catalogue.Default),
                null
            )
            .Value;
        foreach (var table in ProfileTables.Of(profile))
            table.WriteCsv(folder.Path);
        const string question = "with=DEU&with=RUS&from-session=75&to-session=76";
        foreach (var table in ProfileTables.Names)
            Assert.Equal(
                await File.ReadAllTextAsync(folder.File($"{table}.csv"), Cancellation),
                await client.GetStringAsync(At($"positions/srb/{table}.csv?{question}"), Cancellation)
            );
        var agreement = profile.BySession.Single(row => row is { State: "DEU", Session: 76 });
        var picture = await client.GetStringAsync(At($"positions/srb/agreement.svg?{question}"), Cancellation);
        Assert.Contains("Agreement of Serbia with others", picture, StringComparison.Ordinal);
        var page = await client.GetStringAsync(new Uri($"country/srb?{question.Split("&from")[0]}", UriKind.Relative), Cancellation);
        Assert.Contains(agreement.Agreement.ToString("0.00", CultureInfo.InvariantCulture), page, StringComparison.Ordinal);
        Assert.Contains("started without a ledger", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("positions/SRB/points.csv", 404)]
    [InlineData("positions/XYZ/joining.csv", 422)]
    [InlineData("positions/SRB/joining.csv?topics=hr", 422)]
    [InlineData("positions/SRB/joining.csv?topic=weather", 422)]
    [InlineData("positions/SRB/joining.csv?from-session=x", 422)]
    [InlineData("positions/SRB/points.svg", 404)]
    [InlineData("positions/XYZ/agreement.svg", 422)]
    [InlineData("record/countries/SRB.csv", 404)]
    [InlineData("record/statements.csv", 404)]
    [InlineData("record/people.csv", 404)]
    [InlineData("estimates/guide.json", 404)]
    [InlineData("estimates/..%2festimates%2fadvanced-guide.json", 404)]
    public async Task What_means_nothing_is_a_fault(string path, int status)
    {
        using var response = await client.GetAsync(At(path), Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Estimates_come_as_files_and_as_a_table()
    {
        using var names = JsonDocument.Parse(await client.GetStringAsync(At("estimates"), Cancellation));
        var name = names.RootElement[0].GetProperty("name").GetString();
        using var file = JsonDocument.Parse(await client.GetStringAsync(At($"estimates/{name}.json"), Cancellation));
        var first = file.RootElement.GetProperty("models")[0].GetProperty("coefficients")[0];
        var rows = (await client.GetStringAsync(At($"estimates/{name}/coefficients.csv"), Cancellation)).Split('\n');
        Assert.Equal("model,term,estimate,standard_error", rows[0]);
        var (estimate, error) = (first.GetProperty("estimate").GetDouble(), first.GetProperty("standard_error").GetDouble());
        Assert.EndsWith(
            FormattableString.Invariant($"{first.GetProperty("term")},{estimate:R},{error:R}"),
            rows[1],
            StringComparison.Ordinal
        );
    }

    /// <summary>What is added to the ledger while the server runs is seen by the next request.</summary>
    [Fact]
    public async Task The_ledger_is_the_export_of_the_terminal()
    {
        var path = folder.File("ledger.db");
        using var ledger = RecordLedger.Open(path, NameRegister.Shipped, create: true).Value;
        await using var own = await Server.Start(
            new ServeOptions { Version = "1", Port = 0, AsksForToken = false, Ledger = path },
            Cancellation
        );
        using var to = new HttpClient { BaseAddress = own.Address };
        var empty = await to.GetStringAsync(At("record/documents.csv"), Cancellation);
        Assert.Single(empty.Trim().Split('\n'));
        var document = new SourceDocument
        {
            Name = "speech.txt",
            Format = DocumentKind.Text,
            Title = "",
            Text = "Nothing was said.",
            FileHash = "a",
            TextHash = "b",
            Encoding = "utf-8",
            Language = "en",
            Date = new DocumentDate(new DateOnly(2023, 1, 2), DateBasis.Given),
        };
        var said = new RecordedStatement(
            new Attribution(
                new Mention(new TextSpan(0, 7), MentionKind.Named, null),
                null,
                [new TextSpan(0, 16)],
                AttributionKind.Indirect,
                [],
                null,
                false,
                [],
                0.875
            ),
            new Assessment(new Dictionary<string, double>(), null, null, -1, 0.75),
            [new EntityLink(LinkRole.Source, new TextSpan(0, 7), new Entity("SRB", "Serbia", EntityKind.State, null), "named")]
        );
        ledger.Add(new RecordedDocument(document, [said], [], [], []), DateTimeOffset.UnixEpoch);
        LedgerExport.Write(ledger, folder.Path, ExportForm.Csv);
        var added = await to.GetStringAsync(At("record/documents.csv"), Cancellation);
        Assert.Contains("speech.txt", added, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(folder.File("documents.csv"), Cancellation), added);
        // Who said it, how sure that is, and on which side: on the page of the state that it is of, and of no other.
        var rows = (await to.GetStringAsync(At("record/countries/SRB.csv"), Cancellation)).Split('\n');
        Assert.StartsWith("2023-01-02,Serbia,SRB,speech.txt,,Nothing was said,indirect", rows[1], StringComparison.Ordinal);
        Assert.EndsWith(",0.875,-1,0.75", rows[1], StringComparison.Ordinal);
        var country = await to.GetStringAsync(new Uri("country/SRB", UriKind.Relative), Cancellation);
        Assert.Contains("against 0.75", country, StringComparison.Ordinal);
        Assert.Single((await to.GetStringAsync(At("record/countries/DEU.csv"), Cancellation)).Trim().Split('\n'));
        using var again = await to.GetAsync(At("record/statements.csv"), Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, At("record/statements.csv"));
        request.Headers.IfNoneMatch.Add(again.Headers.ETag!);
        using var same = await to.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        await Assert.ThrowsAsync<FaultyInputException>(() =>
            Server.Start(new ServeOptions { Version = "1", Port = 0, Ledger = folder.File("none.db") }, Cancellation)
        );
    }

    private static Uri At(string path) => new($"/api/v1/{path}", UriKind.Relative);
}
