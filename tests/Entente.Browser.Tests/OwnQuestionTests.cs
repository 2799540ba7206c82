using System.Globalization;
using Entente.Data;
using Entente.Testing;
using Microsoft.Playwright;
using Xunit;

namespace Entente.Browser.Tests;

/// <summary>Who opens no scenario picks a country, a day and who presses, or brings a file.</summary>
[Collection(nameof(Browsing))]
public sealed class OwnQuestionTests(Browsing browsing) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_country_is_picked_asked_and_taken_along()
    {
        await using var watched = await browsing.Open();
        var page = watched.Page;
        await page.ClickAsync("#own");
        await page.WaitForSelectorAsync("#answer[data-alive] #country");
        await page.SelectOptionAsync("#country", "TUR");
        await In("/new/own~world-2023~TUR~russia-2022~");
        await page.FillAsync("#day", "2022-06-30");
        await page.Keyboard.PressAsync("Tab");
        await In("~2022-06-30~");
        Assert.Contains("Members by then: European Union (27 countries)", await watched.Text("#in-force"), StringComparison.Ordinal);
        await page.UncheckAsync("#sender-JPN");
        await watched.Without("JPN");
        await page.ClickAsync("#joiners > summary");
        await page.CheckAsync("#joiner-MDA");
        await In("~MDA~");
        // What was moved here is undone by going back.
        await page.GoBackAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('#joiner-MDA').checked");
        await page.GoForwardAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('#joiner-MDA').checked");

        await page.ClickAsync("#ask-it");
        await watched.Alive();
        var said = await watched.Text("#sentence");
        Assert.StartsWith("In the long run, “Turkey and Moldova join” costs Turkey", said, StringComparison.Ordinal);
        await page.SelectOptionAsync("#case", "stays-out-and-is-pressed");
        await watched.At("case=stays-out-and-is-pressed");
        await watched.Alive();
        await page.FillAsync("#lever-1\\.rate", "0.1");
        await watched.At("lever.1.rate=0.1");
        await watched.Alive();
        var file = await watched.Download("a[href*='countries.csv']");
        var rows = file.Split('\n').Select(line => line.Split(',')).ToList();
        var exact = rows.First(row => row is [_, "TUR", ..])[Array.IndexOf(rows[0], "real_income_pct")];
        var shown = (await watched.Text("#tile-income")).Replace('−', '-').TrimEnd('%', '\u00a0', ' ');
        Assert.Equal(double.Parse(exact, CultureInfo.InvariantCulture), double.Parse(shown, CultureInfo.InvariantCulture), 0.0051);

        // A server that knows nothing of it finds it by its address alone.
        await using var other = await Browsing.Serve(0);
        await using var again = await browsing.Open(server: other);
        await again.Go(new Uri(page.Url).PathAndQuery.TrimStart('/'));
        Assert.Equal(await watched.Text("#tile-income"), await again.Text("#tile-income"));
        await again.Page.ClickAsync("#change-own");
        await again.Page.WaitForSelectorAsync("#answer[data-alive] #country");
        Assert.Equal("TUR", await again.Page.InputValueAsync("#country"));
        Assert.Empty(watched.Said);
        Assert.Empty(again.Said);

        Task In(string part) => page.WaitForFunctionAsync("of => location.href.includes(of)", part);
    }

    [Fact]
    public async Task A_file_is_opened_or_its_faults_are_told()
    {
        await File.WriteAllTextAsync(
            folder.File("good.yaml"),
            "title: Of mine\nfocus: MDA\ncases:\n  - { name: joins, regime: russia-2022, as_of: 2023-12, joiners: MDA }\n",
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(folder.File("bad.yaml"), "title: Of mine\ncase: []\n", TestContext.Current.CancellationToken);
        await using var watched = await browsing.Open();
        await watched.Go("new", "#file");
        await watched.Page.SetInputFilesAsync("#file", folder.File("bad.yaml"));
        await watched.Page.WaitForSelectorAsync(".trouble li");
        Assert.Contains("did you mean cases", await watched.Text(".trouble"), StringComparison.Ordinal);
        await watched.Page.SetInputFilesAsync("#file", folder.File("good.yaml"));
        await watched.Alive();
        Assert.Equal("Of mine", await watched.Text("h1"));
        Assert.Empty(watched.Said);
    }

    /// <summary>One is left out of those who act: of the whole question where it is made, of one choice beside it.</summary>
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Members_are_left_out(int width)
    {
        await using var watched = await browsing.Open(width);
        var page = watched.Page;
        await watched.Go("new/own~world-2021~TUR~russia-2022~2022-12~~eu27.GBR", "#without");
        await page.ClickAsync("#without > summary");
        await page.UncheckAsync("#in-HUN");
        await page.WaitForFunctionAsync("() => location.href.endsWith('~eu27.GBR~HUN')");
        await watched.IsForAll(ColorScheme.Light);
        await page.ClickAsync("#ask-it");
        await watched.Alive();
        await page.ClickAsync("#members > summary");
        Assert.False(await page.IsCheckedAsync("#lever-member\\.HUN"));
        var before = await watched.Text("#tile-income");
        await page.UncheckAsync("#lever-member\\.DEU");
        await watched.At("lever.member.DEU=0");
        await watched.Alive();
        Assert.StartsWith("40 of 42", await watched.Text("#members > summary"), StringComparison.Ordinal);
        Assert.NotEqual(before, await watched.Text("#tile-income"));
        Assert.Contains("without: [DEU, HUN]", await watched.Download("a[href*='asked.yaml']"), StringComparison.Ordinal);
        await watched.IsForAll(ColorScheme.Dark);
        Assert.Empty(watched.Said);
    }

    /// <summary>
    /// What would tip a choice is asked of any country: its map, its parties, who else might join, and back to the question.
    /// </summary>
    [Fact]
    public async Task A_question_is_played_as_a_game()
    {
        await using var watched = await browsing.Open(390);
        var page = watched.Page;
        await watched.Go("new/own~world-2023~GEO~russia-2022~2023-12~~eu27.USA", "#play-it");
        await page.ClickAsync("#play-it");
        await page.WaitForSelectorAsync("[data-frontier='11']");
        Assert.Equal("Georgia between those who press and Russia", await watched.Text("h1"));
        await page.FillAsync("#pressure", "1");
        await watched.At("pressure=1");
        await page.WaitForFunctionAsync("() => !/…/.test(document.querySelector('#payoffs tbody').textContent)");
        var file = await watched.Download("a[href*='payoffs.csv']");
        var exact = file.Split('\n').First(row => row.StartsWith("Joins,Georgia,", StringComparison.Ordinal)).Split(',')[3];
        var shown = (await watched.Text("#payoffs tbody tr:nth-child(3) td")).Replace('−', '-');
        Assert.Equal(double.Parse(exact, CultureInfo.InvariantCulture), double.Parse(shown, CultureInfo.InvariantCulture), 0.0051);
        await page.WaitForSelectorAsync("#coalition");
        Assert.Contains("Georgia", await watched.Text("#coalition"), StringComparison.Ordinal);
        await watched.IsForAll(ColorScheme.Light, ColorScheme.Dark);
        await page.ClickAsync("#as-question");
        await watched.Alive();
        await page.ClickAsync("#as-game");
        await page.WaitForSelectorAsync("[data-frontier]");
        Assert.Empty(watched.Said);
    }

    /// <summary>
    /// A game of one's own is played as those that come along, kept, and found again by a server that never saw its file.
    /// </summary>
    [Fact]
    public async Task A_game_is_opened_from_a_file_played_and_kept()
    {
        var text = await File.ReadAllTextAsync(
            Catalogue.Default.FindGame("georgia-moldova-2023", AppContext.BaseDirectory).Value.Path,
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(folder.File("good.yaml"), text, TestContext.Current.CancellationToken);
        var bad = text.Replace("target:", "targets:", StringComparison.Ordinal) + "\nlever: []\n";
        await File.WriteAllTextAsync(folder.File("bad.yaml"), bad, TestContext.Current.CancellationToken);
        var store = folder.File("saved.db");
        string at;
        await using (var first = await Browsing.Serve(0, store: store))
        {
            await using var watched = await browsing.Open(server: first);
            var page = watched.Page;
            await watched.Go("new", "#file");
            await page.SetInputFilesAsync("#file", folder.File("bad.yaml"));
            await page.WaitForSelectorAsync(".trouble li");
            Assert.Contains("did you mean target", await watched.Text(".trouble"), StringComparison.Ordinal);
            Assert.Contains("did you mean levers", await watched.Text(".trouble"), StringComparison.Ordinal);
            await page.SetInputFilesAsync("#file", folder.File("good.yaml"));
            await page.WaitForSelectorAsync("[data-frontier='11']");
            await page.FillAsync("#pressure", "0.5");
            await watched.At("pressure=0.5");
            Assert.Equal(text, await watched.Download("#yaml"));
            await page.ClickAsync("#keep > summary");
            await page.FillAsync("#keep-name", "Mine");
            await page.ClickAsync("#keep-save");
            await page.WaitForSelectorAsync("#kept");
            at = new Uri(page.Url).PathAndQuery;
            Assert.Empty(watched.Said);
        }
        await using var second = await Browsing.Serve(0, store: store);
        await using var again = await browsing.Open(server: second);
        await again.Go("saved", ".saved li a");
        await again.Page.ClickAsync(".saved h2 a");
        await again.Page.WaitForSelectorAsync("[data-frontier]");
        Assert.Equal(at, new Uri(again.Page.Url).PathAndQuery);
        Assert.Equal("0.5", await again.Page.InputValueAsync("#pressure"));
        await again.IsForAll(ColorScheme.Light);
        Assert.Empty(again.Said);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task It_can_be_read_by_everybody(int width)
    {
        await using var watched = await browsing.Open(width);
        await watched.Go("new", "#country");
        await watched.IsForAll(ColorScheme.Light, ColorScheme.Dark);
        Assert.Empty(watched.Said);
    }
}
