using System.Collections.Concurrent;
using Entente.Energy;
using Entente.Models;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>What several outputs of a run need of the same answer, computed once when first asked for. Safe from several threads.</summary>
internal sealed class Accounts
{
    private readonly ConcurrentDictionary<Comparison, Lazy<Contributions>> contributions = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<Equilibrium, Lazy<EnergyDependence>> energy = new(ReferenceEqualityComparer.Instance);

    /// <summary>Where changes of real income come from.</summary>
    public Contributions Contributions(Comparison comparison) =>
        contributions.GetOrAdd(comparison, static of => new Lazy<Contributions>(() => new Contributions(of))).Value;

    /// <summary>On whom countries depend for energy; most cases are measured from the same situation.</summary>
    public EnergyDependence Energy(Equilibrium equilibrium) =>
        energy.GetOrAdd(equilibrium, static of => new Lazy<EnergyDependence>(() => EnergyDependence.Of(of))).Value;
}
