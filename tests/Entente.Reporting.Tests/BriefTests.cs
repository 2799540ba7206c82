using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Files;
using Entente.Games.Uncertainty;
using Entente.Reporting.Figures;
using Entente.Reporting.Games;
using Entente.Testing;
using Xunit;

namespace Entente.Reporting.Tests;

/// <summary>The brief of a game says what its files say, and no more than its draws allow.</summary>
public sealed class BriefTests : IClassFixture<BriefTests.Answered>
{
    private readonly GameRecord record;

    public BriefTests(Answered answered) => record = answered.Record;

    /// <summary>A small game, answered with draws once for all tests.</summary>
    public sealed class Answered
    {
        public Answered()
        {
            using var folder = new TemporaryFolder();
            DrawnGame.WriteWorld(folder.Path);
            Record = Of(DrawnGame.Read(folder.Path), isDrawn: true);
        }

        internal GameRecord Record { get; }
    }

    private static GameRecord Of(GameInput input, bool isDrawn)
    {
        var point = AlignmentAnswer.Of(input.Game, 11);
        var spread = isDrawn ? new SpreadOfGame(point, GameDraws.Create(input, input.Draws!).Value).Answer(2) : null;
        return new GameRecord
        {
            Input = input,
            Answer = point,
            Sections = SectionAnswers.Of(point.Answers),
            Spread = spread,
            Others = isDrawn ? OtherModels.Of(point.Answers) : [],
            Version = "1",
            Tolerance = 1e-11,
        };
    }

    [Fact]
    public void Every_number_of_the_answer_is_one_of_the_files_and_no_other_stands_there()
    {
        using var folder = new TemporaryFolder();
        GameTables.Write(record.Answer, folder.Path, record.Spread, record.Others);
        Brief.Write(record, folder.Path);
        var known = new[] { "choices.csv", "prices.csv", "tipping.csv" }
            .SelectMany(file => File.ReadLines(folder.File(file)).Skip(1))
            .SelectMany(line => line.Split(','))
            .Where(cell => double.TryParse(cell, CultureInfo.InvariantCulture, out _))
            .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))
            .ToHashSet();
        var page = File.ReadAllText(folder.File("report.html"));
        var answer = Regex.Match(page, "<section class=\"lead answer\">(.*?)</section>", RegexOptions.Singleline);
        var numbers = Regex.Matches(answer.Value, "<data value=\"([^\"]+)\">([^<]+)</data>");
        Assert.Equal(3, Regex.Count(answer.Value, "<p>"));
        Assert.InRange(numbers.Count, 8, 22);
        foreach (Match number in numbers)
        {
            var value = double.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture);
            Assert.Contains(value, known);
            var read = double.Parse(number.Groups[2].Value.Replace('−', '-'), NumberStyles.Number, CultureInfo.InvariantCulture);
            // As it is read it is the number, to the places that are told; a share is told in per cent, a cost without its sign.
            Assert.Contains(
                new[] { value, -value, 100 * value },
                told => Math.Abs(told - read) <= 0.0051 * Math.Max(0.1, Math.Abs(told)) + 0.051
            );
        }
        // But for the name of the country.
        Assert.DoesNotMatch("[0-9]", Regex.Replace(Regex.Replace(answer.Value, "<data.*?</data>", ""), "&#x?[0-9A-Fa-f]+;|Country 0", ""));
    }

    [Fact]
    public void Sentences_claim_no_more_than_bands_allow()
    {
        Assert.Contains("costs Country 0", Said(record), StringComparison.Ordinal);
        // A band with both signs settles nothing.
        var spread = record.Spread!;
        var open = record with
        {
            Spread = spread with { Choices = [.. spread.Choices.Select(c => c with { Gain = c.Gain with { High = 0.1 } })] },
        };
        Assert.Contains("may cost or bring Country 0: the best estimate is −", Said(open), StringComparison.Ordinal);
        // What nobody drew has no band.
        var point = record with { Spread = null };
        Assert.Contains("how sure it is nobody computed", Said(point), StringComparison.Ordinal);
        Assert.DoesNotContain("draws of ten", Said(point), StringComparison.Ordinal);
        // Sources whose shares are within their errors are not told apart.
        var vague = record with { Spread = spread with { Drivers = [.. spread.Drivers.Select(d => d with { TotalError = 1 })] } };
        Assert.Contains("do not settle what it hangs on", Said(vague), StringComparison.Ordinal);
        var clear = record with
        {
            Spread = spread with { Drivers = [.. spread.Drivers.Select((d, at) => d with { Total = at % 4, TotalError = 0 })] },
        };
        Assert.Contains("how sure it is hangs on parts in which", Said(clear), StringComparison.Ordinal);
    }

    private static string Said(GameRecord game) =>
        string.Join(' ', new BriefAnswer(game, 0).Sentences.Select(sentence => string.Concat(sentence.Select(piece => piece.Text))));

    [Fact]
    public void Without_a_reason_to_pay_no_payment_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        DrawnGame.WriteWorld(folder.Path);
        // To join is to be given access: who would not?
        var gift = DrawnGame.Text.Replace(
            "{ kind: embargo, from: C0, to: C3, both: true }",
            "{ kind: trade_cost, from: C0, to: C1, factor: 0.9 }",
            StringComparison.Ordinal
        );
        var said = Said(Of(DrawnGame.Read(folder.Path, gift), isDrawn: false));
        Assert.Contains("brings Country 0", said, StringComparison.Ordinal);
        Assert.Contains("No payment is needed", said, StringComparison.Ordinal);
        Assert.Contains("no worse without any pressure", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_are_the_same_on_the_page_in_LaTeX_and_in_the_workbook()
    {
        using var folder = new TemporaryFolder();
        Brief.Write(record, folder.Path);
        var tables = Brief.TablesOf(record);
        string[] expected = ["choices", "prices", "tipping", "payers", "threats", "drivers", "models", "neighbours", "exposure"];
        Assert.Equal(expected, tables.Select(table => table.Name));
        var page = System.Net.WebUtility.HtmlDecode(File.ReadAllText(folder.File("report.html")));
        var latex = File.ReadAllText(folder.File("tables.tex"));
        using var book = ZipFile.OpenRead(folder.File("tables.xlsx"));
        Assert.Equal(tables.Length, book.Entries.Count(e => e.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)));
        foreach (var (table, at) in tables.Select((table, at) => (table, at)))
        {
            Assert.All(table.Rows, row => Assert.Equal(table.Columns.Length, row.Length));
            Assert.Contains(table.Title, page, StringComparison.Ordinal);
            foreach (var row in table.Rows)
                Assert.Contains(string.Join(" & ", row.Select(cell => LatexTables.Escaped(cell.Text))) + " \\\\\n", latex);
            // Every number of the workbook is that of the table to the last bit.
            using var sheet = book.GetEntry($"xl/worksheets/sheet{at + 1}.xml")!.Open();
            XNamespace main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
            var written = XDocument
                .Load(sheet)
                .Descendants(main + "c")
                .Where(cell => cell.Attribute("t") is null && cell.Element(main + "v") is not null)
                .Select(cell => double.Parse(cell.Element(main + "v")!.Value, CultureInfo.InvariantCulture));
            Assert.Equal(table.Rows.SelectMany(row => row.Select(cell => cell.Number).OfType<double>()), written);
        }
        Assert.Equal(9, Regex.Count(latex, @"\\toprule"));
        // The same game gives the same files, at another time too: an archive tells two seconds apart.
        Thread.Sleep(2100);
        Brief.Write(record, Directory.CreateDirectory(folder.File("again")).FullName);
        foreach (var file in new[] { "report.html", "tables.tex", "tables.xlsx", "figures/frontier-present-value.svg" })
            Assert.Equal(File.ReadAllBytes(folder.File(file)), File.ReadAllBytes(folder.File($"again/{file}")));
    }

    /// <summary>What each bloc adds, who joins and what could be agreed on stand in the brief as in the files of the sections.</summary>
    [Fact]
    public void Sections_of_a_game_stand_in_the_brief_with_the_numbers_of_their_files()
    {
        using var folder = new TemporaryFolder();
        DrawnGame.WriteWorld(folder.Path);
        var text =
            DrawnGame.Text.Replace(
                "  - { name: joins, measures",
                "  - { name: ends, measures: [{ kind: embargo, from: joiner, to: C3, both: true }] }\n    - { name: joins, measures",
                StringComparison.Ordinal
            )
            + """

            coalition:
              case: ends
              horizon: long
              valuation: [0, 0.5]
              blocs:
                - { name: one, title: First, countries: C1 }
                - { name: two, title: Second, countries: C2 }
                - { name: four, title: Fourth, countries: C4 }
            bargaining: { option: joins, with: C1, valuation: [2], horizon: long }
            """;
        var game = Of(DrawnGame.Read(folder.Path, text), isDrawn: false);
        SectionTables.Write(game.Sections!, folder.Path);
        var tables = Brief.TablesOf(game).ToDictionary(table => table.Name);
        var contributions = File.ReadLines(folder.File("contributions.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        foreach (var (row, bloc) in tables["coalition"].Rows.Zip(new[] { "one", "two", "four" }))
        {
            var harm = contributions.Single(line => line[1] == bloc && line[2] == "target_loss");
            var cost = contributions.Single(line => line[1] == bloc && line[2] == "members_loss");
            string[] cells = [harm[4], harm[5], harm[6], cost[6]];
            double[] expected = [.. cells.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            Assert.Equal(expected, row.Skip(1).Take(4).Select(cell => cell.Number!.Value));
        }
        Assert.Equal(2, tables["joining"].Rows.Length);
        Assert.Equal(
            File.ReadLines(folder.File("bargaining.csv")).Count(line => Regex.IsMatch(line, ",(nash|kalai_.*|egalitarian|rubinstein),")),
            tables.TryGetValue("bargain", out var bargain) ? bargain.Rows.Length : 0
        );
        var page = System.Net.WebUtility.HtmlDecode(Brief.Text(game));
        Assert.Contains(tables["coalition"].Title, page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "<h2>Sources and method</h2>"));
    }

    [Fact]
    public void What_others_wrote_is_encoded_in_every_form()
    {
        const string hostile = "<script>alert(1)</script> & 100% \\input{x} “q”";
        var options = record.Game.Pressed[0].Options;
        var game = record.Game with
        {
            Title = hostile,
            Notes = hostile,
            Pressed = [record.Game.Pressed[0] with { Options = [.. options.Select(o => o with { Title = hostile })] }],
        };
        var written = record with { Answer = record.Answer with { Answers = new GameAnswers(game) } };
        Assert.DoesNotContain("<script>", Brief.Text(written), StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        Brief.Write(written, folder.Path);
        Assert.DoesNotContain("\\input", File.ReadAllText(folder.File("tables.tex")), StringComparison.Ordinal);
        Assert.Contains("100\\%", File.ReadAllText(folder.File("tables.tex")), StringComparison.Ordinal);
        foreach (var svg in Directory.EnumerateFiles(folder.File("figures")))
            Assert.Equal("svg", XDocument.Load(svg).Root!.Name.LocalName);
    }

    /// <summary>Cells of the map cover it, each in the colour of what is best there.</summary>
    [Fact]
    public void A_map_of_what_is_best_has_the_areas_of_its_cells()
    {
        var chart = new FrontierChart(
            "m",
            ["a", "b"],
            [
                [new(0, 1, true), new(0, 1, true), new(1, 1, true)],
                [new(1, 1, true), new(1, 1, false), new(1, 0.01, true)],
                [new(1, 1, true), new(1, 1, true), new(1, 1, true)],
            ],
            (0.1, 0.5)
        );
        XNamespace svg = "http://www.w3.org/2000/svg";
        var drawn = XDocument.Parse(Figure.Svg(chart));
        var rects = drawn.Descendants(svg + "rect").Where(r => r.Attribute("fill-opacity") is not null).ToList();
        double Area(IEnumerable<XElement> of) => of.Sum(r => Number(r, "width") * Number(r, "height"));
        var whole = Area(rects);
        // A quarter of the width, three quarters of the height.
        var first = FrontierFigure.Legend(["a", "b"])[0].Fill;
        Assert.Equal(3.0 / 16, Area(rects.Where(r => r.Attribute("fill")!.Value == first)) / whole, 0.01);
        Assert.Single(rects, r => r.Attribute("fill-opacity")!.Value == "0.3");
        Assert.Single(drawn.Descendants(svg + "path"), p => p.Attribute("class")?.Value == "doubt");

        static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Where there is a browser: two sheets of paper.</summary>
    [Fact]
    public void In_print_it_is_two_sheets()
    {
        const string browser = "/usr/bin/chromium";
        Assert.SkipUnless(File.Exists(browser), "needs Chromium");
        using var folder = new TemporaryFolder();
        Brief.Write(record, folder.Path);
        using var process = Process.Start(
            new ProcessStartInfo(
                browser,
                [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    $"--user-data-dir={folder.File("profile")}",
                    "--no-pdf-header-footer",
                    $"--print-to-pdf={folder.File("brief.pdf")}",
                    $"file://{folder.File("report.html")}",
                ]
            )
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.SkipUnless(File.Exists(folder.File("brief.pdf")), "Chromium prints nothing here");
        var printed = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder.File("brief.pdf")));
        Assert.InRange(int.Parse(Regex.Match(printed, @"/Count (\d+)").Groups[1].Value, CultureInfo.InvariantCulture), 1, 2);
    }
}
