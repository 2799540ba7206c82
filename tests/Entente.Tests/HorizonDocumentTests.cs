using System.Globalization;
using Entente.Horizons;
using Entente.Testing;
using Xunit;

namespace Entente.Tests;

/// <summary>The table of docs/horizons.md and the parameters say the same.</summary>
public sealed class HorizonDocumentTests
{
    [Fact]
    public void Every_parameter_stands_in_the_table_with_its_values_and_source()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "horizons.md"))
            .SkipWhile(line => !line.StartsWith("| parameter", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.Length > 0);
        Assert.Equal(
            HorizonParameter.All.Select(p =>
                $"| `{p.Name}` | {Value(p.ShortRun)} | {Value(p.MediumRun)} | {Value(p.LongRun)} | {p.Meaning} | {p.Source} |"
            ),
            rows
        );
    }

    private static string Value(double value) =>
        double.IsPositiveInfinity(value) ? "mobile" : value.ToString("R", CultureInfo.InvariantCulture);
}
