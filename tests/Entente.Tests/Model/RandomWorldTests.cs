using System.Globalization;
using Entente.CaliendoParro;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Random worlds under random and harsh shocks: a certified answer, or a named reason why there is none.</summary>
public sealed class RandomWorldTests
{
    /// <summary>The slow validation asks many more: ENTENTE_WORLDS=20000.</summary>
    private static readonly int Worlds = int.Parse(
        Environment.GetEnvironmentVariable("ENTENTE_WORLDS") ?? "500",
        CultureInfo.InvariantCulture
    );

    [Theory, InlineData(Closure.Fixed), InlineData(Closure.Zero), InlineData(Closure.Share)]
    public void Every_question_has_a_certified_answer_or_a_named_reason_why_not(Closure closure)
    {
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var random = new Random(seed * 7);
            var world = SmallWorld.Random(seed, 2 + random.Next(6), 1 + random.Next(5));
            var forbidden = random.Next(2) == 0 ? 0 : 0.05 + 0.55 * random.NextDouble();
            var after = TradeModel.Solve(world, Shocks.Harsh(world, seed, forbidden), closure, new SolveOptions { MaxIterations = 500 });
            var sound = after.Status switch
            {
                EquilibriumStatus.Converged => after.Residuals!.Largest <= 1e-10
                    && after.Income.All(income => income > 0)
                    && after.Trade.Span.ToArray().All(flow => flow >= 0),
                EquilibriumStatus.NoSupplier => !after.Given.Supply.Missing.IsEmpty,
                EquilibriumStatus.UnfinancedDeficit => !after.Given.Supply.Unfinanced.IsEmpty,
                // Given deficits can be more than a ruined economy can bear, and then no equilibrium exists; without deficits one
                // always does.
                _ => closure != Closure.Zero && Refuses(() => after.Income),
            };
            Assert.True(sound, $"seed {seed}: {after.Status}, {after.Explanation}");
        }
    }

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
}
