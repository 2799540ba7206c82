using Entente.Measures;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>Equation (8c) at prices of factors: what owners abroad of capital are paid less than in the data.</summary>
internal sealed class ForeignProfits(CounterfactualInputs given, FactorMarkets markets)
{
    private readonly (OwnedAbroad Owned, int Factor)[] capital =
    [
        .. given.OwnedAbroad.Select(owned => (owned, given.FactorOf(owned.Factor))),
    ];

    /// <summary>Adds what hosts keep, and what countries of owners miss, to what each has itself and to what comes from abroad.</summary>
    public void Add(Span<double> own, Span<double> received)
    {
        foreach (var (owned, f) in capital)
        {
            var less = owned.Paid * (1 - owned.Left * markets.UnitReturn(f, owned.Host, owned.Sector));
            own[owned.Host] += less;
            received[owned.Host] += less;
            foreach (var owner in owned.Owners)
            {
                own[owner.Country] -= owner.Part * less;
                received[owner.Country] -= owner.Part * less;
            }
        }
    }
}
