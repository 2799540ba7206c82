using System.Globalization;
using Microsoft.Playwright;
using Xunit;

namespace Entente.Browser.Tests;

/// <summary>Sweeps as people meet them: asked by keyboard, seen by all who look, stopped, and taken along.</summary>
[Collection(nameof(Browsing))]
public sealed class SweepTests(Browsing browsing)
{
    private const string Short = "sweep/russian-gas-elasticities";
    private const string Long = "sweep/trade-cost-draws";
    private const string Answered = "[data-answered]";

    /// <summary>From the start page to the files, without a mouse; who comes later finds it answered.</summary>
    [Fact]
    public async Task A_sweep_is_asked_by_keyboard_and_taken_along()
    {
        await using var watched = await browsing.Open();
        var page = watched.Page;
        await page.FocusAsync($"a[href='{Short}']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#answer[data-alive] #varied");
        if (await page.QuerySelectorAsync(Answered) is null)
        {
            Assert.Contains("One question at 36 points", await watched.Text("#sentence"), StringComparison.Ordinal);
            await watched.TabTo("answer-sweep");
            await page.Keyboard.PressAsync("Enter");
        }
        await page.WaitForSelectorAsync(Answered);
        Assert.StartsWith("36 of 36 questions have an answer", await watched.Text("#sentence"), StringComparison.Ordinal);

        // What stands in the table is what the file has, and each figure is a drawing.
        var file = await watched.Download("#figure-results a[download='results.csv']");
        var lines = file.Split('\n').Select(line => line.Split(',')).ToList();
        var income = Array.IndexOf(lines[0], "real_income_pct:SRB");
        var shown = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('#points tbody tr')].map(row => row.cells[3].textContent)"
        );
        Assert.Equal(36, shown.Length);
        foreach (var (line, text) in lines.Skip(1).Zip(shown))
            Assert.Equal(double.Parse(line[income], CultureInfo.InvariantCulture), Number(text), 0.00051);
        var figures = await page.QuerySelectorAllAsync("a[data-png]");
        Assert.Equal(3, figures.Count);
        Assert.StartsWith("<svg", await watched.Download("#figure-real-income-pct-SRB a[download$='.svg']"), StringComparison.Ordinal);
        var picture = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#figure-real-income-pct-SRB a[data-png]"));
        Assert.EndsWith(".png", picture.SuggestedFilename, StringComparison.Ordinal);

        await using var other = await browsing.Open();
        await other.Go(Short, Answered);
        Assert.Equal(await watched.Text("#sentence"), await other.Text("#sentence"));
        Assert.Empty(watched.Said);
        Assert.Empty(other.Said);
    }

    /// <summary>Two look at a long one, which neither asks for twice; one of them stops it for both.</summary>
    [Fact]
    public async Task A_sweep_is_seen_by_all_who_look_and_stopped()
    {
        await using var watched = await browsing.Open();
        await watched.Go(Long, "#answer-sweep");
        await watched.Page.ClickAsync("#answer-sweep");
        await IsUnderWay(watched);
        await using var other = await browsing.Open();
        await other.Go(Long, "progress");
        await IsUnderWay(other);
        await other.TabTo("stop");
        await other.Page.Keyboard.PressAsync("Enter");
        foreach (var page in new[] { watched, other })
        {
            await page.Page.WaitForSelectorAsync("#answer-sweep");
            Assert.StartsWith("Stopped", await page.Text("#sentence"), StringComparison.Ordinal);
            Assert.Empty(page.Said);
        }
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Everybody_can_read_it_before_and_after(int width)
    {
        await using var watched = await browsing.Open(width);
        await watched.Go(Long, "#varied");
        await watched.IsForAll(ColorScheme.Light);
        await watched.Go(Short, "#varied");
        if (await watched.Page.QuerySelectorAsync("#answer-sweep") is { } ask)
            await ask.ClickAsync();
        await watched.Page.WaitForSelectorAsync(Answered);
        await watched.IsForAll(ColorScheme.Light, ColorScheme.Dark);
        Assert.Empty(watched.Said);
    }

    private static async Task IsUnderWay(Watched watched) =>
        await watched.Page.WaitForFunctionAsync("() => document.querySelector('progress')?.value > 0");

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);
}
