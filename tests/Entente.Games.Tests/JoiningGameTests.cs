using System.Globalization;
using Entente.Games.Joining;
using Entente.Numerics;
using Entente.Testing;
using Xunit;

namespace Entente.Games.Tests;

public sealed class JoiningGameTests
{
    private static JoiningGame Game(string name)
    {
        var rows = File.ReadLines(Path.Combine(Reference.Folder("game"), "coop", "joining_games.csv"))
            .Select(line => line.Split(','))
            .Where(row => row[0] == name)
            .ToDictionary(
                row => int.Parse(row[1], CultureInfo.InvariantCulture) + 2 * int.Parse(row[2], CultureInfo.InvariantCulture),
                row => (double[])[double.Parse(row[3], CultureInfo.InvariantCulture), double.Parse(row[4], CultureInfo.InvariantCulture)]
            );
        return JoiningGame.Create(2, (player, profile) => rows[profile][player]);
    }

    [Theory]
    [InlineData("prisoners", new[] { 0 })]
    [InlineData("stag_hunt", new[] { 0, 3 })]
    [InlineData("matching", new int[0])]
    [InlineData("chicken", new[] { 1, 2 })]
    public void Textbook_games_have_their_pure_equilibria(string name, int[] expected) =>
        Assert.Equal(expected, Game(name).Equilibria().Select(e => e.Profile));

    [Fact]
    public void Best_replies_end_in_an_equilibrium_or_go_in_circles()
    {
        Assert.Equal([0, 0, 0, 0], Game("prisoners").Basins());
        Assert.All(Game("matching").Basins(), end => Assert.Equal(-1, end));
        var hunt = Game("stag_hunt").Basins();
        Assert.Equal((0, 3), (hunt[0], hunt[3]));
    }

    [Fact]
    public void A_tie_is_kept_and_named()
    {
        var indifferent = JoiningGame.Create(2, (player, profile) => player == 0 ? 1 : profile >> 1);
        Assert.Equal([2, 3], indifferent.Equilibria().Select(e => e.Profile));
        Assert.All(indifferent.Equilibria(), e => Assert.Equal((1, 0.0), (e.Ties, e.Margin)));
    }

    /// <summary>A coalition is stable within and without exactly where joining as it does is an equilibrium.</summary>
    [Fact]
    public void Stable_coalitions_are_equilibria()
    {
        var random = new CounterRandom(11);
        var game = JoiningGame.Create(8, (player, profile) => random.At(player).Uniform(profile));
        var equilibria = game.Equilibria().ToDictionary(e => e.Profile, e => e.Margin);
        for (var profile = 0; profile < game.Profiles; profile++)
        {
            var stability = game.Stability(profile);
            Assert.Equal(equilibria.ContainsKey(profile), stability.IsStable);
            if (stability.IsStable)
                Assert.Equal(equilibria[profile], Math.Min(stability.InternalMargin, stability.ExternalMargin));
        }
        foreach (var end in game.Basins().Where(end => end >= 0))
            Assert.Contains(end, equilibria.Keys);
    }
}
