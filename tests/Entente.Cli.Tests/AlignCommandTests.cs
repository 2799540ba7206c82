using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>Games as a user sees them.</summary>
public sealed class AlignCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public AlignCommandTests() => WorldWriter.Write(SmallWorld.WithFactors(SmallWorld.Random(1, 4, 2), 1), folder.File("w"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_game_is_answered_on_the_screen_and_in_tables()
    {
        Game(by: "C1", when: "stays");
        var (code, output, error) = Program.Run(folder.Path, "align", "g.yaml", "--out", "o", "--points", "5");
        Assert.Equal((0, ""), (code, error));
        foreach (var said in new[] { "Real income of Country 0, %", "Price of alignment, joins", "Map of pressure", "In turns, long" })
            Assert.Contains(said, output, StringComparison.Ordinal);
        // Two options at one horizon, four settings of levers, three parties.
        Assert.Equal(1 + 2 * 4 * 3, File.ReadAllLines(folder.File("o/options.csv")).Length);
        Assert.Equal(1 + 4, File.ReadAllLines(folder.File("o/prices.csv")).Length);
        Assert.Equal(1 + 25, File.ReadAllLines(folder.File("o/frontier.csv")).Length);
        Assert.Equal(1 + 1, File.ReadAllLines(folder.File("o/threats.csv")).Length);
    }

    [Fact]
    public void Faults_of_a_game_are_listed_with_their_places_and_nothing_is_written()
    {
        Game(by: "C9", when: "joined");
        var (code, _, error) = Program.Run(folder.Path, "align", "g.yaml", "--out", "o");
        Assert.Equal(2, code);
        Assert.Contains("g.yaml:14: a lever of 'C9', who is no sender and not the target", error, StringComparison.Ordinal);
        Assert.Contains("g.yaml:14: a lever at the option 'joined', which C0 does not have", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("o")));
        Assert.Equal(2, Program.Run(folder.Path, "align", "g.yaml", "--points", "1").Code);
        Assert.Contains("did you mean serbia-2023?", Program.Run(folder.Path, "align", "serbia-2032").Error, StringComparison.Ordinal);
    }

    private void Game(string by, string when) =>
        File.WriteAllText(
            folder.File("g.yaml"),
            $$"""
            title: Small
            scenario:
              title: What is done
              world: w
              cases:
                - { name: joins, measures: [{ kind: embargo, from: C0, to: C3 }] }
                - { name: tariff, measures: [{ kind: tariff, by: C1, on: C0, rate: 0.1, mode: add }] }
            target: C3
            pressed:
              - { country: C0, options: [{ name: stays }, { name: joins, case: joins }] }
            senders:
              - { name: C1, countries: C1 }
            levers:
              - { name: tariff, by: {{by}}, case: tariff, when: {{when}} }
            """
        );
}
