using Entente.Models;

namespace Entente.Outcomes;

/// <summary>What became of a pipe, a terminal or a wire.</summary>
/// <param name="Importer">Position n of where it leads; NaN where that is to several.</param>
/// <param name="Capacity">Terajoules a year that it can bring; a hundredth more than came, where the data hold more than is said.</param>
/// <param name="UsedBefore">Terajoules that came that way before, by the equation of (23).</param>
/// <param name="Used">Terajoules that come after; NaN where nothing can.</param>
/// <param name="Wedge">omega: what users pay over what sellers ask, as it is full; 1 where it is not.</param>
/// <param name="Rent">
/// What that comes to on all that comes, in the unit of the world; of a flow under several full lines a part by ln omega.
/// </param>
public sealed record LineOutcome(double Importer, double Capacity, double UsedBefore, double Used, double Wedge, double Rent)
{
    /// <summary>All lines of the world, in its order; none where it has no networks.</summary>
    public static IEnumerable<LineOutcome> Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        if (comparison.World.Networks is not { } networks)
            yield break;
        var after = comparison.After;
        var (before, quotas) = (Quantities(comparison.Before), after.Given.Lines);
        var placeOf = Enumerable.Range(0, quotas.Length).ToDictionary(at => quotas[at].Line);
        var (wedges, quantities, rents) = (after.LineWedges, after.LineQuantities, Rents(after));
        for (var l = 0; l < networks.Lines.Length; l++)
        {
            var row = networks.Lines[l].Row;
            var used = before.GetValueOrDefault(l, networks.Lines[l].Used);
            var importer = row.IsSellers ? double.NaN : row.Importers[0];
            yield return placeOf.TryGetValue(l, out var at)
                ? new(importer, quotas[at].Most, used, quantities[at], wedges[at], rents[at])
                : new(importer, row.Capacity, used, double.NaN, double.NaN, double.NaN);
        }
    }

    private static Dictionary<int, double> Quantities(Equilibrium equilibrium)
    {
        var (quotas, quantities) = (equilibrium.Given.Lines, equilibrium.LineQuantities);
        return Enumerable.Range(0, quotas.Length).ToDictionary(at => quotas[at].Line, at => quantities[at]);
    }

    /// <summary>Rents of the lines: a flow costs the product of their omegas, and what that adds is shared out by ln omega.</summary>
    private static double[] Rents(Equilibrium after)
    {
        var (given, wedges) = (after.Given, after.LineWedges);
        var product = new Dictionary<(int, int, int), double>();
        for (var l = 0; l < wedges.Length; l++)
            if (wedges[l] > 1)
                foreach (var flow in given.Lines[l].Flows)
                    product[(flow.Importer, flow.Exporter, flow.Sector)] =
                        product.GetValueOrDefault((flow.Importer, flow.Exporter, flow.Sector), 1) * wedges[l];
        var rents = new double[wedges.Length];
        for (var l = 0; l < wedges.Length; l++)
            if (wedges[l] > 1)
                foreach (var flow in given.Lines[l].Flows)
                {
                    var (n, i, j) = (flow.Importer, flow.Exporter, flow.Sector);
                    var omega = product[(n, i, j)];
                    var asked = after.Trade[n, i, j] * (1 + given.ExportTaxes[n, i, j]) * (1 + given.Tariffs[n, i, j]);
                    rents[l] += asked * (omega - 1) * Math.Log(wedges[l]) / Math.Log(omega);
                }
        return rents;
    }
}
