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
        IsFile ? Window.Height + KeySize * 2 + Key.Height(Chart.Legend, Window.Width - 2 * KeySize, KeySize) : Window.Height;

    private string ViewBox =>
        string.Create(CultureInfo.InvariantCulture, $"{Window.Left:0} {Window.Top:0} {Window.Width:0} {FullHeight:0}");
}
