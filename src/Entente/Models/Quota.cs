using System.Collections.Immutable;
using Entente.Measures;

namespace Entente.Models;

/// <summary>Flows to one importer whose quantities together cannot exceed something, and who earns what they then cost more.</summary>
/// <param name="Flows">The flows; all to one importer.</param>
/// <param name="Most">The largest sum of quantities; &gt; 0.</param>
/// <param name="ToImporter">The part of the rent, in logarithms, that goes to the importing country; from 0 to 1.</param>
internal sealed record Quota(ImmutableArray<QuotaFlow> Flows, double Most, double ToImporter)
{
    /// <summary>Position of the importer.</summary>
    public int Importer => Flows[0].Importer;

    /// <summary>The line of the world's networks that it is; -1 where it is a limit of the shock.</summary>
    public int Line { get; init; } = -1;

    /// <summary>omega in the data, which the tariffs of the data hold; 1 where it is not full.</summary>
    public double WedgeOfData { get; init; } = 1;

    /// <summary>A limit of the shock.</summary>
    public static Quota Of(QuantityLimit limit) =>
        new([new(limit.Importer, limit.Exporter, limit.Sector, 1)], limit.Most, limit.RentToImporter ? 1 : 0);
}

/// <summary>A flow under a quota.</summary>
/// <param name="Importer">Position n.</param>
/// <param name="Exporter">Position i.</param>
/// <param name="Sector">Position j.</param>
/// <param name="PerUnit">What its quantity at baseline prices counts in the quota: terajoules a unit for lines, 1 for limits.</param>
internal readonly record struct QuotaFlow(int Importer, int Exporter, int Sector, double PerUnit);
