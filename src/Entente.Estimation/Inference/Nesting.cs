namespace Entente.Estimation.Inference;

/// <summary>Which fixed effects lie within clusters.</summary>
internal static class Nesting
{
    /// <summary>Levels, less one for each effect, of the fixed effects of which every level lies in one cluster of some way.</summary>
    public static int Nested(EstimationResult estimation, (int[] Codes, int Levels)[] clusters)
    {
        var sample = estimation.Fit.Sample;
        var nested = 0;
        foreach (var effect in estimation.Problem.FixedEffects)
        {
            var (codes, levels) = sample.Codes(effect);
            if (clusters.Any(cluster => Within(codes, levels, cluster.Codes)))
                nested += levels - 1;
        }
        return nested;
    }

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
