using System.Collections.Immutable;
using Entente.Models;

namespace Entente.Batches;

/// <summary>The answer to one case at one horizon at one point of a sweep.</summary>
/// <param name="Point">Number of the point, from 0.</param>
/// <param name="Case">Position of the case and horizon among <see cref="ResolvedSweep.Cases"/>.</param>
/// <param name="Values">The values of the parameters.</param>
/// <param name="Status">How the search ended: that of the case, or of what it is measured from where that failed.</param>
/// <param name="Residual">
/// Largest gap of the equations at the answer; where there is none, how far the search got, NaN where none was made.
/// </param>
/// <param name="Iterations">Iterations of the solver.</param>
/// <param name="Evaluations">How often the solver evaluated the system.</param>
/// <param name="Outcomes">The numbers asked for; NaN where there is no answer, and for a change from zero.</param>
public sealed record SweepRow(
    int Point,
    int Case,
    ImmutableArray<double> Values,
    EquilibriumStatus Status,
    double Residual,
    int Iterations,
    int Evaluations,
    ImmutableArray<double> Outcomes
);
