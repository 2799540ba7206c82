using System.Runtime.InteropServices;

namespace Entente.Estimation.Inference;

/// <summary>
/// Clusters in several ways (Cameron, Gelbach and Miller 2011, equation 2.11): over every set of ways, the sum of squares by the clusters of all
/// of them together, added if the ways are odd in number, else taken off.
/// </summary>
internal static class MultiWay
{
    public static double[,] Meat(double[][] scores, (int[] Codes, int Levels)[] ways)
    {
        var meat = new double[scores.Length, scores.Length];
        for (var set = 1; set < 1 << ways.Length; set++)
        {
            var members = ways.Where((_, way) => (set >> way & 1) == 1).ToArray();
            var (codes, levels) = members.Skip(1).Aggregate(members[0], Together);
            var part = Scores.Squares(Scores.Sums(scores, codes, levels));
            var sign = members.Length % 2 == 1 ? 1 : -1;
            for (var a = 0; a < scores.Length; a++)
                for (var b = 0; b < scores.Length; b++)
                    meat[a, b] += sign * part[a, b];
        }
        return meat;
    }

    private static (int[] Codes, int Levels) Together((int[] Codes, int Levels) a, (int[] Codes, int Levels) b)
    {
        var known = new Dictionary<long, int>();
        var codes = new int[a.Codes.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            var key = (long)a.Codes[i] * b.Levels + b.Codes[i];
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(known, key, out var seen);
            code = seen ? code : known.Count - 1;
            codes[i] = code;
        }
        return (codes, known.Count);
    }
}
