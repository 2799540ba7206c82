using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Models;
using Entente.Reporting;
using Entente.Testing;
using Entente.Web.Figures;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>What is taken along of an answer says the same as the answer, and the terminal says it again to the last digit.</summary>
public sealed partial class TakenTests(Served served) : IClassFixture<Served>
{
    private const string Asked = "case=joins&horizon=long&lever.severity=0.5&fact.import_share.RUS.SRB.GAS=0.6";

    /// <summary>A corrected fact is part of the file, and the file is answered to the same numbers.</summary>
    [Fact]
    public async Task A_bundle_has_all_that_is_needed_to_have_the_answer_again()
    {
        var bytes = await served
            .Client()
            .GetByteArrayAsync($"api/v1/answers/serbia-2023/bundle.zip?{Asked}", TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var question = Text(zip, "question.yaml");
        Assert.Contains("import_share", question, StringComparison.Ordinal);
        Assert.Contains("entente run question.yaml --case joins --out again\n", Text(zip, "README.txt"), StringComparison.Ordinal);

        Assert.Contains("title: \"Serbia and the sanctions on Russia: Serbia joins\"", Text(zip, "CITATION.cff"), StringComparison.Ordinal);

        var input = RunInput.Parse(Catalogue.Default, question, new RunOverrides(), new WorldsKept());
        Assert.True(input.Success, string.Join("; ", input.Faults));
        Assert.Contains(input.Value.WorldHash, Text(zip, "README.txt"), StringComparison.Ordinal);
        var run = ScenarioRun.Record(
            input.Value,
            ScenarioRun.Answer(input.Value, new SolveOptions()),
            new SolveOptions(),
            "1.0",
            []
        );
        using var rows = new MemoryStream();
        RunTables.Write(run, RunTables.Of(run).First(table => table.Name == "countries"), rows);
        Assert.Equal(Encoding.UTF8.GetString(rows.ToArray()), Text(zip, "countries.csv"));

        // The gas is from where it is said to be from.
        var world = run.World;
        var (serbia, russia) = (world.Country("SRB"), world.Country("RUS"));
        var gas = world
            .Energy!.Rows.Where(r => r.Importer == serbia && r.Exporter != serbia && world.Sectors[r.Sector].Code == "GAS")
            .ToList();
        Assert.Equal(0.6, gas.Where(r => r.Exporter == russia).Sum(r => r.Quantity) / gas.Sum(r => r.Quantity), 1e-7);

        // And the answer is another than without the fact.
        var plain = await served
            .Client()
            .GetStringAsync(
                "api/v1/answers/serbia-2023/countries.csv?case=joins&horizon=long&lever.severity=0.5",
                TestContext.Current.CancellationToken
            );
        Assert.NotEqual(plain, Text(zip, "countries.csv"));
    }

    /// <summary>
    /// The file holds the other cases of the scenario, or those that the one is measured from: what the bundle says to run names the case,
    /// and gives the tables of the bundle again.
    /// </summary>
    [Theory]
    [InlineData("serbia-2023", "gas-cut-off-with-interconnector")]
    [InlineData("own~world-2021~MDA~russia-2022~2023-06~~eu27", "joins")]
    public async Task What_a_bundle_says_to_run_gives_its_tables(string scenario, string name)
    {
        var bytes = await served
            .Client()
            .GetByteArrayAsync($"api/v1/answers/{scenario}/bundle.zip?case={name}&horizon=long", TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        Assert.Contains($"--case {name} --out again\n", Text(zip, "README.txt"), StringComparison.Ordinal);
        var wishes = new RunOverrides { Cases = [name] };
        var input = RunInput.Parse(Catalogue.Default, Text(zip, "question.yaml"), wishes, new WorldsKept()).Value;
        Assert.True(input.AsWritten.Cases.Length > 1);
        var options = new SolveOptions();
        var run = ScenarioRun.Record(input, ScenarioRun.Answer(input, options), options, "1.0", []);
        foreach (var table in RunTables.Of(run))
        {
            using var rows = new MemoryStream();
            RunTables.Write(run, table, rows);
            Assert.Equal(Encoding.UTF8.GetString(rows.ToArray()), Text(zip, $"{table.Name}.csv"));
        }
    }

    /// <summary>What reference managers read of the program is of its version; names of its keys are those of the format.</summary>
    [Fact]
    public void The_program_can_be_cited_in_the_version_that_it_is()
    {
        var citation = File.ReadAllText(Path.Combine(Repository.Root, "CITATION.cff"));
        var props = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props"));
        var version = Regex.Match(props, "<VersionPrefix>([^<]+)<").Groups[1].Value;
        Assert.Contains($"\nversion: {version}\n", citation, StringComparison.Ordinal);
        foreach (var key in new[] { "cff-version: 1.2.0", "message: ", "title: ", "authors:", "type: software", "license: MIT" })
            Assert.Contains($"\n{key}", $"\n{citation}", StringComparison.Ordinal);
    }

    /// <summary>What pipes and sellers bring is that of the files, before and after.</summary>
    [Fact]
    public async Task Energy_by_seller_and_by_way_is_that_of_the_answer()
    {
        const string ask = "case=gas-cut-off&horizon=short";
        var input = RunInput
            .Read(Catalogue.Default, "serbia-2023", null, new RunOverrides { Cases = ["gas-cut-off"], Horizons = ["short"] })
            .Value;
        var answer = ScenarioRun.Answer(input, new SolveOptions())[0].Answer.Comparison!;
        var figures = new EnergyFigures(answer, input.Scenario.World.Country("SRB"));
        foreach (var (was, becomes) in figures.Carriers.Where(one => one.Was.Code != "all"))
        {
            var sources = figures.Sources.Where(one => one.Carrier == was.Name).ToList();
            Assert.Equal(was.Use, sources.Sum(one => one.Before), 1e-6 * was.Use);
            Assert.Equal(becomes.Use, sources.Sum(one => one.After), 1e-6 * becomes.Use);
        }
        Assert.Equal(0, figures.Sources.Single(one => one is { Carrier: "Natural gas", Seller: "Russia" }).After);
        Assert.Equal("Russia: Natural gas", figures.Changes.Bars[0].Name);
        Assert.All(figures.Ways, way => Assert.InRange(way.After, 0, 1.000001 * way.Capacity));
        var lines = await served
            .Client()
            .GetStringAsync($"api/v1/answers/serbia-2023/lines.csv?{ask}", TestContext.Current.CancellationToken);
        var used = lines
            .Split('\n')
            .Select(line => line.Split(','))
            .Single(row => row is [_, "all to SRB in GAS", ..])[5];
        Assert.Equal(
            double.Parse(used, CultureInfo.InvariantCulture),
            figures.Ways.Single(way => way.Name == "Natural gas, from all abroad to Serbia").After
        );
        foreach (var name in new[] { "sources", "lines", "energy" })
        {
            var book = await served
                .Client()
                .GetByteArrayAsync($"api/v1/figures/serbia-2023/{name}.xlsx?{ask}", TestContext.Current.CancellationToken);
            using var zip = new ZipArchive(new MemoryStream(book));
            Assert.Contains(zip.Entries, entry => entry.FullName.Contains("sheet1", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_brief_stands_by_itself_and_says_what_the_answer_says()
    {
        var ask = "case=joins&horizon=long";
        var answer = await served.Client().GetAsync($"api/v1/answers/serbia-2023/brief.html?{ask}", TestContext.Current.CancellationToken);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("src=\"http", text, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        // What the choice means stands in it: who takes what, as of when.
        const string what = "Serbia: measures of russia-2022 in force on 2023-12-31: Import bans; Export bans;";
        Assert.Contains(what, text, StringComparison.Ordinal);
        var pressed = await served
            .Client()
            .GetStringAsync(
                "api/v1/answers/serbia-2023/brief.html?case=abstains-and-the-west-answers&horizon=long",
                TestContext.Current.CancellationToken
            );
        Assert.Contains("Assumption: two per cent for checks at the border.", pressed, StringComparison.Ordinal);
        var rows = await served
            .Client()
            .GetStringAsync($"api/v1/answers/serbia-2023/countries.csv?{ask}", TestContext.Current.CancellationToken);
        var lines = rows.Split('\n').Select(line => line.Split(',')).ToList();
        var column = Array.IndexOf(lines[0], "real_income_pct");
        var serbia = double.Parse(lines.First(line => line.Contains("SRB", StringComparer.Ordinal))[column], CultureInfo.InvariantCulture);
        Assert.Contains($"<td>{ChangeText.Percent(serbia)}</td>", text, StringComparison.Ordinal);

        var book = await served
            .Client()
            .GetByteArrayAsync($"api/v1/figures/serbia-2023/map.xlsx?{ask}", TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(new MemoryStream(book));
        var sheet = Text(zip, zip.Entries.First(e => e.FullName.Contains("sheet1", StringComparison.OrdinalIgnoreCase)).FullName);
        Assert.Contains(serbia.ToString("R", CultureInfo.InvariantCulture)[..12], sheet, StringComparison.Ordinal);
    }

    /// <summary>The table of horizons is a file: of one case, or of all, with the numbers that a run writes.</summary>
    [Fact]
    public async Task Choices_at_all_horizons_are_files_with_the_numbers_of_the_answers()
    {
        const string lever = "lever.severity=0.5";
        var client = served.Client();
        var table = await client.GetStringAsync(
            $"api/v1/figures/serbia-2023/choices.csv?case=joins&{lever}",
            TestContext.Current.CancellationToken
        );
        var rows = table.TrimEnd().Split('\n').Select(line => line.Split(',')).ToList();
        Assert.Equal(["short", "medium", "long"], rows.Skip(1).Select(row => row[2]));
        foreach (var row in rows.Skip(1))
        {
            var answer = await client.GetStringAsync(
                $"api/v1/answers/serbia-2023/countries.csv?case=joins&horizon={row[2]}&{lever}",
                TestContext.Current.CancellationToken
            );
            var lines = answer.Split('\n').Select(line => line.Split(',')).ToList();
            var serbia = lines.First(line => line.Contains("SRB", StringComparer.Ordinal));
            foreach (var column in new[] { "real_income_pct", "income_gain" })
                Assert.Equal(serbia[Array.IndexOf(lines[0], column)], row[Array.IndexOf(rows[0], column)]);
            Assert.InRange(double.Parse(row[^1], CultureInfo.InvariantCulture), 0, 1e-9);
        }
        var book = await client.GetAsync(
            $"api/v1/figures/serbia-2023/choices.xlsx?case=joins&horizon=long&{lever}",
            TestContext.Current.CancellationToken
        );
        Assert.Equal("choices.xlsx", book.Content.Headers.ContentDisposition!.FileName);

        // The page leads there, for the question and for all choices.
        var page = WebUtility.HtmlDecode(
            await client.GetStringAsync($"ask/serbia-2023?case=joins&horizon=long&{lever}", TestContext.Current.CancellationToken)
        );
        Assert.Contains($"href=\"api/v1/figures/serbia-2023/choices.csv?case=joins&{lever}\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"api/v1/figures/serbia-2023/choices.xlsx\"", page, StringComparison.Ordinal);
        Assert.Contains("joins, at every horizon, on", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody/choices.csv", HttpStatusCode.NotFound, "unknown scenario")]
    [InlineData("serbia-2023/choices.csv?case=jions", HttpStatusCode.UnprocessableEntity, "joins")]
    [InlineData("serbia-2023/choices.csv?horizon=lnog", HttpStatusCode.UnprocessableEntity, "long")]
    [InlineData("serbia-2023/choices.csv?lever.severity=0.5", HttpStatusCode.UnprocessableEntity, "one case")]
    public async Task Choices_that_nobody_has_are_told(string path, HttpStatusCode status, string word)
    {
        var answer = await served.Client().GetAsync($"api/v1/figures/{path}", TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(word, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>Questions beside each other that differ in a lever alone are headed by it.</summary>
    [Fact]
    public async Task Questions_of_one_choice_are_told_apart()
    {
        var page = await served
            .Client()
            .GetStringAsync(
                "compare?q=serbia-2023?case%3Djoins%26lever.severity%3D0.5&q=serbia-2023?case%3Djoins&q=serbia-2023?case%3Dinterconnector",
                TestContext.Current.CancellationToken
            );
        var headings = SideHeading().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).ToList();
        Assert.Equal(3, headings.Count);
        Assert.Contains(", long run; Severity of all measures: 50", headings[0], StringComparison.Ordinal);
        Assert.Contains(", long run; Severity of all measures: 100", headings[1], StringComparison.Ordinal);
        Assert.EndsWith(", long run", headings[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fact.import_share.RUS.SRB.GAS=1.5", "a part between 0 and 1")]
    [InlineData("fact.import_share.RUS.SRB=0.5", "FROM.TO.SECTOR")]
    [InlineData("fact.input_share.SRB.GAS=0.5", "input_share.COUNTRY.INPUT.SECTOR")]
    [InlineData("fact.value_added_share.SRB.CHEM=1", "a part between 0 and 1")]
    [InlineData("fact.input_share.SRB.GSA.CHEM=0.1", "did you mean GAS")]
    [InlineData("fact.flow.RUS.SBR.GAS=5", "SRB")]
    [InlineData("fact.flwo.RUS.SRB.GAS=5", "flow")]
    [InlineData("fact.elasticity.GAS=NaN", "one finite number")]
    public async Task Facts_that_no_world_has_are_told(string fact, string word)
    {
        var answer = await served
            .Client()
            .GetAsync($"api/v1/answers/serbia-2023/countries.csv?case=joins&{fact}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(word, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    [GeneratedRegex("""<th scope="col"[^>]*>\s*<a href="ask/[^"]*"[^>]*>([^<]+)</a>""")]
    private static partial Regex SideHeading();
}
