namespace Entente.Estimation.Fitting;

/// <summary>Fixed effects as a reader wants them: by effect and level of the problem, normalised.</summary>
internal static class EffectTable
{
    public static double[][] Of(EstimationProblem problem, Fit fit)
    {
        var sample = fit.Sample;
        var table = problem.FixedEffects.Select(effect => Filled(effect.Levels)).ToArray();
        if (fit.Effects is not { } effects)
            return table;
        for (var place = 0; place < sample.ByLevels.Length; place++)
        {
            var q = sample.ByLevels[place];
            for (var level = 0; level < sample.Levels[q].Length; level++)
                table[q][sample.Levels[q][level]] =
                    place == 0 ? effects.Eliminated[level] : effects.Stacked[sample.Grouped!.Offsets[place - 1] + level];
        }
        for (var q = 1; q < table.Length; q++)
        {
            var mean = sample.Levels[q].Average(level => table[q][level]);
            foreach (var level in sample.Levels[q])
                table[q][level] -= mean;
            foreach (var level in sample.Levels[0])
                table[0][level] += mean;
        }
        return table;
    }

    private static double[] Filled(int levels)
    {
        var values = new double[levels];
        Array.Fill(values, double.NaN);
        return values;
    }
}
