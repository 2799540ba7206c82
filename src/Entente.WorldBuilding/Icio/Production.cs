namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Value added and output by sector. Groups of the accounts are met; within a group, sectors share as the technology of the
/// flow table's year has it, but for what is known to be sold abroad, which takes its value added first, and for what does not exist.
/// </summary>
internal sealed class Production
{
    /// <summary>Largest part of output sold abroad.</summary>
    public const double MostExported = 0.92;

    /// <summary>Largest part of a group that known sales take before the others.</summary>
    private const double MostKnown = 0.9;

    /// <summary>How far the share of value added in output may fall where a country sells more than it would make: processing.</summary>
    private const double LeastShare = 0.5;

    private readonly IcioRecipe recipe;
    private readonly CoarseSectors coarse;
    private readonly Technology technology;

    public Production(IcioRecipe recipe, CoarseSectors coarse, Technology technology)
    {
        (this.recipe, this.coarse, this.technology) = (recipe, coarse, technology);
        (ValueAdded, Output) = (
            new double[recipe.Countries.Length, recipe.Sectors.Length],
            new double[recipe.Countries.Length, recipe.Sectors.Length]
        );
    }

    public double[,] ValueAdded { get; }

    public double[,] Output { get; }

    /// <summary>Share of value added in output by the technology.</summary>
    public double Share(int n, int j)
    {
        var c = coarse.Of(j);
        const double least = 0.03;
        return technology.Output[n, c] > 0 ? Math.Max(least, technology.ValueAdded[n, c] / technology.Output[n, c]) : 0.5;
    }

    /// <summary>Most that a sector can make of its value added.</summary>
    public double Most(int n, int j) => Math.Max(Output[n, j], ValueAdded[n, j] / (LeastShare * Share(n, j)));

    /// <summary>Spreads the groups of a country over its sectors.</summary>
    /// <param name="n">The country.</param>
    /// <param name="accounts">Value added by group.</param>
    /// <param name="prior">Value added by sector in proportion to which a group is shared.</param>
    /// <param name="least">Value added that known sales take.</param>
    public void Spread(int n, Func<string, double> accounts, double[] prior, double[] least)
    {
        foreach (
            var group in Enumerable.Range(0, prior.Length).GroupBy(j => recipe.AccountOf[recipe.Sectors[j].Code], StringComparer.Ordinal)
        )
        {
            var wanted = accounts(group.Key);
            var needed = group.Sum(j => least[j]);
            var scale = needed > MostKnown * wanted ? MostKnown * wanted / needed : 1;
            var all = group.Sum(j => prior[j]);
            var open = group.ToDictionary(j => j, j => all > 0 ? Math.Max(0, prior[j] / all * wanted - least[j] * scale) : 0);
            var room = open.Values.Sum();
            foreach (var j in group)
            {
                ValueAdded[n, j] = least[j] * scale + (room > 0 ? open[j] / room : 0) * (wanted - needed * scale);
                Output[n, j] = ValueAdded[n, j] / Share(n, j);
            }
        }
    }
}
