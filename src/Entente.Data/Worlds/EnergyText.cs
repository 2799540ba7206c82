namespace Entente.Data.Worlds;

/// <summary>The words of <c>energy.csv</c>.</summary>
internal static class EnergyText
{
    /// <summary>The status of a row, or null where the word is none.</summary>
    public static EnergyStatus? Status(ReadOnlySpan<char> word) =>
        word switch
        {
            "observed" => EnergyStatus.Observed,
            "derived" => EnergyStatus.Derived,
            "imputed" => EnergyStatus.Imputed,
            _ => null,
        };

    /// <summary>The word of a status, for files and people.</summary>
    public static string Word(EnergyStatus status) =>
        status switch
        {
            EnergyStatus.Observed => "observed",
            EnergyStatus.Derived => "derived",
            EnergyStatus.Imputed => "imputed",
            _ => "at mean price",
        };
}
