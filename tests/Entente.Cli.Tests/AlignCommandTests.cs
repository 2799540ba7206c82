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
    public void Sections_of_a_game_are_answered_on_the_screen_and_in_tables_of_their_own()
    {
        Game(
            by: "C1",
            when: "stays",
            sections: """
                coalition:
                  case: ban
                  valuation: [0, 5]
                  blocs:
                    - { name: one, countries: C1 }
                    - { name: two, countries: C2 }
                bargaining: { option: joins, valuation: 50, scales: [0.5, 0.9] }
                chosen: { problems: [unilateral, sanctions], lambda: [0, 1] }
                turns:
                  scales: [0, 1]
                  orders:
                    - { moves: [target, senders, pressed] }
                """
        );
        var (code, output, error) = Program.Run(folder.Path, "align", "g.yaml", "--out", "o", "--points", "3");
        Assert.Equal((0, ""), (code, error));
        foreach (
            var said in new[]
            {
                "Coalition of 2, long: Country 3 loses",
                "Greedy order by loss imposed for the cost, not the best",
                "Bargain over 'joins', long",
                "Rates chosen, long, unilateral, C1",
                "Rates chosen, long, sanctions at 1, C1",
                "Exposure, long: Country 0 without what it buys of C3, ",
            }
        )
            Assert.Contains(said, output, StringComparison.Ordinal);
        foreach (
            var (table, rows) in new[]
            {
                ("coalitions", 4),
                // Two blocs, two sums.
                ("contributions", 4),
                // Two greedy steps, two without one, two who could be next.
                ("growing", 6),
                ("stability", 8),
                // Two blocs, by equal losses and by the nucleolus at two valuations.
                ("sharing", 6),
                ("contract_zone", 2),
                ("chosen", 3),
                // C0 on C3 and C1, C3 on C1.
                ("exposure", 3),
            }
        )
            Assert.Equal((table, 1 + rows), (table, File.ReadAllLines(folder.File($"o/{table}.csv")).Length));
        Assert.Equal(["target then senders then pressed"], Column("turns", 2).Distinct());
        Assert.All(["joining", "bargaining", "chosen_outcomes", "commitment"], table => Assert.True(Column(table, 0).Length > 0, table));
    }

    private string[] Column(string table, int at) =>
        [.. File.ReadLines(folder.File($"o/{table}.csv")).Skip(1).Select(line => line.Split(',')[at])];

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

    private const string Ban =
        "\n    - { name: ban, measures: [{ kind: flow_reduction, from: joiner, to: C3, share: 0.5, both: true }] }";

    private static string BanFor(string sections) => sections.Contains("case: ban", StringComparison.Ordinal) ? Ban : "";

    private void Game(string by, string when, string sections = "") =>
        File.WriteAllText(
            folder.File("g.yaml"),
            $$"""
            title: Small
            scenario:
              title: What is done
              world: w
              cases:
                - { name: joins, measures: [{ kind: embargo, from: C0, to: C3 }] }
                - { name: tariff, measures: [{ kind: tariff, by: C1, on: C0, rate: 0.1, mode: add }] }{{BanFor(sections)}}
            target: C3
            pressed:
              - { country: C0, options: [{ name: stays }, { name: joins, case: joins }] }
            senders:
              - { name: C1, countries: C1 }
            levers:
              - { name: tariff, by: {{by}}, case: tariff, when: {{when}} }
            {{sections}}
            """
        );
}
