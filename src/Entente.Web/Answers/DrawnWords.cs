namespace Entente.Web.Answers;

/// <summary>How many draws intervals rest on, in words.</summary>
internal static class DrawnWords
{
    /// <summary>What is said below numbers that have intervals, or will have.</summary>
    /// <param name="drawn">Draws that have been answered; null: none have been begun.</param>
    /// <param name="inBands">Draws that the intervals rest on; 0: there are none yet.</param>
    /// <param name="wanted">Draws that are wanted.</param>
    /// <param name="trouble">Why nothing can be drawn; empty where something can.</param>
    public static string Of(int? drawn, int inBands, int wanted, string trouble) =>
        wanted == 0 ? "No intervals are drawn unless they are asked for."
        : trouble.Length > 0 ? $"No intervals: {trouble}."
        : drawn is null ? "Intervals: the first draws are being answered."
        : inBands == 0 ? $"Intervals: {drawn} of {wanted} draws; the first are shown from {Intervals.Few} on."
        : $"Intervals hold nine of ten of {inBands} draws of what the data do not know for sure"
            + (drawn < wanted ? $"; {drawn} of {wanted} drawn." : ".")
            + (inBands < Intervals.Usual ? " So few are a rough guide." : "");
}
