namespace Entente.CaliendoParro;

/// <summary>
/// The equilibrium as a system in log wages alone: given wages, prices follow from equations (2) and (3),
/// expenditures from (5) to (10), and what is left is the trade balance (11) of each country. The residual is the
/// excess demand relative to the country's value added, over its elasticity with respect to the wage in the
/// baseline, so that log w + f is a Newton step that ignores what happens between countries.
/// </summary>
internal abstract class WageSystem(Circumstances given)
{
    /// <summary>An inner loop that needs more sweeps than this has failed.</summary>
    protected const int MostSweeps = 20_000;

    /// <summary>No inner loop is asked for more than rounding allows.</summary>
    protected const double FinestAccuracy = 1e-13;

    private readonly double[] elasticity = Elasticities(given.World);

    /// <summary>No less than 1; a residual within the tolerance over this leaves each trade balance within the tolerance.</summary>
    public double LargestElasticity => Math.Max(1, elasticity.Max());

    protected Circumstances Given { get; } = given;

    protected World World => Given.World;

    /// <summary>Wages at log wages x, value added of the world being the numeraire.</summary>
    protected double[] Wages(ReadOnlySpan<double> x)
    {
        var w = new double[x.Length];
        var total = 0.0;
        for (var n = 0; n < w.Length; n++)
        {
            w[n] = Math.Exp(x[n]);
            total += w[n] * World.ValueAdded[n];
        }
        for (var n = 0; n < w.Length; n++)
            w[n] *= World.TotalValueAdded / total;
        return w;
    }

    /// <summary>Evaluates the residual; see <see cref="Solvers.ResidualFunction"/>.</summary>
    public abstract void Residual(ReadOnlySpan<double> x, Span<double> f, double accuracy);

    /// <summary>Wages, prices and expenditures as of the last evaluation.</summary>
    public abstract EquilibriumState State();

    protected void Scale(ReadOnlySpan<double> excess, ReadOnlySpan<double> wages, Span<double> f)
    {
        for (var n = 0; n < f.Length; n++)
            f[n] = excess[n] / (wages[n] * World.ValueAdded[n]) / elasticity[n];
    }

    /// <summary>
    /// - d(excess)/d(log wage) over value added, baseline, own cost moving one for one with the wage: exports fall by
    /// theta (1 - pi), imports rise by theta pi_domestic + 1.
    /// </summary>
    private static double[] Elasticities(World world)
    {
        var response = new double[world.Countries.Length];
        for (var n = 0; n < response.Length; n++)
            for (var i = 0; i < response.Length; i++)
                for (var j = 0; i != n && j < world.Sectors.Length; j++)
                {
                    var flow = world.Trade[n, i, j];
                    response[i] += flow * world.Thetas[j] * (1 - world.TradeShares[n, i, j]);
                    response[n] += flow * (world.Thetas[j] * world.TradeShares[n, n, j] + 1);
                }
        for (var n = 0; n < response.Length; n++)
            response[n] = Math.Max(response[n] / world.ValueAdded[n], 0.05);
        return response;
    }
}

/// <summary>The unknowns of an equilibrium; everything else follows from them by the equations.</summary>
/// <param name="Wages">wHat_n, normalised to the numeraire.</param>
/// <param name="Prices">PHat_nj.</param>
/// <param name="Expenditure">X'_nj.</param>
internal sealed record EquilibriumState(double[] Wages, Table Prices, Table Expenditure);
