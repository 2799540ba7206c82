using Entente.Models;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// A factor that is fixed in its sectors, Cobb-Douglas with what moves freely: natural resources in the long run. Its price in a
/// sector moves with what the sector sells, (D17) d ln r_nj = d ln Y'_nj; the price of value added with both,
/// (D1b) d ln vHat_nj = (1 - lambda_nj) d ln wHat_n + lambda_nj d ln r_nj.
/// </summary>
internal sealed class FixedFactor
{
    private readonly double[] mobile;

    private FixedFactor(Equilibrium at)
    {
        var (given, sectors) = (at.Given, at.World.Sectors.Length);
        Shares = given.Factors[1].Shares.Span.ToArray();
        Earned = new double[Shares.Length];
        mobile = new double[at.World.Countries.Length];
        for (var cell = 0; cell < Shares.Length; cell++)
        {
            var total = given.Factors[0].Shares.Span[cell] + Shares[cell];
            Shares[cell] = total == 0 ? 0 : Shares[cell] / total;
            Earned[cell] = given.FactorPayments[1].Span[cell] * at.FactorPrices[1].Span[cell] * at.Employment[1].Span[cell];
            mobile[cell / sectors] += given.FactorPayments[0].Span[cell];
        }
        Cells = [.. Enumerable.Range(0, Shares.Length).Where(cell => Earned[cell] > 0 && at.Output.Span[cell] > 0)];
        Output = [.. Cells.Select(cell => at.Output.Span[cell])];
    }

    /// <summary>Where there is some, by position among (n, j).</summary>
    public int[] Cells { get; }

    /// <summary>Y'_nj of these.</summary>
    public double[] Output { get; }

    /// <summary>lambda_nj: its share in value added.</summary>
    public double[] Shares { get; }

    /// <summary>What it earns.</summary>
    public double[] Earned { get; }

    /// <summary>What the rest of value added earned in the data.</summary>
    public double MobilePart(int n) => mobile[n];

    /// <summary>The one there is; null where everything moves freely.</summary>
    public static FixedFactor? Of(Equilibrium at) => at.Given.Factors.Length > 1 ? new(at) : null;
}
