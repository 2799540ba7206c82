using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Entente.Reporting.Figures;

/// <summary>A figure as a file of its own.</summary>
public static class Figure
{
    /// <summary>
    /// The text of an SVG file: with its title, its legend, a white ground and its style inside, without references to anything outside.
    /// Safe from several threads.
    /// </summary>
    /// <example><code>File.WriteAllText("map.svg", Figure.Svg(chart));</code></example>
    /// <param name="chart">What it shows.</param>
    public static string Svg(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        PageRenderer.Write(
            chart.Component,
            new Dictionary<string, object?> { ["Chart"] = chart, ["IsFile"] = true },
            text
        );
        return PageRenderer.WithoutControlCharacters(text.ToString());
    }

    /// <summary>A coordinate to a tenth of a unit, the same in every culture.</summary>
    internal static string Place(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>What figures have in common: what they show, and whether they stand on a page or are a file of their own.</summary>
/// <typeparam name="TChart">What the figure shows.</typeparam>
public abstract class Figure<TChart> : ComponentBase
    where TChart : Chart
{
    /// <summary>What the figure shows.</summary>
    [Parameter, EditorRequired]
    public TChart Chart { get; set; } = null!;

    /// <summary>Whether the figure is a file of its own and must bring its title, legend and style.</summary>
    [Parameter]
    public bool IsFile { get; set; }

    /// <summary>The name of the language, which only files need.</summary>
    protected string? Namespace => IsFile ? "http://www.w3.org/2000/svg" : null;

    /// <summary>A coordinate to a tenth of a unit, the same in every culture.</summary>
    protected static string At(double value) => Figure.Place(value);
}
