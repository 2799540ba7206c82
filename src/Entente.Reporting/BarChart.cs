namespace Entente.Reporting;

/// <summary>Horizontal bars around zero.</summary>
internal static class BarChart
{
    private const int Row = 22;
    private const int LabelWidth = 204;
    private const int Width = 640;
    private const int ValueWidth = 60;
    private const int LongestName = 26;

    /// <summary>Writes a chart; bars are scaled to the largest.</summary>
    public static void Write(Html page, string label, IReadOnlyList<(string Name, double Value)> bars, Func<double, string> fill)
    {
        var (least, most) = (Math.Min(0, bars.Min(b => b.Value)), Math.Max(0, bars.Max(b => b.Value)));
        var room = Width - LabelWidth - 2 * ValueWidth;
        var perUnit = most - least > 0 ? room / (most - least) : 0;
        var zero = LabelWidth + ValueWidth - least * perUnit;
        page.Add($"<svg class=\"bars\" viewBox=\"0 0 {Width} {bars.Count * Row + 4}\" role=\"img\" aria-label=\"{label}\">");
        for (var at = 0; at < bars.Count; at++)
        {
            var (name, value) = bars[at];
            var (y, length) = (at * Row + 2, Math.Abs(value) * perUnit);
            page.Add($"<text x=\"{LabelWidth - 8}\" y=\"{y + 15}\" class=\"name\">{Short(name)}</text>");
            page.Add(
                $"<rect x=\"{(value < 0 ? zero - length : zero):0.#}\" y=\"{y + 3}\" width=\"{Math.Max(length, 0.5):0.#}\" height=\"{Row - 6}\" fill=\"{fill(value)}\" stroke=\"#8a857a\" stroke-width=\".4\"/>"
            );
            page.Add(
                $"<text x=\"{(value < 0 ? zero - length - 6 : zero + length + 6):0.#}\" y=\"{y + 15}\" class=\"{(value < 0 ? "value left" : "value")}\">{Html.Percent(value)}</text>"
            );
        }
        page.Add($"<line x1=\"{zero:0.#}\" y1=\"0\" x2=\"{zero:0.#}\" y2=\"{bars.Count * Row + 4}\" class=\"zero\"/></svg>\n");
    }

    private static string Short(string name) => name.Length > LongestName ? name[..(LongestName - 1)].TrimEnd(',', ' ') + "…" : name;
}
