using System.Globalization;
using Entente.Reporting.Figures;

namespace Entente.Reporting;

/// <summary>
/// <c>report.html</c>: one page that stands by itself - what was asked, the answer in pictures and tables, the
/// sources, the residuals. The same run gives the same page but for the seconds. Safe from several threads.
/// </summary>
public static class Report
{
    /// <summary>Writes the page into a folder.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">A folder that exists.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(RunRecord run, string folder)
    {
        ArgumentNullException.ThrowIfNull(run);
        using var text = new StreamWriter(Path.Combine(folder, "report.html"));
        Write(run, text);
    }

    /// <summary>The page.</summary>
    public static string Text(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Write(run, text);
        return text.ToString();
    }

    /// <summary>
    /// Gets the renderer and the figures ready, so that a first page, asked for later, is written sooner: to be called beside other work.
    /// </summary>
    public static void Prepare()
    {
        var scale = new Scale([1]);
        _ = Figure.Svg(new BarChart("", [new Bar("", -1, Scale.FillOf(-1)), new Bar("", 1, Scale.FillOf(1))]));
        _ = Figure.Svg(new MapChart("", WorldMap.Europe, new Dictionary<string, MapCountry>(), scale.Legend()));
    }

    private static void Write(RunRecord run, TextWriter text) =>
        PageRenderer.Write(typeof(ReportPage), new Dictionary<string, object?> { [nameof(ReportPage.Run)] = run }, text);
}
