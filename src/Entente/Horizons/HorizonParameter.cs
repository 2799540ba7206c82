using System.Collections.Immutable;

namespace Entente.Horizons;

/// <summary>A parameter that a horizon sets and a scenario may override; docs/horizons.md gives the sources in full.</summary>
/// <param name="Name">Name in scenario files and on the command line.</param>
/// <param name="Meaning">What it is, for people.</param>
/// <param name="ShortRun">Value up to about a year.</param>
/// <param name="MediumRun">Value after about three to five years.</param>
/// <param name="LongRun">Value when all has adjusted.</param>
/// <param name="BySector">Whether sectors may differ.</param>
/// <param name="Least">Smallest value that makes sense.</param>
/// <param name="Most">Largest.</param>
/// <param name="Source">Where the values come from.</param>
public sealed record HorizonParameter(
    string Name,
    string Meaning,
    double ShortRun,
    double MediumRun,
    double LongRun,
    bool BySector,
    double Least,
    double Most,
    string Source
)
{
    internal const string Extraction = "extraction";
    internal const string ValueAdded = "value_added";

    private const double AnyElasticity = 1000;

    /// <summary>Beyond it, rounding is more than what is left between sectors; <c>mobile</c> is the limit.</summary>
    private const double MostMobility = 1000;

    /// <summary>All parameters.</summary>
    public static ImmutableArray<HorizonParameter> All { get; } =
    [
        new(
            "trade",
            "factor on the trade elasticities of the world",
            0.36,
            0.7,
            1,
            true,
            1e-3,
            100,
            "Boehm, Levchenko and Pandalai-Nayar (2023): -0.76 after a year against about -2.1 after ten"
        ),
        new(
            ValueAdded,
            "substitution between value added and inputs",
            0.4,
            0.7,
            1,
            true,
            0,
            AnyElasticity,
            "Atalay (2017): 0.4 to 0.8 at business-cycle frequency"
        ),
        new(
            Extraction,
            "the same where things are taken from the ground: with s between what is stuck and inputs, and g the share of value added, "
                + "output rises by s (1 - g)/g with its price",
            0.1,
            0.4,
            1,
            false,
            0,
            AnyElasticity,
            "supply of oil and gas within a year 0.02 to 0.1 (Kilian and Murphy 2014; Caldara, Cavallo and Iacoviello 2019; Hausman and "
                + "Kellogg 2015), as a field that flows cannot be run harder (Anderson, Kellogg and Salant 2018); drilling answers by 0.5 "
                + "to 1.6 over years (Newell, Prest and Vissing 2019)"
        ),
        new(
            "energy",
            "substitution between energy and other inputs",
            0.1,
            0.4,
            1,
            true,
            0,
            AnyElasticity,
            "Bachmann et al. (2022): 0.04 to 0.1 in the short run; Labandeira, Labeaga and Lopez-Otero (2017): about 0.2 in the "
                + "short, 0.6 in the long run"
        ),
        new(
            "fuels",
            "substitution among energy goods in production",
            0.2,
            0.5,
            1,
            true,
            0,
            AnyElasticity,
            "a prior between that of energy and that of inputs"
        ),
        new(
            "power",
            "substitution among sources of power, in production and in final demand",
            10,
            10,
            10,
            false,
            0,
            AnyElasticity,
            "one good to its users (Papageorgiou, Saam and Schulte 2017 find 2 among capacities that are built): a high number, "
                + "so that what is lost of one source is met at the cost of the next plant"
        ),
        new(
            "inputs",
            "substitution among other inputs",
            0.1,
            0.5,
            1,
            true,
            0,
            AnyElasticity,
            "Atalay (2017): about 0.1; Boehm, Flaaen and Pandalai-Nayar (2019): near 0 within months"
        ),
        new(
            "factors",
            "substitution among factors of production",
            0.5,
            0.5,
            1,
            true,
            0,
            AnyElasticity,
            "Oberfield and Raval (2021): 0.5 to 0.7"
        ),
        new(
            "final",
            "substitution among goods other than energy in final demand",
            0.9,
            0.95,
            1,
            false,
            0,
            AnyElasticity,
            "Atalay (2017), Baqaee and Farhi (2019): 0.9"
        ),
        new(
            "final_energy",
            "substitution between energy and other goods in final demand",
            0.2,
            0.5,
            1,
            false,
            0,
            AnyElasticity,
            "Labandeira, Labeaga and Lopez-Otero (2017): about 0.2 in the short, 0.6 in the long run"
        ),
        new(
            "final_fuels",
            "substitution among energy goods in final demand",
            0.2,
            0.5,
            1,
            false,
            0,
            AnyElasticity,
            "a prior: as in production"
        ),
        new(
            "labour_mobility",
            "shape of the Roy model of labour, the first factor: 1 stuck in its sector, infinite mobile",
            1,
            1.5,
            double.PositiveInfinity,
            false,
            1,
            MostMobility,
            "Galle, Rodriguez-Clare and Yi (2023): 1.5"
        ),
        new(
            "capital_mobility",
            "the same of all other factors",
            1,
            1,
            double.PositiveInfinity,
            false,
            1,
            MostMobility,
            "fixed by sector until it is replaced: an assumption of the literature"
        ),
        new(
            "resource_mobility",
            "the same of natural resources; where the world does not fix them and nobody sets it, they move as capital does",
            1,
            1,
            1,
            false,
            1,
            MostMobility,
            "what is in the ground stays there: 1 where the world says so"
        ),
        new(
            "origins",
            "trade elasticity of what goes over pipes, terminals and wires, in place of that of the world, "
                + "whatever the factor on the others",
            50,
            50,
            50,
            true,
            0.1,
            200,
            "gas at a hub and power on a grid are one good wherever they come from; so high that terajoules add up to within a few per cent"
        ),
        new(
            "line_premium",
            "what delivery over a line that lies idle in the data costs beyond what its users pay there, as a part of it",
            0.25,
            0.25,
            0.25,
            false,
            0.01,
            10,
            "a prior: landed LNG against pipeline gas in Europe before 2021, a fifth to a third above"
        ),
        new(
            "line_rent",
            "part of the rent of a full line that goes to the importing country, the rest to the exporting one",
            1,
            1,
            1,
            false,
            0,
            1,
            "regulated grids: congestion income is the network's (Regulation (EU) 2019/943, art. 19), "
                + "and in 2022 cargoes sold below the hub where terminals were full"
        ),
        new(
            "idle",
            "real price, as a multiple of what it was, below which what is fixed in a sector is left idle",
            0.01,
            0.01,
            0,
            false,
            0,
            1,
            "free disposal: a hundredth stands for nothing, so that an answer exists where a sector has no use for all it has"
        ),
        new(
            "wage_floor",
            "real wage that labour does not go below, as a multiple of what it was; 0: none",
            0,
            0,
            0,
            false,
            0,
            1,
            "an option: 1 is a real wage that does not fall"
        ),
    ];

    /// <summary>Whether it is the shape of a Roy model, which may be infinite.</summary>
    public bool IsMobility => Name.EndsWith("_mobility", StringComparison.Ordinal);

    /// <summary>The names of the horizons, from short to long.</summary>
    public static ImmutableArray<string> Horizons { get; } = ["short", "medium", "long"];

    /// <summary>
    /// The value a part of the way from one horizon to another: straight in the value, or where it is the shape of a Roy model, which
    /// may be infinite, in its inverse.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such horizon.</exception>
    public double Between(string horizon, string next, double part)
    {
        var (a, b) = (At(horizon), At(next));
        return part == 0 || a == b ? a
            : part == 1 ? b
            : IsMobility ? 1 / ((1 - part) / a + part / b)
            : (1 - part) * a + part * b;
    }

    /// <summary>The value at a horizon.</summary>
    /// <exception cref="KeyNotFoundException">There is no such horizon.</exception>
    public double At(string horizon) =>
        horizon switch
        {
            "short" => ShortRun,
            "medium" => MediumRun,
            "long" => LongRun,
            _ => throw new KeyNotFoundException($"There is no horizon '{horizon}'."),
        };
}

/// <summary>A value for a parameter, for some sectors or all.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Sectors">Sector code, tag or <c>all</c>.</param>
/// <param name="Value">The value; positive infinity for what moves freely.</param>
public sealed record ParameterSetting(Word Parameter, Word Sectors, double Value)
{
    /// <summary>As people write it: <c>energy=0.1</c>, <c>energy.ELGS=0.05</c>.</summary>
    public override string ToString() =>
        $"{Parameter}{(Sectors.Text == "all" ? "" : $".{Sectors}")}="
        + (double.IsPositiveInfinity(Value) ? "mobile" : Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A horizon of a case: a name, and values that differ from what the name stands for.</summary>
/// <param name="Name"><c>short</c>, <c>medium</c> or <c>long</c>.</param>
/// <param name="Varied">Values being swept, which are part of the label.</param>
public sealed record Horizon(Word Name, ImmutableArray<ParameterSetting> Varied)
{
    /// <summary>The long run of the model as published.</summary>
    public static Horizon LongRun { get; } = new("long", []);

    /// <summary>Unique within a case: <c>short</c>, <c>short energy=0.01</c>.</summary>
    public string Label => string.Join(' ', Varied.Select(setting => setting.ToString()).Prepend(Name.Text));
}
