using System.Collections.Immutable;

namespace Entente.Gravity;

/// <summary>A world as structural gravity sees it: one sector, no intermediates, no tariffs.</summary>
public static class OneSectorWorld
{
    /// <summary>Code of the only sector.</summary>
    public const string Sector = "ALL";

    /// <summary>Elasticity of substitution where nobody gives one.</summary>
    public const double DefaultSigma = 5;

    /// <summary>Sums the flows of a world over sectors, at producer prices; output is what is sold, expenditure what is bought.</summary>
    /// <param name="world">Any world. Its tariffs are left out: they are costs of trade that do not change.</param>
    /// <param name="sigma">Elasticity of substitution among the goods of different countries; &gt; 1.</param>
    /// <returns>The world, or all that keeps gravity from seeing it.</returns>
    public static Checked<World> Of(World world, double sigma)
    {
        ArgumentNullException.ThrowIfNull(world);
        var countries = world.Countries.Length;
        var trade = Cube.Create(countries, countries, 1, (n, i, _) => Sum(world.Trade.Row(n, i)));
        return Of(world.Identity, world.Countries, trade, sigma);
    }

    /// <summary>A world of flows alone.</summary>
    internal static Checked<World> Of(WorldIdentity identity, ImmutableArray<Country> countries, Cube trade, double sigma)
    {
        var faults = new List<Fault>();
        if (!(sigma > 1 && double.IsFinite(sigma)))
            faults.Add(NoSigma(sigma));
        var (output, expenditure) = (
            Accounting.Output(trade),
            Accounting.Expenditure(trade, new Cube(trade.First, trade.Second, 1, new double[trade.Span.Length]))
        );
        for (var n = 0; n < countries.Length; n++)
            if (!(output[n, 0] > 0) || !(expenditure[n, 0] > 0))
                faults.Add(
                    new Fault(
                        null,
                        $"{countries[n].Code}, which {(output[n, 0] > 0 ? "buys" : "sells")} nothing",
                        "countries that sell and buy"
                    )
                );
        if (faults.Count > 0)
            return Checked<World>.Invalid(faults);
        return World.Create(
            identity,
            countries,
            [new Sector(Sector, "All goods and services", [], sigma - 1)],
            new WorldTables
            {
                Trade = trade,
                Tariffs = new Cube(countries.Length, countries.Length, 1, new double[trade.Span.Length]),
                ValueAddedShares = Table.Filled(countries.Length, 1, 1),
                InputShares = new Cube(countries.Length, 1, 1, new double[countries.Length]),
            }
        );
    }

    internal static Fault NoSigma(double sigma) => new(null, FormattableString.Invariant($"sigma {sigma:R}"), "a finite number above 1");

    /// <summary>Whether gravity can see a world.</summary>
    internal static bool Is(World world) =>
        world.Sectors.Length == 1
        && !world.Tariffs.Span.ContainsAnyExcept(0)
        && !world.ValueAddedShares.Span.ContainsAnyExcept(1)
        && world.Output.Span.IndexOfAnyInRange(double.NegativeInfinity, 0.0) < 0
        && world.Expenditure.Span.IndexOfAnyInRange(double.NegativeInfinity, 0.0) < 0;

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
