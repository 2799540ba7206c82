using Entente.Numerics;

namespace Entente.Synthetic;

/// <summary>Sizes and places of invented countries.</summary>
internal sealed class Geography
{
    /// <summary>Mean distance within a country of a hundredth of the world, on a sphere of radius 1.</summary>
    private const double Within = 0.06;

    private const double Near = 0.35;

    private readonly (double X, double Y, double Z)[] places;

    public Geography(SyntheticOptions options, CounterRandom random)
    {
        var countries = options.Countries;
        Sizes = [.. Enumerable.Range(0, countries).Select(n => Math.Pow(random.At(0).Uniform(n), -1 / options.SizeShape))];
        var sum = Sizes.Sum();
        for (var n = 0; n < countries; n++)
            Sizes[n] /= sum;
        places = [.. Enumerable.Range(0, countries).Select(n => OnSphere(random.At(1).Uniform(n), random.At(2).Uniform(n)))];
        DeficitShares = [.. Enumerable.Range(0, countries).Select(n => options.Deficits * Math.Clamp(random.At(3).Normal(n), -3, 3))];
        var gap = DeficitShares.Select((d, n) => d * Sizes[n]).Sum();
        for (var n = 0; n < countries; n++)
            DeficitShares[n] -= gap;
    }

    /// <summary>Share of each country in the income of the world.</summary>
    public double[] Sizes { get; }

    /// <summary>Deficits wanted, as shares of income, adding up to zero over the world.</summary>
    public double[] DeficitShares { get; }

    /// <summary>Along the sphere; within a country, the more the larger it is.</summary>
    public double Distance(int n, int i)
    {
        if (n == i)
            return Within * Math.Sqrt(Sizes[n] / 0.01);
        var (a, b) = (places[n], places[i]);
        return Math.Max(0.01, Math.Acos(Math.Clamp(a.X * b.X + a.Y * b.Y + a.Z * b.Z, -1, 1)));
    }

    public bool AreNeighbours(int n, int i) => Distance(n, i) < Near;

    private static (double, double, double) OnSphere(double u, double v)
    {
        var (z, angle) = (2 * u - 1, 2 * Math.PI * v);
        var radius = Math.Sqrt(1 - z * z);
        return (radius * Math.Cos(angle), radius * Math.Sin(angle), z);
    }
}
