using System.Collections.Immutable;
using Entente.Models;
using Entente.Outcomes;

namespace Entente;

/// <summary>
/// The answer to a question on a baseline: an equilibrium with its proof, and what changed. Its numbers can be read only
/// where there are any; else it says why there are none. Immutable and safe from several threads.
/// </summary>
public sealed class Counterfactual
{
    internal Counterfactual(Baseline baseline, Question question, Equilibrium equilibrium, Equilibrium before)
    {
        (Baseline, Question, Equilibrium, Before) = (baseline, question, equilibrium, before);
        Comparison = before.Converged && equilibrium.Converged ? new Comparison(before, equilibrium) : null;
    }

    /// <summary>What was asked of.</summary>
    public Baseline Baseline { get; }

    /// <summary>What was asked.</summary>
    public Question Question { get; }

    /// <summary>What the equations say.</summary>
    public Equilibrium Equilibrium { get; }

    /// <summary>What changes are measured from.</summary>
    public Equilibrium Before { get; }

    /// <summary>The changes; null where one of the two equilibria does not exist or was not found.</summary>
    public Comparison? Comparison { get; }

    /// <summary>How the search ended; that of what changes are measured from where that has no answer.</summary>
    public EquilibriumStatus Status => Telling.Status;

    /// <summary>Whether there are numbers.</summary>
    public bool Converged => Comparison is not null;

    /// <summary>Why there are no numbers, for people; empty where there are.</summary>
    public string Explanation => Telling.Explanation;

    /// <summary>What is wrong with the measures in this world; empty where nothing is.</summary>
    public ImmutableArray<Fault> Faults { get; internal init; } = [];

    /// <summary>The largest gap of the equations, recomputed at the answer, relative; NaN where no answer was reached.</summary>
    public double Residual => Equilibrium.Residuals?.Largest ?? double.NaN;

    /// <summary>How sure the answer is beyond its residual; null without an answer. Takes a linear solve when first asked for.</summary>
    public Certificate? Certificate => Equilibrium.Certificate;

    /// <summary>The point for other searches to start from; small beside the answer.</summary>
    /// <exception cref="InvalidOperationException">There is no answer.</exception>
    public StartingPoint Point => Equilibrium.Point;

    /// <summary>
    /// An outcome by name and axes, such as <c>real_income_pct:SRB</c>; docs/formats.md lists them. NaN for a change from zero.
    /// </summary>
    /// <exception cref="KeyNotFoundException">It is not one number of this world; the message says what there is.</exception>
    /// <exception cref="InvalidOperationException">There are no numbers; the message says why.</exception>
    public double this[string outcome] => Changes[outcome];

    /// <summary>The changes, where there are any.</summary>
    /// <exception cref="InvalidOperationException">There are none; the message says why.</exception>
    public Comparison Changes => Comparison ?? throw new InvalidOperationException($"There are no numbers: {Status}. {Explanation}");

    private Equilibrium Telling => Equilibrium.Converged ? Before.Converged ? Equilibrium : Before : Equilibrium;
}
