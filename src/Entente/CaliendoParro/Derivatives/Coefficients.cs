using System.Numerics.Tensors;
using Entente.Models;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// The shares and values of an equilibrium that its small changes are weighted with, sectors fastest, rents of full lines and
/// limits being tariffs and export taxes. Axes: importer n, exporter i, sector j, input k.
/// </summary>
internal sealed class Coefficients
{
    private readonly Cube pi;
    private readonly Cube m;
    private readonly double[] phi;
    private readonly double[] border;

    public Coefficients(Equilibrium at)
    {
        var (given, world) = (at.Given, at.World);
        (At, Countries, Sectors) = (at, world.Countries.Length, world.Sectors.Length);
        (pi, m, Cells) = (at.TradeShares, at.Trade, Countries * Sectors);
        (Gamma, CostShares, Alpha) = (at.ValueAddedShares, at.CostShares, at.FinalShares);
        Tau = at.Tariffs;
        HasTaxes = given.HasExportTaxes || given.Quotas.Any(quota => quota.ToImporter < 1);
        E = HasTaxes ? at.ExportTaxes : null;
        Theta = [.. world.Thetas];
        Bought = Equations.Purchases(given, at.Expenditure, at.Prices, at.Drawn.AsSpan()).Span.ToArray();
        for (var cell = 0; cell < Cells; cell++)
            Bought[cell] = double.IsFinite(Bought[cell]) ? Bought[cell] : 0;
        border = Over(pi.Span, Tau);
        phi = E is null ? border : Over(border, E);
        (Output, Income) = (at.Output.Span.ToArray(), [.. at.Income]);
        (AtBorder, BorderShares) = (E is null ? Output : new double[Cells], new double[Cells]);
        for (var n = 0; n < Countries; n++)
            for (var i = 0; i < Countries; i++)
            {
                TensorPrimitives.Add(Row(BorderShares, n), Border(n).Slice(i * Sectors, Sectors), Row(BorderShares, n));
                if (E is not null)
                    TensorPrimitives.MultiplyAdd(Border(n).Slice(i * Sectors, Sectors), Row(Bought, n), Row(AtBorder, i), Row(AtBorder, i));
            }
        Wanted = Substitutes.Of(this);
    }

    public Equilibrium At { get; }

    public int Countries { get; }

    public int Sectors { get; }

    /// <summary>Countries times sectors.</summary>
    public int Cells { get; }

    /// <summary>gamma'_nj.</summary>
    public Table Gamma { get; }

    /// <summary>gamma'_nkj.</summary>
    public Cube CostShares { get; }

    /// <summary>alpha'_nj.</summary>
    public Table Alpha { get; }

    /// <summary>tau'_nij.</summary>
    public Cube Tau { get; }

    /// <summary>e'_nij; null where there are none.</summary>
    public Cube? E { get; }

    /// <summary>Whether there are export taxes, or rents that exporters earn.</summary>
    public bool HasTaxes { get; }

    /// <summary>theta_j.</summary>
    public double[] Theta { get; }

    /// <summary>B_nj: what n buys of j, which is X'_nj but where stocks are drawn on.</summary>
    public double[] Bought { get; }

    /// <summary>Y'_nj.</summary>
    public double[] Output { get; }

    /// <summary>The same at border prices.</summary>
    public double[] AtBorder { get; }

    /// <summary>sum_i of phi_nij (1 + e'_nij): what of a price paid in n is paid at the border.</summary>
    public double[] BorderShares { get; }

    /// <summary>I'_n.</summary>
    public double[] Income { get; }

    /// <summary>How spending moves among goods; null where all shares are constant.</summary>
    public Substitutes? Wanted { get; }

    /// <summary>pi'_nij of flow f.</summary>
    public double Share(int f) => pi.Span[f];

    /// <summary>M'_nij of flow f.</summary>
    public double Flow(int f) => m.Span[f];

    /// <summary>M'_nij / B_nj of flow f.</summary>
    public double Phi(int f) => phi[f];

    /// <summary>e'_nij of flow f.</summary>
    public double Tax(int f) => E is null ? 0 : E.Span[f];

    /// <summary>pi'_nij in the markets of n.</summary>
    public ReadOnlySpan<double> Pi(int n) => pi.Block(n);

    /// <summary>phi_nij = pi'_nij / ((1 + tau'_nij)(1 + e'_nij)) in the markets of n.</summary>
    public ReadOnlySpan<double> Phis(int n) => phi.AsSpan(n * Cells, Cells);

    /// <summary>(1 + e'_nij) phi_nij in the markets of n.</summary>
    public ReadOnlySpan<double> Border(int n) => border.AsSpan(n * Cells, Cells);

    /// <summary>The sectors of country n in a table.</summary>
    public Span<double> Row(double[] table, int n) => table.AsSpan(n * Sectors, Sectors);

    /// <summary>The importer and sector of flow f among cells (n, j).</summary>
    public int Buyer(int f) => f / Cells * Sectors + f % Sectors;

    /// <summary>The exporter and sector of flow f among cells (i, j).</summary>
    public int Seller(int f) => f % Cells;

    /// <summary>
    /// l_nij = ln(kappaHat_nij cHat_ij / PHat_nj): how much dearer than all suppliers together i has become; 0 where the flow is
    /// zero.
    /// </summary>
    public double LogRelativeCost(int f) =>
        Share(f) == 0 ? 0 : -Math.Log(Share(f) / At.Given.TradeShares.Span[f]) / Theta[f % Sectors];

    private static double[] Over(ReadOnlySpan<double> shares, Cube rates)
    {
        var over = new double[shares.Length];
        TensorPrimitives.Add(rates.Span, 1, over);
        TensorPrimitives.Divide(shares, over, over);
        return over;
    }
}
