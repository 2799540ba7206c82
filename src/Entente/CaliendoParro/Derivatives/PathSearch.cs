using Entente.Models;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// Answers along a way, one after the other, each helped by those before it; the same in the same order, and checked by their own
/// equations. For one thread.
/// </summary>
internal sealed class PathSearch(ShockPath path, SolveOptions options)
{
    private readonly SearchTrail trail = new();

    /// <summary>The answer at t.</summary>
    /// <param name="t">Where.</param>
    /// <param name="near">An answer nearby, from which the first of all begins; those after it go on from answers along the way.</param>
    public Equilibrium Solve(double t, Equilibrium near) =>
        path.Solve(
            t,
            options with
            {
                Trail = trail,
                Place = [t],
                Start = trail.IsEmpty ? new StartingPoint(near) : null,
            }
        );
}
