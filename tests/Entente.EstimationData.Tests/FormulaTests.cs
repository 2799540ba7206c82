using Entente.Estimation.Formulas;
using Xunit;

namespace Entente.EstimationData.Tests;

/// <summary>Formulas as R's fixest writes them, read and made into columns; what is wrong is named with its place.</summary>
public sealed class FormulaTests
{
    [Theory]
    [InlineData("trade ~ rta", "trade ~ rta")]
    [InlineData("trade~sanction+rta + log( dist ) | exporter^year+importer ^ year + exporter^importer", "trade ~ sanction + rta "
        + "+ log(dist) | exporter^year + importer^year + exporter^importer")]
    [InlineData("log(trade) ~ a * b - 1", "log(trade) ~ a + b + a:b - 1")]
    [InlineData("y ~ a*b*c", "y ~ a + b + a:b + c + a:c + b:c + a:b:c")]
    [InlineData("y ~ a*b - a:b", "y ~ a + b")]
    [InlineData("y ~ 1", "y ~ 1")]
    [InlineData("y ~ 0 + x", "y ~ x - 1")]
    [InlineData("y ~ x | 0 | pair", "y ~ x | 0 | pair")]
    [InlineData("y / 1000 ~ I((a + b)*c^2) | f", "y/1000 ~ I((a + b)*c^2) | f")]
    [InlineData("y ~ I(a - (b - c)) + I(-a^2)", "y ~ I(a - (b - c)) + I(-a^2)")]
    [InlineData("y ~ I(exporter != importer):rta + I(iso == 'DEU')", "y ~ I(exporter != importer):rta + I(iso == \"DEU\")")]
    [InlineData("y ~ `my column` + x.y_2", "y ~ my column + x.y_2")]
    [InlineData("y ~ x + x", "y ~ x")]
    [InlineData("y ~ 1e-3:x", null)]
    public void Formulas_have_one_form(string text, string? expected)
    {
        var faults = new List<FormulaFault>();
        var formula = FormulaReader.Read(text, faults);
        Assert.Equal(expected, formula?.ToString());
        Assert.Equal(expected is null ? 1 : 0, faults.Count);
        if (expected is not null && !text.Contains('`', StringComparison.Ordinal))
            Assert.Equal(expected, FormulaReader.Read(expected, faults)!.ToString());
    }

    [Theory]
    [InlineData("trade rta", 7, "'rta'", "~ between")]
    [InlineData("trade ~ ", 9, "the end", "the name of a column")]
    [InlineData("trade ~ lg(dist)", 9, "unknown function 'lg'", "one of log")]
    [InlineData("trade ~ a / b", 11, "'/' among terms", "I(...)")]
    [InlineData("trade ~ log(dist", 17, "the end", "')'")]
    [InlineData("trade ~ 2", 9, "the number 2 as a term", "1, 0")]
    [InlineData("trade ~ a | b | c | d", 19, "'|'", "the end")]
    [InlineData("trade ~ a | b^b", 16, "a column crossed with itself in b^b", "different")]
    [InlineData("trade ~ a | b + b", 18, "b for the second time", "each once")]
    [InlineData("trade ~ I(a == \"x)", 16, "\" without its like", "a name or text")]
    [InlineData("trade ~ I(\"x\" + 1)", 11, "the text \"x\"", "a number")]
    [InlineData("trade ~ i(year, a, b)", 20, "a third variable in i()", "one or two")]
    [InlineData("trade ~ a - b", 13, "b taken away, which is no term", "terms")]
    [InlineData("~ a", 1, "'~'", "a column")]
    [InlineData("", 1, "the end", "a column")]
    public void What_is_wrong_is_named_with_its_place(string text, int position, string found, string expected)
    {
        var faults = new List<FormulaFault>();
        Assert.Null(FormulaReader.Read(text, faults));
        var fault = Assert.Single(faults);
        Assert.Equal((position, found), (fault.Position, fault.Found));
        Assert.StartsWith(expected, fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_a_formula_or_a_fault()
    {
        var random = new Random(1);
        string[] pieces = [
            "y",
            "~",
            "x",
            "+",
            "-",
            "*",
            ":",
            "|",
            "^",
            "(",
            ")",
            "i(",
            "log(",
            "1",
            "0",
            ",",
            "ref",
            "=",
            "==",
            "\"t\"",
            "`",
            "&",
            "!",
            " "
        ];
        for (var k = 0; k < 20_000; k++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var faults = new List<FormulaFault>();
            Assert.Equal(FormulaReader.Read(text, faults) is null, faults.Count > 0);
        }
        var deep = new List<FormulaFault>();
        Assert.Null(FormulaReader.Read("y ~ I(" + new string('(', 10_000), deep));
        Assert.Single(deep);
    }

    private static DataColumns Table()
    {
        var data = new DataColumns(6);
        data.Add("y", [1, 2, 3, 4, double.NaN, 6]);
        data.Add("x", [1, 0, -1, 2, 3, 4]);
        data.Add("year", [2000, 2000, 2001, 2001, 2002, 2010]);
        data.Add("exp", new LabelColumn([0, 0, 1, 1, 0, 2], ["B", "A", "C"]));
        data.Add("imp", new LabelColumn([0, 1, 1, -1, 0, 0], ["B", "A"]));
        data.Add("period", new LabelColumn([0, 0, 1, 1, 2, 3], ["2000", "2001", "2002", "2010"]));
        return data;
    }

    private static FormulaDesign Of(string formula, DesignOptions? options = null)
    {
        var faults = new List<FormulaFault>();
        var design = FormulaDesign.Create(FormulaReader.Read(formula, faults)!, Table(), options ?? new(), faults);
        Assert.Empty(faults);
        return design!;
    }

    private static double[] Column(FormulaDesign design, string name) =>
        design.Problem.Regressors.Single(r => r.Name == name).Values.ToArray();

    [Fact]
    public void Rows_are_left_out_by_reason_and_columns_without_are_not_copied()
    {
        var design = Of("y ~ log(x) | exp^period");
        Assert.Equal([new LeftOut("y is missing", 1), new LeftOut("log(x) is no finite number", 2)], design.LeftOut);
        Assert.Equal((3, 3), (design.Problem.Rows, design.Problem.MissingRows));
        Assert.Equal([0, 3, 5], design.Rows.ToArray());
        Assert.Equal(
            ["B_2000", "A_2001", "C_2010"],
            design.Problem.FixedEffects[0].Codes.ToArray().Select(design.Problem.FixedEffects[0].Label)
        );
        Assert.Equal([0, Math.Log(2), Math.Log(4)], Column(design, "log(x)"));
        var whole = Table();
        var faults = new List<FormulaFault>();
        var same = FormulaDesign.Create(FormulaReader.Read("x ~ 1 | exp", faults)!, whole, new(), faults)!;
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(same.Problem.Outcome.Values, out var array));
        Assert.True(whole.Number("x") == array.AsSpan());
    }

    [Fact]
    public void Conditions_weights_offsets_and_clusters_are_columns_like_others()
    {
        var faults = new List<FormulaFault>();
        var design = Of(
            "y ~ x",
            new DesignOptions
            {
                Where = FormulaReader.ReadExpression("year < 2002 & !(exp == imp)", faults),
                Weights = FormulaReader.ReadExpression("year - 1999", faults),
                Offset = FormulaReader.ReadExpression("x/2", faults),
                Clusters = FormulaReader.ReadGroupings("exp + exp^period", faults),
            }
        );
        Assert.Empty(faults);
        // Row 2 has A twice, row 3 no importer, which no condition can judge.
        Assert.Equal([1], design.Rows.ToArray());
        Assert.Equal([new LeftOut("not in the sample (year < 2002 & !(exp == imp))", 5)], design.LeftOut);
        Assert.Equal([1], design.Problem.Weights!.Value.ToArray());
        Assert.Equal([0], design.Problem.Offset!.Value.ToArray());
        Assert.Equal(["exp", "exp^period"], design.Problem.Clusters.Select(c => c.Name));
        Assert.Equal(["(Intercept)", "x"], design.Problem.Regressors.Select(r => r.Name));
    }

    [Fact]
    public void Levels_become_variables_in_their_order()
    {
        var all = Of("y ~ i(period, x) + i(exp, ref = A) | imp");
        Assert.Equal(
            ["period::2000:x", "period::2010:x", "exp::B", "exp::C"],
            Names(Of("y ~ i(period, x, ref = 2001) + i(exp, ref = A) | imp"))
        );
        Assert.Equal(["period::2000:x", "period::2001:x", "period::2010:x", "exp::B", "exp::C"], Names(all));
        Assert.Equal([1, 0, 0, 0], Column(all, "period::2000:x"));
        Assert.Equal(["(Intercept)", "factor(exp)B", "factor(exp)C"], Names(Of("y ~ factor(exp)")));
        Assert.Equal(["factor(exp)A", "factor(exp)B", "factor(exp)C"], Names(Of("y ~ factor(exp) - 1")));
        Assert.Equal(
            ["exp::A:imp::A", "exp::A:imp::B", "exp::B:imp::A", "exp::B:imp::B", "exp::C:imp::A", "exp::C:imp::B"],
            Names(Of("y ~ i(exp, i.imp) | period"))
        );
        var faults = new List<FormulaFault>();
        Assert.Null(FormulaDesign.Create(FormulaReader.Read("y ~ i(exp, ref = Q)", faults)!, Table(), new(), faults));
        Assert.Equal("reference level 'Q', which exp does not have", Assert.Single(faults).Found);
    }

    private static IEnumerable<string> Names(FormulaDesign design) => design.Problem.Regressors.Select(r => r.Name);
}
