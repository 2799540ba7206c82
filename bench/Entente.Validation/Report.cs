using System.Globalization;
using System.Text.Json;
using Entente.Models;

namespace Entente.Validation;

/// <summary>The verdicts as a table.</summary>
internal static class Report
{
    private const int MostListed = 12;

    public static void Print(IReadOnlyList<Verdict> verdicts, TimeSpan time, bool explain)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.WriteLine($"{verdicts.Count} questions, seeds {verdicts[0].Seed} to {verdicts[^1].Seed}, {time.TotalSeconds:0.0} s");
        Console.WriteLine();
        var closures = verdicts.Select(v => v.Closure).Distinct().Order().ToList();
        var kinds = verdicts.Select(v => v.Kind).Distinct().Order(StringComparer.Ordinal).ToList();
        Console.WriteLine(
            "| status | all |"
                + string.Concat(closures.Select(c => $" {Name(c.ToString())} |"))
                + string.Concat(kinds.Select(k => $" {k} |"))
        );
        Console.WriteLine($"|---|---|{string.Concat(closures.Select(_ => "---|"))}{string.Concat(kinds.Select(_ => "---|"))}");
        foreach (var status in verdicts.GroupBy(v => v.Status).OrderBy(g => g.Key ?? (EquilibriumStatus)99))
            Row(status.Key is { } known ? Name(known.ToString()) : "no end", [.. status]);
        Row("by continuation", [.. verdicts.Where(v => v.ByPath)]);
        Row("wrong", [.. verdicts.Where(v => v.Wrong is not null)]);
        Console.WriteLine();
        var residuals = verdicts.Where(v => v.Status == EquilibriumStatus.Converged).Select(v => v.Residual);
        Console.WriteLine($"Largest residual of an answer: {residuals.DefaultIfEmpty(double.NaN).Max():0.0e0}");
        var slowest = verdicts.MaxBy(v => v.Seconds)!;
        Console.WriteLine(
            $"Slowest: {slowest.Seconds:0.00} s, seed {slowest.Seed} ({slowest.Kind}, {Name(slowest.Closure.ToString())}, {slowest.Status})"
        );
        foreach (var plain in verdicts.Where(v => v.Plain is not null).GroupBy(v => v.Plain!).OrderBy(g => g.Key, StringComparer.Ordinal))
            Console.WriteLine(
                $"By the plain equations, {plain.Key}: {plain.Count()}{(plain.Key == "the same" ? "" : $" (seeds {Seeds(plain)})")}"
            );
        if (verdicts.Any(v => v.ByPath))
            Console.WriteLine($"By continuation: seeds {Seeds(verdicts.Where(v => v.ByPath))}");
        foreach (var wrong in verdicts.Where(v => v.Wrong is not null).GroupBy(v => v.Wrong!))
            Console.WriteLine($"Wrong: {wrong.Key}: seeds {Seeds(wrong)}");
        foreach (
            var unsolved in verdicts
                .Where(v =>
                    v.Status > EquilibriumStatus.Converged
                    && v.Status is not (EquilibriumStatus.NoSupplier or EquilibriumStatus.UnfinancedDeficit)
                )
                .GroupBy(v => v.Status)
        )
            Console.WriteLine($"{Name(unsolved.Key.ToString()!)}: seeds {Seeds(unsolved)}");
        if (explain)
            Console.WriteLine(
                string.Join(Environment.NewLine, verdicts.Select(v => $"{v.Trace}{Environment.NewLine}{v.Status}: {v.Explanation}"))
            );

        void Row(string name, IReadOnlyList<Verdict> these) =>
            Console.WriteLine(
                $"| {name} | {these.Count} |"
                    + string.Concat(closures.Select(c => $" {these.Count(v => v.Closure == c)} |"))
                    + string.Concat(kinds.Select(k => $" {these.Count(v => v.Kind == k)} |"))
            );
    }

    private static string Seeds(IEnumerable<Verdict> verdicts)
    {
        var all = verdicts.Select(v => v.Seed.ToString(CultureInfo.InvariantCulture)).ToList();
        return string.Join(", ", all.Take(MostListed)) + (all.Count > MostListed ? ", ..." : "");
    }

    private static string Name(string status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status);
}
