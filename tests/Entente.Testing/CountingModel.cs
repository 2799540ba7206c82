using Entente.CaliendoParro;
using Entente.Models;

namespace Entente.Testing;

/// <summary>A model from outside the core: that of Caliendo and Parro, which counts what it is asked.</summary>
internal sealed class CountingModel : Model
{
    private int solves;

    public override string Name => "counting";

    public override string Title => "the model that counts";

    public override string Description => "Caliendo and Parro (2015), counted";

    public override bool HasHorizons => true;

    /// <summary>How many equilibria it was asked for.</summary>
    public int Solves => solves;

    public override Equilibrium Solve(ModelQuestion question)
    {
        Interlocked.Increment(ref solves);
        return TradeModel.Instance.Solve(question);
    }
}
