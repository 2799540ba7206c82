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
    private ImmutableArray<LegendEntry> Entries => Chart.Legend.Add(new LegendEntry($"url(#none-{Window.Name})", Chart.Absent));

    private string ViewBox =>
        string.Create(CultureInfo.InvariantCulture, $"{Window.Left:0} {Window.Top:0} {Window.Width:0} {FullHeight:0}");
}
