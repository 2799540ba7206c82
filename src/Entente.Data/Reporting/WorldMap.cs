using System.Globalization;
using System.Text;

namespace Entente.Data.Reporting;

/// <summary>The outlines of countries on the Equal Earth projection (Savric, Patterson and Jenny 2019), as SVG paths.</summary>
internal static class WorldMap
{
    private const string Resource = "Entente.Data.Reporting.world-map.txt";
    private const double Scale = 180;

    private static readonly Lazy<IReadOnlyList<(string Code, string Path)>> All = new(Read);

    /// <summary>Code and path of each country.</summary>
    public static IReadOnlyList<(string Code, string Path)> Countries => All.Value;

    /// <summary>The part of the plane that shows the world.</summary>
    public static Window World { get; } = View(-170, 84, 180, -57);

    /// <summary>The part of the plane that shows Europe.</summary>
    public static Window Europe { get; } = View(-11, 69, 44, 34.5);

    private static Window View(double west, double north, double east, double south)
    {
        // Meridians bend: the widest parallel of the window decides.
        var widest = south <= 0 && north >= 0 ? 0 : south;
        var (left, right) = (Project(west, widest).X, Project(east, widest).X);
        var (top, bottom) = (Project(0, north).Y, Project(0, south).Y);
        return new Window(left, top, right - left, bottom - top);
    }

    /// <summary>A part of the plane.</summary>
    public sealed record Window(double Left, double Top, double Width, double Height)
    {
        public string ViewBox => string.Create(CultureInfo.InvariantCulture, $"{Left:0} {Top:0} {Width:0} {Height:0}");
    }

    private static List<(string, string)> Read()
    {
        using var stream = typeof(WorldMap).Assembly.GetManifestResourceStream(Resource)!;
        using var text = new StreamReader(stream);
        var countries = new List<(string, string)>();
        while (text.ReadLine() is { } line)
            countries.Add((line[..line.IndexOf(':', StringComparison.Ordinal)], Path(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..])));
        return countries;
    }

    private static string Path(string rings)
    {
        var path = new StringBuilder();
        foreach (var ring in rings.Split(';'))
        {
            var first = true;
            foreach (var point in ring.Split(' '))
            {
                var comma = point.IndexOf(',', StringComparison.Ordinal);
                var (x, y) = Project(Tenths(point.AsSpan(0, comma)), Tenths(point.AsSpan(comma + 1)));
                path.Append(CultureInfo.InvariantCulture, $"{(first ? 'M' : 'L')}{x:0.#},{y:0.#}");
                first = false;
            }
            path.Append('Z');
        }
        return path.ToString();
    }

    private static double Tenths(ReadOnlySpan<char> text) => int.Parse(text, CultureInfo.InvariantCulture) / 10.0;

    private static (double X, double Y) Project(double longitude, double latitude)
    {
        const double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796;
        var t = Math.Asin(Math.Sqrt(3) / 2 * Math.Sin(latitude * Math.PI / 180));
        var (t2, t6) = (t * t, Math.Pow(t, 6));
        var x = 2 * Math.Sqrt(3) * longitude * Math.PI / 180 * Math.Cos(t) / (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1));
        var y = a4 * t6 * t2 * t + a3 * t6 * t + a2 * t2 * t + a1 * t;
        return (Scale * x, -Scale * y);
    }
}
