using System.Collections.Immutable;
using Entente.Measures;
using Entente.Models;

namespace Entente;

/// <summary>A question to a baseline. Immutable; as large as its measures.</summary>
/// <param name="Measures">What is done, in order.</param>
public sealed record Question(ImmutableArray<Measure> Measures)
{
    /// <param name="measures">What is done, in order.</param>
    public Question(IEnumerable<Measure> measures)
        : this([.. measures]) { }

    /// <summary>The answer that changes are measured from; null: the baseline without measures.</summary>
    public Counterfactual? RelativeTo { get; init; }

    /// <summary>
    /// Where the search starts, such as <see cref="Counterfactual.Point"/> of a like question; null: at the data. It saves
    /// time; the answer differs by no more than the tolerance allows, and is the same to the last bit only from the same start.
    /// </summary>
    public StartingPoint? Start { get; init; }

    /// <summary>
    /// What answers to like questions have left, which this one starts from and adds to; null: nothing. It saves more than
    /// <see cref="Start"/>. The answer differs by no more than the tolerance allows, and is the same to the last bit only after the same
    /// questions in the same order.
    /// </summary>
    public SearchTrail? Trail { get; init; }

    /// <inheritdoc cref="SolveOptions.Place"/>
    public ImmutableArray<double> Place { get; init; } = [];

    /// <summary>Ends the solve with <see cref="OperationCanceledException"/>; null: as the baseline has it.</summary>
    public CancellationToken? Cancellation { get; init; }
}
