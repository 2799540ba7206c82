using System.Globalization;
using Xunit;

namespace Entente.Browser.Tests;

/// <summary>
/// How long after a move its answer is painted, measured in the page itself. Asked for by name alone: it tells of the machine as much as
/// of the program. <c>dotnet run -c Release --project bench/Entente.Bench -- paint</c>
/// </summary>
[Collection(nameof(Browsing))]
public sealed class PaintBench(Browsing browsing)
{
    private const int Moves = 200;

    [Theory(Explicit = true)]
    [InlineData("long", 50)]
    [InlineData("short", 100)]
    public async Task Moves_are_painted_in_time(string horizon, double most)
    {
        await using var watched = await browsing.Open();
        await watched.Go($"ask/serbia-2023?case=joins&horizon={horizon}");
        var taken = await watched.Page.EvaluateAsync<double[]>(
            """
            async (moves) => {
              const slider = document.querySelector('#lever-severity'), view = () => document.querySelector('.answer-view')?.dataset.at;
              const taken = [];
              for (let i = 0; i < moves + 10; i++) {
                const value = (0.99 - (i % 95) / 100).toFixed(2);
                const begun = performance.now();
                slider.value = value;
                slider.dispatchEvent(new Event('input', { bubbles: true }));
                await new Promise((done, fail) => {
                  const look = () => performance.now() - begun > 10000
                    ? fail(new Error(`move ${i} to ${value} is not shown: ${view()}, ${slider.isConnected}, ${location.search}`))
                    : Number(view()) === Number(value)
                    ? requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); })
                    : setTimeout(look, 0);
                  look();
                });
                if (i >= 10) taken.push(performance.now() - begun);
                await new Promise(r => setTimeout(r, 40));
              }
              return taken;
            }
            """,
            Moves
        );
        Assert.Equal(Moves, taken.Length);
        Array.Sort(taken);
        var (half, late) = (taken[Moves / 2], taken[Moves * 95 / 100]);
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{horizon} run, {Moves} moves: p50 {half:0} ms, p95 {late:0} ms, most {taken[^1]:0} ms{Load}"
            )
        );
        // Whatever runs beside it is in the numbers.
        Assert.True(late < most, string.Create(CultureInfo.InvariantCulture, $"p50 {half:0} ms, p95 {late:0} ms"));
    }

    /// <summary>What else the machine has had to do in the last minute, where it says so.</summary>
    private static string Load => File.Exists("/proc/loadavg") ? $"; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}" : "";
}
