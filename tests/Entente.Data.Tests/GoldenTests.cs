using System.Globalization;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>
/// Shipped scenarios and sweeps answer what they answered when somebody last looked at it and kept it. A change that is meant is kept
/// by <c>dotnet run --project bench/Entente.Validation -- golden</c>, and shows in the difference of the files.
/// </summary>
public sealed class GoldenTests
{
    /// <summary>In percentage points.</summary>
    private const double Tolerance = 1e-6;

    public static TheoryData<string> Scenarios => [.. Golden.Scenarios];

    [Theory, MemberData(nameof(Scenarios))]
    public void A_shipped_scenario_answers_as_it_did(string scenario)
    {
        var (kept, now) = (File.ReadAllLines(Golden.File(scenario)), Golden.Lines(scenario).ToList());
        Assert.Equal(kept.Length, now.Count);
        Assert.Equal(kept[0], now[0]);
        Assert.Equal(0, LargestGap(kept, now), Tolerance);
    }

    public static TheoryData<string> Sweeps => [.. Golden.Sweeps];

    [Theory, MemberData(nameof(Sweeps))]
    public void A_shipped_sweep_answers_as_it_did(string sweep)
    {
        var (kept, now) = (File.ReadAllLines(Golden.SweepFile(sweep)), Golden.SweepLines(sweep).ToList());
        Assert.Equal(kept.Length, now.Count);
        Assert.Equal(kept[0], now[0]);
        Assert.Equal(0, LargestGap(kept, now), Tolerance);
    }

    [Fact]
    public void Elasticities_a_third_larger_would_be_noticed() =>
        Assert.True(LargestGap(File.ReadAllLines(Golden.File("russia-2014")), [.. Golden.Lines("russia-2014", 1.3)]) > 1000 * Tolerance);

    [Fact]
    public void The_table_of_the_readme_is_what_the_scenario_answers()
    {
        var kept = File.ReadAllLines(Golden.File("serbia-2023")).Skip(1).Select(line => line.Split(',')).ToList();
        var readme = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));
        var start = Array.FindIndex(readme, line => line.TrimStart().StartsWith("Serbia   Albania", StringComparison.Ordinal));
        Assert.True(start > 0, "README has no table of the flagship");
        string[] countries = ["SRB", "ALB", "BGR", "BIH"];
        var rows = readme.Skip(start + 1).TakeWhile(line => line.Trim() != "...").ToList();
        var cases = kept.Select(cells => (Case: cells[0], Horizon: cells[1])).Distinct().ToList();
        Assert.InRange(rows.Count, 10, cases.Count);
        for (var at = 0; at < rows.Count; at++)
        {
            var expected = countries.Select(code =>
                double.Parse(
                        kept.Single(cells => (cells[0], cells[1], cells[2]) == (cases[at].Case, cases[at].Horizon, code))[3],
                        CultureInfo.InvariantCulture
                    )
                    .ToString("0.000", CultureInfo.InvariantCulture)
            );
            Assert.Equal(expected, rows[at].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^4..]);
        }
    }

    /// <summary>The largest gap of two numbers of the same case and country; infinite where the rows differ.</summary>
    private static double LargestGap(string[] kept, List<string> now)
    {
        var largest = 0.0;
        for (var row = 1; row < kept.Length; row++)
        {
            var (a, b) = (kept[row].Split(','), now[row].Split(','));
            if (!a.Take(3).SequenceEqual(b.Take(3)))
                return double.PositiveInfinity;
            for (var column = 3; column < a.Length; column++)
                largest = Math.Max(largest, Math.Abs(Number(a[column]) - Number(b[column])));
        }
        return largest;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
