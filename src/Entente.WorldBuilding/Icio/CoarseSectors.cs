
namespace Entente.WorldBuilding.Icio;

/// <summary>
/// The sectors of the world as far as the coefficient table tells them apart: oil, gas and coal are one, the power
/// stations, gas distribution and heat are another; all others are themselves.
/// </summary>
internal sealed class CoarseSectors
{
    /// <summary>Extraction of energy.</summary>
    public const string Energy = "ENERGY";

    /// <summary>Electricity, gas and steam.</summary>
    public const string Supply = "D35";

    private readonly int[] of;

    public CoarseSectors(IReadOnlyList<RecipeSector> sectors)
    {
        Codes = [.. sectors.Select(Name).Distinct()];
        of = [.. sectors.Select(s => Array.IndexOf(Codes, Name(s)))];
    }

    public string[] Codes { get; }

    /// <summary>Coarse position of a sector of the world.</summary>
    public int Of(int j) => of[j];

    public int Position(string code) => Array.IndexOf(Codes, code);

    private static string Name(RecipeSector sector) =>
        sector.Code is "CRUDE" or "GAS" or "COAL" ? Energy
        : sector.Code is "PCOA" or "PGAS" or "PREN" or "HEAT" ? Supply
        : sector.Code;
}
