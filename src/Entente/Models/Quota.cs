using System.Collections.Immutable;
using Entente.Measures;

namespace Entente.Models;

/// <summary>
/// Flows whose quantities together cannot exceed something, to one importer or from those who own what they go over, or flows of
/// one seller whose price cannot; and who earns what they then cost more.
/// </summary>
/// <param name="Flows">The flows; for a cap on a price all from one seller.</param>
/// <param name="Most">The largest sum of quantities, or the highest price; &gt; 0.</param>
/// <param name="ToImporter">The part of the rent, in logarithms, that goes to the importing country; from 0 to 1.</param>
internal sealed record Quota(ImmutableArray<QuotaFlow> Flows, double Most, double ToImporter)
{
    /// <summary>Whether it is the seller's price that is limited.</summary>
    public bool IsPriceCap { get; init; }

    /// <summary>The line of the world's networks that it is; -1 where it is a limit of the shock.</summary>
    public int Line { get; init; } = -1;

    /// <summary>omega in the data, which the tariffs of the data hold; 1 where it is not full.</summary>
    public double WedgeOfData { get; init; } = 1;

    /// <summary>A limit of the shock.</summary>
    public static Quota Of(QuantityLimit limit) =>
        new([new(limit.Importer, limit.Exporter, limit.Sector, 1)], limit.Most, limit.RentToImporter ? 1 : 0);

    /// <summary>A cap on a price; the levy is its importers'.</summary>
    public static Quota Of(PriceCap cap) =>
        new([.. cap.Importers.Select(n => new QuotaFlow(n, cap.Exporter, cap.Sector, 1))], cap.Most, 1) { IsPriceCap = true };
}

/// <summary>A flow under a quota.</summary>
/// <param name="Importer">Position n.</param>
/// <param name="Exporter">Position i.</param>
/// <param name="Sector">Position j.</param>
/// <param name="PerUnit">What its quantity at baseline prices counts in the quota: terajoules a unit for lines, 1 for limits.</param>
internal readonly record struct QuotaFlow(int Importer, int Exporter, int Sector, double PerUnit);
