using System.Net;
using System.Text.RegularExpressions;
using Entente.Data;
using Entente.Reporting.Figures;
using Entente.Testing;
using Entente.Web.Answers;
using Entente.Web.Serving;
using Entente.Web.Sweeps;
using Entente.Web.Work;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>Sweeps of a small world on the page: what is varied, in words; figures and tables of what came out, with their files.</summary>
public sealed partial class SweepPageTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Server server = null!;
    private HttpClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        MadeSweeps.Write(folder);
        await File.WriteAllTextAsync(folder.File("scenarios/sweeps/broken.yaml"), "title: Broken\noutcomes: [real_income_pct:C0]\n");
        server = await Server.Start(
            new ServeOptions { Version = "1.0", Port = 0, AsksForToken = false, Catalogue = new Catalogue(folder.Path) },
            Cancellation
        );
        client = new HttpClient { BaseAddress = server.Address };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_start_page_leads_to_the_sweeps_that_can_be_read()
    {
        var page = await Page("");
        foreach (var name in new[] { "grid", "drawn", "many" })
            Assert.Contains($"<a href=\"sweep/{name}\">Sweep {name}</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("sweep/broken", page, StringComparison.Ordinal);
        Assert.Contains("scenario", await Page("sweep/broken"), StringComparison.Ordinal);
        Assert.Contains("did you mean grid", await Page("sweep/gird"), StringComparison.Ordinal);
    }

    /// <summary>Before anybody has asked, the page says what would be asked; then it has figures, tables and files of all of it.</summary>
    [Fact]
    public async Task A_grid_becomes_lines_along_its_longest_parameter()
    {
        var before = await Page("sweep/grid");
        Assert.Contains("One question at 24 points", before, StringComparison.Ordinal);
        Assert.Contains("As far as it goes.", before, StringComparison.Ordinal);
        Assert.Contains("Substitution between energy and other inputs", before, StringComparison.Ordinal);
        Assert.Contains("Rate of tariff in “tariff”", before, StringComparison.Ordinal);
        Assert.Contains("0.1, 0.2, 0.4", before, StringComparison.Ordinal);

        await Answered("grid");
        var page = await Page("sweep/grid");
        Assert.Contains("24 of 24 questions have an answer. Real income, Country 0: from", page, StringComparison.Ordinal);
        Assert.Equal(24, Rows(page, "points"));
        Assert.Equal(2, Rows(page, "spreads"));
        var links = FileLink().Matches(page).Select(match => match.Groups[1].Value).Distinct().ToList();
        foreach (var file in new[] { "real-income-pct-C0.svg", "output-pct-C1-S1.svg", "results.csv", "results.xlsx", "summary.csv" })
            Assert.Contains(links, link => link.EndsWith($"/{file}", StringComparison.Ordinal));
        foreach (var link in links)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(link, UriKind.Relative), Cancellation)).StatusCode);

        // The lines of the drawing are those of the other parameter, and every place has its number in the table below.
        var drawing = await client.GetStringAsync(
            new Uri(links.First(link => link.EndsWith("real-income-pct-C0.svg", StringComparison.Ordinal)), UriKind.Relative),
            Cancellation
        );
        Assert.Equal(3, drawing.Split("<polyline").Length - 1);
        foreach (var line in new[] { "energy 0.1", "energy 0.2", "energy 0.4" })
        {
            Assert.Contains(line, drawing, StringComparison.Ordinal);
            Assert.Contains($"<th scope=\"col\">{line}</th>", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Draws_become_bars_with_nine_of_ten()
    {
        Assert.Contains("drawn: 4 in the middle, nine of ten between 3.1 and 4.9", await Page("sweep/drawn"), StringComparison.Ordinal);
        await Answered("drawn");
        var page = await Page("sweep/drawn");
        Assert.Contains("12 draws, with seed 1", page, StringComparison.Ordinal);
        Assert.Contains("figure-real-income-pct", page, StringComparison.Ordinal);
        Assert.Equal(24, Rows(page, "points"));
        Assert.Contains("Country 0, It joins, long run", page, StringComparison.Ordinal);
        Assert.Contains("class=\"range\"", page, StringComparison.Ordinal);
    }

    /// <summary>Who comes while a sweep is answered sees how far it is; when it was stopped, it can be gone on with.</summary>
    [Fact]
    public async Task A_sweep_that_is_answered_is_seen_by_all_and_can_be_stopped()
    {
        var at = await Begin("many");
        while (Progress().Match(await Page("sweep/many")) is not { Success: true } progress || int.Parse(progress.Groups[1].Value) < 40)
            await Task.Delay(20, Cancellation);
        Assert.Contains("of 40,000 points answered", await Page("sweep/many"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(new Uri(at, UriKind.Relative), Cancellation)).StatusCode);
        var page = await Page("sweep/many");
        Assert.Contains("id=\"answer-sweep\"", page, StringComparison.Ordinal);
        Assert.Matches(@"Stopped; [\d,]+ of 40,000 points are answered, and kept to go on from\.", page);
    }

    /// <summary>What stands in the figures is what the model says at these points.</summary>
    [Fact]
    public async Task Figures_are_made_of_the_rows()
    {
        var options = new ServeOptions { Version = "1.0", Catalogue = new Catalogue(folder.Path) };
        using var jobs = new Jobs(new Busy(2, TimeSpan.FromSeconds(30)), options);
        using var sweeps = new OpenSweeps(options, Library(options), jobs, new Costs());
        Assert.Null(sweeps.Known("grid"));
        await foreach (var _ in sweeps.Begin("grid")!.Events(0, Cancellation)) { }
        var answer = sweeps.Known("grid")!;
        var figures = SweepFigure.Of(answer);
        Assert.Equal(["Real income, Country 0", "Value of output, Country 1, Sector 1"], figures.Select(figure => figure.Title));
        var chart = Assert.IsType<CurveChart>(figures[1].Chart);
        Assert.Equal("rate", chart.Across);
        var shown = chart.Curves.SelectMany(curve => curve.Points.Select(point => (curve.Name, point.X, point.Y)));
        var expected = answer.Rows.Select(row => ($"energy {row.Values[0]}", row.Values[1], row.Outcomes[1]));
        Assert.Equal(expected.Order(), shown.Order());
    }

    /// <summary>What a stopped sweep has answered is not asked again, unless the sweep has changed; its files are the same.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("# Another.\n")]
    public async Task A_sweep_that_was_stopped_goes_on_to_the_same_bits(string change)
    {
        var file = folder.File("scenarios/sweeps/grid.yaml");
        await File.AppendAllTextAsync(file, "\nchunk: 2\n", Cancellation);
        var options = new ServeOptions { Version = "1.0", Catalogue = new Catalogue(folder.Path) };
        var busy = new Busy(1, TimeSpan.FromSeconds(30));
        using var jobs = new Jobs(busy, options);
        using var sweeps = new OpenSweeps(options, Library(options), jobs, new Costs());
        var first = sweeps.Begin("grid")!;
        // Where somebody has all places a job takes its time, so that it can be stopped in the middle.
        using (await busy.Enter(TimeSpan.Zero, isPerson: false, Cancellation))
            await foreach (var told in first.Events(0, Cancellation))
                if (told.Data.Done >= 3)
                    first.Cancel();
        Assert.InRange(sweeps.Kept("grid"), 2, 22);

        await File.AppendAllTextAsync(file, change, Cancellation);
        var second = sweeps.Begin("grid")!;
        var least = 24;
        await foreach (var told in second.Events(0, Cancellation))
            least = told.Data.Doing == "points" ? Math.Min(least, told.Data.Done) : least;
        Assert.True(change.Length > 0 || least >= 2);
        Assert.Equal(0, sweeps.Kept("grid"));
        using var others = new Jobs(busy, options);
        using var unstopped = new OpenSweeps(options, Library(options), others, new Costs());
        var whole = unstopped.Begin("grid")!;
        await foreach (var _ in whole.Events(0, Cancellation)) { }
        Assert.Contains("results.parquet", whole.Row().Tables);
        Assert.Equal(Tables(whole), Tables(second));
        Assert.Equal(unstopped.Known("grid")!.Rows.SelectMany(Numbers), sweeps.Known("grid")!.Rows.SelectMany(Numbers));
    }

    /// <summary>What is kept stays within its bound, what has nothing is not kept, and nothing outlives the server.</summary>
    [Fact]
    public void What_is_kept_of_sweeps_is_bounded_and_cleared_away()
    {
        using var kept = new KeptSweeps(250);
        var folders = new List<string>();
        foreach (var (name, points) in new[] { ("a", 1), ("b", 2), ("none", 0), ("c", 3) })
            using (var place = kept.Take(name))
            {
                File.WriteAllBytes(Path.Combine(place.Folder, "part"), new byte[100]);
                place.Points = points;
                folders.Add(place.Folder);
            }
        Assert.Equal([0, 2, 0, 3], new[] { "a", "b", "none", "c" }.Select(kept.Points));
        Assert.Equal([false, true, false, true], folders.Select(Directory.Exists));
        using (var place = kept.Take("b"))
        {
            Assert.Equal((folders[1], 2), (place.Folder, place.Points));
            kept.Dispose();
            Assert.True(Directory.Exists(place.Folder));
        }
        Assert.DoesNotContain(folders, Directory.Exists);
    }

    private static double[] Numbers(Entente.Batches.SweepRow row) =>
        [row.Point, row.Case, .. row.Values, (double)row.Status, row.Residual, row.Iterations, row.Evaluations, .. row.Outcomes];

    private static Dictionary<string, byte[]> Tables(Job job) => job.Row().Tables.ToDictionary(name => name, name => job.Table(name)!);

    private async Task<string> Page(string path) =>
        WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation));

    private async Task<string> Begin(string sweep)
    {
        using var response = await client.PostAsync(new Uri($"api/v1/sweeps/{sweep}/answers", UriKind.Relative), null, Cancellation);
        return response.Headers.Location!.ToString();
    }

    /// <summary>Begins a sweep and waits until it is over.</summary>
    private async Task Answered(string sweep) =>
        await client.GetStringAsync(new Uri($"{await Begin(sweep)}/events", UriKind.Relative), Cancellation);

    private static int Rows(string page, string table) =>
        page[page.IndexOf($"id=\"{table}\"", StringComparison.Ordinal)..].Split("</table>")[0].Split("<tbody>")[1].Split("<tr>").Length - 1;

    [GeneratedRegex("""href="(api/v1/jobs/[^"]+)" """)]
    private static partial Regex FileLink();

    [GeneratedRegex("""<progress max="40000" value="(\d+)" """)]
    private static partial Regex Progress();

    private static Library Library(ServeOptions options) => new(options.Catalogue, _ => null);
}
