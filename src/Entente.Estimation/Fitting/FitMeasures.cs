namespace Entente.Estimation.Fitting;

/// <summary>How well a model fits, beside one with a constant alone.</summary>
internal sealed record FitMeasures(double LogLikelihood, double NullLogLikelihood, double NullDeviance, double SquaredCorrelation)
{
    public static FitMeasures Of(EstimationProblem problem, Fit fit)
    {
        var sample = fit.Sample;
        var constant = Constant(problem.Family, sample);
        double weight = 0, deviance = 0;
        for (var i = 0; i < sample.Rows; i++)
        {
            var eta = constant + (sample.Offset?[i] ?? 0);
            weight += sample.Weights[i];
            deviance += sample.Weights[i] * FamilyMath.Deviance(problem.Family, sample.Outcome[i], eta, FamilyMath.Mean(problem.Family, eta));
        }
        double log = 0, logNull = 0;
        for (var i = 0; i < sample.Rows; i++)
        {
            var (y, eta) = (sample.Outcome[i], constant + (sample.Offset?[i] ?? 0));
            log += sample.Weights[i] * FamilyMath.LogLikelihood(problem.Family, y, fit.Index[i], fit.Mean[i], fit.Deviance / weight);
            logNull +=
                sample.Weights[i]
                * FamilyMath.LogLikelihood(problem.Family, y, eta, FamilyMath.Mean(problem.Family, eta), deviance / weight);
        }
        return new(log, logNull, deviance, Correlation(sample.Outcome, fit.Mean, sample.Weights));
    }

    /// <summary>The constant that fits best beside the offset, by Newton's method.</summary>
    private static double Constant(Family family, Sample sample)
    {
        double y = 0, weight = 0;
        for (var i = 0; i < sample.Rows; i++)
        {
            y += sample.Weights[i] * sample.Outcome[i];
            weight += sample.Weights[i];
        }
        var constant = FamilyMath.Start(family, y / weight, y / weight);
        for (var step = 0; step < 100; step++)
        {
            double score = 0, slope = 0;
            for (var i = 0; i < sample.Rows; i++)
            {
                var eta = constant + (sample.Offset?[i] ?? 0);
                var mu = FamilyMath.Mean(family, eta);
                score += sample.Weights[i] * (sample.Outcome[i] - mu);
                slope += sample.Weights[i] * FamilyMath.Variance(family, eta, mu);
            }
            // Far too large a start would overflow: no step goes further than the logarithm allows.
            var change = Math.Clamp(score / slope, -2, 2);
            constant += family == Family.Gaussian ? score / slope : change;
            if (Math.Abs(change) < 1e-14 * Math.Max(1, Math.Abs(constant)))
                break;
        }
        return constant;
    }

    private static double Correlation(double[] a, double[] b, double[] weights)
    {
        double total = 0, meanA = 0, meanB = 0, aa = 0, bb = 0, ab = 0;
        for (var i = 0; i < a.Length; i++)
        {
            total += weights[i];
            meanA += weights[i] * a[i];
            meanB += weights[i] * b[i];
        }
        (meanA, meanB) = (meanA / total, meanB / total);
        for (var i = 0; i < a.Length; i++)
        {
            aa += weights[i] * (a[i] - meanA) * (a[i] - meanA);
            bb += weights[i] * (b[i] - meanB) * (b[i] - meanB);
            ab += weights[i] * (a[i] - meanA) * (b[i] - meanB);
        }
        return ab * ab / (aa * bb);
    }
}
