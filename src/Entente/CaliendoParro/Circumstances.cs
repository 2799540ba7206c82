using System.Collections.Immutable;

namespace Entente.CaliendoParro;

/// <summary>
/// All that an equilibrium takes as given: the world, what the shock made of it, and the closure. Absent parts of
/// the shock stand here as what they mean. Axes: importer n, exporter i, sector j.
/// </summary>
public sealed class Circumstances
{
    /// <param name="world">The baseline data.</param>
    /// <param name="shock">What changes.</param>
    /// <param name="closure">What happens to deficits.</param>
    /// <param name="referenceRealIncome">Real incomes, in baseline prices, whose change burden sharing equalises; null: those of the world.</param>
    /// <exception cref="ArgumentException">A part of the shock does not have the shape of the world.</exception>
    public Circumstances(World world, Shock shock, Closure closure, ImmutableArray<double>? referenceRealIncome = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(shock);
        (World, Shock, Closure) = (world, shock, closure);
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        RequireShape(shock, countries, sectors);
        Tariffs = shock.Tariffs ?? world.Tariffs;
        ExportTaxes = shock.ExportTaxes ?? new Cube(countries, countries, sectors, new double[world.Trade.Span.Length]);
        Productivity = shock.Productivity ?? Table.Filled(countries, sectors, 1);
        Transfers = shock.Transfers ?? [.. new double[countries]];
        Deficits = closure == Closure.Fixed ? world.Deficits : [.. new double[countries]];
        ReferenceRealIncome = referenceRealIncome ?? world.Income;
        TradeCosts = Equations.TradeCosts(world, shock.TradeCosts, Tariffs, ExportTaxes);
        Supply = new Supply(this);
    }

    /// <summary>The baseline data.</summary>
    public World World { get; }

    /// <summary>What changes.</summary>
    public Shock Shock { get; }

    /// <summary>What happens to deficits.</summary>
    public Closure Closure { get; }

    /// <summary>kappaHat_nij: factors on the cost of bringing a good from i to n, tariffs and taxes included; infinite where forbidden.</summary>
    public Cube TradeCosts { get; }

    /// <summary>tau'_nij: tariff rates.</summary>
    public Cube Tariffs { get; }

    /// <summary>e'_nij: export tax rates.</summary>
    public Cube ExportTaxes { get; }

    /// <summary>AHat_nj: factors on productivity.</summary>
    public Table Productivity { get; }

    /// <summary>T_n: lump sums received.</summary>
    public ImmutableArray<double> Transfers { get; }

    /// <summary>The part of the deficits whose value is given: D_n under the fixed closure, else 0.</summary>
    public ImmutableArray<double> Deficits { get; }

    /// <summary>The real incomes whose change burden sharing equalises.</summary>
    public ImmutableArray<double> ReferenceRealIncome { get; }

    /// <summary>Which goods can still be made and bought.</summary>
    public Supply Supply { get; }

    private static void RequireShape(Shock shock, int countries, int sectors)
    {
        foreach (var cube in new[] { shock.TradeCosts, shock.Tariffs, shock.ExportTaxes })
            if (cube is not null && (cube.First, cube.Second, cube.Third) != (countries, countries, sectors))
                throw new ArgumentException("The shock does not have the shape of the world.", nameof(shock));
        if ((shock.Productivity is { } p && (p.Rows, p.Columns) != (countries, sectors))
            || (shock.Transfers is { } t && t.Length != countries))
            throw new ArgumentException("The shock does not have the shape of the world.", nameof(shock));
    }
}
