namespace Entente.Estimation;

/// <summary>How the outcome varies about its mean: which variance the weights of the fit follow, and which link the mean has.</summary>
public enum Family
{
    /// <summary>Mean exp(eta), variance in proportion to it: Poisson pseudo-maximum likelihood. The outcome is not negative.</summary>
    Poisson,

    /// <summary>Mean eta, variance constant: least squares.</summary>
    Gaussian,

    /// <summary>Mean 1 / (1 + exp(-eta)): the probability that an outcome of 0 or 1 is 1. The outcome lies from 0 to 1.</summary>
    Logit,
}
