using System.Diagnostics;
using Entente.CaliendoParro;
using Entente.Models;
using Entente.Testing.Wild;

namespace Entente.Validation;

/// <summary>How the model did on one question.</summary>
/// <param name="Seed">The question's.</param>
/// <param name="Closure">What happened to deficits.</param>
/// <param name="Kind">What was asked, in a few words.</param>
/// <param name="Status">How it ended; null where it was still at it after <see cref="MostSeconds"/>.</param>
/// <param name="Residual">The certified residual; NaN without an answer.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="ByPath">Whether the answer was reached by continuation only.</param>
/// <param name="Plain">How the plain equations compare; null where they were not asked.</param>
/// <param name="Wrong">What is wrong with the answer; null where nothing is.</param>
/// <param name="Explanation">What the model says itself.</param>
/// <param name="Trace">The steps of the continuation.</param>
internal sealed record Verdict(
    int Seed,
    Closure Closure,
    string Kind,
    EquilibriumStatus? Status,
    double Residual,
    double Seconds,
    bool ByPath,
    string? Plain,
    string? Wrong,
    string Explanation,
    string Trace
)
{
    private const int MostSeconds = 200;
    private const int PlainEvery = 33;
    private const double PlainAgrees = 1e-6;

    public static Verdict On(WildQuestion question)
    {
        var clock = Stopwatch.StartNew();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(MostSeconds));
        try
        {
            var answer = TradeModel.Solve(
                question.World,
                question.Shock,
                question.Closure,
                new SolveOptions { Cancellation = patience.Token },
                question.Behaviour
            );
            var seconds = clock.Elapsed.TotalSeconds;
            var plain = answer.Converged && question.Seed % PlainEvery == 0 ? AgainstPlain(question, answer) : null;
            return new(
                question.Seed,
                question.Closure,
                question.Kind,
                answer.Status,
                answer.Residuals?.Largest ?? double.NaN,
                seconds,
                answer.Converged && answer.Trace.Any(step => step.Step.Contains(" % of ", StringComparison.Ordinal)),
                plain,
                Judgement.Of(question, answer),
                answer.Explanation,
                string.Join(
                    Environment.NewLine,
                    answer
                        .Trace.Where(step => step.Step.Contains(" % of ", StringComparison.Ordinal))
                        .Select(step => $"{step.Step}, residual {step.Residual:0.0e0}")
                )
            );
        }
        catch (OperationCanceledException)
        {
            return new(
                question.Seed,
                question.Closure,
                question.Kind,
                null,
                double.NaN,
                clock.Elapsed.TotalSeconds,
                false,
                null,
                "no end",
                "",
                ""
            );
        }
    }

    private static string AgainstPlain(WildQuestion question, Equilibrium answer)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(MostSeconds));
        try
        {
            var plain = TradeModel.Solve(
                question.World,
                question.Shock,
                question.Closure,
                new SolveOptions
                {
                    Method = SolutionMethod.Plain,
                    MaxIterations = 20_000,
                    Cancellation = patience.Token,
                },
                question.Behaviour
            );
            if (!plain.Converged)
                return "not solved by the plain equations";
            var gap = Enumerable
                .Range(0, answer.Income.Length)
                .Max(n => Math.Abs(answer.Income[n] / answer.ConsumerPrices[n] / (plain.Income[n] / plain.ConsumerPrices[n]) - 1));
            return gap <= PlainAgrees ? "the same" : $"another equilibrium, real incomes up to {100 * gap:0.0} % apart";
        }
        catch (OperationCanceledException)
        {
            return "not solved by the plain equations";
        }
    }
}
