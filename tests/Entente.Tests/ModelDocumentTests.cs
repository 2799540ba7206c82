using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Entente.CaliendoParro;
using Entente.Gravity;
using Entente.Scenarios;
using Entente.Testing;
using Entente.Uncertainty;
using Xunit;

namespace Entente.Tests;

/// <summary>The table of docs/model.md and the code say the same.</summary>
public sealed partial class ModelDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "model.md"));

    private static readonly ImmutableArray<(string Axes, string Equation, string Member)> Rows =
    [
        .. TableRow().Matches(Document).Select(m => (m.Groups["axes"].Value, m.Groups["equation"].Value, m.Groups["member"].Value)),
    ];

    [Fact]
    public void Every_code_member_exists_and_has_the_axes_the_table_says()
    {
        Assert.True(Rows.Length > 30);
        foreach (var (axes, _, name) in Rows)
        {
            var parts = name.Split('.');
            var type = typeof(World).Assembly.GetExportedTypes().SingleOrDefault(t => t.Name == parts[0]);
            Assert.True(type is not null, $"{name}: no such type");
            var member = type.GetMember(parts[1]).SingleOrDefault();
            Assert.True(member is not null, $"{name}: no such member");
            var shape = member is MethodInfo method ? method.ReturnType : ((PropertyInfo)member).PropertyType;
            Assert.True(Axes(shape) == axes.Split(' ').Length, $"{name} is a {shape}, the table says axes {axes}");
        }
    }

    [Theory]
    [InlineData(typeof(Equations), "CaliendoParro")]
    [InlineData(typeof(GravityEquations), "Gravity")]
    [InlineData(typeof(PathEquations), "Scenarios")]
    public void Every_equation_of_the_code_is_in_the_table_under_its_own_number(Type equations, string folder)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "src", "Entente", folder, equations.Name + ".cs"));
        foreach (var method in equations.GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            var row = Rows.SingleOrDefault(r => r.Member == $"{equations.Name}.{method.Name}");
            Assert.True(row.Member is not null, $"{equations.Name}.{method.Name} is not in the table");
            Assert.Equal(row.Equation, NumberAbove(source, method.Name));
        }
    }

    [Fact]
    public void Every_number_of_the_table_is_an_equation_of_the_document()
    {
        var written = WrittenEquation().Matches(Document).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(
            Enumerable.Range(1, 33).Select(n => $"({n})"),
            written
                .Distinct()
                .Where(number => char.IsDigit(number[^2]))
                .OrderBy(number => int.Parse(number[1..^1], System.Globalization.CultureInfo.InvariantCulture))
        );
        var ofPaths = Regex.Matches(Document, @"^    \((P\d+)\) ", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(["P1", "P2", "P3", "P4", "P5"], ofPaths);
        Assert.Subset(
            written.Concat(ofPaths.Select(number => $"({number})")).ToHashSet(),
            Rows.Select(r => r.Equation).Where(e => e.StartsWith('(')).ToHashSet()
        );
    }

    [Fact]
    public void What_the_document_on_energy_names_exists()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "energy.md"));
        var members = EnergyMember().Matches(text).Select(m => (Type: m.Groups[1].Value, Member: m.Groups[2].Value)).ToList();
        Assert.True(members.Count >= 6);
        foreach (var (type, member) in members)
            Assert.True(
                typeof(World).Assembly.GetExportedTypes().Single(t => t.Name == type).GetMember(member).Length > 0,
                $"{type}.{member}"
            );
        var written = Regex.Matches(text, @"^    \((E\d+)\) ", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        Assert.Equal(Enumerable.Range(1, 10).Select(n => $"E{n}"), written);
    }

    [Fact]
    public void Each_formula_of_the_document_on_derivatives_is_where_it_says()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "derivatives.md"));
        var written = Regex.Matches(text, @"^    \((D\d+)\) ", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        Assert.Equal(Enumerable.Range(1, 16).Select(n => $"D{n}"), written);
        var rows = Regex.Matches(text, @"^\| ((?:\(D\d+\)(?:, )?)+) \| `(\w+)` \|", RegexOptions.Multiline);
        Assert.Equal(16, rows.Sum(row => row.Groups[1].Value.Split(", ").Length));
        foreach (Match row in rows)
        {
            var code = File.ReadAllText(
                Path.Combine(Repository.Root, "src", "Entente", "CaliendoParro", "Derivatives", row.Groups[2].Value + ".cs")
            );
            Assert.All(row.Groups[1].Value.Split(", "), number => Assert.Contains(number, code, StringComparison.Ordinal));
        }
    }

    /// <summary>The table of docs/uncertainty.md has a member for each equation, and each member opens with its number.</summary>
    [Fact]
    public void Each_equation_of_draws_is_the_member_that_the_table_says()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "uncertainty.md"));
        var written = Regex.Matches(text, @"^    \((U\d+)\) ", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(Enumerable.Range(1, 9).Select(n => $"U{n}"), written);
        var rows = Regex
            .Matches(text, @"^\| \((U\d+)\) \|[^|]+\| `(\w+)\.(\w+)` \|", RegexOptions.Multiline)
            .Select(m => (Equation: m.Groups[1].Value, Type: m.Groups[2].Value, Member: m.Groups[3].Value))
            .ToList();
        Assert.Equal(written, rows.Select(row => row.Equation));
        foreach (var (equation, name, member) in rows)
        {
            var type = typeof(World).Assembly.GetTypes().Single(t => t.Name == name);
            Assert.Single(type.GetMember(member));
            var source = File.ReadAllText(Path.Combine(Repository.Root, "src", "Entente", "Uncertainty", name + ".cs"));
            Assert.Equal($"({equation})", NumberAbove(source, member));
        }
        var methods = typeof(DrawnEquations).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name);
        Assert.Equal(methods.Order(), rows.Select(row => row.Member).Order());
    }

    /// <summary>The number that opens the summary above a method.</summary>
    private static string NumberAbove(string source, string method)
    {
        var before = source[..Regex.Match(source, $@"public static (?:\([^)]*\)|[^=(]+) {method}\(").Index];
        return SummaryNumber().Matches(before)[^1].Groups[1].Value;
    }

    [GeneratedRegex(@"`(Energy\w+)\.(\w+)`")]
    private static partial Regex EnergyMember();

    private static int Axes(Type shape) =>
        shape == typeof(Cube) ? 3
        : shape == typeof(Table) ? 2
        : shape == typeof(ImmutableArray<double>) || shape == typeof(ReadOnlySpan<double>) ? 1
        : 0;

    [GeneratedRegex(@"^\|[^|]+\|[^|]+\| (?<axes>[nijk ]+) \| (?<equation>[^|]+) \| `(?<member>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex(@"<summary>\s*(?:///\s*)?(\([PU]?\d+[bc]?\))")]
    private static partial Regex SummaryNumber();

    [GeneratedRegex(@"^    (\(\d+[bc]?\)) ", RegexOptions.Multiline)]
    private static partial Regex WrittenEquation();
}
