using System.Globalization;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Models;
using Entente.Reporting;
using Entente.Testing;
using Microsoft.Playwright;
using Xunit;

namespace Entente.Browser.Tests;

/// <summary>The workbench as people meet it: by mouse, by keyboard, on a phone, in the dark, with the server gone and back.</summary>
[Collection(nameof(Browsing))]
public sealed class WorkbenchTests(Browsing browsing) : IDisposable
{
    private const string Flagship = "ask/serbia-2023";

    private static readonly WorldsKept Worlds = new();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>From the start page to a report, and every number shown is one of the file.</summary>
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task A_person_asks_moves_a_lever_and_takes_the_answer_along(int width, ColorScheme scheme)
    {
        await using var watched = await browsing.Open(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = 844 },
                ColorScheme = scheme,
                HasTouch = width < 500,
                IsMobile = width < 500,
            }
        );
        var page = watched.Page;
        await page.ClickAsync(".scenarios li:first-child a");
        await watched.Alive();
        Assert.EndsWith(Flagship, new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        await page.CheckAsync("input[value=short]");
        await watched.At("horizon=short");
        await watched.Alive();
        await Same(watched, "joins", "short");

        await page.FillAsync("#lever-severity", "0.8");
        await watched.At("lever.severity=0.8");
        await watched.Alive();
        Assert.Contains("80 %", await watched.Text("output[for=lever-severity]"), StringComparison.Ordinal);
        var moved = await watched.Text("#tile-income");
        foreach (var taken in new[] { "#report", "#brief" })
        {
            var text = await watched.Download(taken);
            Assert.Contains($"<td>{moved.Replace("\u00a0%", "", StringComparison.Ordinal)}</td>", text, StringComparison.Ordinal);
            Assert.DoesNotContain("http://localhost", text, StringComparison.Ordinal);
        }
        Assert.StartsWith("<svg", await watched.Download("a[href*='others.svg'][download]"), StringComparison.Ordinal);

        await page.GoBackAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('#lever-severity').value === '1'");
        await watched.Alive();
        await Same(watched, "joins", "short");
        Assert.Empty(watched.Said);
    }

    /// <summary>Ninety moves in a second and a half; what stands in the end is the answer to the last.</summary>
    [Fact]
    public async Task A_drag_ends_on_the_cold_answer_and_never_goes_back()
    {
        await using var watched = await browsing.Open();
        await watched.Go($"{Flagship}?case=joins&horizon=long");
        var shown = await watched.Page.EvaluateAsync<double[]>(
            """
            async () => {
              const slider = document.querySelector('#lever-severity'), seen = [];
              const read = () => parseFloat(document.querySelector('.answer-view').dataset.at || '1');
              const watch = new MutationObserver(() => { const v = read(); if (v !== seen[seen.length - 1]) seen.push(v); });
              watch.observe(document.querySelector('#answer'), { subtree: true, childList: true, characterData: true, attributes: true });
              for (let i = 1; i <= 90; i++) {
                slider.value = (1 - i / 100).toFixed(2);
                slider.dispatchEvent(new Event('input', { bubbles: true }));
                await new Promise(r => setTimeout(r, 16));
              }
              await new Promise(r => setTimeout(r, 2500));
              watch.disconnect();
              return seen;
            }
            """
        );
        Assert.NotEmpty(shown);
        Assert.Equal(shown.OrderDescending(), shown);
        Assert.Equal(0.1, shown[^1], 12);
        await watched.Alive();
        var url = watched.Page.Url;
        Assert.Contains("lever.severity=0.1", url, StringComparison.Ordinal);
        // What can be taken of it is what a run of the question writes, bit for bit.
        var question = await watched.Download("#yaml");
        var input = RunInput.Parse(Catalogue.Default, question, new RunOverrides(), Worlds).Value;
        var options = new SolveOptions();
        RunTables.Write(ScenarioRun.Record(input, ScenarioRun.Answer(input, options), options, "1.0", []), folder.Path);
        foreach (var (figure, table) in new[] { ("others", "countries"), ("sold", "flows"), ("sectors", "sectors"), ("energy", "energy") })
            Assert.Equal(
                await File.ReadAllTextAsync(folder.File($"{table}.csv"), TestContext.Current.CancellationToken),
                await watched.Download($"#figure-{figure} a[download$='.csv']")
            );
        var once = await watched.Text("#sentence");
        await using var other = await browsing.Open();
        await other.Go(new Uri(url).PathAndQuery);
        Assert.Equal(once, await other.Text("#sentence"));
    }

    /// <summary>Moves are undone by button and by keys, also after a reload, and done again.</summary>
    [Fact]
    public async Task Moves_are_undone_and_done_again()
    {
        await using var watched = await browsing.Open();
        var page = watched.Page;
        await watched.Go($"{Flagship}?case=joins&horizon=long");
        foreach (var value in new[] { "0.5", "0.25" })
        {
            await page.FillAsync("#lever-severity", value);
            await watched.At($"lever.severity={value}");
        }
        await page.ReloadAsync();
        await watched.Alive();
        await page.ClickAsync("#undo");
        await watched.At("lever.severity=0.5");
        await page.FocusAsync("#lever-severity");
        await page.Keyboard.PressAsync("Control+z");
        await watched.Without("lever");
        await page.WaitForFunctionAsync("() => document.querySelector('#lever-severity').value === '1'");
        Assert.True(await page.IsDisabledAsync("#undo"));
        await page.Keyboard.PressAsync("Control+Shift+z");
        await watched.At("lever.severity=0.5");
        await page.WaitForFunctionAsync("() => document.querySelector('#lever-severity').value === '0.5'");
        await page.ClickAsync("#redo");
        await watched.At("lever.severity=0.25");
        Assert.Empty(watched.Said);
    }

    [Fact]
    public async Task It_can_be_used_by_keyboard_alone()
    {
        await using var watched = await browsing.Open();
        var page = watched.Page;
        await page.WaitForSelectorAsync("main[data-alive]");
        await watched.TabTo("own");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await watched.Alive();
        await watched.TabTo("lever-severity");
        await page.Keyboard.PressAsync("Home");
        await watched.At("lever.severity=0");
        await watched.Alive();
        await watched.TabTo("reset");
        await page.Keyboard.PressAsync("Enter");
        await watched.Without("lever");
        await watched.Alive();
        await page.WaitForFunctionAsync("() => document.querySelector('#lever-severity').value === '1'");
        await watched.TabTo("brief");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        var brief = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains($"<td>{(await watched.Text("#tile-income")).Split('\u00a0')[0]}</td>", brief, StringComparison.Ordinal);
        Assert.Empty(watched.Said);
    }

    /// <summary>From the start page into a game: the place is moved by keyboard and by click, the map grows finer.</summary>
    [Fact]
    public async Task A_game_is_played()
    {
        await using var watched = await browsing.Open();
        var page = watched.Page;
        await page.ClickAsync("a[href='game/serbia-2023']");
        await page.WaitForSelectorAsync("#answer[data-alive]");
        await page.WaitForSelectorAsync("[data-frontier='11']");
        Assert.Contains("“Stays out” is best for Serbia", await watched.Text("#sentence"), StringComparison.Ordinal);
        await page.FocusAsync("#pressure");
        await page.Keyboard.PressAsync("End");
        await watched.At("pressure=1");
        Assert.EndsWith("as written", await watched.Text("output[for=pressure]"), StringComparison.Ordinal);
        Assert.Contains("Instrument for Pre-accession Assistance", await watched.Text(".levers"), StringComparison.Ordinal);
        await page.WaitForFunctionAsync("() => /“Joins for goods” is best/.test(document.querySelector('#sentence').textContent)");
        // What stands in the table is what the file has.
        await page.WaitForFunctionAsync("() => !/…/.test(document.querySelector('#payoffs tbody').textContent)");
        var shown = await watched.Text("#payoffs tbody tr:nth-child(3) td");
        var file = await watched.Download("a[href*='payoffs.csv']");
        var line = file.Split('\n').First(row => row.StartsWith("Joins for goods,Serbia,", StringComparison.Ordinal));
        Assert.Equal(double.Parse(line.Split(',')[3], CultureInfo.InvariantCulture), Number(shown), 0.0051);
        // A click on the map moves the sliders.
        await page.EvaluateAsync(
            """
            () => {
              const frame = document.querySelector('svg.frontier .frame'), box = frame.getBoundingClientRect();
              frame.closest('svg').dispatchEvent(new MouseEvent('click', {
                bubbles: true, clientX: box.left + box.width / 2, clientY: box.top + box.height / 4,
              }));
            }
            """
        );
        await watched.At("pressure=0.5&retaliation=0.75");
        Assert.Empty(watched.Said);
    }

    /// <summary>Behind a game intervals fill in: of what parties get, of who joins next, and where draws do not agree.</summary>
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Intervals_of_a_game_fill_in_behind(int width)
    {
        await using var server = await Browsing.Serve(0, draws: 2);
        await using var watched = await browsing.Open(width, server);
        var page = watched.Page;
        await watched.Go("game/serbia-2023?horizon=long&pressure=0.5&retaliation=0.25", "[data-frontier]");
        Assert.Contains("Intervals: ", await watched.Text(".lead-card .draws"), StringComparison.Ordinal);
        await page.WaitForSelectorAsync(".lead-card [data-draws='2']");
        Assert.Contains("in nine draws of ten", await watched.Text("#sentence"), StringComparison.Ordinal);
        Assert.Contains("of 2 draws", await watched.Text("#sentence"), StringComparison.Ordinal);
        var shown = await watched.Text("#payoffs tbody tr:nth-child(3) td .band");
        var file = await watched.Download("a[href*='payoffs.csv']");
        var line = file.Split('\n').First(row => row.StartsWith("Joins for goods,Serbia,", StringComparison.Ordinal)).Split(',');
        Assert.Equal("2", line[6]);
        Assert.Equal(double.Parse(line[4], CultureInfo.InvariantCulture), Number(shown.Split(" to")[0]), 0.0051);
        Assert.Equal(double.Parse(line[5], CultureInfo.InvariantCulture), Number(shown.Split(" to")[1]), 0.0051);
        // A place that was never solved has its interval as soon as its numbers stand.
        await page.FillAsync("#pressure", "0.75");
        await page.WaitForFunctionAsync(
            "before => ![before, undefined].includes(document.querySelector('#payoffs .band')?.textContent)",
            shown
        );
        await page.WaitForSelectorAsync("#joining [data-draws='2'], [data-draws='2'] >> nth=1");
        Assert.Contains(" to ", await watched.Text("#coalition .band"), StringComparison.Ordinal);
        await watched.IsForAll(ColorScheme.Light, ColorScheme.Dark);
        Assert.Empty(watched.Said);
    }

    /// <summary>What is kept is found again, in all its versions; what is removed can be had back.</summary>
    [Fact]
    public async Task A_question_is_kept_with_its_versions()
    {
        await using var watched = await browsing.Open();
        var page = watched.Page;
        await watched.Go($"{Flagship}?case=joins&horizon=long");
        await page.ClickAsync("#keep > summary");
        await page.FillAsync("#keep-name", "Joining in whole");
        await page.ClickAsync("#keep-save");
        await page.WaitForSelectorAsync("#kept");
        await page.FillAsync("#lever-severity", "0.5");
        await watched.At("lever.severity=0.5");
        await page.ClickAsync("#keep-save");
        await page.WaitForFunctionAsync("() => /version 2/.test(document.querySelector('#kept').textContent)");
        await page.ClickAsync("#kept a");
        await page.WaitForSelectorAsync("#answer[data-alive] .saved");
        Assert.Contains("lever.severity=0.5", await page.GetAttributeAsync(".saved h2 a", "href"), StringComparison.Ordinal);
        await page.ClickAsync(".saved summary");
        await page.ClickAsync("[aria-label='Restore version 1 of Joining in whole']");
        await page.WaitForFunctionAsync("() => !/severity/.test(document.querySelector('.saved h2 a').href)");
        await page.ClickAsync("[aria-label='Remove Joining in whole']");
        await page.ClickAsync("#undo-remove");
        await page.ClickAsync(".saved h2 a");
        await watched.Alive();
        Assert.Equal("1", await page.InputValueAsync("#lever-severity"));
        Assert.Empty(watched.Said);
    }

    /// <summary>A fact that is put right is part of the question, of its address and of its file.</summary>
    [Fact]
    public async Task A_fact_is_put_right()
    {
        await using var watched = await browsing.Open();
        var page = watched.Page;
        await watched.Go($"{Flagship}?case=joins&horizon=long");
        var before = await watched.Text("#sentence");
        await page.ClickAsync("#facts > summary");
        await page.SelectOptionAsync("#fact-kind", "Elasticity");
        await page.SelectOptionAsync("#fact-sector", "AGRI");
        await page.FillAsync("#fact-value", "2");
        await page.Keyboard.PressAsync("Tab");
        await page.ClickAsync("#fact-add");
        await watched.At("fact.elasticity.AGRI=2");
        await watched.Alive();
        await page.WaitForFunctionAsync("before => document.querySelector('#sentence').textContent.trim() !== before", before);
        Assert.Contains("elasticity", await watched.Download("#yaml"), StringComparison.Ordinal);
        await page.ClickAsync("#facts li button");
        await watched.Without("fact");
        // The address may be there a moment before the page.
        await page.WaitForFunctionAsync("before => document.querySelector('#sentence').textContent.trim() === before", before);
        Assert.Empty(watched.Said);
    }

    /// <summary>The page is there before the server listens to it; what is done meanwhile is not lost.</summary>
    [Fact]
    public async Task What_is_done_before_the_page_listens_is_done()
    {
        await using var watched = await browsing.Open();
        var (page, listens) = (watched.Page, new TaskCompletionSource());
        await page.RouteAsync(
            "**/_blazor**",
            async route =>
            {
                await listens.Task;
                await route.ContinueAsync();
            }
        );
        await watched.Arrive($"{Flagship}?case=joins&horizon=long");
        await page.ClickAsync("#facts > summary");
        await page.SelectOptionAsync("#fact-kind", "InputShare");
        // Horizons that stand behind it are gone through.
        await page.CheckAsync("input[name=horizon][value=medium]");
        await page.CheckAsync("input[name=horizon][value=short]");
        await page.FillAsync("#lever-severity", "0.5");
        Assert.Equal(0, await page.Locator("#answer[data-alive]").CountAsync());
        listens.SetResult();
        await watched.At("horizon=short");
        await watched.At("lever.severity=0.5");
        await page.WaitForSelectorAsync("#facts[open] #fact-input");
        Assert.Equal("InputShare", await page.InputValueAsync("#fact-kind"));
        Assert.Equal("0.5", await page.InputValueAsync("#lever-severity"));
        Assert.Empty(watched.Said);
    }

    /// <summary>Shares of a sector are put right, each by what it is of, and left out again.</summary>
    [Theory]
    [InlineData(1280, "InputShare", "fact.input_share.SRB.GAS.CHEM=0.3")]
    [InlineData(390, "ValueAddedShare", "fact.value_added_share.SRB.CHEM=0.3")]
    public async Task A_share_is_put_right(int width, string kind, string fact)
    {
        await using var watched = await browsing.Open(width);
        var page = watched.Page;
        await watched.Go($"{Flagship}?case=joins&horizon=long");
        var before = await watched.Text("#tile-income");
        await page.ClickAsync("#facts > summary");
        await page.SelectOptionAsync("#fact-kind", kind);
        await page.SelectOptionAsync("#fact-sector", "CHEM");
        Assert.Equal(0, await page.Locator("#fact-from").CountAsync());
        if (kind == "InputShare")
            await page.SelectOptionAsync("#fact-input", "GAS");
        await page.SelectOptionAsync("#fact-to", "SRB");
        Assert.StartsWith("The data say", await watched.Text("#fact-data"), StringComparison.Ordinal);
        await page.FillAsync("#fact-value", "30");
        await page.Keyboard.PressAsync("Tab");
        await page.ClickAsync("#fact-add");
        await watched.At(fact);
        await watched.Alive();
        await page.WaitForFunctionAsync("before => document.querySelector('#tile-income').textContent.trim() !== before", before);
        Assert.Contains("share: 0.3", await watched.Download("#yaml"), StringComparison.Ordinal);
        await watched.IsForAll(ColorScheme.Light, ColorScheme.Dark);
        await page.ClickAsync("#facts li button");
        await watched.Without("fact");
        Assert.Empty(watched.Said);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Nobody_is_shut_out_and_everything_can_be_read(int width)
    {
        await using var watched = await browsing.Open(width);
        // Who joins next is found before the page of the game is opened, which then has it.
        await watched.Page.EvaluateAsync("() => fetch('api/v1/figures/games/serbia-2023/joining.csv').then(answer => answer.text())");
        var compared = Uri.EscapeDataString("serbia-2023?case=joins&horizon=long&lever.severity=0.5");
        foreach (
            var (path, ready) in new[]
            {
                ("", "main"),
                ($"{Flagship}?case=abstains-and-the-west-answers&horizon=short", ".answer-view:not(.stale) .mark[data-cold]"),
                ("game/serbia-2023?pressure=0.25", "main:has(#coalition) [data-frontier]"),
                ("country/SRB", "[data-topic]"),
                ("backtest/us-china-2018", "#facts"),
                ("saved", "#answer[data-alive]"),
                ($"compare?q={compared}&q={Uri.EscapeDataString("serbia-2023?case=joins&horizon=long")}", "[data-answers='2']"),
            }
        )
        {
            if (path.Length > 0)
                await watched.Go(path, ready);
            var isInBoth = path.StartsWith("ask", StringComparison.Ordinal) && width > 500;
            await watched.IsForAll(isInBoth ? [ColorScheme.Light, ColorScheme.Dark] : [ColorScheme.Dark]);
        }
        Assert.Empty(watched.Said);
    }

    [Fact]
    public async Task A_server_that_is_killed_and_back_finds_the_question_where_it_was()
    {
        Assert.SkipUnless(Browsing.HasBrowser, $"no browser at {Browsing.Chromium}");
        var server = await Browsing.Serve(0);
        var port = server.Address.Port;
        await using var watched = await browsing.Open(server: server);
        await watched.Go($"{Flagship}?case=joins&horizon=long&lever.severity=0.5");
        var before = await watched.Text("#tile-income");
        await server.DisposeAsync();
        await watched.Page.WaitForSelectorAsync("#components-reconnect-modal", new PageWaitForSelectorOptions { Timeout = 30_000 });
        await using var again = await Browsing.Serve(port, draws: 2);
        await watched.Page.WaitForSelectorAsync(
            "#components-reconnect-modal",
            new PageWaitForSelectorOptions { State = WaitForSelectorState.Hidden, Timeout = 30_000 }
        );
        await watched.Alive();
        Assert.Equal("0.5", await watched.Page.InputValueAsync("#lever-severity"));
        Assert.Equal(before, await watched.Text("#tile-income"));
        // Of this server intervals are wanted: they fill in behind, and a question that moves on has none until its own stands.
        await watched.Page.WaitForSelectorAsync("[data-draws='2']");
        Assert.Contains("in nine draws of ten", await watched.Text("#sentence"), StringComparison.Ordinal);
        Assert.Contains(" to ", await watched.Text("#tile-band"), StringComparison.Ordinal);
        await watched.Page.FillAsync("#lever-severity", "0.4");
        await watched.Page.WaitForSelectorAsync("#tile-band", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
    }

    /// <summary>What is shown of the country in question, and of all others in the table, is what a run writes.</summary>
    private static async Task Same(Watched watched, string name, string horizon)
    {
        var wishes = new RunOverrides { Cases = [name], Horizons = [horizon] };
        var input = RunInput.Read(Catalogue.Default, "serbia-2023", null, wishes, null, Worlds).Value;
        var answer = ScenarioRun.Answer(input, new SolveOptions())[0].Answer.Comparison!;
        var rows = await watched.Page.EvaluateAsync<string[][]>(
            """
            () => [...document.querySelector('[aria-label^="Numbers: Who else is"]').querySelectorAll('tbody tr')]
              .map(r => [...r.cells].map(c => c.textContent))
            """
        );
        Assert.Equal(input.Scenario.World.Countries.Length, rows.Length);
        foreach (var row in rows)
        {
            var n = input.Scenario.World.Countries.ToList().FindIndex(country => country.Name == row[0]);
            Assert.Equal(100 * (answer.RealIncome[n] - 1), Number(row[1]), Math.Abs(answer.RealIncome[n] - 1) >= 0.01 ? 0.0051 : 0.00051);
        }
        Assert.Equal(100 * (answer.RealIncome[input.Scenario.Focus[0]] - 1), Number(await watched.Text("#tile-income")), 0.0051);
    }

    private static double Number(string text) =>
        double.Parse(text.Replace('−', '-').Replace("%", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
}
