using System.Globalization;
using Entente.Data;
using Entente.Testing;
using Entente.Web.Serving;
using Microsoft.Playwright;
using Xunit;

namespace Entente.Browser.Tests;

/// <summary>Sweeps as people meet them: asked by keyboard, seen by all who look, stopped, and taken along.</summary>
[Collection(nameof(Browsing))]
public sealed class SweepTests(Browsing browsing) : IAsyncLifetime
{
    private const string Short = "sweep/grid";
    private const string Long = "sweep/many";
    private const string Answered = "[data-answered]";

    private readonly TemporaryFolder folder = new();
    private Server server = null!;

    public async ValueTask InitializeAsync()
    {
        MadeSweeps.Write(folder);
        server = await Browsing.Serve(0, catalogue: new Catalogue(folder.Path));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>From the start page to the files, without a mouse; who comes later finds it answered.</summary>
    [Fact]
    public async Task A_sweep_is_asked_by_keyboard_and_taken_along()
    {
        await using var watched = await browsing.Open(server: server);
        var page = watched.Page;
        await page.FocusAsync($"a[href='{Short}']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#answer[data-alive] #varied");
        Assert.Contains("One question at 24 points", await watched.Text("#sentence"), StringComparison.Ordinal);
        await watched.TabTo("answer-sweep");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(Answered);
        Assert.StartsWith("24 of 24 questions have an answer", await watched.Text("#sentence"), StringComparison.Ordinal);

        // What stands in the table is what the file has, and each figure is a drawing.
        var file = await watched.Download("#figure-results a[download='results.csv']");
        var lines = file.Split('\n').Select(line => line.Split(',')).ToList();
        var income = Array.IndexOf(lines[0], "real_income_pct:C0");
        var shown = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('#points tbody tr')].map(row => row.cells[3].textContent)"
        );
        Assert.Equal(24, shown.Length);
        foreach (var (line, text) in lines.Skip(1).Zip(shown))
            Assert.Equal(double.Parse(line[income], CultureInfo.InvariantCulture), Number(text), 0.51 * LastPlace(text));
        var figures = await page.QuerySelectorAllAsync("a[data-png]");
        Assert.Equal(2, figures.Count);
        Assert.StartsWith("<svg", await watched.Download("#figure-real-income-pct-C0 a[download$='.svg']"), StringComparison.Ordinal);
        var picture = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#figure-real-income-pct-C0 a[data-png]"));
        Assert.EndsWith(".png", picture.SuggestedFilename, StringComparison.Ordinal);

        await using var other = await browsing.Open(server: server);
        await other.Go(Short, Answered);
        Assert.Equal(await watched.Text("#sentence"), await other.Text("#sentence"));
        Assert.Empty(watched.Said);
        Assert.Empty(other.Said);
    }

    /// <summary>Two look at a long one, which neither asks for twice; one of them stops it for both.</summary>
    [Fact]
    public async Task A_sweep_is_seen_by_all_who_look_and_stopped()
    {
        await using var watched = await browsing.Open(server: server);
        await watched.Go(Long, "#answer-sweep");
        await watched.Page.ClickAsync("#answer-sweep");
        await IsUnderWay(watched);
        await using var other = await browsing.Open(server: server);
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
        await using var watched = await browsing.Open(width, server);
        await watched.Go(Long, "#varied");
        await watched.IsForAll(ColorScheme.Light, ColorScheme.Dark);
        await watched.Go(Short, "#varied");
        await watched.Page.ClickAsync("#answer-sweep");
        await watched.Page.WaitForSelectorAsync(Answered);
        await watched.IsForAll(ColorScheme.Light, ColorScheme.Dark);
        Assert.Empty(watched.Said);
    }

    private static async Task IsUnderWay(Watched watched) =>
        await watched.Page.WaitForFunctionAsync("() => document.querySelector('progress')?.value > 0");

    /// <summary>What a unit of the last digit shown is worth.</summary>
    private static double LastPlace(string text) => Math.Pow(10, text.IndexOf('.', StringComparison.Ordinal) + 1 - text.Length);

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);
}
