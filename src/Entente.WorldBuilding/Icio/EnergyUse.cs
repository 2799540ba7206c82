namespace Entente.WorldBuilding.Icio;

/// <summary>What power stations, gas distribution and refineries of one country take in, million USD.</summary>
internal sealed record FuelUse
{
    public double Coal { get; init; }

    public double Gas { get; init; }

    /// <summary>Refined petroleum burnt in power stations.</summary>
    public double Oil { get; init; }

    /// <summary>Gas that is distributed.</summary>
    public double Distributed { get; init; }

    /// <summary>Coal and refined petroleum burnt for heat.</summary>
    public double HeatFromCoal { get; init; }
}

/// <summary>
/// Power by source. Each source earns what it generates; coal and gas stations buy the fuel that their generation takes at
/// prior efficiencies and prices, as far as the country has it; distribution and heat takes a part of the rest of the gas, what plants
/// burn for the heat that they sell with power being in it. Value added of electricity, gas and steam is shared by what is left after fuel.
/// </summary>
internal sealed class EnergyUse(
    IcioRecipe recipe,
    Power power,
    EnergyPrices prices,
    IReadOnlyDictionary<int, (double Distributed, double FromCoal)> heat,
    IReadOnlyDictionary<int, double> cogeneration
)
{
    private const double PetajoulePerTerawattHour = 3.6;
    private const double CoalEfficiency = 0.36;
    private const double GasEfficiency = 0.48;
    private const double OilEfficiency = 0.36;

    /// <summary>Most of the income of a power station that fuel takes.</summary>
    private const double MostOfIncome = 0.75;

    /// <summary>Inputs of a power station other than fuel, of its income.</summary>
    private const double OtherInputs = 0.12;

    /// <summary>What distributed gas is worth over what it cost.</summary>
    private const double Distribution = 1.35;

    /// <summary>Value of the coal that generation takes, at the price at home where the country mines.</summary>
    public double CoalNeeded(int n, bool mines)
    {
        var price = prices.Of(n, mines ? n : recipe.Country("ROW"), recipe.Sector("COAL"));
        return power.Generation(n).Coal * PetajoulePerTerawattHour / CoalEfficiency * price;
    }

    /// <summary>Outputs and value added of the four sectors, and the fuel they take.</summary>
    /// <param name="n">The country.</param>
    /// <param name="production">Where they are entered.</param>
    /// <param name="supply">What the country buys at home and abroad of a sector.</param>
    /// <param name="sold">What it sells abroad.</param>
    public FuelUse Apply(int n, Production production, Func<int, double> supply, Func<int, double> sold)
    {
        int[] sectors = [recipe.Sector("PCOA"), recipe.Sector("PGAS"), recipe.Sector("PREN"), recipe.Sector("HEAT")];
        var valueAdded = sectors.Sum(j => production.ValueAdded[n, j]);
        var generation = power.Generation(n);
        var (coal, gas) = (supply(recipe.Sector("COAL")), supply(recipe.Sector("GAS")));
        var share = heat.GetValueOrDefault(n);
        var use = new FuelUse
        {
            Coal = Math.Min(CoalNeeded(n, production.Output[n, recipe.Sector("COAL")] > 0), 0.85 * coal),
            Gas = Math.Min(Needed(generation.Gas, cogeneration.GetValueOrDefault(n, GasEfficiency), n, "GAS", production), 0.75 * gas),
            Oil = Math.Min(Needed(generation.Oil, OilEfficiency, n, "REFI", production), 0.3 * valueAdded),
        };
        use = use with { Distributed = share.Distributed * (gas - use.Gas), HeatFromCoal = share.FromCoal * (coal - use.Coal) };
        // Income of the sector as a whole; no less than fuel and what is sold abroad ask for.
        var all = sectors.Sum(j => production.Output[n, j]);
        var heatIncome = Distribution * (use.Distributed + use.HeatFromCoal);
        var free = Math.Max(all - heatIncome, 1.4 * (use.Coal + use.Gas + use.Oil) + 0.3 * valueAdded);
        free = Math.Max(free, Math.Max(sectors[..3].Sum(sold) / 0.6, 1.05 * valueAdded - 0.3 * heatIncome));
        double[] income =
        [
            free * power.Share(n, sectors[0]),
            free * power.Share(n, sectors[1]),
            free * power.Share(n, sectors[2]),
            heatIncome,
        ];
        double[] fuel =
        [
            Math.Min(use.Coal, MostOfIncome * income[0]),
            Math.Min(use.Gas + use.Oil, MostOfIncome * income[1]),
            0,
            use.Distributed + use.HeatFromCoal,
        ];
        var burnt = use.Gas + use.Oil;
        use = use with { Coal = fuel[0], Gas = burnt > 0 ? fuel[1] * use.Gas / burnt : 0, Oil = burnt > 0 ? fuel[1] * use.Oil / burnt : 0 };
        var left = sectors.Select((_, k) => Math.Max(0.05 * income[k], income[k] * (1 - OtherInputs) - fuel[k])).ToArray();
        var scale = valueAdded / left.Sum();
        for (var k = 0; k < sectors.Length; k++)
        {
            production.Output[n, sectors[k]] = income[k];
            production.ValueAdded[n, sectors[k]] = left[k] * scale;
            // More value added than the accounts' technology left: income grows, fuel stays.
            production.Output[n, sectors[k]] = Math.Max(income[k], left[k] * scale + fuel[k] + 0.02 * income[k]);
        }
        return use;
    }

    private double Needed(double terawattHours, double efficiency, int n, string sector, Production production)
    {
        var j = recipe.Sector(sector);
        var price = prices.Of(n, production.Output[n, j] > 0 && sector == "GAS" ? n : recipe.Country("ROW"), j);
        return terawattHours * PetajoulePerTerawattHour / efficiency * (double.IsNaN(price) ? prices.Of(n, n, j) : price);
    }
}
