using Deque.AxeCore.Playwright;
using Entente.Data;
using Entente.Web.Serving;
using Microsoft.Playwright;
using Xunit;

namespace Entente.Browser.Tests;

/// <summary>A server and a browser for the tests of this assembly; without Chromium on this machine they are skipped.</summary>
public sealed class Browsing : IAsyncLifetime
{
    /// <summary>Where Debian's browser is.</summary>
    public const string Chromium = "/usr/bin/chromium";

    public const string Token = "0123456789abcdef0123456789abcdef";

    private IPlaywright? playwright;
    private IBrowser? browser;

    public Server Server { get; private set; } = null!;

    public static bool HasBrowser => File.Exists(Chromium);

    public async ValueTask InitializeAsync()
    {
        if (!HasBrowser)
            return;
        Server = await Serve(0);
        playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Chromium,
                Headless = true,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync",
                ],
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (Server is not null)
            await Server.DisposeAsync();
    }

    internal static Task<Server> Serve(int port, int draws = 0, Catalogue? catalogue = null, string? store = null) =>
        Server.Start(
            new ServeOptions
            {
                Version = "1.0",
                Port = port,
                Token = Token,
                Draws = draws,
                Catalogue = catalogue ?? Catalogue.Default,
                Store = store,
            }
        );

    /// <summary>A page of so many pixels across, as high as a phone.</summary>
    internal Task<Watched> Open(int width, Server? server = null) =>
        Open(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 844 } }, server);

    /// <summary>A page of a browser that has never been here; it knows the token.</summary>
    internal async Task<Watched> Open(BrowserNewContextOptions? options = null, Server? server = null)
    {
        Assert.SkipUnless(HasBrowser, $"no browser at {Chromium}");
        var at = server ?? Server;
        var context = await browser!.NewContextAsync(options ?? new BrowserNewContextOptions());
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(90_000);
        return await Watched.Enter(page, at);
    }
}

[CollectionDefinition(nameof(Browsing))]
public sealed class BrowsingCollection : ICollectionFixture<Browsing>;

/// <summary>A page and all that it has said and asked for.</summary>
internal sealed class Watched : IAsyncDisposable
{
    /// <summary>Texts that are seen and have less than 11 pixels, those in drawings as they are scaled.</summary>
    private const string SmallText = """
        () => [...document.querySelectorAll('body *')]
          .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
          .filter(e => !['title', 'SCRIPT', 'OPTION'].includes(e.tagName))
          .map(e => [e, e.ownerSVGElement ? e.getScreenCTM() : { a: 1, b: 0 }])
          .map(([e, m]) => [e, parseFloat(getComputedStyle(e).fontSize) * Math.hypot(m.a, m.b)])
          .filter(([, size]) => size < 11)
          .map(([e, size]) => size.toFixed(1) + ' ' + e.textContent.trim().slice(0, 40))
        """;

    private readonly List<string> said = [];
    private readonly Uri home;

    private Watched(IPage page, Uri home)
    {
        (Page, this.home) = (page, home);
        page.Console += (_, message) => Note(message.Text);
        page.PageError += (_, error) => Note(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not "data" } url && url.Authority != home.Authority)
                Note($"request to {url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Messages of the console, errors, and requests to others; what the browser itself says of the first refusal apart.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (said)
                return [.. said.Where(line => !line.Contains("401 (Unauthorized)", StringComparison.Ordinal))];
        }
    }

    public static async Task<Watched> Enter(IPage page, Server server)
    {
        var watched = new Watched(page, server.Address);
        await page.GotoAsync(server.Address.ToString());
        await page.FillAsync("#token", server.Token);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForSelectorAsync("main[data-alive]");
        return watched;
    }

    /// <summary>Opens a page of the server and waits until it moves.</summary>
    public async Task Go(string path)
    {
        await Page.GotoAsync(new Uri(home, path).ToString());
        await Alive();
    }

    /// <summary>Opens a page of the server, which may not listen yet.</summary>
    public Task Arrive(string path) =>
        Page.GotoAsync(new Uri(home, path).ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });

    /// <summary>Opens a page of the server that is ready when it has an element.</summary>
    public async Task Go(string path, string ready)
    {
        await Page.GotoAsync(new Uri(home, path).ToString());
        await Page.WaitForSelectorAsync("#answer[data-alive]");
        await Page.WaitForSelectorAsync(ready);
    }

    /// <summary>Waits until the page is connected and its answer stands.</summary>
    public async Task Alive()
    {
        await Page.WaitForSelectorAsync("#answer[data-alive]");
        await Page.WaitForSelectorAsync(".answer-view:not(.stale) .mark[data-cold]");
    }

    /// <summary>
    /// Waits until a parameter stands in the address, with this value. The page is asked: of addresses that it writes itself, the browser
    /// did not always tell.
    /// </summary>
    public Task At(string parameter) => Page.WaitForFunctionAsync("of => (location.href + '&').includes(of + '&')", parameter);

    /// <summary>Waits until nothing in the address is called so.</summary>
    public Task Without(string text) => Page.WaitForFunctionAsync("of => !location.href.includes(of)", text);

    public async Task<string> Text(string selector) => (await Page.TextContentAsync(selector) ?? "").Trim();

    /// <summary>Key of the element that the keyboard is at.</summary>
    private Task<string> Focus() => Page.EvaluateAsync<string>("() => document.activeElement?.id ?? ''");

    /// <summary>Presses Tab until an element of this key has the keyboard.</summary>
    public async Task TabTo(string id, int most = 40)
    {
        for (var at = 0; at < most && await Focus() != id; at++)
            await Page.Keyboard.PressAsync("Tab");
        Assert.Equal(id, await Focus());
    }

    /// <summary>What a link hands over, as text.</summary>
    public async Task<string> Download(string selector)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.ClickAsync(selector));
        return await File.ReadAllTextAsync(await download.PathAsync());
    }

    /// <summary>With all unfolded, axe finds nothing, no text is too small, and nothing sticks out.</summary>
    public async Task IsForAll(params ColorScheme[] schemes)
    {
        await Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");
        foreach (var scheme in schemes)
        {
            await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            var found = await Page.RunAxe();
            Assert.Empty(found.Violations.Select(v => $"{scheme} {v.Id}: {v.Nodes[0].Html}"));
        }
        Assert.Empty(await Page.EvaluateAsync<string[]>(SmallText));
        Assert.Equal(0, await Page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    private void Note(string line)
    {
        lock (said)
            said.Add(line);
    }
}
