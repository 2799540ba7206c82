using System.Collections.Immutable;
using Entente.Energy;
using Entente.Measures;
using Entente.Models;

namespace Entente;

/// <summary>
/// The world that an equilibrium has led to: its flows, tariffs and shares become the data that further shocks start from.
/// </summary>
public static class WorldAfter
{
    /// <summary>Makes a world of an equilibrium, at its prices.</summary>
    /// <param name="equilibrium">
    /// A converged equilibrium without rents of limited flows, stocks, caps on prices, export taxes or what third countries earn from
    /// trade, which the data of a world have no place for. Rents of full lines that are the importer's are tariffs of its world, and
    /// known to be rents.
    /// </param>
    /// <returns>The world, or why the equilibrium cannot be one.</returns>
    /// <exception cref="InvalidOperationException">The equilibrium did not converge.</exception>
    public static Checked<World> Of(Equilibrium equilibrium)
    {
        ArgumentNullException.ThrowIfNull(equilibrium);
        var world = equilibrium.World;
        if (
            equilibrium.Wedges.Any(wedge => wedge > 1)
            || (equilibrium.Given.Behaviour.LineRentToImporter < 1 && equilibrium.LineWedges.Any(wedge => wedge > 1))
            || !equilibrium.Given.Stocks.IsEmpty
            || !equilibrium.Given.PriceCaps.IsEmpty
            || equilibrium.Given.Shock.ExportTaxes is not null
        )
            return Checked<World>.Invalid([
                new Fault(
                    null,
                    "a case with limited quantities that bind, full lines whose rent is the seller's, stocks, caps on prices, export "
                        + "taxes or earnings of third countries from trade that another happens after",
                    "one whose measures a world can hold: costs, tariffs, embargoes, routes, transfers, limits that are not reached"
                ),
            ]);
        return World.Create(
            world.Identity,
            world.Countries,
            world.Sectors,
            new WorldTables
            {
                Trade = equilibrium.Trade,
                Tariffs = equilibrium.Tariffs,
                ValueAddedShares = Table.Create(
                    world.Countries.Length,
                    world.Sectors.Length,
                    (n, j) => equilibrium.Output[n, j] > 0 ? equilibrium.ValueAddedShares[n, j] : world.ValueAddedShares[n, j]
                ),
                InputShares = InputShares(equilibrium),
                Factors = world.Factors,
                Energy = Energy(equilibrium),
                Networks = Lines(equilibrium),
                LineWedges = LineWedges(equilibrium),
            }
        );
    }

    /// <summary>The lines with the capacities that held.</summary>
    private static ImmutableArray<NetworkRow> Lines(Equilibrium equilibrium)
    {
        if (equilibrium.World.Networks is not { } networks)
            return [];
        var rows = networks.Lines.Select(line => line.Row).ToArray();
        foreach (var quota in equilibrium.Given.Lines)
            rows[quota.Line] = rows[quota.Line] with { Capacity = quota.Most };
        return [.. rows];
    }

    /// <summary>omega by line; none where no line is full.</summary>
    private static ImmutableArray<double> LineWedges(Equilibrium equilibrium)
    {
        var found = equilibrium.LineWedges;
        if (found.All(wedge => wedge == 1))
            return [];
        var wedges = new double[equilibrium.World.Networks!.Lines.Length];
        Array.Fill(wedges, 1);
        for (var l = 0; l < found.Length; l++)
            wedges[equilibrium.Given.Lines[l].Line] = found[l];
        return [.. wedges];
    }

    /// <summary>The limits that lasted through an equilibrium, for what happens in its world: the same quantities at its prices.</summary>
    public static ImmutableArray<QuantityLimit> Limits(Equilibrium equilibrium)
    {
        ArgumentNullException.ThrowIfNull(equilibrium);
        return
        [
            .. equilibrium
                .Given.Limits.Where(l => equilibrium.Trade[l.Importer, l.Exporter, l.Sector] > 0)
                .Select(l => l with { Most = l.Most * equilibrium.UnitCosts[l.Exporter, l.Sector] }),
        ];
    }

    private static ImmutableArray<EnergyRow> Energy(Equilibrium equilibrium)
    {
        if (equilibrium.World.Energy is not { } energy)
            return [];
        var balance = EnergyBalance.Of(equilibrium);
        return
        [
            .. from c in Enumerable.Range(0, energy.Carriers.Length)
            where Enumerable.Range(0, balance.Use.Rows).Any(n => balance.Use[n, c] > 0)
            from n in Enumerable.Range(0, balance.Use.Rows)
            from i in Enumerable.Range(0, balance.Use.Rows)
            where balance.Quantities[n, i, c] > 0
            select new EnergyRow(n, i, energy.Carriers[c], balance.Quantities[n, i, c], EnergyStatus.Derived, "counterfactual"),
        ];
    }

    private static Cube InputShares(Equilibrium equilibrium)
    {
        var (world, shares) = (equilibrium.World, equilibrium.CostShares);
        return Cube.Create(
            shares.First,
            shares.Second,
            shares.Third,
            (n, k, j) =>
                equilibrium.Output[n, j] > 0 && equilibrium.ValueAddedShares[n, j] is var own && own < 1
                    ? shares[n, k, j] / (1 - own)
                    : world.InputShares[n, k, j]
        );
    }
}
