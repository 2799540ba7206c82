using Entente.Estimation.Inference;
using Entente.Estimation.Separations;
using Xunit;

namespace Entente.Estimation.Tests;

/// <summary>What tests ask for, ended with the test.</summary>
internal static class Estimate
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static EstimationResult Of(EstimationProblem problem, EstimationOptions? options = null) =>
        Estimator.Estimate(problem, options, Cancellation);

    public static SeparationResult Separation(EstimationProblem problem) => Separations.Separation.Find(problem, null, Cancellation);

    public static BootstrapDraws Pairs(EstimationProblem problem, string cluster, int draws, long seed, int threads) =>
        PairsBootstrap.Run(problem, cluster, draws, seed, new() { Threads = threads }, Cancellation);

    public static ScoreBootstrapResult Wild(
        EstimationProblem problem,
        string regressor,
        double value,
        string cluster,
        WildWeights weights = WildWeights.Rademacher
    ) => ScoreBootstrap.Test(problem, regressor, value, cluster, 999, 5, weights, null, Cancellation);

    public static ScoreBootstrapInterval WildInterval(EstimationProblem problem, string regressor, string cluster) =>
        ScoreBootstrap.Interval(problem, regressor, cluster, draws: 999, seed: 5, cancellation: Cancellation);
}
