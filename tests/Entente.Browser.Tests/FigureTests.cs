using System.Globalization;
using Xunit;

namespace Entente.Browser.Tests;

/// <summary>Every number that figures show is one that can be made of the files of a run.</summary>
[Collection(nameof(Browsing))]
public sealed class FigureTests(Browsing browsing)
{
    private const string Query = "case=joins-and-russia-stops-energy&horizon=short";

    [Fact]
    public async Task Numbers_of_figures_are_those_of_the_files()
    {
        await using var watched = await browsing.Open();
        await watched.Go($"ask/serbia-2023?{Query}");
        var (countries, sectors, flows, energy, lines) = (
            await Rows(watched, "countries"),
            await Rows(watched, "sectors"),
            await Rows(watched, "flows"),
            await Rows(watched, "energy"),
            await Rows(watched, "lines")
        );
        var names = await Names(watched);
        var own = countries.Single(row => row["country"] == "SRB");
        Close(Of(own, "real_income_pct"), await watched.Text("#tile-income"));
        var tiles = await watched.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('.tiles > div')].map(d => d.querySelector('dd').textContent)"
        );
        Close(Of(own, "income_gain"), tiles[1]);
        Close(Of(own, "price_index_pct"), tiles[3]);
        Close(Of(own, "real_wage_pct"), tiles[4]);

        foreach (var row in await Figure(watched, "others"))
            Close(Of(countries.Single(one => names[one["country"]] == row[0]), "real_income_pct"), row[1]);
        foreach (var row in await Figure(watched, "bought"))
            Close(Traded(one => one["importer"] == "SRB" && names[one["exporter"]] == row[0]), row[1]);
        foreach (var row in await Figure(watched, "sold"))
            Close(Traded(one => one["exporter"] == "SRB" && names[one["importer"]] == row[0]), row[1]);

        var sectorNames = await SectorNames(watched);
        var mine = sectors.Where(row => row["country"] == "SRB").ToDictionary(row => sectorNames[row["sector"]]);
        var prices = 1 + Of(own, "price_index_pct") / 100;
        foreach (var row in await Figure(watched, "sectors"))
            Close(100 * ((1 + Of(mine[row[0]], "output_pct") / 100) / prices - 1), row[1]);
        foreach (var (figure, column) in new[] { ("dearer", "price_contribution"), ("earned", "income_contribution") })
            foreach (var row in await Figure(watched, figure))
                Close(Of(mine[row[0]], column), row[1]);

        var used = energy.Where(row => row["country"] == "SRB").ToList();
        var sources = await Figure(watched, "sources");
        Assert.Contains(sources, row => row is ["Natural gas", "Russia", _, "0.0"]);
        foreach (var row in sources.Where(row => names.ContainsValue(row[1])))
        {
            var source = used.Single(one => sectorNames[one["carrier"]] == row[0] && names[one["origin"]] == row[1]);
            Close(Of(source, "quantity_baseline") / 1000, row[2]);
            Close(Of(source, "quantity_counterfactual") / 1000, row[3]);
        }

        var ways = await watched.Page.EvaluateAsync<string[][]>(
            "() => [...document.querySelectorAll('#ways tbody tr')].map(r => [...r.cells].map(c => c.textContent))"
        );
        var gas = ways.Single(row => row[0] == "Natural gas, from all abroad to Serbia");
        var all = lines.Single(row => row["line"] == "all to SRB in GAS");
        Close(Of(all, "used_baseline_tj") / 1000, gas[1].Split('→')[0]);
        Close(Of(all, "used_tj") / 1000, gas[1].Split('→')[1]);
        Close(Of(all, "capacity_tj") / 1000, gas[2]);
        Assert.Empty(watched.Said);

        double Traded(Func<Dictionary<string, string>, bool> which) =>
            flows.Where(which).Sum(row => Of(row, "counterfactual") - Of(row, "baseline"));
    }

    private static double Of(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    /// <summary>A number of the page is the exact one to half of its last place.</summary>
    private static void Close(double exact, string shown)
    {
        var text = string.Concat(shown.Trim().TakeWhile(letter => letter is >= '0' and <= '9' or '.' or ',' or '−' or '+'))
            .Replace('−', '-')
            .Replace(",", "", StringComparison.Ordinal);
        var places = text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        Assert.Equal(exact, double.Parse(text, CultureInfo.InvariantCulture), 0.501 * Math.Pow(10, -places));
    }

    private static Task<string[][]> Figure(Watched watched, string name) =>
        watched.Page.EvaluateAsync<string[][]>(
            $"() => [...document.querySelectorAll('#figure-{name} [aria-label^=Numbers] tbody tr')]"
                + ".map(r => [...r.cells].map(c => c.textContent))"
        );

    private static async Task<List<Dictionary<string, string>>> Rows(Watched watched, string table)
    {
        var text = await Fetch(watched, $"api/v1/answers/serbia-2023/{table}.csv?{Query}&rows=all");
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static async Task<Dictionary<string, string>> Names(Watched watched) =>
        await watched.Page.EvaluateAsync<Dictionary<string, string>>(
            "() => Object.fromEntries([...document.querySelectorAll('#fact-from option')].map(o => [o.value, o.textContent]))"
        );

    private static async Task<Dictionary<string, string>> SectorNames(Watched watched) =>
        await watched.Page.EvaluateAsync<Dictionary<string, string>>(
            "() => Object.fromEntries([...document.querySelectorAll('#fact-sector option')].map(o => [o.value, o.textContent]))"
        );

    private static Task<string> Fetch(Watched watched, string address) =>
        watched.Page.EvaluateAsync<string>("address => fetch(address).then(answer => answer.text())", address);
}
