using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Entente.Reporting.Figures;
using Xunit;

namespace Entente.Reporting.Tests;

/// <summary>Figures draw values where they belong, encode what others wrote, and are files that stand by themselves.</summary>
public sealed class FigureTests
{
    private const string Hostile = "</text><script>alert(1)</script>\" onload='x' & \u0001 Москва";

    public static TheoryData<Chart> Empty =>
        [
            new BarChart("none", []),
            new CurveChart("none", []),
            new CurveChart("no points", [new Curve("bare", [])]),
            Map([], []),
            new FrontierChart("none", [], [], (0.1, 1)),
        ];

    public static TheoryData<Chart> Hostiles =>
        [
            new BarChart(Hostile, [new Bar(Hostile, 1, Hostile)]),
            new CurveChart(Hostile, [new Curve(Hostile, [new CurvePoint(1, 1), new CurvePoint(2, 2)])]),
            new FrontierChart(Hostile, [Hostile, Hostile], [[new(0, 1, true), new(1, 1, false)], [new(-1, 0, true)]], (0.1, 1)),
            Map(new() { ["SRB"] = new MapCountry(Hostile, Hostile) }, [new LegendEntry(Hostile, Hostile)]) with { Label = Hostile },
        ];

    [Fact]
    public void Bars_are_as_long_as_their_values_on_their_side_of_zero()
    {
        var file = File(new BarChart("b", [new Bar("loss", -2, "#111111"), new Bar("gain", 1, "#222222"), new Bar("none", 0, "#333333")]));
        var zero = Number(file.Descendants(Svg("line")).Single(), "x1");
        var (loss, gain, none) = (Filled(file, "#111111"), Filled(file, "#222222"), Filled(file, "#333333"));

        Assert.Equal(2 * Number(gain, "width"), Number(loss, "width"), 0.11);
        Assert.Equal(zero, Number(loss, "x") + Number(loss, "width"), 0.11);
        Assert.Equal(zero, Number(gain, "x"));
        Assert.Equal(0.5, Number(none, "width"));
        Assert.True(Number(loss, "y") < Number(gain, "y"));
        Assert.Equal(["loss", "−2.00", "gain", "+1.00", "none", "0.000"], file.Descendants(Svg("text")).Select(t => t.Value));
    }

    /// <summary>Nothing of a name of several words is lost; the bar stands in the middle of its lines.</summary>
    [Fact]
    public void Long_names_stand_in_several_lines()
    {
        const string name = "Machinery, repair and installation of equipment";
        var file = File(new BarChart("b", [new Bar("short", 1, "#111111"), new Bar(name, 2, "#222222")]) { NameLength = 17 });
        var lines = file.Descendants(Svg("tspan")).Select(line => line.Value).ToList();
        Assert.Equal(["Machinery, repair", "and installation", "of equipment"], lines);
        Assert.DoesNotContain("…", file.ToString(), StringComparison.Ordinal);
        var (first, second) = (Filled(file, "#111111"), Filled(file, "#222222"));
        Assert.Equal(22 + 14, Number(second, "y") - Number(first, "y"), 0.11);
    }

    [Fact]
    public void A_bar_that_is_not_finite_has_only_its_name()
    {
        var file = File(
            new BarChart(
                "b",
                [
                    new Bar("known", 1, "#111111"),
                    new Bar("unknown", double.NaN, "#222222"),
                    new Bar("endless", double.PositiveInfinity, "#333333"),
                ]
            )
        );
        Assert.Equal(["known", "+1.00", "unknown", "endless"], file.Descendants(Svg("text")).Select(t => t.Value));
        Assert.DoesNotContain("NaN", file.ToString(), StringComparison.Ordinal);
        Assert.True(Number(Filled(file, "#111111"), "width") > 100);
    }

    [Fact]
    public void Curves_go_through_their_points_on_a_logarithmic_axis_where_values_are_far_apart()
    {
        var file = File(new CurveChart("c", [new Curve("k", [new(100, -4), new(1, 0), new(10, -2)])]));
        var points = file.Descendants(Svg("circle")).OrderBy(c => Number(c, "cx")).ToList();

        Assert.Equal(["k, 1: 0.000", "k, 10: −2.00", "k, 100: −4.00"], points.Select(p => p.Value));
        // One decade is as far as the other, and so is one step down.
        Assert.Equal(Number(points[1], "cx") - Number(points[0], "cx"), Number(points[2], "cx") - Number(points[1], "cx"), 0.21);
        Assert.Equal(Number(points[1], "cy") - Number(points[0], "cy"), Number(points[2], "cy") - Number(points[1], "cy"), 0.21);
        Assert.True(Number(points[2], "cy") > Number(points[0], "cy"));
        Assert.Equal(
            string.Join(' ', points.Select(p => $"{p.Attribute("cx")!.Value},{p.Attribute("cy")!.Value}")),
            file.Descendants(Svg("polyline")).Single().Attribute("points")!.Value
        );
    }

    /// <summary>Below the axis stand as many values as there is room for, and steps are told apart however small they are.</summary>
    [Fact]
    public void Values_along_curves_are_written_where_there_is_room()
    {
        var points = Enumerable.Range(0, 100).Select(k => new CurvePoint(Math.Pow(10, k / 50.0 - 2), -1e-3 * k / 99));
        var file = File(new CurveChart("c", [new Curve("k", [.. points])]) { Across = "elasticity" });
        var below = file.Descendants(Svg("text"))
            .Where(text => text.Attribute("class")?.Value == "middle")
            .Select(text => (At: Number(text, "x"), Label: text.Value.Trim()))
            .ToList();
        Assert.InRange(below.Count, 8, 25);
        Assert.Equal("0.01", below[0].Label);
        Assert.All(below, text => Assert.True(text.Label.Length <= 6, text.Label));
        Assert.All(below.Zip(below.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At > 7 * pair.First.Label.Length));
        var beside = file.Descendants(Svg("text")).Select(text => text.Value.Trim()).ToList();
        Assert.Contains("elasticity", beside);
        Assert.Contains("−0.0008", beside);
        Assert.Contains("−0.0006", beside);
    }

    [Fact]
    public void Points_that_are_not_finite_are_left_out()
    {
        var file = File(new CurveChart("c", [new Curve("k", [new(1, 1), new(2, double.NaN), new(double.PositiveInfinity, 3)])]));
        Assert.Equal(["k, 1: +1.00"], file.Descendants(Svg("circle")).Select(p => p.Value));
        Assert.DoesNotContain("NaN", file.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Countries_have_their_colour_and_others_are_hatched()
    {
        var file = File(Map(new() { ["SRB"] = new MapCountry("Serbia: −1.00 %", "#123456") }, new Scale([-1]).Legend()));
        var uses = file.Descendants(Svg("use")).ToDictionary(u => u.Attribute("href")!.Value);

        Assert.Equal("#123456", uses["#m-SRB"].Attribute("fill")!.Value);
        Assert.Equal("Serbia: −1.00 %", uses["#m-SRB"].Value);
        Assert.Equal("url(#none-europe)", uses["#m-FRA"].Attribute("fill")!.Value);
        Assert.DoesNotContain("#m-USA", uses.Keys);
        // A map without its key says nothing.
        Assert.Equal(
            new Scale([-1]).Legend().Select(e => e.Label).Append("not a country of its own").Append("disputed; counted with no side"),
            file.Descendants(Svg("text")).Select(t => t.Value)
        );
    }

    [Theory]
    [InlineData(Boundaries.Neutral, "url(#disputed-europe)", "url(#disputed-europe)", "url(#disputed-europe)")]
    [InlineData(Boundaries.UnitedNations, "#0000ff", "url(#disputed-europe)", "#00ff00")]
    [InlineData(Boundaries.DeFacto, "#ff0000", "url(#none-europe)", "url(#none-europe)")]
    public void Disputed_territory_is_drawn_as_asked(Boundaries boundaries, string crimea, string kosovo, string northernCyprus)
    {
        var countries = new Dictionary<string, MapCountry>
        {
            ["RUS"] = new("Russia", "#ff0000"),
            ["UKR"] = new("Ukraine", "#0000ff"),
            ["CYP"] = new("Cyprus", "#00ff00"),
            ["SRB"] = new("Serbia", "#123456"),
        };
        var file = File(Map(countries, new Scale([-1]).Legend()) with { Boundaries = boundaries });
        var uses = file.Descendants(Svg("use")).ToDictionary(u => u.Attribute("href")!.Value);
        string[] fills = [.. new[] { "XCR", "XKX", "CYN" }.Select(code => uses[$"#m-{code}"].Attribute("fill")!.Value)];

        Assert.Equal([crimea, kosovo, northernCyprus], fills);
        Assert.All(
            fills.Zip(["XCR", "XKX", "CYN"]),
            shape =>
                Assert.Equal(
                    shape.First.Contains("disputed", StringComparison.Ordinal) ? "disputed" : null,
                    uses[$"#m-{shape.Second}"].Attribute("class")?.Value
                )
        );
        // No part of Russia is the peninsula, whoever is asked.
        string Path(string code) => WorldMap.Countries.Single(c => c.Code == code).Path;
        Assert.DoesNotContain(Path("XCR"), Path("RUS"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Empty), DisableDiscoveryEnumeration = true)]
    public void Nothing_to_show_is_a_figure_too(Chart chart)
    {
        var file = File(chart);
        Assert.Equal("img", file.Attribute("role")!.Value);
        Assert.Equal(chart.Label, file.Attribute("aria-label")!.Value);
        Assert.DoesNotContain("NaN", file.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hostiles), DisableDiscoveryEnumeration = true)]
    public void What_others_wrote_is_text_and_never_markup(Chart chart)
    {
        var file = File(chart);
        Assert.Empty(file.Descendants(Svg("script")));
        Assert.DoesNotContain(file.DescendantsAndSelf().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        // A control character has no place in XML.
        Assert.Equal(Hostile.Replace('\u0001', '\ufffd'), file.Attribute("aria-label")!.Value);
        Assert.Equal(Hostile.Replace('\u0001', '\ufffd'), file.Element(Svg("title"))!.Value);
    }

    [Fact]
    public void A_file_needs_nothing_from_elsewhere()
    {
        foreach (var chart in Hostiles.Select(row => row.Data).Concat(Empty.Select(row => row.Data)))
        {
            var file = File(chart);
            var defined = file.Descendants().Attributes("id").Select(id => id.Value).ToHashSet(StringComparer.Ordinal);
            Assert.All(file.Descendants(Svg("use")), use => Assert.Contains(use.Attribute("href")!.Value[1..], defined));
            Assert.DoesNotContain("var(", file.Element(Svg("style"))!.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("url(h", file.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Figures_are_the_same_from_many_threads()
    {
        var chart = new BarChart("b", [new Bar("loss", -2, "#111111"), new Bar("gain", 1, "#222222")]);
        var expected = Figure.Svg(chart);
        Parallel.For(0, 64, _ => Assert.Equal(expected, Figure.Svg(chart)));
    }

    /// <summary>The file as XML: reading it fails where it is not well formed.</summary>
    private static XElement File(Chart chart)
    {
        using var reader = XmlReader.Create(new StringReader(Figure.Svg(chart)));
        return XDocument.Load(reader).Root!;
    }

    private static MapChart Map(Dictionary<string, MapCountry> countries, ImmutableArray<LegendEntry> legend) =>
        new("map", WorldMap.Europe, countries.ToImmutableDictionary(), legend);

    private static XElement Filled(XElement file, string fill) =>
        file.Descendants(Svg("rect")).Single(r => r.Attribute("fill")!.Value == fill);

    private static XName Svg(string name) => XName.Get(name, "http://www.w3.org/2000/svg");

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
