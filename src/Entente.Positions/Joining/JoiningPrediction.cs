using System.Collections.Immutable;

namespace Entente.Positions.Joining;

/// <summary>A country that was asked to join measures of the European Union against Russia.</summary>
/// <param name="Country">Its code.</param>
/// <param name="Episode">2014 or 2022.</param>
/// <param name="Joined">Whether it did.</param>
/// <param name="IsCandidate">Whether it was a candidate for accession then.</param>
/// <param name="Alignment">Per cent of declarations joined in the year before.</param>
/// <param name="Votes">Distance of its ideal point from the mean of members of the Union, in the session before.</param>
/// <param name="Exposure">Russia's share in its trade, 0 to 1; not a number where it is not known.</param>
public sealed record JoiningCase(
    string Country,
    int Episode,
    bool Joined,
    bool IsCandidate,
    double Alignment,
    double Votes,
    double Exposure
)
{
    /// <summary>Whether all that the prediction uses is known.</summary>
    public bool IsWhole => double.IsFinite(Alignment) && double.IsFinite(Votes) && double.IsFinite(Exposure);

    /// <summary>The covariates: alignment over 100, distance of votes, exposure, candidacy.</summary>
    internal ImmutableArray<double> Covariates => [Alignment / 100, Votes, Exposure, IsCandidate ? 1 : 0];
}

/// <summary>What was predicted of a case, beside what happened and what plain rules say.</summary>
/// <param name="Case">The case.</param>
/// <param name="Probability">The predicted probability of joining.</param>
/// <param name="Naive">The naive rule: a candidate that is more than 80 % aligned joins.</param>
/// <param name="AlignedAlone">The rule without candidacy: more than 80 % aligned.</param>
public sealed record JoiningForecast(JoiningCase Case, double Probability, bool Naive, bool AlignedAlone);

/// <summary>A prediction of joining, fitted on one episode and tried on another.</summary>
/// <param name="Fit">The fit on the first episode.</param>
/// <param name="Fitted">How many cases it is fitted on.</param>
/// <param name="Forecasts">The cases of the second.</param>
public sealed record JoiningPrediction(FirthLogit Fit, int Fitted, ImmutableArray<JoiningForecast> Forecasts)
{
    private const double Enough = 80;

    /// <summary>Names of the coefficients.</summary>
    public static ImmutableArray<string> Names { get; } = ["intercept", "alignment", "distance of votes", "exposure", "candidate"];

    /// <summary>Fits on 2014 and predicts 2022; cases that are not whole are left out.</summary>
    public static JoiningPrediction Of(IEnumerable<JoiningCase> cases)
    {
        var whole = cases.Where(c => c.IsWhole).ToList();
        var past = whole.Where(c => c.Episode == 2014).ToList();
        var fit = FirthLogit.Fit([.. past.Select(c => c.Covariates)], [.. past.Select(c => c.Joined)]);
        return new JoiningPrediction(
            fit,
            past.Count,
            [
                .. whole
                    .Where(c => c.Episode == 2022)
                    .Select(c => new JoiningForecast(
                        c,
                        fit.Probability(c.Covariates),
                        c.IsCandidate && c.Alignment > Enough,
                        c.Alignment > Enough
                    )),
            ]
        );
    }

    /// <summary>How many the prediction has right, at one half.</summary>
    public int Right => Forecasts.Count(f => f.Probability > 0.5 == f.Case.Joined);

    /// <summary>How many the naive rule has right.</summary>
    public int NaiveRight => Forecasts.Count(f => f.Naive == f.Case.Joined);

    /// <summary>How many the rule without candidacy has right.</summary>
    public int AlignedRight => Forecasts.Count(f => f.AlignedAlone == f.Case.Joined);

    /// <summary>Mean squared error of the probability (Brier 1950).</summary>
    public double Brier => Forecasts.Average(f => Square(f.Probability - (f.Case.Joined ? 1 : 0)));

    /// <summary>The same of the naive rule, which is sure of itself.</summary>
    public double NaiveBrier => Forecasts.Average(f => f.Naive == f.Case.Joined ? 0.0 : 1);

    /// <summary>What it comes to, in a sentence.</summary>
    public string Verdict
    {
        get
        {
            var (n, all) = (Forecasts.Length, FormattableString.Invariant($"{Right} of {Forecasts.Length} right"));
            var versus =
                Right > NaiveRight ? "better than"
                : Right == NaiveRight ? "no better than"
                : "worse than";
            var alone =
                Right > AlignedRight ? "and better than"
                : Right == AlignedRight ? "but no better than"
                : "and worse than";
            return FormattableString.Invariant(
                $"Fitted on {Fitted} cases of 2014, tried on 2022: {all}, {versus} the naive rule ({NaiveRight} of {n}), {alone} "
            ) + FormattableString.Invariant($"alignment above 80 % alone ({AlignedRight} of {n}).");
        }
    }

    private static double Square(double x) => x * x;
}
