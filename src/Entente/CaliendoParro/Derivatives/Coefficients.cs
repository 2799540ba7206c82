using Entente.Models;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// The shares and values of an equilibrium that its small changes are weighted with, as flat blocks, sectors fastest.
/// Axes: importer n, exporter i, sector j, input k.
/// </summary>
internal sealed class Coefficients
{
    public Coefficients(Equilibrium at)
    {
        var (given, world) = (at.Given, at.World);
        (Countries, Sectors) = (world.Countries.Length, world.Sectors.Length);
        Cells = Countries * Sectors;
        (Pi, M) = (at.TradeShares.Span.ToArray(), at.Trade.Span.ToArray());
        (Gamma, CostShares, Alpha) = (at.ValueAddedShares.Span.ToArray(), at.CostShares.Span.ToArray(), at.FinalShares.Span.ToArray());
        (Tau, E) = (given.Tariffs.Span.ToArray(), given.ExportTaxes.Span.ToArray());
        HasExportTaxes = E.AsSpan().ContainsAnyExcept(0);
        Theta = [.. world.Thetas];
        LogRelativeCosts = LogCosts(at);
        Phi = new double[Pi.Length];
        for (var f = 0; f < Phi.Length; f++)
            Phi[f] = Pi[f] == 0 ? 0 : Pi[f] / ((1 + Tau[f]) * (1 + E[f]));
        Fixed = FixedFactor.Of(at);
        Earned = [.. world.ValueAdded.Select((va, n) => (Fixed?.MobilePart(n) ?? va) * at.Wages[n])];
        Power = PowerShift.Of(at);
        (Income, Total) = ([.. at.Income], world.TotalValueAdded);
    }

    public int Countries { get; }

    public int Sectors { get; }

    /// <summary>Countries times sectors.</summary>
    public int Cells { get; }

    /// <summary>pi'_nij.</summary>
    public double[] Pi { get; }

    /// <summary>M'_nij.</summary>
    public double[] M { get; }

    /// <summary>M'_nij / X'_nj = pi'_nij / ((1 + tau'_nij)(1 + e'_nij)).</summary>
    public double[] Phi { get; }

    /// <summary>gamma_nj.</summary>
    public double[] Gamma { get; }

    /// <summary>gamma_nkj.</summary>
    public double[] CostShares { get; }

    /// <summary>alpha_nj.</summary>
    public double[] Alpha { get; }

    /// <summary>tau'_nij.</summary>
    public double[] Tau { get; }

    /// <summary>e'_nij.</summary>
    public double[] E { get; }

    public bool HasExportTaxes { get; }

    /// <summary>theta_j.</summary>
    public double[] Theta { get; }

    /// <summary>
    /// ln(kappaHat_nij cHat_ij / PHat_nj): how much dearer than all suppliers together i has become; 0 where the flow is zero.
    /// </summary>
    public double[] LogRelativeCosts { get; }

    /// <summary>What is fixed in its sectors; null where everything moves.</summary>
    public FixedFactor? Fixed { get; }

    /// <summary>How spending moves among sources of power; null where they are no nest.</summary>
    public PowerShift? Power { get; }

    /// <summary>VA'_n: what value added earns, but for what is fixed in its sectors.</summary>
    public double[] Earned { get; }

    /// <summary>I'_n.</summary>
    public double[] Income { get; }

    /// <summary>Value added of the world.</summary>
    public double Total { get; }

    /// <summary>The sectors of country n in a table.</summary>
    public Span<double> Row(double[] table, int n) => table.AsSpan(n * Sectors, Sectors);

    /// <summary>The sectors of what n buys from i in a cube, or the users of input i where the second axis is inputs.</summary>
    public Span<double> Flow(double[] cube, int n, int i) => cube.AsSpan((n * Countries + i) * Sectors, Sectors);

    /// <summary>The users of input k in country n.</summary>
    public ReadOnlySpan<double> Users(int n, int k) => CostShares.AsSpan((n * Sectors + k) * Sectors, Sectors);

    private static double[] LogCosts(Equilibrium at)
    {
        var (kappa, c, p, pi) = (at.Given.TradeCosts, at.UnitCosts, at.Prices, at.TradeShares);
        return Cube.Create(pi.First, pi.Second, pi.Third, (n, i, j) => pi[n, i, j] == 0 ? 0 : Math.Log(kappa[n, i, j] * c[i, j] / p[n, j]))
            .Span.ToArray();
    }
}
