using Entente.Estimation.Separations;

namespace Entente.Estimation.Inference;

/// <summary>Parameters K that count in small samples: regressors, and what fixed effects take.</summary>
internal static class Nesting
{
    /// <summary>
    /// K without what effects nested in a cluster take, but for one constant. Every level of such an effect lies in one cluster of a way.
    /// </summary>
    /// <param name="estimation">The estimation.</param>
    /// <param name="clusters">Clusters by row of the sample, by way; none if errors are not clustered.</param>
    /// <param name="exact">Whether effects count their rank.</param>
    public static int Counted(EstimationResult estimation, (int[] Codes, int Levels)[] clusters, bool exact)
    {
        var sample = estimation.Fit.Sample;
        var effects = estimation.Problem.FixedEffects.Select(sample.Codes).ToArray();
        var nested = effects.Where(effect => clusters.Any(cluster => Within(effect.Codes, effect.Levels, cluster.Codes))).ToArray();
        if (!exact)
            return estimation.Parameters - nested.Sum(effect => effect.Levels - 1);
        return estimation.Names.Count + Rank(effects, sample.Rows) - Rank(nested, sample.Rows) + (nested.Length > 0 ? 1 : 0);
    }

    /// <summary>Levels less the dimension of their combinations that are zero in every row, by elimination over whole numbers.</summary>
    private static int Rank((int[] Codes, int Levels)[] effects, int rows) =>
        effects.Length == 0
            ? 0
            : effects.Sum(effect => effect.Levels)
                - new EffectSpace(
                    [.. effects.Select(effect => effect.Codes)],
                    [.. effects.Select(effect => effect.Levels)],
                    [.. Enumerable.Range(0, rows)],
                    int.MaxValue
                ).Free;

    private static bool Within(int[] codes, int levels, int[] cluster)
    {
        var first = new int[levels];
        Array.Fill(first, -1);
        for (var i = 0; i < codes.Length; i++)
        {
            ref var known = ref first[codes[i]];
            if (known >= 0 && known != cluster[i])
                return false;
            known = cluster[i];
        }
        return true;
    }
}
