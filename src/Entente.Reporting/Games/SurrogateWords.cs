using System.Globalization;
using Entente.Games.Uncertainty;

namespace Entente.Reporting.Games;

/// <summary>What draws rest on where a surrogate answers some of them, in words.</summary>
public static class SurrogateWords
{
    /// <summary>A sentence on the surrogate and its bound; empty where all draws were solved.</summary>
    public static string Of(GameSpread spread)
    {
        ArgumentNullException.ThrowIfNull(spread);
        if (spread.ByDraws is not { } report)
            return "";
        if (report.Trouble.Length > 0)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"No surrogate ({report.Trouble}): all rests on the {report.Solved} draws that were solved."
            );
        var (near, all) = report.Holding;
        var worst = report.Checks.Where(check => check.Check.Holds).Select(check => check.Check.Bound).DefaultIfEmpty(0).Max();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Solved} draws were solved; the others are a surrogate's, fitted to {report.Fitted} of them and held against the "
                + $"other {report.Held}: for {near} of {all} payoffs it is within {100 * report.Within:0.#} % of the width of their bands "
                + $"in nine of ten draws (95 % confidence; at most {worst:0.000} points), and what it is not near enough for rests on the "
                + $"solved draws alone."
        );
    }
}
