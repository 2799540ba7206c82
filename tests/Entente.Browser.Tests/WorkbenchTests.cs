using System.Globalization;
using Deque.AxeCore.Playwright;
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

    /// <summary>Texts that are seen and have less than 11 pixels, those in drawings as they are scaled.</summary>
    private const string SmallText = """
        () => [...document.querySelectorAll('body *')]
          .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
          .filter(e => !['title', 'SCRIPT', 'OPTION'].includes(e.tagName))
          .map(e => [e, parseFloat(getComputedStyle(e).fontSize) * (e.ownerSVGElement ? e.getScreenCTM().a : 1)])
          .filter(([, size]) => size < 11)
          .map(([e, size]) => size.toFixed(1) + ' ' + e.textContent.trim().slice(0, 40))
        """;

    private static readonly WorldsKept Worlds = new();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>From the start page to a report, and every number shown is one of the file.</summary>
    [Fact]
    public async Task A_person_asks_moves_a_lever_and_takes_the_answer_along()
    {
        await using var watched = await browsing.Open();
        var page = watched.Page;
        await page.ClickAsync(".scenarios li:first-child a");
        await watched.Alive();
        Assert.EndsWith(Flagship, new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        await page.CheckAsync("input[value=short]");
        await page.WaitForURLAsync("**horizon=short**");
        await watched.Alive();
        await Same(watched, "joins", "short");

        await page.FillAsync("#lever-severity", "0.8");
        await page.WaitForURLAsync("**lever.severity=0.8**");
        await watched.Alive();
        Assert.Contains("80 %", await watched.Text("output[for=lever-severity]"), StringComparison.Ordinal);
        var moved = await watched.Text("#tile-income");
        var report = await Download(page, "#report");
        Assert.Contains($"<td>{moved.Replace("\u00a0%", "", StringComparison.Ordinal)}</td>", report, StringComparison.Ordinal);
        Assert.DoesNotContain("http://localhost", report, StringComparison.Ordinal);
        Assert.StartsWith("<svg", await Download(page, "a[href*='others.svg'][download]"), StringComparison.Ordinal);

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
        var once = await watched.Text("#sentence");
        await using var other = await browsing.Open();
        await other.Go(new Uri(url).PathAndQuery);
        Assert.Equal(once, await other.Text("#sentence"));
    }

    [Fact]
    public async Task It_can_be_used_by_keyboard_alone()
    {
        await using var watched = await browsing.Open();
        var page = watched.Page;
        await page.WaitForSelectorAsync("main[data-alive]");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await watched.Alive();
        for (var at = 0; at < 40 && await Focus(page) != "lever-severity"; at++)
            await page.Keyboard.PressAsync("Tab");
        Assert.Equal("lever-severity", await Focus(page));
        await page.Keyboard.PressAsync("Home");
        await page.WaitForURLAsync("**lever.severity=0**");
        await watched.Alive();
        for (var at = 0; at < 40 && await Focus(page) != "reset"; at++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("lever", StringComparison.Ordinal));
        await watched.Alive();
        await page.WaitForFunctionAsync("() => document.querySelector('#lever-severity').value === '1'");
        Assert.Empty(watched.Said);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Nobody_is_shut_out_and_everything_can_be_read(int width)
    {
        await using var watched = await browsing.Open(
            new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 844 } }
        );
        foreach (var path in new[] { "", $"{Flagship}?case=abstains-and-the-west-answers&horizon=short" })
        {
            if (path.Length > 0)
                await watched.Go(path);
            await watched.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");
            foreach (var scheme in path.Length == 0 || width < 500 ? [ColorScheme.Dark] : new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await watched.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                var found = await watched.Page.RunAxe();
                Assert.Empty(found.Violations.Select(v => $"{scheme} {v.Id}: {v.Nodes[0].Html}"));
            }
            Assert.Empty(await watched.Page.EvaluateAsync<string[]>(SmallText));
            Assert.Equal(0, await watched.Page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
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
        var before = await watched.Text("#sentence");
        await server.DisposeAsync();
        await watched.Page.WaitForSelectorAsync("#components-reconnect-modal", new PageWaitForSelectorOptions { Timeout = 30_000 });
        await using var again = await Browsing.Serve(port);
        await watched.Page.WaitForSelectorAsync(
            "#components-reconnect-modal",
            new PageWaitForSelectorOptions { State = WaitForSelectorState.Hidden, Timeout = 30_000 }
        );
        await watched.Alive();
        Assert.Equal("0.5", await watched.Page.InputValueAsync("#lever-severity"));
        Assert.Equal(before, await watched.Text("#sentence"));
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

    private static Task<string> Focus(IPage page) => page.EvaluateAsync<string>("() => document.activeElement?.id ?? ''");

    private async Task<string> Download(IPage page, string selector)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync(selector));
        var path = folder.File(Guid.NewGuid().ToString("N"));
        await download.SaveAsAsync(path);
        return await File.ReadAllTextAsync(path);
    }
}
