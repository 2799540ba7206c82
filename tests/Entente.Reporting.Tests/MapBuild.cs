using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Entente.Reporting.Tests;

/// <summary>
/// Makes the map of the reports from the boundaries of Natural Earth (public domain, 1:110 million): one line for each
/// country with its code, its name and its rings, in tenths of a degree.
/// </summary>
internal static class MapBuild
{
    private const int Least = 4;
    private const double SmallestRing = 0.6;

    /// <summary>The text of the map resource.</summary>
    /// <param name="geoJson">ne_110m_admin_0_countries.geojson.</param>
    public static string FromNaturalEarth(Stream geoJson)
    {
        using var document = JsonDocument.Parse(geoJson);
        var lines = document
            .RootElement.GetProperty("features")
            .EnumerateArray()
            .Select(feature =>
                (
                    Code: Code(feature.GetProperty("properties")),
                    Name: feature.GetProperty("properties").GetProperty("NAME_LONG").GetString(),
                    Rings: Rings(feature.GetProperty("geometry")).ToList()
                )
            )
            .Where(country => country.Code is not "ATA" && country.Rings.Count > 0)
            .SelectMany(Apart)
            .OrderBy(country => country.Code, StringComparer.Ordinal)
            .Select(country => $"{country.Code} {country.Name}:{string.Join(';', country.Rings)}\n");
        return string.Concat(lines);
    }

    /// <summary>
    /// Crimea apart: the source draws it as a ring of its own within Russia, cut off at the isthmus of Perekop, all of it between
    /// 32 and 37 degrees east and 44 and 46.3 degrees north.
    /// </summary>
    private static IEnumerable<(string Code, string? Name, List<string> Rings)> Apart(
        (string Code, string? Name, List<string> Rings) country
    )
    {
        if (country.Code != "RUS")
            return [country];
        var crimea = country.Rings.Where(IsCrimea).ToList();
        return [(country.Code, country.Name, country.Rings.Except(crimea).ToList()), ("XCR", "Crimea", crimea)];
    }

    private static bool IsCrimea(string ring) =>
        ring.Split(' ')
            .Select(point => point.Split(','))
            .All(p => Tenths(p[0]) is >= 320 and <= 370 && Tenths(p[1]) is >= 440 and <= 463);

    private static int Tenths(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>ISO code; where there is none the usual XKX for Kosovo, and the source's own (Somaliland, Northern Cyprus).</summary>
    private static string Code(JsonElement properties)
    {
        var iso = properties.GetProperty("ISO_A3_EH").GetString() ?? "";
        var own = properties.GetProperty("ADM0_A3").GetString()!;
        return iso is not ("-99" or "") ? iso
            : own is "KOS" ? "XKX"
            : own;
    }

    private static IEnumerable<string> Rings(JsonElement geometry)
    {
        var polygons =
            geometry.GetProperty("type").GetString() == "Polygon"
                ? [geometry.GetProperty("coordinates")]
                : geometry.GetProperty("coordinates").EnumerateArray().ToArray();
        // Holes are small countries, which are drawn on top.
        var rings = polygons.Select(polygon => Simplified(polygon[0])).Where(ring => ring.Count >= Least).OrderByDescending(Area).ToList();
        return rings.Where((ring, rank) => rank == 0 || Area(ring) >= SmallestRing).Select(Text);
    }

    private static List<(int X, int Y)> Simplified(JsonElement ring)
    {
        var points = new List<(int X, int Y)>();
        foreach (
            var point in ring.EnumerateArray().Select(p => ((int)Math.Round(p[0].GetDouble() * 10), (int)Math.Round(p[1].GetDouble() * 10)))
        )
            if (points.Count == 0 || points[^1] != point)
                points.Add(point);
        if (points.Count > 1 && points[0] == points[^1])
            points.RemoveAt(points.Count - 1);
        return points;
    }

    /// <summary>Area in square degrees (shoelace).</summary>
    private static double Area(List<(int X, int Y)> ring)
    {
        var sum = 0.0;
        for (var at = 0; at < ring.Count; at++)
        {
            var next = ring[(at + 1) % ring.Count];
            sum += (double)ring[at].X * next.Y - (double)next.X * ring[at].Y;
        }
        return Math.Abs(sum) / 200;
    }

    private static string Text(List<(int X, int Y)> ring)
    {
        var text = new StringBuilder();
        foreach (var (x, y) in ring)
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? " " : "")}{x},{y}");
        return text.ToString();
    }
}
