namespace Entente.Estimation;

/// <summary>
/// What shows that an estimate solves its equations, computed from outcome and fitted values and not from the steps that led there.
/// </summary>
/// <param name="RegressorScore">
/// max over regressors of |sum w x (y - mu)| / sum w |x| (|y| + |mu|): zero where the first-order conditions hold.
/// </param>
/// <param name="EffectScore">The same over every level of every fixed effect, x being one there.</param>
/// <param name="DevianceChange">The last change of the deviance, as part of it.</param>
/// <param name="Orthogonality">
/// How far the regressors, projected, are from orthogonal to the fixed effects: the largest root of the weighted mean square of the means by
/// level, as part of the regressor's own.
/// </param>
public readonly record struct Certificate(double RegressorScore, double EffectScore, double DevianceChange, double Orthogonality)
{
    /// <summary>The larger of both scores.</summary>
    public double LargestScore => Math.Max(RegressorScore, EffectScore);
}
