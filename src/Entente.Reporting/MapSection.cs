using System.Collections.Immutable;

namespace Entente.Reporting;

/// <summary>The change of real income on a map of the world and one of Europe.</summary>
internal sealed class MapSection
{
    private const int MostCodes = 3;

    private readonly World world;
    private readonly Scale scale;
    private readonly IReadOnlyDictionary<string, int> places;
    private readonly string absent;

    public MapSection(World world, Scale scale)
    {
        (this.world, this.scale, places) = (world, scale, WorldMap.Places(world));
        var unknown = WorldMap.Unknown(world);
        absent = unknown switch
        {
            [] => "not a country of its own",
            { Count: <= MostCodes } => $"not a country of its own, or one whose code the map does not know ({string.Join(", ", unknown)})",
            _ => $"not a country of its own, or one of {unknown.Count} whose codes the map does not know",
        };
    }

    /// <summary>The outlines and hatchings, once for all maps of the page.</summary>
    public static void Outlines(Html page)
    {
        page.Raw("<svg width=\"0\" height=\"0\" class=\"outlines\" aria-hidden=\"true\"><defs>");
        foreach (var country in WorldMap.Countries)
            page.Add($"<path id=\"m-{country.Code}\" d=\"{country.Path}\"/>");
        Hatching(page, "world", WorldMap.World);
        Hatching(page, "europe", WorldMap.Europe);
        page.Raw("</defs></svg>\n");
    }

    public void Write(Html page, string title, ImmutableArray<double> percent)
    {
        // Columns as wide as their maps are for their height, so that both stand equally high.
        page.Add(
            $"<figure class=\"maps\" style=\"grid-template-columns:{WorldMap.World.Width / WorldMap.World.Height:0.###}fr {WorldMap.Europe.Width / WorldMap.Europe.Height:0.###}fr\">"
        );
        One(page, $"World map of the change of real income: {title}", WorldMap.World, "world", percent);
        One(page, $"Map of Europe: {title}", WorldMap.Europe, "europe", percent);
        page.Raw("<figcaption><ul class=\"legend\"><li>Per cent:</li>");
        foreach (var (fill, label) in scale.Legend())
            page.Add($"<li><span style=\"background:{fill}\"></span>{label}</li>");
        page.Add($"<li><span class=\"hatched\"></span>{absent} in this world</li></ul>");
        NotDrawn(page, percent);
        page.Raw("</figcaption></figure>\n");
    }

    /// <summary>Lines as far apart on every map as it is shown, not as it is drawn.</summary>
    private static void Hatching(Html page, string kind, WorldMap.Window view)
    {
        var step = view.Height / 55;
        page.Add(
            $"<pattern id=\"none-{kind}\" width=\"{step:0}\" height=\"{step:0}\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
        );
        page.Add(
            $"<rect width=\"{step:0}\" height=\"{step:0}\" fill=\"#dedbd2\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"{step:0}\" stroke=\"#bdb8ab\" stroke-width=\"{0.6 * step:0}\"/></pattern>"
        );
    }

    private void NotDrawn(Html page, ImmutableArray<double> percent)
    {
        var drawn = WorldMap.Countries.Where(shape => places.ContainsKey(shape.Code)).Select(shape => places[shape.Code]).ToHashSet();
        var missing = Enumerable.Range(0, world.Countries.Length).Where(n => !drawn.Contains(n)).ToList();
        if (missing.Count > 0)
            page.Add(
                $"<p>Not drawn: {string.Join("; ", missing.Select(n => $"{world.Countries[n].Name} {Html.Percent(percent[n])}\u00a0%"))}.</p>"
            );
    }

    private void One(Html page, string label, WorldMap.Window view, string kind, ImmutableArray<double> percent)
    {
        page.Add($"<svg class=\"{kind}\" viewBox=\"{view.ViewBox}\" role=\"img\" aria-label=\"{label}\">");
        foreach (var shape in WorldMap.Countries.Where(shape => shape.Bounds.Meets(view)))
            if (places.TryGetValue(shape.Code, out var n))
                page.Add(
                    $"<use href=\"#m-{shape.Code}\" fill=\"{Scale.Fill(scale.Class(percent[n]))}\"><title>{world.Countries[n].Name}: {Html.Percent(percent[n])}\u00a0%</title></use>"
                );
            else
                page.Add(
                    $"<use href=\"#m-{shape.Code}\" fill=\"url(#none-{kind})\"><title>{shape.Name}: {absent}</title></use>"
                );
        page.Raw("</svg>");
    }
}
