using System.Collections.Immutable;

namespace Entente.Data.Reporting;

/// <summary>The change of real income on a map of the world and one of Europe.</summary>
internal sealed class MapSection
{
    private readonly World world;
    private readonly Scale scale;
    private readonly Dictionary<string, int> position;

    public MapSection(World world, Scale scale)
    {
        (this.world, this.scale) = (world, scale);
        position = world.Countries.Select((country, n) => (country.Code, n)).ToDictionary(c => c.Code, c => c.n, StringComparer.Ordinal);
    }

    /// <summary>The outlines, once for all maps of the page.</summary>
    public static void Outlines(Html page)
    {
        page.Raw("<svg width=\"0\" height=\"0\" class=\"outlines\" aria-hidden=\"true\"><defs>");
        foreach (var (code, path) in WorldMap.Countries)
            page.Add($"<path id=\"m-{code}\" d=\"{path}\"/>");
        page.Raw("<pattern id=\"none\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"#eceae4\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" stroke=\"#d2cfc6\" stroke-width=\"1.2\"/></pattern></defs></svg>\n");
    }

    public void Write(Html page, string title, ImmutableArray<double> percent)
    {
        // Columns as wide as their maps are for their height, so that both stand equally high.
        page.Add($"<figure class=\"maps\" style=\"grid-template-columns:{WorldMap.World.Width / WorldMap.World.Height:0.###}fr {WorldMap.Europe.Width / WorldMap.Europe.Height:0.###}fr\">");
        One(page, $"World map of the change of real income: {title}", WorldMap.World, "world", percent);
        One(page, $"Map of Europe: {title}", WorldMap.Europe, "europe", percent);
        page.Raw("<figcaption><ul class=\"legend\">");
        foreach (var (fill, label) in scale.Legend())
            page.Add($"<li><span style=\"background:{fill}\"></span>{label}</li>");
        page.Raw("<li><span class=\"hatched\"></span>not a country of its own</li></ul>");
        foreach (var (country, n) in world.Countries.Select((country, n) => (country, n)).Where(c => WorldMap.Countries.All(m => m.Code != c.country.Code)))
            page.Add($"<p>Not on the map: {country.Name} ({country.Code}) {Html.Percent(percent[n])} %.</p>");
        page.Raw("</figcaption></figure>\n");
    }

    private void One(Html page, string label, WorldMap.Window view, string kind, ImmutableArray<double> percent)
    {
        page.Add($"<svg class=\"{kind}\" viewBox=\"{view.ViewBox}\" role=\"img\" aria-label=\"{label}\">");
        foreach (var (code, _) in WorldMap.Countries)
            if (position.TryGetValue(code, out var n))
                page.Add($"<use href=\"#m-{code}\" fill=\"{Scale.Fill(scale.Class(percent[n]))}\"><title>{world.Countries[n].Name}: {Html.Percent(percent[n])} %</title></use>");
            else
                page.Add($"<use href=\"#m-{code}\" fill=\"url(#none)\"/>");
        page.Raw("</svg>");
    }
}
