namespace Entente.RecordTraining;

/// <summary>Accuracy, F1 by class and calibration of a classifier.</summary>
internal static class ClassScores
{
    public static void Print(string title, string[] classes, IReadOnlyList<(double[] Probabilities, int Class)> cases)
    {
        var guesses = cases.Select(c => Array.IndexOf(c.Probabilities, c.Probabilities.Max())).ToArray();
        var right = cases.Where((c, i) => guesses[i] == c.Class).Count();
        var scores = classes
            .Select(
                (_, k) =>
                    new Scores(
                        cases.Where((c, i) => guesses[i] == k && c.Class == k).Count(),
                        guesses.Count(g => g == k),
                        cases.Count(c => c.Class == k)
                    )
            )
            .ToArray();
        Console.WriteLine(
            $"{title}: {cases.Count} cases, accuracy {100.0 * right / cases.Count:F1}, macro-F1 {scores.Average(s => s.F1):F1}"
        );
        for (var k = 0; k < classes.Length; k++)
            Console.WriteLine(
                $"  {classes[k],-12} P {scores[k].Precision:F1} R {scores[k].Recall:F1} F1 {scores[k].F1:F1} of {scores[k].Gold}"
            );
        Calibration([.. cases.Select((c, i) => (c.Probabilities[guesses[i]], guesses[i] == c.Class))]);
        foreach (var threshold in new[] { 0.5, 0.6, 0.7, 0.8 })
        {
            var sure = cases.Where((c, i) => c.Probabilities[guesses[i]] >= threshold).ToArray();
            var sureRight = cases.Where((c, i) => c.Probabilities[guesses[i]] >= threshold && guesses[i] == c.Class).Count();
            if (sure.Length > 0)
                Console.WriteLine(
                    $"  sure at {threshold}: {100.0 * sure.Length / cases.Count:F1} % of cases, "
                        + $"{100.0 * sureRight / sure.Length:F1} % right"
                );
        }
    }

    /// <summary>How often it was right among cases of like probability, and the mean gap between the two.</summary>
    public static void Calibration(IReadOnlyList<(double Probability, bool Right)> cases)
    {
        var gap = 0.0;
        foreach (var bin in cases.GroupBy(c => Math.Min(9, (int)(c.Probability * 10))).OrderBy(g => g.Key))
        {
            double said = bin.Average(c => c.Probability),
                was = bin.Average(c => c.Right ? 1.0 : 0.0);
            gap += Math.Abs(said - was) * bin.Count() / cases.Count;
            Console.WriteLine($"  said {said:F2}, was {was:F2}, {bin.Count()} cases");
        }

        Console.WriteLine($"  mean gap {gap:F3}");
    }
}
