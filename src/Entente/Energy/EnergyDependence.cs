using System.Runtime.CompilerServices;
using Entente.Models;

namespace Entente.Energy;

/// <summary>
/// How far each country depends on others for its energy, carrier by carrier: physical shares, the largest supplier,
/// concentration, and where the energy was taken from nature, through fuel and electricity made elsewhere. Equations of
/// docs/energy.md. Shares are NaN where there is nothing to share. Axes: country n, carrier c, supplier i, origin S.
/// </summary>
public sealed class EnergyDependence
{
    // Most comparisons of a scenario begin at the same equilibrium.
    private static readonly ConditionalWeakTable<Equilibrium, Lazy<EnergyDependence>> Known = [];

    private readonly Table origins;

    public EnergyDependence(EnergyBalance balance)
    {
        ArgumentNullException.ThrowIfNull(balance);
        (Balance, origins) = (balance, EnergyOrigins.Of(balance));
    }

    /// <summary>The quantities.</summary>
    public EnergyBalance Balance { get; }

    private int Countries => Balance.Use.Rows;

    private int Carriers => Balance.Use.Columns;

    /// <summary>The dependence of the data.</summary>
    public static EnergyDependence Of(World world) => new(EnergyBalance.Of(world));

    /// <summary>The dependence of a counterfactual; computed once for each, and safe from several threads.</summary>
    /// <exception cref="ArgumentException">The world has no energy data.</exception>
    /// <exception cref="InvalidOperationException">The equilibrium did not converge.</exception>
    public static EnergyDependence Of(Equilibrium equilibrium)
    {
        ArgumentNullException.ThrowIfNull(equilibrium);
        return Known.GetValue(equilibrium, of => new(() => new EnergyDependence(EnergyBalance.Of(of)))).Value;
    }

    /// <summary>Terajoules bought abroad.</summary>
    public double Imports(int n, int c) => Balance.Imports[n, c];

    /// <summary>(E7) Share of use that is bought abroad.</summary>
    public double ImportDependence(int n, int c) => Imports(n, c) / Balance.Use[n, c];

    /// <summary>(E8) Share of supplier i in what n buys abroad.</summary>
    public double ShareInImports(int n, int i, int c) => Balance.Quantities[n, i, c] / Imports(n, c);

    /// <summary>Share of supplier i in what n uses.</summary>
    public double ShareInUse(int n, int i, int c) => Balance.Quantities[n, i, c] / Balance.Use[n, c];

    /// <summary>The supplier abroad that sells most; -1 where nothing is bought abroad.</summary>
    public int LargestSupplier(int n, int c) => Imports(n, c) > 0 ? Others(n).MaxBy(i => Balance.Quantities[n, i, c]) : -1;

    /// <summary>
    /// (E9) Concentration of purchases abroad (Herfindahl and Hirschman): sum of squared shares in imports, 1 for a single
    /// supplier.
    /// </summary>
    public double Concentration(int n, int c) => Others(n).Sum(i => Math.Pow(ShareInImports(n, i, c), 2));

    /// <summary>(E6) Share of what n uses of carrier c that was taken from nature in S, whoever refined or burnt it.</summary>
    public double Origin(int n, int c, int s) => Balance.Use[n, c] > 0 ? origins[n * Carriers + c, s] : double.NaN;

    /// <summary>Terajoules of c that n uses for anything but making other carriers.</summary>
    public double Delivered(int n, int c)
    {
        var sum = Balance.Use[n, c];
        for (var k = 0; k < Carriers; k++)
            sum -= Balance.Conversion[n, c, k];
        return Math.Max(0, sum);
    }

    /// <summary>
    /// (E10) Share of all energy delivered to households and firms of n that was taken from nature in S; nothing counts twice.
    /// </summary>
    public double Origin(int n, int s)
    {
        var (sum, all) = (0.0, 0.0);
        for (var c = 0; c < Carriers; c++)
            if (Delivered(n, c) is > 0 and var delivered)
                (sum, all) = (sum + delivered * origins[n * Carriers + c, s], all + delivered);
        return sum / all;
    }

    /// <summary>(E4) Terajoules that a carrier of country i takes from nature there.</summary>
    public double FromNature(int i, int c) => EnergyOrigins.FromNature(Balance, i, c);

    private IEnumerable<int> Others(int n) => Enumerable.Range(0, Countries).Where(i => i != n);
}
