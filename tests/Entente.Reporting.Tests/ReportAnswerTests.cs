using System.Net;
using System.Text.RegularExpressions;
using Entente.Data.Worlds;
using Entente.Measures;
using Entente.Outcomes;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Reporting.Tests;

/// <summary>What the page says first, read back from the page: no sentence that another number on it contradicts.</summary>
public sealed partial class ReportAnswerTests
{
    private static readonly Case[] Cases =
    [
        new() { Name = "quarrel", Measures = [new Embargo { From = ["RUS"], To = ["SRB"], Both = true }] },
        new() { Name = "tariff", Title = "A tariff", Measures = [new Tariff { By = ["DEU"], On = ["SRB"], Rate = 0.3 }] },
        new() { Name = "better", Measures = [new Productivity { Countries = ["SRB"], Factor = 1.05 }] },
        new() { Name = "paid", Measures = [new Transfer { From = ["DEU"], To = ["SRB"], Amount = 1 }] },
    ];

    private static readonly Scenario Soon = new()
    {
        Title = "Soon and late",
        Focus = ["SRB"],
        Horizons = [new("short", []), new("long", [])],
        Cases = [.. Cases],
    };

    [Fact]
    public void Every_number_of_the_first_sentence_stands_in_the_table_with_its_case()
    {
        foreach (var run in new[] { ExampleRun.Of(Cases), ExampleRun.Of(Soon), ExampleRun.Of(Cases[0]) })
        {
            var page = WebUtility.HtmlDecode(Report.Text(run));
            var rows = Row()
                .Matches(page)
                .Select(m => (Title: m.Groups[1].Value, Percent: m.Groups[2].Value, Money: m.Groups[3].Value))
                .ToList();
            var lead = Lead().Match(page).Groups[1].Value;
            var first = Opening().Match(lead);

            Assert.Equal(run.Answers.Length, rows.Count);
            Assert.Contains(
                rows,
                row =>
                    row.Title == first.Groups[1].Value
                    && row.Percent == (first.Groups[2].Value == "costs" ? "−" : "+") + first.Groups[3].Value
                    && row.Money[1..] == first.Groups[4].Value
            );
            foreach (Match named in Named().Matches(lead))
                Assert.Contains(rows, row => row.Title == named.Groups[2].Value && row.Percent == named.Groups[1].Value);
        }
    }

    [Fact]
    public void The_table_has_money_and_who_bears_it()
    {
        var run = ExampleRun.Of(Cases);
        var page = WebUtility.HtmlDecode(Report.Text(run));
        foreach (var answer in run.Answers)
        {
            var c = answer.Answer.Comparison!;
            Assert.Contains(
                $"<th scope=\"row\">{answer.Title}</th><td>{ChangeText.Percent(100 * (c.RealIncome[0] - 1))}</td>"
                    + $"<td>{ChangeText.SignedMoney(c.IncomeGain[0])}</td>"
                    + $"<td>{ChangeText.Percent(100 * (c.PriceIndex[0] - 1))}</td><td>{ChangeText.Percent(100 * (c.RealWage[0] - 1))}</td>"
                    + $"<td>{ChangeText.Percent(100 * c.LabourMoved[0]).TrimStart('+')}</td>"
                    + $"<td>{ChangeText.SignedMoney(c.BorderRevenue[0])}</td>",
                Spaces().Replace(page, "><"),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void What_is_called_dearer_has_a_higher_price_and_what_is_called_cheaper_a_lower_one()
    {
        foreach (var run in new[] { ExampleRun.Of(Cases), ExampleRun.Of(Soon) })
            foreach (var answer in run.Answers)
            {
                var comparison = answer.Answer.Comparison!;
                var words = Sections.ReasonSection.InWords(run.World, comparison, 0);
                foreach (Match said in Priced().Matches(words))
                {
                    var name = said.Groups[2].Value;
                    var j = run.World.Sectors.ToList().FindIndex(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
                    var price = 100 * (comparison.Prices[0, j] - 1);
                    Assert.Equal(ChangeText.Percent(price), said.Groups[3].Value);
                    Assert.Equal(said.Groups[1].Value == "dearer", price > 0);
                }
            }
    }

    [Fact]
    public void A_price_that_falls_while_income_falls_further_is_not_called_dearer()
    {
        var run = ExampleRun.Of(Cases);
        var fell = 0;
        foreach (var comparison in run.Answers.Select(a => a.Answer.Comparison!))
            for (var n = 0; n < run.World.Countries.Length; n++)
            {
                var words = Sections.ReasonSection.InWords(run.World, comparison, n);
                for (var j = 0; j < run.World.Sectors.Length; j++)
                    if (comparison.RealIncome[n] < 1 && comparison.Prices[n, j] < 1 && comparison.Contributions.Prices[n, j] < -2e-4)
                    {
                        fell++;
                        Assert.DoesNotContain(
                            run.World.Sectors[j].Name.ToLowerInvariant(),
                            words.Split(';').FirstOrDefault(part => part.Contains("dearer", StringComparison.Ordinal)) ?? "",
                            StringComparison.Ordinal
                        );
                    }
            }
        Assert.True(fell > 0);
    }

    [Fact]
    public void Ranges_stand_beside_the_answers_that_were_drawn()
    {
        var run = ExampleRun.Of(Cases) with { Bands = [new Band("quarrel", "SRB", "real_income_pct", -9.5, -4, -1.25, 64, 2)] };
        var page = WebUtility.HtmlDecode(Report.Text(run));

        Assert.Contains("<td>−9.50 to −1.25</td>", page, StringComparison.Ordinal);
        Assert.Contains("(−9.50 to −1.25\u00a0% in nine draws of ten)", page, StringComparison.Ordinal);
        Assert.Contains("quantiles of 64 draws; up to 2 draws a case had no answer", page, StringComparison.Ordinal);
        Assert.DoesNotContain("single values", page, StringComparison.Ordinal);
        Assert.Contains("single values", Report.Text(ExampleRun.Of(Cases)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_imputed_for_the_country_is_named_the_least_sure_first()
    {
        DataCell[] cells =
        [
            new("trade of SRB", "products sold", "imputed", 0.4, "as DEU FRA; detail"),
            new("inputs of SRB", "all", "imputed", 0.9, "as in the peers"),
            new("trade of DEU", "products sold", "imputed", 2, "as FRA"),
            new("trade of SRB", "goods in all", "observed", 0.1, "customs"),
        ];
        var page = WebUtility.HtmlDecode(Report.Text(ExampleRun.Of(Cases) with { Cells = [.. cells] }));

        Assert.Contains(
            "Of Serbia’s own figures these are imputed, the least sure first: inputs of Serbia (as in the peers; spread 0.9); "
                + "trade of Serbia, products sold (as Germany, France; spread 0.4).",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("off by more than a factor of 2.5.", page, StringComparison.Ordinal);
        Assert.Equal(3, Caveat().Match(page).Groups[1].Value.Split("<li>").Length - 1);
    }

    [Fact]
    public void The_cells_of_worlds_that_come_along_are_read()
    {
        var folder = Path.Combine(Repository.Root, "worlds", "world-2023");
        var cells = DataCell.Read(folder);
        Assert.Equal(File.ReadLines(Path.Combine(folder, DataCell.FileName)).Count() - 1, cells.Count);
        Assert.Contains(cells, cell => cell.IsImputed && cell.IsOf("SRB") && cell.Spread > 0);
        Assert.Empty(DataCell.Read(Path.Combine(Repository.Root, "scenarios")));
    }

    [Fact]
    public void All_but_the_answer_is_folded()
    {
        var page = Report.Text(ExampleRun.Of(Soon, world: ExampleRun.WithEnergy()));
        var answer = page[..page.IndexOf("<details", StringComparison.Ordinal)];
        Assert.Contains("class=\"lead\"", answer, StringComparison.Ordinal);
        Assert.Contains("class=\"choices\"", answer, StringComparison.Ordinal);
        Assert.Contains("class=\"caveats\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<details open", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<p class=\"lead\">(.*?)</p>", RegexOptions.Singleline)]
    private static partial Regex Lead();

    [GeneratedRegex(
        "<tr>\\s*<th scope=\"row\">([^<]*)</th>\\s*<td>([+−][0-9.]+|0\\.000)</td>\\s*<td>([+−]?[0-9.,]+)</td>\\s*"
            + "(?:<td>[^<]*</td>\\s*){4}</tr>"
    )]
    private static partial Regex Row();

    [GeneratedRegex("^In the [a-z]+ run, “([^”]*)” (costs|brings) Serbia ([0-9.]+)\u00a0% of its real income, ([0-9.,]+)")]
    private static partial Regex Opening();

    [GeneratedRegex("([+−][0-9.]+|0\\.000)\u00a0% \\(“([^”]*)”\\)")]
    private static partial Regex Named();

    [GeneratedRegex("becomes (dearer|cheaper) is above all ([a-z]+) \\(([+−][0-9.,]+)")]
    private static partial Regex Priced();

    [GeneratedRegex("<ol class=\"caveats\">(.*?)</ol>", RegexOptions.Singleline)]
    private static partial Regex Caveat();

    [GeneratedRegex(">\\s+<")]
    private static partial Regex Spaces();
}
