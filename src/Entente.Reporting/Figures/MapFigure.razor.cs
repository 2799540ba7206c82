using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Reporting.Figures;

/// <summary>
/// Countries in colours on a part of the world map. On a page the outlines are drawn once for all maps, by <see cref="MapOutlines"/>.
/// </summary>
public partial class MapFigure
{
    private MapWindow Window => Chart.Window;

    /// <summary>Letters as large as a 64th of the width.</summary>
    private double KeySize => Window.Width / 64;

    private double FullHeight =>
        IsFile ? Window.Height + KeySize * 2 + Key.Height(Entries, Window.Width - 2 * KeySize, KeySize) : Window.Height;

    /// <summary>The key of a file says what is hatched too.</summary>
    private ImmutableArray<LegendEntry> Entries =>
        [
            .. Chart.Legend,
            new LegendEntry($"url(#none-{Window.Name})", Chart.Absent),
            .. Shapes.Any(shape => shape.Class is not null)
                ? [new LegendEntry($"url(#disputed-{Window.Name})", MapChart.Disputed)]
                : ImmutableArray<LegendEntry>.Empty,
        ];

    /// <summary>The shapes of the window, what is disputed last, so that no border is drawn over its dashes.</summary>
    private List<Drawn> Shapes => [.. WorldMap.In(Window).OrderBy(shape => DisputedTerritory.Of(shape.Code) is not null).Select(Draw)];

    /// <summary>In the colour of its number; what is disputed and has none in that of its side, or hatched apart.</summary>
    private Drawn Draw(MapShape shape)
    {
        var disputed = DisputedTerritory.Of(shape.Code);
        var isOpen = disputed?.IsOpen(Chart.Boundaries) == true;
        var line = isOpen ? "disputed" : null;
        if (Chart.Countries.TryGetValue(shape.Code, out var own))
            return new Drawn(shape.Code, own.Fill, own.Title, line);
        if (disputed?.Side(Chart.Boundaries) is { } side && Chart.Countries.TryGetValue(side, out var with))
            return new Drawn(shape.Code, with.Fill, with.Title, line);
        return isOpen
            ? new Drawn(shape.Code, $"url(#disputed-{Window.Name})", $"{shape.Name}: {MapChart.Disputed}", line)
            : new Drawn(shape.Code, $"url(#none-{Window.Name})", $"{shape.Name}: {Chart.Absent}", line);
    }

    /// <summary>A shape as it is drawn.</summary>
    private sealed record Drawn(string Code, string Fill, string Title, string? Class);

    private string ViewBox =>
        string.Create(CultureInfo.InvariantCulture, $"{Window.Left:0} {Window.Top:0} {Window.Width:0} {FullHeight:0}");
}
