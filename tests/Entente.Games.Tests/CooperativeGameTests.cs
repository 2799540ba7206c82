using System.Collections.Immutable;
using System.Globalization;
using Entente.Games.Cooperative;
using Entente.Numerics;
using Entente.Testing;
using Xunit;

namespace Entente.Games.Tests;

public sealed class CooperativeGameTests
{
    private static string[][] Rows(string name) =>
        [.. File.ReadLines(Path.Combine(Reference.Folder("game"), "coop", name)).Skip(1).Select(line => line.Split(','))];

    private static double Number(string text) =>
        text.Split('/') is [var over, var under] ? Number(over) / Number(under) : double.Parse(text, CultureInfo.InvariantCulture);

    private static CooperativeGame Game(string name)
    {
        var rows = Rows("games.csv").Where(row => row[0] == name).ToList();
        var worth = rows.ToDictionary(
            row => row[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Sum(player => 1 << (int)(Number(player) - 1)),
            row => Number(row[3])
        );
        return CooperativeGame.Create((int)Number(rows[0][1]), s => worth[s]);
    }

    public static TheoryData<string> Names => [.. Rows("games.csv").Select(row => row[0]).Distinct()];

    /// <summary>Textbook games with exact solutions; the sources stand in the file.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Textbook_games_have_their_solutions(string name)
    {
        var game = Game(name);
        var expected = Rows("solutions.csv").Where(row => row[0] == name).ToList();
        var indices = PowerIndices.Of(game);
        Near.Equal([.. expected.Select(row => Number(row[2]))], indices.Shapley.AsSpan(), 1e-12);
        Near.Equal([.. expected.Select(row => Number(row[4]))], indices.Banzhaf.AsSpan(), 1e-12);
        // Costs are shared as what is saved: the nucleolus of a game of costs is that of its negative.
        var isCost = string.Concat(expected[0]).Contains("of -c", StringComparison.Ordinal);
        var gains = isCost ? CooperativeGame.Create(game.Players, s => -game[s]) : game;
        var nucleolus = Nucleolus.Of(gains).Value;
        Near.Equal([.. expected.Select(row => Number(row[5]) * (isCost ? -1 : 1))], nucleolus.Payoffs.AsSpan(), 2e-9);
        Assert.Equal(bool.Parse(expected[0][6]), !nucleolus.CoreIsEmpty);
        Assert.Equal(!nucleolus.CoreIsEmpty, gains.HasInCore(nucleolus.Payoffs));
    }

    [Fact]
    public void The_security_council_has_its_Shapley_values_and_vetoes_take_all_in_the_nucleolus()
    {
        // A resolution needs nine votes and no veto: the five count seven each, the quota is thirty-nine (Shapley and Shubik 1954).
        var council = CooperativeGame.Vote(39, [.. Enumerable.Range(0, 15).Select(i => i < 5 ? 7.0 : 1.0)]);
        var shapley = PowerIndices.Of(council).Shapley;
        Near.Equal([421 / 2145.0, 4 / 2145.0], [shapley[0], shapley[14]], 1e-13);
        var nucleolus = Nucleolus.Of(council).Value;
        Near.Equal([.. Enumerable.Range(0, 15).Select(i => i < 5 ? 0.2 : 0)], nucleolus.Payoffs.AsSpan(), 1e-9);
        Assert.False(nucleolus.CoreIsEmpty);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 5)]
    [InlineData(3, 7)]
    [InlineData(4, 8)]
    public void Values_add_up_and_no_payoff_has_a_smaller_largest_excess(long seed, int players)
    {
        var random = new CounterRandom(seed);
        // Worth that grows with who is in, so that joining pays.
        var game = CooperativeGame.Create(players, s => Math.Pow(int.PopCount(s), 1.5) + random.Uniform(s) - 0.5);
        Assert.Equal(game[game.Everybody], PowerIndices.Of(game).Shapley.Sum(), 1e-12);
        var nucleolus = Nucleolus.Of(game).Value;
        Assert.Equal(game[game.Everybody], nucleolus.Payoffs.Sum(), 1e-9);
        Assert.Equal(nucleolus.LeastExcess, Sorted(nucleolus.Payoffs)[0], 1e-9);
        // Every other payoff near it has excesses that are larger in order.
        for (var trial = 0; trial < 200; trial++)
        {
            var moved = nucleolus.Payoffs.ToArray();
            var (i, j) = ((int)(random.Uniform(1000 + 3 * trial) * players), (int)(random.Uniform(1001 + 3 * trial) * players));
            var step = 1e-4 * random.Uniform(1002 + 3 * trial);
            (moved[i], moved[j]) = (moved[i] + step, moved[j] - step);
            if (i != j && moved[j] >= game[1 << j])
                Assert.True(FirstDifference(Sorted([.. moved]), Sorted(nucleolus.Payoffs)) > 0);
        }

        double[] Sorted(ImmutableArray<double> payoffs) =>
            [.. Enumerable.Range(1, game.Everybody - 1).Select(s => game.Excess(s, payoffs)).OrderDescending()];
    }

    private static double FirstDifference(double[] a, double[] b) =>
        a.Zip(b, (x, y) => x - y).FirstOrDefault(difference => Math.Abs(difference) > 1e-9);

    [Fact]
    public void Players_with_more_apart_than_together_have_no_nucleolus()
    {
        var apart = Nucleolus.Of(CooperativeGame.Create(2, s => s == 3 ? 1 : 2));
        Assert.False(apart.Success);
        Assert.Contains("together", apart.Faults[0].Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapley_values_by_orders_are_within_their_errors()
    {
        var game = Game("glove_2L_3R");
        var sampled = SampledShapley.Of(
            5,
            inside => game[Enumerable.Range(0, 5).Sum(i => inside.Span[i] ? 1 << i : 0)],
            2000,
            seed: 7
        );
        var exact = PowerIndices.Of(game).Shapley;
        Assert.Equal(2, sampled.Values.Sum(), 1e-12);
        for (var i = 0; i < 5; i++)
        {
            Assert.InRange(sampled.StandardErrors[i], 1e-4, 2e-2);
            Assert.InRange(Math.Abs(sampled.Values[i] - exact[i]), 0, 4 * sampled.StandardErrors[i]);
        }
    }
}
