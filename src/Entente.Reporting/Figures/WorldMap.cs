using System.Globalization;
using System.Text;

namespace Entente.Reporting.Figures;

/// <summary>
/// The outlines of countries on the Equal Earth projection (Savric, Patterson and Jenny 2019), as SVG paths. Safe from several
/// threads.
/// </summary>
public static class WorldMap
{
    private const string Resource = "Entente.Reporting.world-map.txt";

    /// <summary>Units of the plane in one unit of the projection: fine enough that paths need no fractions.</summary>
    private const double Scale = 1800;

    private static readonly Lazy<IReadOnlyList<MapShape>> All = new(Read);

    /// <summary>All countries drawn, by code.</summary>
    public static IReadOnlyList<MapShape> Countries => All.Value;

    /// <summary>
    /// Positions in a world of the countries drawn, by their code on the map; older and two-letter codes are taken for the
    /// country.
    /// </summary>
    public static IReadOnlyDictionary<string, int> Places(World world)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var shape in Countries)
            if (world.TryCountry(shape.Code, out var n))
                places[shape.Code] = n;
        for (var n = 0; n < world.Countries.Length; n++)
            if (CountryCodes.Alpha3(world.Countries[n].Code) is { } code)
                places.TryAdd(code, n);
        return places;
    }

    /// <summary>
    /// Codes of a world of which the map does not know whether they stand for a country it draws; rests of the world are none.
    /// </summary>
    public static IReadOnlyList<string> Unknown(World world) =>
        [
            .. world
                .Countries.Where(c => CountryCodes.Alpha3(c.Code) is null && Countries.All(shape => shape.Code != c.Code))
                .Where(c => !c.Code.StartsWith("ROW", StringComparison.OrdinalIgnoreCase))
                .Where(c => !c.Name.StartsWith("Rest of", StringComparison.OrdinalIgnoreCase))
                .Select(c => c.Code),
        ];

    /// <summary>What a treatment of boundaries means, for people.</summary>
    public static string InWords(Boundaries boundaries)
    {
        var names = string.Join(", ", Countries.Where(shape => DisputedTerritory.Of(shape.Code) is not null).Select(shape => shape.Name));
        return boundaries switch
        {
            Boundaries.UnitedNations =>
                $"Of disputed territory ({names}) what resolutions of the United Nations count with a country has its colour; the rest "
                    + "is hatched.",
            Boundaries.DeFacto => $"Disputed territory ({names}) has the colour of whoever holds it. This is no opinion on any status.",
            _ => $"Disputed territory ({names}) is drawn apart and counted with no side on the maps. This is no opinion on any status.",
        };
    }

    /// <summary>The part of the plane that shows the world.</summary>
    public static MapWindow World { get; } = View("world", -170, 84, 180, -57);

    /// <summary>The part of the plane that shows Europe.</summary>
    public static MapWindow Europe { get; } = View("europe", -11, 69, 44, 34.5);

    /// <summary>The countries drawn in a part of the plane.</summary>
    public static IEnumerable<MapShape> In(MapWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return Countries.Where(shape => shape.Bounds.Meets(window));
    }

    private static MapWindow View(string name, double west, double north, double east, double south)
    {
        // Meridians bend: the widest parallel of the window decides.
        var widest = south <= 0 && north >= 0 ? 0 : south;
        var (left, right) = (Project(west, widest).X, Project(east, widest).X);
        var (top, bottom) = (Project(0, north).Y, Project(0, south).Y);
        return new MapWindow(name, left, top, right, bottom);
    }

    private static List<MapShape> Read()
    {
        using var stream = typeof(WorldMap).Assembly.GetManifestResourceStream(Resource)!;
        using var text = new StreamReader(stream);
        var countries = new List<MapShape>();
        while (text.ReadLine() is { } line)
        {
            var (space, colon) = (line.IndexOf(' ', StringComparison.Ordinal), line.IndexOf(':', StringComparison.Ordinal));
            countries.Add(Outline(line[..space], line[(space + 1)..colon], line.AsSpan(colon + 1)));
        }
        return countries;
    }

    private static MapShape Outline(string code, string name, ReadOnlySpan<char> rings)
    {
        var path = new StringBuilder();
        var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);
        foreach (var ring in rings.Split(';'))
        {
            var (lastX, lastY, first) = (0, 0, true);
            foreach (var point in rings[ring].Split(' '))
            {
                var (x, y) = Point(rings[ring][point]);
                // One place to go to, then steps: shorter than places, and exact as they are whole numbers.
                path.Append(CultureInfo.InvariantCulture, $"{(first ? "M" : "l")}{x - lastX} {y - lastY}");
                (lastX, lastY, first) = (x, y, false);
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
            }
            path.Append('z');
        }
        return new MapShape(code, name, path.ToString(), new MapWindow(code, left, top, right, bottom));
    }

    private static (int X, int Y) Point(ReadOnlySpan<char> tenths)
    {
        var comma = tenths.IndexOf(',');
        var (x, y) = Project(Degrees(tenths[..comma]), Degrees(tenths[(comma + 1)..]));
        return ((int)Math.Round(x), (int)Math.Round(y));
    }

    private static double Degrees(ReadOnlySpan<char> tenths) => int.Parse(tenths, CultureInfo.InvariantCulture) / 10.0;

    private static (double X, double Y) Project(double longitude, double latitude)
    {
        const double a1 = 1.340264,
            a2 = -0.081106,
            a3 = 0.000893,
            a4 = 0.003796;
        var t = Math.Asin(Math.Sqrt(3) / 2 * Math.Sin(latitude * Math.PI / 180));
        var (t2, t6) = (t * t, Math.Pow(t, 6));
        var x = 2 * Math.Sqrt(3) * longitude * Math.PI / 180 * Math.Cos(t) / (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1));
        var y = a4 * t6 * t2 * t + a3 * t6 * t + a2 * t2 * t + a1 * t;
        return (Scale * x, -Scale * y);
    }
}

/// <summary>A country as it is drawn.</summary>
/// <param name="Code">ISO code (three letters), or the source's own where there is none.</param>
/// <param name="Name">Name of the source.</param>
/// <param name="Path">Outline in units of the plane.</param>
/// <param name="Bounds">The part of the plane it lies in.</param>
public sealed record MapShape(string Code, string Name, string Path, MapWindow Bounds);

/// <summary>A part of the plane, in its units.</summary>
/// <param name="Name">What it shows, a word.</param>
/// <param name="Left">Western edge.</param>
/// <param name="Top">Northern edge; the plane counts from there downwards.</param>
/// <param name="Right">Eastern edge.</param>
/// <param name="Bottom">Southern edge.</param>
public sealed record MapWindow(string Name, double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    /// <summary>Whether two parts have something in common.</summary>
    public bool Meets(MapWindow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }
}
