using System.Globalization;

namespace Entente.EstimationData.Panels;

/// <summary>A panel of the trade of several worlds, a year each, of the countries that all of them have; sales at home included.</summary>
public static class WorldPanel
{
    /// <summary>Makes the panel: <c>exporter</c>, <c>importer</c>, <c>year</c>, <c>trade</c>, <c>to_target</c>,
    /// <c>from_target</c>.</summary>
    /// <param name="worlds">The worlds, each with a year.</param>
    /// <param name="tag">Sectors that have this tag are added up; null: all.</param>
    /// <param name="members">Those who take measures; codes.</param>
    /// <param name="target">Against whom; a code, or nothing.</param>
    /// <returns>
    /// A row for every pair and year; <c>to_target</c> is 1 where a member sells to the target, <c>from_target</c> where the target sells
    /// to
    /// a member, in every year.
    /// </returns>
    public static Checked<PanelTable> Of(
        IReadOnlyList<World> worlds,
        string? tag,
        IReadOnlyCollection<string> members,
        string target
    )
    {
        ArgumentNullException.ThrowIfNull(worlds);
        ArgumentNullException.ThrowIfNull(members);
        var faults = new List<Fault>();
        foreach (var world in worlds)
        {
            if (world.Identity.Year is null)
                faults.Add(new Fault(null, $"{world.Identity.Title}, which says no year", "a world with its year"));
            var tags = world.Sectors.SelectMany(s => s.Tags).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (tag is not null && !tags.Contains(tag))
                faults.Add(new Fault(null, $"no sector tagged '{tag}' in {world.Identity.Title}", Spelling.OneOf(tag, tags)));
        }
        foreach (var twice in worlds.GroupBy(w => w.Identity.Year).Where(g => g.Key is not null && g.Count() > 1))
            faults.Add(new Fault(null, $"two worlds of {twice.Key}", "one a year"));
        if (faults.Count > 0)
            return Checked<PanelTable>.Invalid(faults.Distinct());
        List<string> countries =
        [
            .. worlds[0].Countries.Select(c => c.Code).Where(code => worlds.All(w => w.TryCountry(code, out _))),
        ];
        var rows =
            from world in worlds
            from exporter in countries
            from importer in countries
            select new[]
            {
                exporter,
                importer,
                world.Identity.Year!.Value.ToString(CultureInfo.InvariantCulture),
                PanelTable.Cell(Trade(world, importer, exporter, tag)),
                members.Contains(exporter) && importer == target ? "1" : "0",
                exporter == target && members.Contains(importer) ? "1" : "0",
            };
        return Checked<PanelTable>.Valid(new PanelTable(["exporter", "importer", "year", "trade", "to_target", "from_target"], rows));
    }

    private static double Trade(World world, string importer, string exporter, string? tag)
    {
        world.TryCountry(importer, out var n);
        world.TryCountry(exporter, out var i);
        var sum = 0.0;
        for (var j = 0; j < world.Sectors.Length; j++)
            if (tag is null || world.Sectors[j].Tags.Contains(tag))
                sum += world.Trade[n, i, j];
        return sum;
    }
}
