using CsCheck;
using Entente.CaliendoParro;
using Entente.Tests.Worlds;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Random worlds under random and harsh shocks: a certified answer, or a named reason why there is none.</summary>
public sealed class RandomWorldTests
{
    private const int Samples = 300;

    private static readonly Gen<(int Seed, int Countries, int Sectors, double Forbidden, Closure Closure)> Questions =
        from seed in Gen.Int[1, 1_000_000]
        from countries in Gen.Int[2, 7]
        from sectors in Gen.Int[1, 5]
        from forbidden in Gen.OneOf(Gen.Const(0.0), Gen.Double[0.05, 0.6])
        from closure in Gen.Enum<Closure>()
        select (seed, countries, sectors, forbidden, closure);

    [Fact]
    public void Every_question_has_a_certified_answer_or_a_named_reason_why_not() =>
        Questions.Sample(
            question =>
            {
                var world = SmallWorld.Random(question.Seed, question.Countries, question.Sectors);
                var after = TradeModel.Solve(world, Harsh(world, question.Seed, question.Forbidden), question.Closure);
                var sound = after.Status switch
                {
                    EquilibriumStatus.Converged => after.Residuals!.Largest <= 1e-10 && after.Income.All(income => income > 0) && after.Trade.Span.ToArray().All(flow => flow >= 0),
                    EquilibriumStatus.NoSupplier => !after.Given.Supply.Missing.IsEmpty,
                    EquilibriumStatus.UnfinancedDeficit => !after.Given.Supply.Unfinanced.IsEmpty,
                    // Given deficits can be more than a ruined economy can bear, and then no equilibrium exists; without deficits one always does.
                    _ => question.Closure != Closure.Zero && Refuses(() => after.Income),
                };
                Assert.True(sound, $"{question}: {after.Status}, {after.Explanation}");
            },
            iter: Samples, threads: 1, seed: "8Xbzu0CsXcF1");

    private static bool Refuses(Func<object> number)
    {
        try
        {
            return number() is null;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>Costs over two orders of magnitude, tariffs to 100 %, productivity halved or doubled, some flows forbidden.</summary>
    private static Shock Harsh(World world, int seed, double forbidden)
    {
        var (random, shock) = (new Random(seed), new ShockBuilder(world));
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
                for (var j = 0; j < world.Sectors.Length; j++)
                {
                    if (i == n)
                    {
                        shock.MultiplyProductivity(n, j, Math.Exp(1.4 * random.NextDouble() - 0.7));
                        continue;
                    }
                    shock.MultiplyTradeCost(n, i, j, random.NextDouble() < forbidden ? double.PositiveInfinity : Math.Exp(4 * random.NextDouble() - 2));
                    if (random.Next(3) == 0)
                        shock.SetTariff(n, i, j, random.NextDouble());
                }
        return shock.Build();
    }
}
