using System.Collections.Immutable;
using Entente.Models;

namespace Entente.Gravity;

/// <summary>
/// Structural gravity of one sector in relative changes, xHat = x'/x: Anderson and van Wincoop, "Gravity with Gravitas"
/// (American Economic Review 93, 2003), with output that follows factory-gate prices as in Anderson, Larch and Yotov,
/// "GEPPML" (World Economy 41, 2018) and Yotov, Piermartini, Monteiro and Larch, "An Advanced Guide to Trade Policy
/// Analysis" (2016), chapter 2. One method is one equation, with the numbers of docs/model.md. In the data each price
/// and resistance is 1, costs being measured by the flows themselves: (X_ni/E_n)/(Y_i/Y). The world has one sector
/// without intermediates, its theta being sigma - 1. Axes: importer n, exporter i.
/// </summary>
public static class GravityEquations
{
    /// <summary>
    /// (25) PiHat_i^(1-sigma) = sum_n (X_ni/Y_i) (tHat_ni/PHat_n)^(1-sigma) EHat_n/YHat: outward resistance, what sellers of i
    /// bear of the costs of trade. Anderson and van Wincoop (2003), eq. (10).
    /// </summary>
    public static ImmutableArray<double> OutwardResistances(
        CounterfactualInputs given,
        ImmutableArray<double> inward,
        ImmutableArray<double> expenditure,
        ImmutableArray<double> output
    )
    {
        ArgumentNullException.ThrowIfNull(given);
        var (world, theta, total) = (given.World, given.World.Thetas[0], WorldOutput(given, output));
        return ByCountry(
            world,
            i =>
                Math.Pow(
                    Sum(
                        world,
                        n =>
                            world.Trade[n, i, 0] == 0
                                ? 0
                                : world.Trade[n, i, 0]
                                    / world.Output[i, 0]
                                    * Math.Pow(given.TradeCosts[n, i, 0] / inward[n], -theta)
                                    * expenditure[n]
                                    / total
                    ),
                    -1 / theta
                )
        );
    }

    /// <summary>
    /// (26) PHat_n^(1-sigma) = sum_i (X_ni/E_n) (tHat_ni/PiHat_i)^(1-sigma) YHat_i/YHat: inward resistance, which is the price
    /// of what n buys. Anderson and van Wincoop (2003), eq. (11).
    /// </summary>
    public static ImmutableArray<double> InwardResistances(
        CounterfactualInputs given,
        ImmutableArray<double> outward,
        ImmutableArray<double> output
    )
    {
        ArgumentNullException.ThrowIfNull(given);
        var (world, theta, total) = (given.World, given.World.Thetas[0], WorldOutput(given, output));
        return ByCountry(
            world,
            n =>
                Math.Pow(
                    Sum(
                        world,
                        i =>
                            world.Trade[n, i, 0] == 0
                                ? 0
                                : world.TradeShares[n, i, 0] * Math.Pow(given.TradeCosts[n, i, 0] / outward[i], -theta) * output[i] / total
                    ),
                    -1 / theta
                )
        );
    }

    /// <summary>
    /// (27) pHat_i = (YHat_i/YHat)^(1/(1-sigma)) / PiHat_i: factory-gate prices, which clear the market of each seller. Given
    /// these the same equation gives the outward resistances. Anderson, Larch and Yotov (2018); Anderson and van Wincoop (2003), eq. (9).
    /// </summary>
    public static ImmutableArray<double> FactoryGatePrices(
        CounterfactualInputs given,
        ImmutableArray<double> outward,
        ImmutableArray<double> output
    )
    {
        ArgumentNullException.ThrowIfNull(given);
        var total = WorldOutput(given, output);
        return ByCountry(given.World, i => Math.Pow(output[i] / total, -1 / given.World.Thetas[0]) / outward[i]);
    }

    /// <summary>(28) Y'_i = pHat_i Y_i: output is an endowment at its price.</summary>
    public static ImmutableArray<double> Output(CounterfactualInputs given, ImmutableArray<double> prices)
    {
        ArgumentNullException.ThrowIfNull(given);
        return ByCountry(given.World, i => prices[i] * given.World.Output[i, 0]);
    }

    /// <summary>(29) E'_n = phi_n Y'_n, phi_n = E_n/Y_n: expenditure is a given multiple of output. Under a closure it is (9).</summary>
    public static ImmutableArray<double> Expenditure(CounterfactualInputs given, ImmutableArray<double> output)
    {
        ArgumentNullException.ThrowIfNull(given);
        return ByCountry(given.World, n => given.World.Expenditure[n, 0] / given.World.Output[n, 0] * output[n]);
    }

    /// <summary>
    /// (30) X'_ni = X_ni (EHat_n YHat_i/YHat) (tHat_ni / (PHat_n PiHat_i))^(1-sigma): what i sells to n; exactly 0 where trade
    /// is forbidden. Anderson and van Wincoop (2003), eq. (9).
    /// </summary>
    public static Cube Flows(
        CounterfactualInputs given,
        ImmutableArray<double> inward,
        ImmutableArray<double> outward,
        ImmutableArray<double> expenditure,
        ImmutableArray<double> output
    )
    {
        ArgumentNullException.ThrowIfNull(given);
        var (world, total) = (given.World, WorldOutput(given, output));
        return Cube.Create(
            world.Countries.Length,
            world.Countries.Length,
            1,
            (n, i, _) =>
                world.Trade[n, i, 0] == 0
                    ? 0
                    : world.Trade[n, i, 0]
                        * expenditure[n]
                        * output[i]
                        / total
                        * Math.Pow(given.TradeCosts[n, i, 0] / (inward[n] * outward[i]), -world.Thetas[0])
        );
    }

    /// <summary>YHat: output of the world over what it was; the output of countries as hats.</summary>
    private static double WorldOutput(CounterfactualInputs given, ImmutableArray<double> output)
    {
        var (after, before) = (0.0, 0.0);
        for (var i = 0; i < output.Length; i++)
            (after, before) = (after + output[i] * given.World.Output[i, 0], before + given.World.Output[i, 0]);
        return after / before;
    }

    private static double Sum(World world, Func<int, double> term)
    {
        var sum = 0.0;
        for (var at = 0; at < world.Countries.Length; at++)
            sum += term(at);
        return sum;
    }

    private static ImmutableArray<double> ByCountry(World world, Func<int, double> value)
    {
        var values = new double[world.Countries.Length];
        for (var n = 0; n < values.Length; n++)
            values[n] = value(n);
        return [.. values];
    }
}
