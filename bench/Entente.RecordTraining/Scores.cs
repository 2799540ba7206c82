namespace Entente.RecordTraining;

/// <summary>Counts behind precision, recall and F1.</summary>
internal readonly record struct Scores(int Right, int Found, int Gold)
{
    public double Precision => Found == 0 ? 0 : 100.0 * Right / Found;

    public double Recall => Gold == 0 ? 0 : 100.0 * Right / Gold;

    public double F1 => Found + Gold == 0 ? 0 : 200.0 * Right / (Found + Gold);

    public static Scores operator +(Scores a, Scores b) => new(a.Right + b.Right, a.Found + b.Found, a.Gold + b.Gold);

    /// <summary>Matches spans one to one, where they are the same or, failing that, where they share a unit.</summary>
    public static Scores Match<T>(IReadOnlyList<T> found, IReadOnlyList<T> gold, Func<T, T, bool> same)
    {
        var taken = new bool[gold.Count];
        var right = 0;
        foreach (var one in found)
        {
            for (var g = 0; g < gold.Count; g++)
            {
                if (taken[g] || !same(one, gold[g]))
                    continue;
                taken[g] = true;
                right++;
                break;
            }
        }

        return new Scores(right, found.Count, gold.Count);
    }

    /// <summary>F1 over documents with its interval: the middle 95 of 100 bootstrap samples of documents.</summary>
    public static (Scores Total, double Low, double High) WithInterval(IReadOnlyList<Scores> documents)
    {
        var random = new Random(16);
        var values = new double[2000];
        for (var b = 0; b < values.Length; b++)
        {
            var sum = default(Scores);
            for (var k = 0; k < documents.Count; k++)
                sum += documents[random.Next(documents.Count)];
            values[b] = sum.F1;
        }

        Array.Sort(values);
        return (documents.Aggregate((a, b) => a + b), values[50], values[1949]);
    }
}
