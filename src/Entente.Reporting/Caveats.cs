using System.Globalization;
using System.Text;
using Entente.Data.Worlds;

namespace Entente.Reporting;

/// <summary>What a reader must know before numbers are used: a sentence or two each, from what the world says of itself.</summary>
internal static class Caveats
{
    private const int MostNamed = 3;

    /// <summary>Which figures of a country are imputed, those of the largest spread first.</summary>
    public static string Data(RunRecord run, int n)
    {
        var (country, cells) = (run.World.Countries[n], run.Cells);
        if (cells.IsEmpty)
            return "The data do not say which of their figures are observed and which are imputed.";
        var imputed = cells.Where(c => c.IsImputed && c.IsOf(country.Code)).OrderByDescending(c => c.Spread ?? 0).ToList();
        var general = cells
            .Where(c => c is { IsImputed: true, Table: not "theta" } && run.World.Countries.All(other => !c.IsOf(other.Code)))
            .OrderByDescending(c => c.Spread ?? 0)
            .ToList();
        var named = (imputed.Count > 0 ? imputed : general).Take(MostNamed).ToList();
        if (named.Count == 0)
            return $"No figure of {country.Name} is marked as imputed.";
        var order = named[0].Spread is null ? "" : ", the least sure first";
        var opening =
            imputed.Count > 0
                ? $"Of {country.Name}’s own figures these are imputed{order}:"
                : $"No figure of {country.Name} alone is imputed; for all countries, among others, these are{order}:";
        return $"{opening} {string.Join("; ", named.Select(c => InWords(run.World, c)))}.{Spread(named[0])}";
    }

    /// <summary>Which elasticities are priors, and whether ranges stand beside the answers.</summary>
    public static string Behaviour(RunRecord run)
    {
        var priors = run
            .World.Sectors.Where(s => run.Cells.Any(c => c is { Table: "theta", IsImputed: true } && c.What == s.Code))
            .Select(s => s.Name)
            .ToList();
        return (
                priors.Count == 0
                    ? "How readily buyers change suppliers is estimated with wide standard errors, or assumed."
                    : $"How readily buyers change suppliers is a prior, no estimate, for {priors.Count} of {run.World.Sectors.Length} "
                        + $"sectors, {string.Join("; ", priors.Take(MostNamed))} among them; the other estimates have wide standard errors."
            )
            + (run.Scenario.HasHorizons ? " What the short and the medium run assume is the centre of wide published ranges." : "")
            + (run.Bands.IsEmpty ? " None of this is in the numbers above, which are single values." : "");
    }

    /// <summary>What no number here holds.</summary>
    public static string Model(RunRecord run) =>
        $"The model keeps to its closure ({MeasureWords.Of(run.Scenario.Scenario.Closure)}) and has no rationing, no bankruptcy, no demand "
        + "that falls for lack of income, and no taxes but those at the border; what measures are assumed is marked where they are listed.";

    private static string InWords(World world, DataCell cell)
    {
        var what = cell.What is "all" or "" ? Named(world, cell.Table) : $"{Named(world, cell.Table)}, {Named(world, cell.What)}";
        var spread = cell.Spread is { } s ? s.ToString("0.##", CultureInfo.InvariantCulture) : "";
        // What stands after a semicolon is detail.
        var how = Named(world, cell.Method.Split(';')[0]);
        return $"{what} ({string.Join("; ", new[] { how, spread.Length > 0 ? $"spread {spread}" : "" }.Where(part => part.Length > 0))})";
    }

    /// <summary>What a spread means.</summary>
    private static string Spread(DataCell cell) =>
        cell.Spread is { } spread
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" A spread of {spread:0.##} is the standard deviation of a logarithm: one such figure in three is off by more than "
                    + $"a factor of {Math.Exp(spread):0.0}."
            )
            : "";

    /// <summary>Codes of countries and sectors by their names; names that follow each other with commas.</summary>
    private static string Named(World world, string text)
    {
        var named = new StringBuilder();
        var wasName = false;
        foreach (var word in text.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            var name =
                world.TryCountry(word, out var n) ? world.Countries[n].Name
                : world.TrySector(word, out var j) ? world.Sectors[j].Name
                : null;
            named.Append(named.Length == 0 ? "" : wasName && name is not null ? ", " : " ").Append(name ?? word);
            wasName = name is not null;
        }
        return named.ToString();
    }
}
