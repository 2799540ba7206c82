using System.Collections.Immutable;
using System.Text;

namespace Entente.Reporting.Figures;

/// <summary>A map of what is best; stronger colours are larger margins, crosses mark where draws do not agree.</summary>
public partial class FrontierFigure
{
    private const int Left = 26;
    private const int Top = 6;
    private const double KeySize = 12;

    /// <summary>Crosses are no nearer to one another than this.</summary>
    private const double BetweenDoubts = 11;

    /// <summary>ColorBrewer PuOr and Dark2: apart for those who do not tell red from green.</summary>
    private static readonly string[] Colours = ["#542788", "#e08214", "#1b9e77", "#e7298a", "#66a61e", "#a6761d"];

    private const string Unknown = "#bdb8ab";

    /// <summary>What colours stand for.</summary>
    public static ImmutableArray<LegendEntry> Legend(ImmutableArray<string> options) =>
        [.. options.Select((name, o) => new LegendEntry(Colour(o), name))];

    private int Side => Chart.Side;

    private int Width => Left + Side + 10;

    private int Height => Top + Side + 22;

    private ImmutableArray<LegendEntry> Entries => Legend(Chart.Options);

    private double FullHeight => IsFile ? Height + 6 + Key.Height(Entries, Side, KeySize) : Height;

    private static string Colour(int option) => option < 0 ? Unknown : Colours[option % Colours.Length];

    /// <summary>Cells of one look that stand above one another, as one.</summary>
    private IEnumerable<(double X, double Y, double Width, double Height, string Fill, double Strength)> Runs
    {
        get
        {
            for (var x = 0; x < Chart.Cells.Length; x++)
            {
                var column = Chart.Cells[x];
                for (var y = 0; y < column.Length;)
                {
                    var end = y + 1;
                    while (end < column.Length && Look(column[end]) == Look(column[y]))
                        end++;
                    var (from, to) = (Edge(y, column.Length), Edge(end, column.Length));
                    var (left, right) = (Edge(x, Chart.Cells.Length), Edge(x + 1, Chart.Cells.Length));
                    var (fill, strength) = Look(column[y]);
                    yield return (Left + left, Top + Side - to, right - left, to - from, fill, strength);
                    y = end;
                }
            }
        }
    }

    private (string Fill, double Strength) Look(FrontierCell cell) =>
        (
            Colour(cell.Best),
            cell.Best < 0 ? 1
            : cell.Margin >= Chart.Steps.Full ? 0.9
            : cell.Margin >= Chart.Steps.Faint ? 0.6
            : 0.3
        );

    /// <summary>Small crosses in the middle of cells of which draws do not agree.</summary>
    private string Doubts
    {
        get
        {
            var path = new StringBuilder();
            var every = Math.Max(1, (int)Math.Ceiling(BetweenDoubts * Chart.Cells.Length / Side));
            for (var x = 0; x < Chart.Cells.Length; x++)
                for (var y = 0; y < Chart.Cells[x].Length; y++)
                    if (!Chart.Cells[x][y].IsSure && x % every == 0 && y % every == 0)
                    {
                        var (a, b) = (Left + Middle(x, Chart.Cells.Length), Top + Side - Middle(y, Chart.Cells[x].Length));
                        path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{At(a - 2)} {At(b - 2)}l4 4m0 -4l-4 4");
                    }
            return path.ToString();
        }
    }

    /// <summary>Where what is best changes from a cell to its neighbour.</summary>
    private string Borders
    {
        get
        {
            var (path, cells) = (new StringBuilder(), Chart.Cells);
            for (var x = 0; x < cells.Length; x++)
                for (var y = 0; y < cells[x].Length; y++)
                {
                    var (left, right) = (Left + Edge(x, cells.Length), Left + Edge(x + 1, cells.Length));
                    var (low, high) = (Top + Side - Edge(y, cells[x].Length), Top + Side - Edge(y + 1, cells[x].Length));
                    if (x + 1 < cells.Length && cells[x + 1][y].Best != cells[x][y].Best)
                        path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{At(right)} {At(low)}V{At(high)}");
                    if (y + 1 < cells[x].Length && cells[x][y + 1].Best != cells[x][y].Best)
                        path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{At(left)} {At(high)}H{At(right)}");
                }
            return path.ToString();
        }
    }

    /// <summary>Where the cell of a scale begins: scales are points, and a cell reaches half the way to the next.</summary>
    private double Edge(int at, int count) => count < 2 ? at * Side : Side * Math.Clamp((at - 0.5) / (count - 1), 0, 1);

    private double Middle(int at, int count) => (Edge(at, count) + Edge(at + 1, count)) / 2;
}
